"""The fixed words of pupil suspensions, and the moves of one."""

from django.db.models import TextChoices


class Category(TextChoices):
    """The categories of the Department's Common Basic Data Set that are used here."""

    SUSPENSION = "SUSP", "Suspension"
    LUNCHTIME = "LNCH", "Lunchtime suspension"


class PupilSuspensionState(TextChoices):
    DECIDED = "decided", "Decided"
    CANCELLED = "cancelled", "Cancelled"
    REINSTATED = "reinstated", "Reinstated by the board"


# Whether it has ended is read from the clock: the state says only what somebody decided. None is ever extended; one that
# was noted as reinstated by a slip stands again.
PUPIL_SUSPENSION_MOVES = {
    PupilSuspensionState.DECIDED: (PupilSuspensionState.CANCELLED, PupilSuspensionState.REINSTATED),
    PupilSuspensionState.CANCELLED: (),
    PupilSuspensionState.REINSTATED: (PupilSuspensionState.DECIDED,),
}


class HalfOfDay(TextChoices):
    """The half of a school day; in the order of the day, also as text."""

    MORNING = "am", "Morning"
    AFTERNOON = "pm", "Afternoon"


class Capacity(TextChoices):
    """Only a headteacher suspends a pupil, or whoever acts as headteacher (SI 2012/1033 reg 21)."""

    HEAD = "head", "Headteacher"
    ACTING_HEAD = "acting_head", "Acting headteacher"


class Ground(TextChoices):
    """Why a pupil is being suspended, as the page asks it. Only the first is lawful, and none is stored."""

    CONDUCT = "conduct", "For what the pupil did"
    PARENT = "parent", "For something a parent did"
    COOL_OFF = "cool_off", "So that the pupil can calm down or cool off"
    CONDITION = "condition", "Until a meeting has been held, or until something is done"
    NEEDS = "needs", "Because the school cannot meet the pupil’s needs, or because of attainment"
    OTHER = "other", "For another reason"


class FurtherBasis(TextChoices):
    """Why a further suspension may follow another: the law knows no extension."""

    NEW_EVIDENCE = "new_evidence", "New evidence has come to light"
    EXCEPTIONAL = "exceptional", "An exceptional reason"


class TermNumber(TextChoices):
    """The three terms of a school year as the law counts them."""

    AUTUMN = "1", "Autumn term"
    SPRING = "2", "Spring term"
    SUMMER = "3", "Summer term"


class Event(TextChoices):
    """What somebody has to be told of."""

    DECIDED = "decided", "The suspension"
    DAY_SIX = "day_six", "Education from the sixth day"
    CANCELLED = "cancelled", "The cancellation"
    REINSTATED = "reinstated", "The reinstatement"
    INVITED = "invited", "The board’s meeting"
    OUTCOME = "outcome", "What the board decided"
    CONSIDERED = "considered", "What the board answers"
    TAKEN_BACK = "taken_back", "What was noted wrongly of the board’s decision"


# As what it is told how the board decided, or what it answered.
OF_OUTCOME = (Event.REINSTATED, Event.OUTCOME, Event.CONSIDERED)
# A paper of these was issued while that held, or says that something did not.
OF_BACK = (*OF_OUTCOME, Event.TAKEN_BACK)
# What the board tells: its clerk writes it, or somebody of the school does.
OF_BOARD = (Event.INVITED, *OF_OUTCOME, Event.TAKEN_BACK)


class RecipientKind(TextChoices):
    """Who has to be told of a pupil's suspension (SI 2012/1033 reg 23; guidance)."""

    PARENT = "parent", "Parent or carer"
    PUPIL = "pupil", "The pupil, who is 18 or older"
    AUTHORITY = "authority", "Local authority"
    WORKER = "worker", "Social worker"
    VIRTUAL = "virtual", "Virtual school head"
    BOARD = "board", "The trust’s board"


FAMILY = (RecipientKind.PARENT, RecipientKind.PUPIL)
OFFICES = tuple(kind for kind in RecipientKind if kind not in FAMILY)


# --- What follows -----------------------------------------------------------------------------------------------------
class SaidBy(TextChoices):
    """How something came to the board."""

    LETTER = "letter", "Letter"
    EMAIL = "email", "E-mail"
    HANDED = "handed", "Paper handed in"
    TELEPHONE = "telephone", "Telephone"
    IN_PERSON = "in_person", "In person"
    FORM = "form", "Another way"


class BoardDecision(TextChoices):
    """What the board can decide. It reinstates only while there is something left of the suspension."""

    UPHELD = "upheld", "The board does not reinstate the pupil"
    REINSTATED = "reinstated", "The board reinstates the pupil"
    NOT_RIGHT = "not_right", "The pupil is back already, and the board finds the suspension was not right"
    CONSIDERED = "considered", "The board has considered what was said; no meeting has to be held"


class Came(TextChoices):
    """Whether somebody of the family came to the board's meeting."""

    CAME = "came", "Came to the meeting"
    REMOTE = "remote", "Took part by video or telephone"
    REPRESENTED = "represented", "Did not come, and somebody spoke for them"
    ABSENT = "absent", "Did not come"


class NoEducation(TextChoices):
    """Why no education from the sixth day has to be arranged (SI 2007/1870; EIA 2006 s.100)."""

    YEAR_11 = "year_11", "In Year 11, and has no public examination left to sit"
    NOT_SCHOOL_AGE = "not_school_age", "Not of compulsory school age"


class AdviserCapacity(TextChoices):
    """In which capacity somebody reviews a pupil's suspension."""

    CEO = "ceo", "CEO"
    ACTING_CEO = "acting_ceo", "Acting for the CEO"
    DELEGATE = "delegate", "Delegate of the CEO"
    CHAIR = "chair", "Chair of Trustees, for the CEO"
    VICE_CHAIR = "vice_chair", "Vice-chair, for the CEO"
    TRUSTEE = "trustee", "Trustee not involved, for the CEO"
