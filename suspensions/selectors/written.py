"""Which letters about a suspension were written, how did they go, and of what must the next one tell?"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from kernel.components import Link
from kernel.together import hang, together
from records.models import Copy, WrittenRecord
from records.rules import cannot_be_lost
from records.selectors import draft_of
from records.selectors import standing as standing_record
from records.states import CURRENT
from schools.calendar import local_day
from suspensions.letters import Situation
from suspensions.letters.facts import KINDS
from suspensions.models import SiteSuspension
from suspensions.selectors.event import Event, Happened, newest_event

SITUATIONS = {
    Happened.EXTENDED: Situation.EXTENSION,
    Happened.UPHELD: Situation.UPHELD,
    Happened.VARIED: Situation.VARIED,
    Happened.NOT_UPHELD: Situation.NOT_UPHELD,
    Happened.CONTINUED: Situation.CONTINUED,
    Happened.LIFTED: Situation.LIFTED,
    Happened.VOID: Situation.VOID,
}


def subject_of(suspension: SiteSuspension, event: Event) -> str:
    """The subject of the record of an event's letter: `12`, or `12-3` where there can be several of its kind."""
    if event.what in (Happened.EXTENDED, Happened.VARIED, Happened.CONTINUED):
        return f"{suspension.pk}-{event.row.pk}"
    return str(suspension.pk)


def draft_letter(suspension: SiteSuspension, event: Event) -> WrittenRecord | None:
    """The letter of an event that is being written as a record, if there is one."""
    return draft_of(suspension.case, KINDS[situation(suspension, event)], subject_of(suspension, event))


def issued_letter(suspension: SiteSuspension, event: Event | None = None) -> WrittenRecord | None:
    """The issued letter that tells the person how the suspension stands now: that of its newest event."""
    event = event or newest_event(suspension)
    return standing_record(suspension.case, KINDS[situation(suspension, event)], subject_of(suspension, event))


def letters_about(suspension: SiteSuspension) -> "QuerySet[Any]":
    """Every letter about this suspension that counts, newest first."""
    mine = WrittenRecord.objects.filter(
        Q(subject=str(suspension.pk)) | Q(subject__startswith=f"{suspension.pk}-"),
        case=suspension.case,
        kind__in=KINDS.values(),
        state__in=CURRENT,
    )
    return mine.select_related("issued_by").order_by("-issued_at", "-pk")


def copies_about(suspension: SiteSuspension) -> "QuerySet[Any]":
    """How these letters went, in the order in which it was logged."""
    letters = letters_about(suspension).order_by().values("pk")
    return Copy.objects.filter(record__in=letters).select_related("given_by").order_by("given_at", "pk")


def letters_of(suspension: SiteSuspension) -> list[WrittenRecord]:
    """Every letter about this suspension that counts, newest first, with how it went. One query."""
    letters, copies = together(letters_about(suspension), copies_about(suspension))
    hang(letters, "copies", copies)
    return letters


def copies_to_person(suspension: SiteSuspension) -> "QuerySet[Any]":
    """Every copy that went to the person of any version of any letter about this suspension, oldest first."""
    mine = Copy.objects.filter(
        Q(record__subject=str(suspension.pk)) | Q(record__subject__startswith=f"{suspension.pk}-"),
        record__case=suspension.case,
        record__kind__in=KINDS.values(),
        to_person__isnull=False,
    )
    return mine.select_related("record__case", "to_person", "given_by").order_by("given_at", "pk")


def days_of_letters(suspension: SiteSuspension, since: datetime) -> list[date]:
    """The local days on which letters issued since a moment (aware) count as received, without those that never came."""
    return [
        copy.deemed_on
        for copy in copies_to_person(suspension)
        if copy.deemed_on and copy.disputed_at is None and copy.record.issued_at and copy.record.issued_at >= since
    ]


def never_came_link(suspension: SiteSuspension, copy: Copy) -> Link | None:
    """Where it is said that a copy never came; None where that cannot be."""
    if cannot_be_lost(copy, local_day(timezone.now())):
        return None
    url = reverse("suspensions:never_came", args=[suspension.case.reference, suspension.pk, copy.pk])
    return Link("It never came", url, about=f"{copy.record}, {copy.get_method_display().lower()}, copy {copy.pk}")


def letter_among(letters: Iterable[WrittenRecord], suspension: SiteSuspension, event: Event) -> WrittenRecord | None:
    """The letter of an event among those of its suspension."""
    kind, subject = KINDS[situation(suspension, event)], subject_of(suspension, event)
    return next((row for row in letters if (row.kind, row.subject) == (kind, subject)), None)


def situation(suspension: SiteSuspension, event: Event) -> Situation:
    """Of what the letter of an event tells. One that another took the place of has its first letter still."""
    if event.what in (Happened.MADE, Happened.REPLACED):
        return Situation.TRUST_WIDE if suspension.is_trust_wide else Situation.START
    return SITUATIONS[event.what]


def letter_to_repeat(suspension: SiteSuspension) -> WrittenRecord | None:
    """The letter that is sent where one never came: that of the newest event, which says the whole.

    None where that letter has not been issued yet and is owed, or where another suspension took the place of this one.
    """
    event = newest_event(suspension)
    return None if event.what is Happened.REPLACED else issued_letter(suspension, event)
