"""The fixed words of the trust: roles, kinds of people, relationships."""

from django.db.models import TextChoices


class Phase(TextChoices):
    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"
    ALL_THROUGH = "all_through", "All-through"
    SPECIAL = "special", "Special"
    CENTRAL = "central", "Central office"


class Role(TextChoices):
    HEAD = "head", "Headteacher"
    SENIOR_LEADER = "senior_leader", "Senior leader"
    OFFICE = "office", "Office and reception"
    STAFF = "staff", "Member of staff"
    CEO = "ceo", "CEO"
    CENTRAL_TEAM = "central_team", "Central Team"
    DP_LEAD = "dp_lead", "Data protection lead"
    CHAIR = "chair", "Chair of Trustees"
    VICE_CHAIR = "vice_chair", "Vice-chair of Trustees"
    TRUSTEE = "trustee", "Trustee"
    CLERK = "clerk", "Clerk to the board"
    MEDIATOR = "mediator", "Mediator"
    ADMINISTRATOR = "administrator", "Administrator"


SCHOOL_ROLES = (Role.HEAD, Role.SENIOR_LEADER, Role.OFFICE, Role.STAFF)
TRUST_ROLES = tuple(role for role in Role if role not in SCHOOL_ROLES)
COVERED_ROLES = (Role.HEAD, Role.CEO, Role.CHAIR, Role.DP_LEAD)


class ActsAs(TextChoices):
    """As what somebody acts for the CEO: delegated by them, or in their place where they are involved."""

    DELEGATE = "delegate", "Delegate of the CEO"
    CHAIR = "chair", "Chair of Trustees, for the CEO"
    VICE_CHAIR = "vice_chair", "Vice-chair, for the CEO"
    TRUSTEE = "trustee", "Trustee not involved, for the CEO"


# Who holds the office acts: whoever it is, and whoever stands in for them.
OFFICES = (ActsAs.CHAIR, ActsAs.VICE_CHAIR)
# The roles of which one must still be held, for acting to count.
ACTS_WITH = {
    ActsAs.DELEGATE: (Role.CENTRAL_TEAM,),
    ActsAs.CHAIR: (Role.CHAIR,),
    ActsAs.VICE_CHAIR: (Role.VICE_CHAIR,),
    ActsAs.TRUSTEE: (Role.TRUSTEE, Role.VICE_CHAIR),
}


class ClosureKind(TextChoices):
    """Why a school does not meet on a day within a term."""

    HALF_TERM = "half_term", "Half-term"
    INSET = "inset", "INSET day"
    BANK_HOLIDAY = "bank_holiday", "Bank holiday"
    OCCASIONAL = "occasional", "Occasional day"
    EMERGENCY = "emergency", "Emergency closure"


class PersonKind(TextChoices):
    PUPIL = "pupil", "Pupil"
    PARENT = "parent", "Parent or carer"
    RELATIVE = "relative", "Relative"
    VISITOR = "visitor", "Visitor"
    OTHER = "other", "Other adult"
    STAFF = "staff", "Member of staff"


class Kinship(TextChoices):
    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    STEP_PARENT = "step_parent", "Step-parent"
    CARER = "carer", "Carer or guardian"
    FOSTER_CARER = "foster_carer", "Foster carer"
    GRANDPARENT = "grandparent", "Grandparent"
    SIBLING = "sibling", "Brother or sister"
    OTHER_RELATIVE = "other_relative", "Other relative"
    SOCIAL_WORKER = "social_worker", "Social worker"
    OTHER = "other", "Other contact"


class CoverKind(TextChoices):
    STANDING = "standing", "Standing deputy, acting today"
    APPOINTED = "appointed", "Appointed"


class ProposalState(TextChoices):
    PROPOSED = "proposed", "Waiting for a second person"
    CONFIRMED = "confirmed", "Confirmed"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


PROPOSAL_MOVES = {
    ProposalState.PROPOSED: (ProposalState.CONFIRMED, ProposalState.DECLINED, ProposalState.WITHDRAWN),
    ProposalState.CONFIRMED: (),
    ProposalState.DECLINED: (),
    ProposalState.WITHDRAWN: (),
}


class ImportState(TextChoices):
    UPLOADED = "uploaded", "Columns to be matched"
    CHECKED = "checked", "Checked, not applied"
    QUEUED = "queued", "Being applied"
    APPLIED = "applied", "Applied"
    FAILED = "failed", "Stopped"
    DISCARDED = "discarded", "Discarded"


IMPORT_MOVES = {
    ImportState.UPLOADED: (ImportState.CHECKED, ImportState.DISCARDED),
    ImportState.CHECKED: (ImportState.UPLOADED, ImportState.QUEUED, ImportState.DISCARDED),
    ImportState.QUEUED: (ImportState.APPLIED, ImportState.FAILED),
    ImportState.FAILED: (ImportState.QUEUED, ImportState.DISCARDED),
    ImportState.APPLIED: (),
    ImportState.DISCARDED: (),
}


class LineOutcome(TextChoices):
    PROBLEM = "problem", "Not imported"
    NEW = "new", "New"
    CHANGED = "changed", "Changed"
    UNCHANGED = "unchanged", "Unchanged"
