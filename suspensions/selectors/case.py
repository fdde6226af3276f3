"""What the case page shows of suspensions from site: a part of the page, and what is in force now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import may
from cases.models import Case
from cases.rules import cannot_change
from kernel import wording
from kernel.components import Action, Band, Item, Link, Section, Tag
from kernel.together import together
from suspensions.models import SiteSuspension
from suspensions.rules import ONLY_DECIDERS
from suspensions.selectors.standing import current
from suspensions.selectors.warning import letters_on, warning_item, warnings_on
from suspensions.states import SuspensionState

ENDED_TAGS = {
    SuspensionState.VOID: Tag("made in error"),
    SuspensionState.LIFTED: Tag("lifted", "ok"),
    SuspensionState.NOT_UPHELD: Tag("not upheld", "ok"),
    SuspensionState.REPLACED: Tag("replaced by one for every site"),
}


def in_force_for(case: Case) -> list[SiteSuspension]:
    """The suspensions of a case that are in force now, soonest end first."""
    return [*SiteSuspension.objects.in_force().filter(case=case).with_people().order_by("period", "pk")]


def bands(case: Case) -> list[Band]:
    """What is in force now, for the top of the case page."""
    now = timezone.now()
    return [band(one, now) for one in in_force_for(case)]


def band(suspension: SiteSuspension, now: datetime) -> Band:
    """One line: who may not come onto which site until when."""
    name = current(suspension.person).full_name
    until = wording.until(suspension.period.upper, now)
    return Band(
        title=f"{name} may not come onto {suspension.place}",
        text=f"until {until}.",
        link=Link("Open the suspension", suspension.get_absolute_url(), about=f"of {name}"),
    )


@dataclass(frozen=True)
class OnCasePage:
    """What the case page shows: what is in force now at its top, and the part about suspensions."""

    bands: list[Band]
    section: Section
    was_suspended: bool


def on_case_page(case: Case, user: User) -> OnCasePage:
    """Bands and section of a case by one query."""
    now = timezone.now()
    mine = SiteSuspension.objects.visible_to(user).filter(case=case).with_people().order_by("-decided_at", "-pk")
    rows, warned, written = together(mine, warnings_on(case), letters_on(case))
    items = [*map(_item, rows), *(warning_item(one, written) for one in warned)]
    return OnCasePage(
        bands=[band(one, now) for one in rows if one.is_in_force(now)],
        section=_section(items, case, user),
        was_suspended=any(one.state != SuspensionState.VOID for one in rows),
    )


def case_section(case: Case, user: User) -> Section:
    """The suspensions of a case, newest first, with the way to make one."""
    return on_case_page(case, user).section


def _section(items: Sequence[Item], case: Case, user: User) -> Section:
    """Suspensions and warnings; the way to warn stands where it is open to the reader."""
    suspend = _suspend(case, user)
    warn = [] if suspend.reason else [Action("Warn in writing", reverse("desk:warn", args=[case.reference]))]
    return Section(
        title="Suspension from site",
        key="suspensions",
        items=tuple(items),
        actions=(suspend, *warn),
        empty="Nobody is suspended from site or warned in writing in this case.",
    )


def _item(suspension: SiteSuspension) -> Item:
    now, name = timezone.now(), current(suspension.person).full_name
    decided = wording.when(suspension.decided_at, now)
    by = f"{suspension.decider}, {wording.mid(suspension.get_capacity_display())}"
    return Item(
        lead=wording.short_day(suspension.decided_at.astimezone(wording.LONDON).date()),
        title=name,
        text=f" from {suspension.site_name}. Decided {decided} by {by}.",
        links=(Link("Open", suspension.get_absolute_url(), about=f"the suspension of {name}"),),
        tag=state_tag(suspension),
    )


def state_tag(suspension: SiteSuspension) -> Tag:
    """How it stands now: upheld or not, from when, until when, ended by the clock, lifted, made in error."""
    now = timezone.now()
    if suspension.state in ENDED_TAGS:
        return ENDED_TAGS[SuspensionState(suspension.state)]
    until = wording.until_day(suspension.period.upper, now)
    lead = "upheld, " if suspension.state == SuspensionState.UPHELD else ""
    if suspension.is_ahead(now):
        return Tag(f"{lead}from {wording.from_day(suspension.period.lower, now)} until {until}", "ban")
    return Tag(f"{lead}until {until}", "ban") if suspension.is_in_force(now) else Tag(f"{lead}ended {until}")


def _suspend(case: Case, user: User) -> Action:
    reason = cannot_change(case)
    if reason is None and not may(user, "suspend", case):
        reason = ONLY_DECIDERS
    return Action("Suspend from site", reverse("desk:suspend", args=[case.reference]), reason=reason)
