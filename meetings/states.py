"""The fixed words of meetings and their moves."""

from django.db.models import TextChoices


class MeetingKind(TextChoices):
    PARENT_INTERVIEW = "parent_interview", "Parent interview"
    INFORMAL_DISCUSSION = "informal_discussion", "Informal discussion"
    REINTEGRATION = "reintegration", "Meeting on coming back"
    MEDIATION_JOINT = "mediation_joint", "Mediation, both sides together"
    MEDIATION_SEPARATE = "mediation_separate", "Mediation, one side alone"


# Meetings of a mediation: on its own case, led by whoever mediates.
MEDIATED_KINDS = (MeetingKind.MEDIATION_JOINT, MeetingKind.MEDIATION_SEPARATE)


class MeetingState(TextChoices):
    ARRANGED = "arranged", "Arranged"
    HELD = "held", "Held"
    RECORDED = "recorded", "Held, and its record is issued"
    ADJOURNED = "adjourned", "Broken off, to go on another day"
    NOT_ATTENDED = "not_attended", "Nobody came"
    CANCELLED = "cancelled", "Called off"


# Broken off or not attended: it is held on a new day, with the same people.
MEETING_MOVES = {
    MeetingState.ARRANGED: (MeetingState.HELD, MeetingState.CANCELLED, MeetingState.NOT_ATTENDED),
    MeetingState.HELD: (MeetingState.RECORDED, MeetingState.ADJOURNED),
    MeetingState.RECORDED: (),
    MeetingState.ADJOURNED: (MeetingState.ARRANGED,),
    MeetingState.NOT_ATTENDED: (MeetingState.ARRANGED,),
    MeetingState.CANCELLED: (),
}
# Somebody has said what came of it.
NOTED = (MeetingState.HELD, MeetingState.RECORDED, MeetingState.ADJOURNED, MeetingState.NOT_ATTENDED)
# It waits for its day, or for a new one.
STILL_TO_COME = (MeetingState.ARRANGED, MeetingState.ADJOURNED, MeetingState.NOT_ATTENDED)


class AttendeeCapacity(TextChoices):
    """As what somebody is at a meeting."""

    CONVENER = "convener", "Convener"
    COMPANION = "companion", "Companion, not involved"
    PARENT = "parent", "Parent or carer"
    SUPPORTER = "supporter", "Brought by the parent"
    INTERPRETER = "interpreter", "Interpreter"
    OTHER = "other", "Also there"
    MEDIATOR = "mediator", "Mediator"
    PARTY = "party", "For the school"


# Those a meeting is with: the parents, and in a mediation who takes part for the school.
INVITED = (AttendeeCapacity.PARENT, AttendeeCapacity.PARTY)
# Those who are named one by one on a meeting's page; the others come with the meeting.
NAMED_LATER = (AttendeeCapacity.SUPPORTER, AttendeeCapacity.INTERPRETER, AttendeeCapacity.OTHER)


class MediationState(TextChoices):
    ASKED = "asked", "The parties are being asked"
    RUNNING = "running", "Under way"
    ENDED = "ended", "Ended"
    NOT_TAKEN_UP = "not_taken_up", "Not taken up"


MEDIATION_MOVES = {
    MediationState.ASKED: (MediationState.RUNNING, MediationState.NOT_TAKEN_UP),
    MediationState.RUNNING: (MediationState.ENDED,),
    MediationState.ENDED: (),
    MediationState.NOT_TAKEN_UP: (),
}
# A mediator was appointed at some time.
MEDIATED = (MediationState.RUNNING, MediationState.ENDED)


class Outcome(TextChoices):
    """What came of a day for which a meeting was arranged."""

    HELD = "held", "It was held"
    ADJOURNED = "adjourned", "It was broken off and goes on another day"
    NOT_ATTENDED = "not_attended", "The parent did not come"


class Topic(TextChoices):
    """What the record of a meeting says, one topic a page."""

    POINTS = "points", "What we talked about"
    AGREED = "agreed", "What we agreed"
    ADVICE = "advice", "Advice that was given"
