"""A post's own page: what it says, where it is, whether it is still there, who was told, what can be done now."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import may
from cases.duties import DUTIES, Kind
from cases.models import Duty
from cases.selectors import duty_sentence
from cases.states import CaseState
from kernel import wording
from kernel.components import Action, Band, Item, Link, Row, Section, Step, Tag
from kernel.together import together
from schools.calendar import local_day
from socialmedia.access import TAKES_LEGAL
from socialmedia.addresses import doubt_about
from socialmedia.clocks import reported_by
from socialmedia.models import Check, ConcernStep, Named, OnlineConcern, Screenshot, Told
from socialmedia.rules.concern import cannot_check, cannot_deal
from socialmedia.selectors.steps import papers_of, step_actions, steps_of, steps_section
from socialmedia.states import ConcernKind, Presence

TONES = {Presence.LIVE: "soon", Presence.UNREACHABLE: "soon", Presence.REMOVED: "ok"}


@dataclass(frozen=True)
class ConcernPage:
    """Everything a post's own page shows to somebody who sees its file."""

    concern: OnlineConcern
    title: str
    sub: str
    tag: Tag
    crumbs: tuple[Link, ...]
    bands: tuple[Band, ...]
    sections: tuple[Section, ...]
    steps: tuple[Step, ...]
    actions: tuple[Action, ...]
    refused: tuple[Action, ...]
    seers: tuple[str, ...]


def tag_of(concern: OnlineConcern) -> Tag:
    """How a post stands, as a tag."""
    if concern.case.state == CaseState.VOID:
        return Tag("logged in error")
    if concern.is_settled:
        return Tag("settled", "ok")
    presence = Presence(concern.state)
    return Tag(concern.thing.stand(presence).lower(), TONES[presence])  # type: ignore[arg-type]


def concern_page(concern: OnlineConcern, user: User) -> ConcernPage:
    """The page for this reader."""
    named, screenshots, checks, tellings, duties, steps, papers = together(
        Named.objects.filter(concern=concern).select_related("person__merged_into", "user").order_by("pk"),
        Screenshot.objects.filter(concern=concern).select_related("evidence__case").order_by("pk"),
        Check.objects.filter(concern=concern).select_related("checked_by").order_by("pk"),
        Told.objects.filter(concern=concern).select_related("told_by").order_by("pk"),
        duties_of(concern),
        steps_of(concern),
        papers_of(concern),
    )
    works = may(user, "work_case", concern.case)
    actions = _actions(concern, user, [row.kind for row in steps]) if works else ()
    return ConcernPage(
        concern=concern,
        title=f"Online: {concern.who}",
        sub=f"{concern.case.school.name} · {concern.where}",
        tag=tag_of(concern),
        crumbs=(Link("Online", reverse("socialmedia:concerns")),),
        bands=tuple(_bands(concern, screenshots, duties)),
        sections=(
            _said(concern, named, works=works),
            _shown(concern, screenshots),
            steps_section(concern, steps, papers, is_advised=may(user, TAKES_LEGAL, concern.case)),
            _checks(concern, checks, works=works),
            _told(concern, tellings, works=works),
        ),
        steps=tuple(_step(duty) for duty in duties),
        actions=tuple(one for one in actions if one.reason is None),
        refused=tuple(one for one in actions if one.reason is not None),
        seers=_seers(concern),
    )


def duties_of(concern: OnlineConcern) -> Any:
    """What is owed on a post, soonest due first, as a question that a page asks along."""
    mine = Q(subject=str(concern.pk), kind__in=OF_A_POST)
    steps = ConcernStep.objects.filter(concern=concern).annotate(key=Cast("pk", CharField())).values("key")
    rows = Duty.objects.open().filter(mine | Q(subject__in=steps, kind__in=OF_A_STEP), case=concern.case)
    return rows.select_related("owner_user").order_by("due_at", "pk")


OF_A_POST = ("deal_with_post", "removal_check", "tell_safeguarding", "tell_police", "data_in_tool", "decide_legal")
OF_A_STEP = ("online_paper", "step_check")


def deals_with(concern: OnlineConcern, user: User) -> bool:
    """This user is who decides what to do about it."""
    rows = (
        Duty.objects.owed_by(user).open().filter(case=concern.case, kind=Kind.DEAL_WITH_POST, subject=str(concern.pk))
    )
    return rows.exists()


def doubt_of(concern: OnlineConcern) -> str:
    """What to mind about the address that was given."""
    return doubt_about(concern.url, concern.platform)


def _bands(concern: OnlineConcern, screenshots: Iterable[Screenshot], duties: Iterable[Duty]) -> Iterable[Band]:
    if concern.settled_at is not None:
        yield Band(f"Settled on {wording.full_day(local_day(concern.settled_at))}", concern.settled_why, tone="ok")
    elif ConcernKind.THREAT in concern.kinds:
        yield Band(
            "It threatens violence",
            "Is somebody in danger now? Ring 999. Otherwise ring 101, and tell the safeguarding lead. Ask the police before "
            f"anybody writes to whoever {concern.thing.did}.",
        )
    if concern.is_indecent:
        said = "No file of it is taken: describe it. Do not look for it, copy it or send it to anybody."
        if [*screenshots]:
            said += (
                " Files came before this was known: do not open them. Take them out on their page, and tell the police."
            )
        yield Band("It may show a child undressed or in a sexual way", said)
    if any(duty.kind == Kind.DATA_IN_TOOL for duty in duties):
        said = (
            "The data protection lead judges it. Tell them at once if a colleague put it in, or if it came out of our hands: "
            f"a breach of our own is reported by {wording.in_full(reported_by(concern))}, 72 hours after it was seen."
        )
        yield Band("Personal data was put into an AI tool", said, tone="soon")
    if concern.is_of_pupil:
        said = (
            "What a pupil does online is dealt with under the behaviour policy. Their parents are told what is expected; no step "
            "is taken against a parent for it."
        )
        yield Band(f"A pupil {concern.thing.did}", said, tone="soon")


def _said(concern: OnlineConcern, named: Iterable[Named], *, works: bool) -> Section:
    args = [concern.case.reference, concern.pk]
    can_name = works and concern.author is None and cannot_deal(concern) is None
    naming = (Link("Say who it is", reverse("socialmedia:author", args=args)),) if can_name else ()
    can_judge = works and cannot_deal(concern) is None
    judging = (Link("Change", reverse("socialmedia:kinds", args=args), about="what it is"),) if can_judge else ()
    who = concern.who if not (concern.author and concern.handle) else f"{concern.who}, as {concern.handle}"
    rows = [
        Row(f"Who {concern.thing.did}", who, naming),
        Row("What it is", "; ".join(str(ConcernKind(kind).label) for kind in concern.kinds), judging),
        Row("Where", f"{concern.where}, {concern.place}" if concern.place else concern.where),
    ]
    if concern.url:
        rows.append(Row("Address, not opened here", concern.url))
    if doubt := doubt_of(concern):
        rows.append(Row("Mind", doubt))
    rows += [Row(wording.capital(concern.thing.done), _posted(concern)), Row("Seen", wording.in_full(concern.seen_at))]
    if names := [row.who for row in named]:
        rows.append(Row("Named or shown", ", ".join(names)))
    elif concern.has_pupils or concern.has_staff:
        whom = [*(["pupils"] if concern.has_pupils else []), *(["staff"] if concern.has_staff else [])]
        rows.append(Row("Named or shown", wording.listed(whom)))
    if concern.signs:
        rows.append(Row(f"Judged by {concern.judged_by_name}", concern.signs))
    logged = f"{concern.logged_by.name}, {wording.when(concern.logged_at, timezone.now())}"
    return Section(concern.thing.heading, rows=(*rows, Row("Reported by", logged)), text=concern.words)


def _posted(concern: OnlineConcern) -> str:
    if concern.posted_on is None:
        return "It does not say"
    day = wording.full_day(concern.posted_on)
    return f"{day}, {concern.posted_time:%H:%M}" if concern.posted_time else day


def _shown(concern: OnlineConcern, screenshots: Iterable[Screenshot]) -> Section:
    items = tuple(
        Item(
            lead=wording.short_day(local_day(row.evidence.added_at)),
            title=row.evidence.description,
            links=(Link("Open", row.evidence.get_absolute_url(), about=f"screenshot {number}"),),
            tag=Tag("sealed, blurred", "ok") if row.evidence.is_sensitive else None,
        )
        for number, row in enumerate(screenshots, 1)
    )
    empty = "Nothing is kept: it may be indecent." if concern.is_indecent else "No screenshot was kept."
    return Section("Screenshots, and what was added", items=items, empty=empty)


def _checks(concern: OnlineConcern, checks: Iterable[Check], *, works: bool) -> Section:
    items = tuple(
        Item(
            lead=wording.short_day(local_day(row.checked_at)),
            title=concern.thing.stand(row.found),
            text=f" {row.note} {row.checked_by.name} looked.".replace("  ", " "),
        )
        for row in checks
    )
    url = reverse("socialmedia:check", args=[concern.case.reference, concern.pk])
    actions = (Action("Look again", url),) if works and cannot_check(concern) is None else ()
    return Section(concern.thing.asking, items=items, actions=actions, empty="Nobody has looked again yet.")


def _told(concern: OnlineConcern, tellings: Iterable[Told], *, works: bool) -> Section:
    items = tuple(
        Item(
            lead=wording.short_day(local_day(row.told_at)),
            title=row.get_whom_display(),
            text=f": {row.name}{f', reference {row.reference}' if row.reference else ''}. {row.note}",
        )
        for row in tellings
    )
    url = reverse("socialmedia:told", args=[concern.case.reference, concern.pk])
    actions = (Action("Log who was told", url),) if works and concern.case.is_open else ()
    return Section("Safeguarding lead and police", items=items, actions=actions, empty="Neither was told.")


def _actions(concern: OnlineConcern, user: User, taken: Iterable[str]) -> tuple[Action, ...]:
    """What whoever works on the case can do now."""
    args = [concern.case.reference, concern.pk]
    if cannot_deal(concern) is not None:
        return ()
    settling = Action("Settle it", reverse("socialmedia:settle", args=args), style="link")
    return (*step_actions(concern, user, taken), settling)


def _seers(concern: OnlineConcern) -> tuple[str, ...]:
    """Who sees it, in words."""
    lead = ""
    if ConcernKind.AI_DATA in concern.kinds:
        lead = " The data protection lead sees what was reported and when, and none of the file."
    school = "The headteacher and senior leaders of the school, and the CEO."
    return (f"{school}{lead}", f"Never whoever {concern.thing.did}.")


def _step(duty: Duty) -> Step:
    owner = duty.owner_user.name if duty.owner_user is not None else duty.get_owner_role_display()
    return Step(what=duty_sentence(duty), due_at=duty.due_at, small=owner, why=DUTIES[duty.kind].source)
