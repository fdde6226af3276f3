"""The fixed words of an incident."""

from django.db.models import TextChoices


class Setting(TextChoices):
    ON_SITE = "on_site", "In school or on the grounds"
    GATE = "gate", "At the gate"
    TELEPHONE = "telephone", "On the telephone"
    WRITTEN = "written", "In writing"
    ONLINE = "online", "Online"
    OFF_SITE = "off_site", "Away from the school"


class Category(TextChoices):
    THREATENING = "threatening", "Threatening words or behaviour"
    ABUSIVE = "abusive", "Abusive words or behaviour"
    INSULTING = "insulting", "Insulting words or behaviour"
    ATTACK = "attack", "Physical attack"
    HARASSMENT = "harassment", "Harassment, alarm or distress"
    DAMAGE = "damage", "Damage"
    TELEPHONE = "telephone", "Abuse on the telephone"
    WRITING = "writing", "Abuse in writing"
    ONLINE = "online", "Online"
    AI = "ai", "Misuse of artificial intelligence"
    OTHER = "other", "Something else"


# Policy: these result in suspension. Where nobody is suspended, the CEO reads why.
SERIOUS = (Category.ATTACK, Category.THREATENING)


class Conclusion(TextChoices):
    """What the headteacher decides on a report that a colleague logged."""

    SUSPEND = "suspend", "Suspend from site for the rest of today"
    WARNING = "warning", "Send a warning letter"
    TALK = "talk", "A talk or call, which I log"
    NO_ACTION = "no_action", "No action, with the reason"


class WitnessKind(TextChoices):
    """As what somebody is interviewed: a pupil needs a supporting adult."""

    STAFF = "staff", "Member of staff"
    PUPIL = "pupil", "Pupil"
    PARENT = "parent", "Parent or carer"
    OUTSIDER = "outsider", "Somebody else"


class NoteForm(TextChoices):
    """How what was said is written down."""

    VERBATIM = "verbatim", "Word for word"
    SUMMARY = "summary", "A summary"


class InterviewState(TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held: not yet agreed"
    NOT_POSSIBLE = "not_possible", "Not possible"
    AGREED = "agreed", "Agreed"
    NOT_AGREED = "not_agreed", "Not agreed"


# What is said was written down. What somebody agreed to, or did not, stays as it is: more is told in another interview.
NOTED = (InterviewState.HELD, InterviewState.AGREED, InterviewState.NOT_AGREED)
SETTLED = (InterviewState.AGREED, InterviewState.NOT_AGREED)

INTERVIEW_MOVES = {
    InterviewState.PLANNED: (InterviewState.HELD, InterviewState.NOT_POSSIBLE),
    InterviewState.HELD: (InterviewState.AGREED, InterviewState.NOT_AGREED),
    InterviewState.NOT_POSSIBLE: (),
    InterviewState.AGREED: (),
    InterviewState.NOT_AGREED: (),
}


class StatementState(TextChoices):
    ASKED = "asked", "Asked for"
    WRITTEN = "written", "Being written"
    CONFIRMED = "confirmed", "Confirmed"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Taken back"


# Somebody was asked and it is not in. What they confirmed stays as it is: more is told in another statement.
AWAITED = (StatementState.ASKED, StatementState.WRITTEN)

STATEMENT_MOVES = {
    StatementState.ASKED: (StatementState.WRITTEN, StatementState.DECLINED, StatementState.WITHDRAWN),
    StatementState.WRITTEN: (StatementState.CONFIRMED, StatementState.DECLINED, StatementState.WITHDRAWN),
    StatementState.CONFIRMED: (),
    StatementState.DECLINED: (),
    StatementState.WITHDRAWN: (),
}
