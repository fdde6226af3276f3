"""A mediation: who takes part, who mediates until when, what is left to do; the notes for whoever wrote them, nobody else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases import rules as case_rules
from cases.access import may, reach
from cases.models import Case
from kernel import wording
from kernel.components import Action, Item, Link, Row, Section, Tag, Tone
from kernel.together import together
from meetings import mediating
from meetings.access import arranges_for, mediates
from meetings.models import Mediation, MediationParty, MediatorNote, NotesRelease, PartyAnswer
from meetings.selectors.case import items_of
from meetings.selectors.case import on_case as meetings_on
from meetings.states import MediationState
from schools.calendar import local_day
from suspensions.selectors.standing import current

TONES: dict[str, Tone] = {MediationState.ASKED: "soon", MediationState.RUNNING: "ok"}


@dataclass(frozen=True)
class Known:
    """Who takes part in a mediation, and the last answer of each."""

    parties: Sequence[MediationParty]
    answers: Sequence[PartyAnswer]

    def answer_of(self, party: MediationParty) -> PartyAnswer | None:
        """The last that somebody said."""
        mine = [one for one in self.answers if one.party_id == party.pk]
        return mine[-1] if mine else None

    @property
    def waiting(self) -> list[MediationParty]:
        """Those who have not answered."""
        return [one for one in self.parties if self.answer_of(one) is None]

    @property
    def declined(self) -> list[MediationParty]:
        """Those who do not take part."""
        found = [(one, self.answer_of(one)) for one in self.parties]
        return [one for one, answer in found if answer is not None and not answer.is_willing]

    @property
    def unwilling(self) -> list[MediationParty]:
        """Those who have not said that they take part."""
        return [*self.waiting, *self.declined]


def known_of(mediation: Mediation) -> Known:
    """Who takes part in a mediation. One query."""
    parties, answers = together(*_asked(mediation))
    return Known(parties, answers)


def _asked(mediation: Mediation) -> "tuple[QuerySet[Any], ...]":
    parties = MediationParty.objects.filter(mediation=mediation).select_related("person__merged_into", "user")
    answers = PartyAnswer.objects.filter(party__mediation=mediation).select_related("noted_by")
    return parties.order_by("pk"), answers.order_by("pk")


def name_of_party(one: MediationParty) -> str:
    """The name of somebody who takes part, as they are known now."""
    if one.person is not None:
        return current(one.person).full_name
    assert one.user is not None, "a party is a person or an account"
    return one.user.name


def names_of(parties: Iterable[MediationParty]) -> str:
    """The names of those who take part, in a sentence."""
    return wording.listed([name_of_party(one) for one in parties])


def tag_of(mediation: Mediation) -> Tag:
    """How a mediation stands, in a word."""
    return Tag(str(mediation.get_state_display()).lower(), TONES.get(mediation.state, ""))


# --- The page -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Written:
    """A note as its writer reads it."""

    when: str
    text: str


@dataclass(frozen=True)
class MediationPage:
    """A mediation, for whoever sees its file or mediates. `notes` is None for everybody but the mediator."""

    mediation: Mediation
    title: str
    sub: str
    tag: Tag
    crumbs: tuple[Link, ...]
    rows: tuple[Row, ...]
    parties: tuple[Item, ...]
    meetings: tuple[Item, ...]
    actions: tuple[Action, ...]
    notes: tuple[Written, ...] | None
    sees_file: bool


def mediation_page(mediation: Mediation, user: User) -> MediationPage:
    """The page of a mediation for somebody who may see it; with the notes for the mediator alone."""
    is_mediator = mediates(user, mediation)
    notes = (
        MediatorNote.objects.visible_to(user).filter(mediation=mediation)
        if is_mediator
        else MediatorNote.objects.none()
    )
    parties, answers, written, meetings, invited = together(
        *_asked(mediation), notes.order_by("-written_at", "-pk"), *meetings_on(mediation.case)
    )
    known, sees_file = Known(parties, answers), reach(user).sees(mediation.case)
    case_link = Link(mediation.case.reference, mediation.case.get_absolute_url())
    return MediationPage(
        mediation=mediation,
        title="Mediation",
        sub=names_of(parties),
        tag=tag_of(mediation),
        crumbs=(Link("Cases", reverse("desk:cases")), case_link) if sees_file else (),
        rows=tuple(_rows(mediation, sees_file=sees_file)),
        parties=tuple(_party(one, known.answer_of(one)) for one in parties),
        meetings=items_of(meetings, invited, mediation.case),
        actions=tuple(_actions(mediation, known, user, is_mediator=is_mediator)),
        notes=tuple(Written(wording.in_full(one.written_at), one.text) for one in written) if is_mediator else None,
        sees_file=sees_file,
    )


def _rows(mediation: Mediation, *, sees_file: bool) -> Iterable[Row]:
    yield Row("What it is about", mediation.about)
    if sees_file:
        yield Row("It arose from", Link(mediation.source.reference, mediation.source.get_absolute_url()))
    if mediation.mediated_by and mediation.access_ends_at is not None:
        yield Row("Mediator", mediation.mediated_by)
        last = local_day(wording.last_moment(mediation.access_ends_at))
        over = "ended" if mediation.access_ends_at <= timezone.now() else "ends"
        yield Row("Their access", f"{over} with {wording.full_day(last)}")
    if mediation.outcome:
        yield Row("How it ended", mediation.outcome)


def _party(one: MediationParty, answer: PartyAnswer | None) -> Item:
    if answer is None:
        return Item("", name_of_party(one), ".", tag=Tag("to be asked", "soon"))
    how = f", {wording.mid(str(answer.get_channel_display()))}, {wording.short_day(answer.answered_on)}"
    tag = Tag("takes part", "ok") if answer.is_willing else Tag("does not take part", "late")
    return Item("", name_of_party(one), f"{how}. Noted by {answer.noted_by.name}.", tag=tag)


def _actions(mediation: Mediation, known: Known, user: User, *, is_mediator: bool) -> Iterable[Action]:
    case, closed = mediation.case, case_rules.cannot_change(mediation.case)
    is_open = mediating.cannot_answer(mediation) is None
    if mediation.state == MediationState.RUNNING and arranges_for(user, mediation):
        yield Action("Arrange a meeting", url_of("mediation_meet", mediation), "primary", closed)
    if is_open and may(user, "work_case", case):
        yield Action("Note an answer", url_of("mediation_answer", mediation), reason=closed)
    if is_open and may(user, "delegate", case):
        waiting = mediating.cannot_appoint(mediation, [name_of_party(one) for one in known.unwilling])
        label = "Appoint a mediator" if mediation.access_ends_at is None else "Change mediator or last day"
        yield Action(label, url_of("mediator", mediation), reason=closed or waiting)
    if mediation.state == MediationState.RUNNING and (is_mediator or may(user, "work_case", case)):
        yield Action("Say how it ended", url_of("mediation_end", mediation), reason=closed)


def url_of(name: str, mediation: Mediation) -> str:
    """A page of a mediation."""
    return reverse(f"meetings:{name}", args=[mediation.case.reference])


# --- On the case page ---------------------------------------------------------------------------------------------
def on_case(case: Case, user: User) -> "QuerySet[Any]":
    """The mediations of a case: its own, or those that arose from it; a question that a page asks along."""
    rows = Mediation.objects.visible_to(user).filter(Q(case=case) | Q(source=case))
    return rows.select_related("case", "mediator").order_by("-pk")


def section_of(mediations: Sequence[Mediation], case: Case, user: User) -> Section:
    """The mediations of a case as a part of its page."""
    actions: tuple[Action, ...] = ()
    is_one = any(one.case_id == case.pk for one in mediations)
    if not is_one and may(user, "review", case):
        url, reason = reverse("meetings:mediate", args=[case.reference]), case_rules.cannot_change(case)
        actions = (Action("Propose a mediation", url, reason=reason),)
    items = tuple(
        Item(
            lead=wording.short_day(local_day(one.proposed_at)),
            title=one.case.reference,
            text=f": {one.mediated_by} mediates." if one.mediated_by else ".",
            links=(Link("Open", one.get_absolute_url(), about=f"the mediation {one.case.reference}"),),
            tag=tag_of(one),
        )
        for one in mediations
    )
    return Section("Mediation", items=items, actions=actions, key="mediation", empty="No mediation is proposed.")


LEFT_TO_END = "The mediation goes on: say on its page how it ended"


def unended_on(case: Case) -> "QuerySet[Any]":
    """The mediation that keeps its case from being closed, if any; a question that is asked along."""
    return Mediation.objects.filter(case=case, state__in=(MediationState.ASKED, MediationState.RUNNING)).order_by("pk")


# --- For whoever answers subject access requests --------------------------------------------------------------------
@dataclass(frozen=True)
class ReleasePage:
    """A mediation whose notes may be released: no word of it before, the notes afterwards."""

    mediation: Mediation
    reference: str
    sub: str
    notes: tuple[Written, ...]
    releases: tuple[Item, ...]
    reason: str | None


def to_release(user: User) -> "QuerySet[Any]":
    """The mediations whose notes this user may release: none, unless they answer subject access requests."""
    return Mediation.objects.for_release(user).select_related("case__school")


def releasable(user: User) -> list[Item]:
    """Every mediation in which there are notes, by its reference alone, newest first, for whoever may release them."""
    rows = to_release(user).filter(notes__isnull=False).distinct()
    return [
        Item(
            lead=wording.short_day(local_day(one.proposed_at)),
            title=one.case.reference,
            text=f", {one.case.school.name}.",
            links=(Link("Open", url_of("notes_release", one), about=one.case.reference),),
        )
        for one in rows.order_by("-pk")[:200]
    ]


def release_page(mediation: Mediation, user: User) -> ReleasePage:
    """The page on which notes are released, with those that were."""
    notes, releases, some = together(
        MediatorNote.objects.released_to(user).filter(mediation=mediation).select_related("written_by").order_by("pk"),
        NotesRelease.objects.filter(mediation=mediation).select_related("released_by").order_by("-pk"),
        MediatorNote.objects.filter(mediation=mediation).order_by("pk")[:1],
    )
    said = [Written(f"{wording.in_full(one.written_at)}, {one.written_by.name}", one.text) for one in notes]
    return ReleasePage(
        mediation=mediation,
        reference=mediation.case.reference,
        sub=f"{mediation.case.reference}, {mediation.case.school.name}",
        notes=tuple(said),
        releases=tuple(
            Item(
                lead=wording.short_day(local_day(one.released_at)), title=one.released_by.name,
                text=f": {wording.closed(one.reason)}",
            )
            for one in releases
        ),
        reason=mediating.cannot_release(has_notes=bool(some)),
    )  # fmt: skip
