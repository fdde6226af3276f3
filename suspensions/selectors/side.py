"""What the page of a suspension shows of the person's side: their time to answer, what came, what was made of it."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import may
from kernel import wording
from kernel.components import Action, Entry, Link, Row, Section
from suspensions.hearing import Window, WindowState
from suspensions.models import Representation, SiteSuspension
from suspensions.selectors.hearing import window
from suspensions.selectors.story import fetch_along

NOT_YOURS = "Only the headteacher, a senior leader or the CEO does this."


def side_page(suspension: SiteSuspension, user: User) -> Section:
    """The person's side for its own page, with what it rests on: one query."""
    fetch_along(suspension, names=["extensions", "representations"])
    return side_section(suspension, user)


def side_section(suspension: SiteSuspension, user: User, *, is_own_page: bool = True) -> Section:
    """The person's side, as it hangs on the suspension. On its own page without the way to it."""
    now, shown, said = timezone.now(), window(suspension), [*suspension.representations.all()]
    waiting = next((row for row in said if not row.is_waiver and row.considered_at is None), None)
    actions: list[Action] = []
    if not is_own_page:
        reason = None if may(user, "work_case", suspension.case) else NOT_YOURS
        actions.append(Action("Note what they say", _url("side", suspension), reason=reason))
    if waiting is not None and may(user, "review", suspension.case):
        url = _url("consider", suspension, waiting.pk)
        actions.append(Action("Consider what they say", url, style="primary"))
    return Section(
        "Their side",
        rows=(Row("Time to answer", time_words(shown, now)),),
        entries=tuple(_entry(suspension, row, user) for row in said),
        actions=tuple(actions),
        key="side",
        text="" if said else "Nothing has come from them, as far as this page knows.",
    )


def time_words(shown: Window, now: datetime) -> str:
    """How their time to answer stands, in words."""
    if shown.state is WindowState.NONE:
        return "It lasts one day only. What they say can still be noted."
    if shown.closes_at is None or shown.state is WindowState.WAITING:
        return "Begins when their letter counts as received. Log how the letter went."
    if shown.state is WindowState.WAIVED:
        return f"They waived it in writing, {wording.when(shown.closes_at, now)}."
    if shown.state is WindowState.HEARD:
        return f"They said that this is all, {wording.when(shown.closes_at, now)}."
    until = wording.until(shown.closes_at, now)
    return f"Until {until}." if shown.state is WindowState.OPEN else f"Ended {until}."


def _entry(suspension: SiteSuspension, said: Representation, user: User) -> Entry:
    lead = "They waived giving their side" if said.is_waiver else "They gave their side"
    ending = " and said that this is all" if said.is_all else ""
    return Entry(
        at=said.received_at,
        text=f"{lead}{ending}: {wording.mid(str(said.get_channel_display()))}. {said.text}",
        link=_link(suspension, said, user),
        note=" ".join([f"Noted by {said.noted_by.name}.", *_considered(said)]),
    )


def _considered(said: Representation) -> list[str]:
    if said.considered_by is not None and said.considered_at is not None:
        on = wording.short_day(said.considered_at.astimezone(wording.LONDON).date())
        return [f"Considered by {said.considered_by.name}, {on}: {said.consideration}"]
    return [] if said.is_waiver else ["Nobody has considered it yet."]


def _link(suspension: SiteSuspension, said: Representation, user: User) -> Link | None:
    if said.is_waiver or said.considered_at is not None or not may(user, "review", suspension.case):
        return None
    return Link("Consider", _url("consider", suspension, said.pk), about=f"what came {said.received_at:%H:%M}")


def _url(name: str, suspension: SiteSuspension, *more: int) -> str:
    return reverse(f"suspensions:{name}", args=[suspension.case.reference, suspension.pk, *more])
