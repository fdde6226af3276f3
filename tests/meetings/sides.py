"""What tests of a mediation do alike: both sides say that they take part, the mediator meets them."""

from datetime import timedelta

from django.utils import timezone

from meetings.services import Plan, arrange_mediation_meeting, note_answer, note_outcome
from meetings.states import MeetingKind, Outcome
from schools.calendar import local_day
from suspensions.states import Channel

SECRET = "Both are tired of it, and neither says so."


def say(mediation, by, *, is_willing=True, only=None):
    """Everybody answers, or only one of them."""
    day = local_day(timezone.now())
    for party in mediation.parties.order_by("pk"):
        if only is None or party.pk == only.pk:
            told = {"channel": Channel.TELEPHONE, "answered_on": day, "by": by}
            note_answer(party=party, is_willing=is_willing, **told)
    mediation.refresh_from_db()


def meet(mediation, by, *, only=None, **more):
    """A meeting with both sides, or with one alone: tomorrow at this time."""
    parties = [*mediation.parties.order_by("pk")] if only is None else [only]
    kind = MeetingKind.MEDIATION_JOINT if only is None else MeetingKind.MEDIATION_SEPARATE
    when = timezone.now() + timedelta(days=1)
    plan = Plan(**{"starts_at": when, "minutes": 60, "place": "Room 2", "about": "How they talk.", **more})
    return arrange_mediation_meeting(mediation=mediation, kind=kind, parties=parties, plan=plan, by=by)


def hold(meeting, by, clock):
    """The day after, everybody came: an hour from when it was planned."""
    clock.shift(timedelta(days=1, hours=2))
    now = timezone.now()
    came = [one.pk for one in meeting.attendees.all()]
    times = {"began_at": now - timedelta(hours=2), "ended_at": now - timedelta(hours=1)}
    note_outcome(meeting=meeting, outcome=Outcome.HELD, came=came, by=by, **times)
    meeting.refresh_from_db()
    return meeting
