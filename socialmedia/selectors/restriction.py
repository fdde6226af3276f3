"""A restriction as its own page shows it, and the register that whoever answers the telephone reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import may
from kernel import wording
from kernel.components import Action, Band, Item, Link, Row, Tag
from kernel.together import together
from schools.calendar import local_day
from schools.models import Person
from socialmedia.access import RESTRICTS
from socialmedia.models import Contact, Restriction, RestrictionBreach, Terms
from socialmedia.rules.restriction import cannot_alter, cannot_breach, cannot_set, is_running
from socialmedia.selectors.restriction_letter import crumbs_of, key_now, letters_of
from socialmedia.selectors.told import Told, since_told, told_of
from socialmedia.states import ContactChannel, Ground, RestrictionState, TermsKind

NEVER = (
    "Put them through at once, and tell whoever is in charge: a child’s safety, illness, injury, accident, absence or special "
    "needs. A councillor, MP or solicitor who writes for them is answered as always."
)
MOST_CONTACTS = 30


def ways_said(channels: Iterable[str]) -> str:
    """The ways that are closed for now, in words."""
    labels = [wording.mid(str(ContactChannel(one).label)) for one in channels]
    return wording.listed(labels) if labels else "none"


def tag_of(restriction: Restriction, told: Told | None, now: datetime) -> Tag:
    """How far it is. What nobody was told of is not in force."""
    if restriction.state == RestrictionState.WARNED:
        return Tag("warned", "soon")
    if is_running(restriction, now):
        return Tag("in force", "ban") if told is not None and told.known is not None else Tag("not told yet", "soon")
    return Tag("not taken further") if restriction.state == RestrictionState.DROPPED else Tag("over")


@dataclass(frozen=True)
class RestrictionPage:
    """A restriction: what holds, why, its letters, when it was not kept to, what was decided before."""

    restriction: Restriction
    crumbs: tuple[Link, ...]
    tag: Tag
    bands: tuple[Band, ...]
    rows: tuple[Row, ...]
    actions: tuple[Action, ...]
    letters: tuple[Item, ...]
    breaches: tuple[Item, ...]
    before: tuple[Item, ...]


def restriction_page(restriction: Restriction, user: User) -> RestrictionPage:
    """The page of a restriction, for whoever sees the file of its case. Two queries."""
    terms, breaches, letters = together(
        Terms.objects.filter(restriction=restriction).with_told().select_related("noted_by").order_by("number"),
        RestrictionBreach.objects.filter(restriction=restriction).select_related("noted_by", "contact"),
        letters_of(restriction, user).defer("content"),
    )
    now = timezone.now()
    told = told_of(terms, now)
    return RestrictionPage(
        restriction=restriction,
        crumbs=crumbs_of(restriction),
        tag=tag_of(restriction, told, now),
        bands=_bands(restriction, told, now),
        rows=_facts(restriction, terms, told),
        actions=_actions(restriction, terms, told, now) if may(user, RESTRICTS, restriction.case) else (),
        letters=tuple(
            Item(
                lead=wording.short_day(one.issued_at.astimezone(wording.LONDON).date()),
                title=f"{one.title}, version {one.version}",
                links=(Link("Open", one.get_absolute_url(), about=f"the letter {one.title}, number {one.pk}"),),
            )
            for one in letters
        ),
        breaches=tuple(_breach(one) for one in breaches),
        before=tuple(_before(one) for one in terms[:-1][::-1]),
    )


def _bands(restriction: Restriction, told: Told | None, now: datetime) -> tuple[Band, ...]:
    if told is None or not told.why_not or not is_running(restriction, now):
        return ()
    title, _, text = told.why_not.partition(". ")
    return (Band(title, f"{text} They bind from the day they are told.", tone="soon"),)


def _facts(restriction: Restriction, terms: list[Terms], told: Told | None) -> tuple[Row, ...]:
    rows = [
        Row("Who", Link(restriction.who, (restriction.person.merged_into or restriction.person).get_absolute_url())),
        Row("School", restriction.school.name),
        Row("Beyond criticism", [str(Ground(one).label) for one in restriction.grounds]),
        Row("What has happened", restriction.why),
    ]
    if terms:
        now = terms[-1]
        rows += [
            Row("Whom they reach", now.single_contact),
            Row("How often", now.frequency),
            Row("Not for now", ways_said(now.channels)),
            Row("Until", f"{wording.full_day(now.until_on)}, and no longer"),
            Row("Looked at again", wording.full_day(now.review_on)),
            Row("Disability, illness, language", now.considered),
        ]
    if told is not None and told.since is not None:
        rows.append(Row("Told from", wording.full_day(local_day(told.since))))
    rows.append(Row("Not warned before, because", restriction.skip_reason))
    rows.append(
        Row(
            "Warned" if not restriction.skip_reason else "Begun", _by(restriction.opened_at, restriction.opened_by.name)
        )
    )
    if restriction.set_by is not None and restriction.set_at is not None:
        rows.append(Row("Set", _by(restriction.set_at, restriction.set_by.name)))
    if restriction.over_by is not None and restriction.over_at is not None:
        rows.append(Row("Over", f"{_by(restriction.over_at, restriction.over_by.name)}: {restriction.over_reason}"))
    return tuple(row for row in rows if row.value)


def _by(at: datetime, name: str) -> str:
    return f"{wording.in_full(at)} by {name}"


def _actions(restriction: Restriction, terms: list[Terms], told: Told | None, now: datetime) -> tuple[Action, ...]:
    args = [restriction.case.reference, restriction.pk]
    letter, actions = key_now(restriction, terms), []
    is_untold_end = restriction.state == RestrictionState.ENDED and (told is None or told.since is None)
    if letter is not None and not is_untold_end:
        url = reverse("socialmedia:terms_letter", args=[restriction.case.reference, letter])
        actions.append(Action("The letter", url, "primary"))
    if restriction.state == RestrictionState.WARNED:
        reason = cannot_set(restriction)
        actions.append(Action("Set terms", reverse("socialmedia:terms_set", args=args), reason=reason))
        actions.append(Action("Leave it at the warning", reverse("socialmedia:terms_end", args=args), reason=reason))
    elif restriction.state == RestrictionState.SET:
        reason = cannot_alter(restriction, now)
        is_none = cannot_breach(told.since if told is not None else None, now)
        actions += [
            Action(label, reverse(f"socialmedia:terms_{name}", args=args), reason=why_not)
            for label, name, why_not in (
                ("Look at it again", "review", reason),
                ("Change the terms", "change", reason),
                ("Log a breach", "breach", reason or is_none),
                ("End it", "end", reason),
            )
        ]
    return tuple(actions)


def _breach(one: RestrictionBreach) -> Item:
    links = (Link("Open", one.contact.get_absolute_url(), about=f"contact {one.contact_id}"),) if one.contact else ()
    return Item(lead=wording.short_day(one.happened_at.astimezone(wording.LONDON).date()), text=one.what, links=links)


def _before(one: Terms) -> Item:
    said = f"{TermsKind(one.kind).label}, by {one.noted_by.name}. {one.single_contact}. {one.frequency}"
    return Item(
        lead=wording.short_day(one.noted_at.astimezone(wording.LONDON).date()),
        text=f"{said} Not: {ways_said(one.channels)}. Until {wording.full_day(one.until_on)}. {one.reason}",
    )


def last_terms(restriction: Restriction) -> Terms:
    """The terms that hold, or held last."""
    terms: Terms = restriction.terms.order_by("-number")[0]
    return terms


def one_of(people: "QuerySet[Person]", person: int) -> Person | None:
    """Which of these people has this record (id), under any of their records."""
    return people.filter(pk__in=Person.objects.same_as([person])).first()


def contacts_to_note(restriction: Restriction) -> "QuerySet[Contact]":
    """The contacts of the person with this school since they were told, newest first: what a breach may have been."""
    told = since_told(restriction)
    if told is None:
        return Contact.objects.none()
    mine = Contact.objects.counted().filter(person__in=Person.objects.same_as([restriction.person_id]))
    since = mine.at(restriction.school).filter(happened_at__gte=told)
    newest = since.order_by("-happened_at", "-pk").values_list("pk", flat=True)[:MOST_CONTACTS]
    return Contact.objects.filter(pk__in=[*newest]).order_by("-happened_at", "-pk")


# --- The register -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class RegisterLine:
    """Somebody who reaches a school in other ways for now, as whoever answers the telephone may know it: not why."""

    name: str
    school: str
    contact: str
    frequency: str
    ways: str
    until: str


def register(user: User) -> list[RegisterLine]:
    """Who reaches this user's schools in other ways for now, by name: two queries. Nothing of a case.

    Whoever was not told yet is on it, with that: they are put through as before.
    """
    rows, now = [*Restriction.objects.at_gate_of(user).select_related("school", "person__merged_into")], timezone.now()
    terms: dict[int, list[Terms]] = {}
    for one in Terms.objects.filter(restriction__in=rows).with_told().order_by("restriction", "number"):
        terms.setdefault(one.restriction_id, []).append(one)
    found = [_line(row, told) for row in rows if (told := told_of(terms.get(row.pk, []), now)) is not None]
    return sorted(found, key=lambda line: (line.name, line.school))


def _line(row: Restriction, told: Told) -> RegisterLine:
    """What they were told; while they were told nothing, that they are put through."""
    terms = told.known or told.newest
    return RegisterLine(
        name=(row.person.merged_into or row.person).gate_name,
        school=row.school.name,
        contact=terms.single_contact if told.known else "Not told yet: put them through as before.",
        frequency=terms.frequency if told.known else "",
        ways=ways_said(terms.channels) if told.known else ways_said(()),
        until=wording.full_day(terms.until_on),
    )
