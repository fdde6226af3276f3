"""The one table of what each role may do. It is synced to guardian after every migrate (schools.services.roles)."""

from schools.states import SCHOOL_ROLES, ActsAs, Role

POWERS = {
    "log_incident": "Log an incident",
    "log_concern": "Report something online",
    "view_cases": "See the file of a case",
    "work_case": "Work on a case: people, reports, letters",
    "suspend": "Suspend an adult from site, lift and void it",
    "suspend_trust_wide": "Suspend an adult from every site of the trust",
    "suspend_pupil": "Suspend a pupil, and cancel that",
    "review": "Decide whether a suspension is upheld",
    "advise_pupil": "Review the suspension of a pupil, as advice to the headteacher",
    "board_duties": "Bring suspensions of pupils before the board",
    "inform_chair": "Inform the Chair of Trustees",
    "close_case": "Close a case in which nobody was suspended",
    "close_suspended_case": "Close a case in which somebody was suspended",
    "void_case": "Void a case that was logged in error",
    "delegate": "Delegate, appoint cover and grant sight of a case",
    "name_deputies": "Name standing deputies",
    "edit_calendar": "Keep the school's calendar",
    "edit_wording": "Change the wording of letters",
    "approve_wording": "Approve the wording of letters",
    "handle_records": "Print and hand out records",
    "log_complaint": "Log a complaint",
    "handle_complaint": "Deal with a complaint at its informal stage",
    "decide_complaint": "Deal with a complaint at every stage",
    "legal_action": "Take legal steps about something online",
    "subject_access": "Answer requests and complaints about somebody’s own data",
    "view_gate": "See who may not be on site",
    "view_suspended": "See which pupils are suspended today",
    "administer": "Keep schools, accounts, roles and calendars",
    "confirm_roles": "Confirm a role that somebody else proposed",
}

_STAFF = ("log_incident", "log_concern", "view_gate")
_LEADER = (*_STAFF, "view_suspended", "view_cases", "work_case", "handle_records", "log_complaint")
_HEAD = (
    *_LEADER,
    "handle_complaint",
    "suspend",
    "suspend_pupil",
    "void_case",
    "close_case",
    "name_deputies",
    "edit_calendar",
)
_CEO = (
    "log_incident",
    "log_concern",
    "view_gate",
    "view_cases",
    "work_case",
    "handle_records",
    "log_complaint",
    "handle_complaint",
    "decide_complaint",
    "suspend",
    "suspend_trust_wide",
    "review",
    "advise_pupil",
    "legal_action",
    "void_case",
    "close_case",
    "close_suspended_case",
    "inform_chair",
    "delegate",
    "approve_wording",
    "confirm_roles",
)
# What is the CEO's part of a case, and goes to the Chair where the CEO is involved in it or decided.
CEO_PART = (
    "review",
    "advise_pupil",
    "legal_action",
    "handle_complaint",
    "decide_complaint",
    "close_case",
    "close_suspended_case",
    "inform_chair",
    "delegate",
    "void_case",
)

ROLE_POWERS: dict[Role, tuple[str, ...]] = {
    Role.HEAD: _HEAD,
    Role.SENIOR_LEADER: _LEADER,
    Role.OFFICE: (*_STAFF, "view_suspended", "handle_records", "log_complaint"),
    Role.STAFF: _STAFF,
    Role.CEO: _CEO,
    Role.CENTRAL_TEAM: ("log_incident", "log_concern", "view_gate", "handle_records", "log_complaint", "edit_wording"),
    Role.DP_LEAD: ("subject_access",),
    Role.CHAIR: (),
    Role.VICE_CHAIR: (),
    Role.TRUSTEE: (),
    Role.CLERK: ("board_duties",),
    Role.MEDIATOR: (),
    Role.ADMINISTRATOR: ("administer", "confirm_roles"),
}

# What somebody may do on a case where they act for the CEO, beside what their own role lets them.
_DELEGATED = (
    "view_cases",
    "work_case",
    "handle_records",
    "handle_complaint",
    "decide_complaint",
    "suspend",
    "suspend_trust_wide",
    "review",
    "advise_pupil",
    "legal_action",
    "close_case",
    "close_suspended_case",
)
ACTING_POWERS: dict[ActsAs, tuple[str, ...]] = {
    ActsAs.DELEGATE: (*_DELEGATED, "inform_chair"),
    ActsAs.CHAIR: (*_DELEGATED, "void_case", "delegate"),
    ActsAs.VICE_CHAIR: (*_DELEGATED, "void_case", "delegate"),
    ActsAs.TRUSTEE: ("view_cases", "review", "advise_pupil"),
}

# The roles at a school that open its cases.
CASE_ROLES = tuple(role for role in SCHOOL_ROLES if "view_cases" in ROLE_POWERS[role])
