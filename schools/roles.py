"""The one table of what each role may do. It is synced to guardian after every migrate (schools.services.roles)."""

from schools.states import SCHOOL_ROLES, Role

POWERS = {
    "log_incident": "Log an incident",
    "view_cases": "See the file of a case",
    "work_case": "Work on a case: people, reports, letters",
    "suspend": "Suspend an adult from site, lift and void it",
    "inform_chair": "Inform the Chair of Trustees",
    "void_case": "Void a case that was logged in error",
    "delegate": "Appoint cover and grant sight of a case",
    "name_deputies": "Name standing deputies",
    "handle_records": "Print and hand out records",
    "view_gate": "See who may not be on site",
    "administer": "Keep schools, accounts, roles and calendars",
    "confirm_roles": "Confirm a role that somebody else proposed",
}

_STAFF = ("log_incident", "view_gate")
_LEADER = (*_STAFF, "view_cases", "work_case", "handle_records")
_HEAD = (*_LEADER, "suspend", "void_case", "name_deputies")
_CEO = (
    "log_incident",
    "view_gate",
    "view_cases",
    "work_case",
    "handle_records",
    "suspend",
    "void_case",
    "inform_chair",
    "delegate",
    "confirm_roles",
)

ROLE_POWERS: dict[Role, tuple[str, ...]] = {
    Role.HEAD: _HEAD,
    Role.SENIOR_LEADER: _LEADER,
    Role.OFFICE: (*_STAFF, "handle_records"),
    Role.STAFF: _STAFF,
    Role.CEO: _CEO,
    Role.CENTRAL_TEAM: ("log_incident", "view_gate", "handle_records"),
    Role.DP_LEAD: (),
    Role.CHAIR: (),
    Role.VICE_CHAIR: (),
    Role.TRUSTEE: (),
    Role.CLERK: (),
    Role.MEDIATOR: (),
    Role.ADMINISTRATOR: ("administer", "confirm_roles"),
}

# The roles at a school that open its cases.
CASE_ROLES = tuple(role for role in SCHOOL_ROLES if "view_cases" in ROLE_POWERS[role])
