"""Who deals with a complaint now, and who is told that it is theirs."""

from accounts.models import User
from cases.deciding import decider_role
from cases.independence import family_in, parts_in
from cases.states import WALLING
from complaints.access import data_role, decider_of, free_leads, is_informal, panel_role
from complaints.models import Complaint
from complaints.states import Stage
from notices.recipients import acting_for_ceo, holders, reachable
from notices.states import Audience
from schools.selectors import trust
from schools.states import Role


def owner_role(complaint: Complaint, decider: Role | None = None) -> Role:
    """Whose it is: the headteacher's while it is informal, unless it is about them; the clerk's before a panel; the data
    protection lead's where it is about personal data; else whoever decides for the CEO.

    A page says who that is; what is written asks anew.
    """
    if complaint.stage == Stage.PANEL:
        return panel_role(complaint.case)
    if complaint.is_about_data and data_role(complaint) == Role.DP_LEAD:
        return Role.DP_LEAD
    decider = decider or decider_role(complaint.case)
    if not is_informal(complaint) or decider != Role.CEO:
        return decider
    return Role.HEAD if heads_of(complaint) else decider


def heads_of(complaint: Complaint) -> list[User]:
    """The headteachers of its school whom it is not about."""
    case = complaint.case
    parts, family = parts_in(case), family_in(case)
    walled = family | {user for user, mine in parts.items() if mine & {*WALLING}}
    return [user for user in holders(Role.HEAD, case.school) if user.is_active and user.pk not in walled]


def told_of(complaint: Complaint) -> list[tuple[Audience, User]]:
    """Who is told that a complaint is theirs to deal with."""
    role = owner_role(complaint)
    if role == Role.HEAD:
        return [(Audience.HEAD, user) for user in heads_of(complaint)]
    if role == Role.DP_LEAD:
        return [(Audience.DP_LEAD, user) for user in reachable(free_leads(complaint), complaint.case)]
    if role == Role.CLERK:
        return [(Audience.CLERK, user) for user in reachable(holders(Role.CLERK), complaint.case)]
    return acting_for_ceo(complaint.case)


def handler_of(complaint: Complaint, user: User) -> str:
    """Who deals with it, as a sentence to the complainant begins."""
    role = owner_role(complaint, decider_of(complaint.case, user))
    if role == Role.HEAD:
        return f"The headteacher of {complaint.case.school.name}"
    if role == Role.DP_LEAD:
        return f"The data protection lead of {trust().name}"
    return f"The {role.label} of {trust().name}" if role == Role.CEO else f"The {role.label}"
