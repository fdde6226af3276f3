"""The pages of deciding on a pupil's suspension: what each asks, and what the service takes of it."""

from django.db.models import TextChoices


class Step(TextChoices):
    """The pages of one decision, in order."""

    WHAT = "what", "What the pupil did"
    WHEN = "when", "From when until when"
    WEIGH = "weigh", "What you weighed"
    DECIDE = "decide", "Check and decide"


class Starts(TextChoices):
    NOW = "now", "Now, for the rest of today"
    EARLIER = "earlier", "Earlier today: the pupil has gone home already"
    LATE = "late", "On an earlier day: the pupil has gone home, and it was not entered then"
    NEXT = "next", "On the next school day"
    LATER = "later", "On a later school day"


# What is asked beside one answer to when it begins; under another answer it is not judged, whatever stands there.
ONLY_WHERE = {
    "left_at": (Starts.NOW, Starts.EARLIER),
    "was_marked": (Starts.NOW, Starts.EARLIER),
    "late_on": (Starts.LATE,),
    "late_at": (Starts.LATE,),
    "late_marked": (Starts.LATE,),
    "late_reason": (Starts.LATE,),
    "first_on": (Starts.LATER,),
    "first_half": (Starts.LATER,),
}
NOT_NOW = "If the pupil has gone home already, choose “Earlier today”. For “Now”, leave the time empty."
NOT_A_DAY = "Enter a day that exists, for example 27 11 2026."
BESIDE = {Starts.LATER: "first_on", Starts.LATE: "late_on"}
# Which page asks what.
ASKED = {
    Step.WHAT: ("ground", "school", "conduct", "reason_1", "reason_2", "reason_3", "probability"),
    Step.WHEN: (
        "category",
        "starts",
        "left_at",
        "was_marked",
        "late_on",
        "late_at",
        "late_marked",
        "late_reason",
        "first_on",
        "first_half",
        "last_on",
        "last_half",
    ),
    Step.WEIGH: (
        "needs_considered",
        "disability_considered",
        "vulnerability_considered",
        "alternatives",
        "missed_exam",
        "missed_exam_on",
        "is_closed_known",
    ),
    Step.DECIDE: ("known_first", "token"),
}
CARRIED = ("follows", "further_basis", "further_reason")
# What the service takes of what the form knows.
FOR_SERVICE = (
    *(
        "ground",
        "category",
        "first_on",
        "first_half",
        "last_on",
        "last_half",
        "is_marked_present",
        "left_at",
        "decided_at",
        "late_reason",
        "conduct",
        "reasons",
    ),
    *("probability", "needs_considered", "disability_considered", "vulnerability_considered", "alternatives"),
    *("missed_exam", "missed_exam_on", "is_closed_known", "follows", "further_basis", "further_reason", "token"),
)


def not_asked_by(starts: Starts) -> list[str]:
    """The fields that stand beside other answers to when it begins."""
    return [name for name, answers in ONLY_WHERE.items() if starts not in answers]
