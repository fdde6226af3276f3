"""What the trust's letters say now and from when: for a letter, for the list of paragraphs, for one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from kernel import wording as words
from kernel.components import Action, Item, Link, Row, Tag
from records import rules
from records.models import Wording
from records.states import WordingState
from records.wording import FILLS, PARAGRAPHS, Paragraph, Wordbook, changed_since, filled, paragraphs, standard
from schools.access import powers
from schools.calendar import local_day

EXAMPLE = {
    "site": "the site of Hillside Primary",
    "school": "Hillside Primary",
    "trust": "the trust",
    "phone": "01632 960001",
    "email": "office@school.example",
    "trust_phone": "01632 960000",
    "children": "Alfie and Mia",
    "is_several": True,
    "child": "Alfie",
    "Child": "Alfie",
    "childs": "Alfie’s",
    "comes": "comes",
    "has": "has",
    "back": "Monday 9 November 2026 at 08:45",
    "clerk": "the clerk to the board",
    "clerk_address": "1 Example Road, Exampleton",
    "clerk_email": "clerk@trust.example",
    "authority": "Exampleshire Council",
    "until": "23:59 on Friday 27 November 2026",
    "hearer": "the Chief Executive Officer (CEO) of the trust",
    "hearer_address": "1 Example Road, Exampleton",
    "hear_by": "Monday 16 November 2026",
    "talk_to": "Ms Shah",
    "complaints": "at https://trust.example/complaints, or on paper from the school office",
    "complaints_url": "https://trust.example/complaints",
}
TAGS = {
    WordingState.WAITING: Tag("waits for the CEO", "soon"),
    WordingState.APPROVED: Tag("approved", "ok"),
    WordingState.DECLINED: Tag("not approved"),
    WordingState.WITHDRAWN: Tag("withdrawn"),
}


def wordbook(day: date) -> Wordbook:
    """The texts that count for decisions of a local day; one query."""
    return wordbook_of(day, Wording.objects.used_on(day))


def wordbook_of(day: date, used: Iterable[Wording]) -> Wordbook:
    """The same from the wordings in use on that day, oldest first."""
    counting = {one.name: one for one in used}
    return Wordbook(day, {name: one.text for name, one in counting.items() if not one.is_standard})


@dataclass(frozen=True)
class WordingLine:
    """One paragraph in the list: what it is, whose text counts now, what waits."""

    paragraph: Paragraph
    url: str
    text: str
    tag: Tag | None


def wording_lines(user: User) -> list[WordingLine]:
    """Every paragraph the trust may word, with whose text counts today; two queries."""
    today = local_day(timezone.now())
    counting = {one.name: one for one in Wording.objects.visible_to(user).used_on(today)}
    waiting = {one.name for one in Wording.objects.visible_to(user).waiting()}
    return [
        WordingLine(
            paragraph=one,
            url=reverse("records:wording", args=[one.name]),
            text=_whose(counting.get(one.name)),
            tag=TAGS[WordingState.WAITING] if one.name in waiting else None,
        )
        for one in PARAGRAPHS.values()
    ]


def _whose(counting: Wording | None) -> str:
    if counting is None or counting.is_standard:
        return "The standard text."
    return f"The trust’s own text, since {words.full_day(counting.effective_on)}."


@dataclass(frozen=True)
class WordingPage:
    """One paragraph: what it says now as an example, the standard text, what waits, what there was."""

    paragraph: Paragraph
    now: tuple[str, ...]
    standard: tuple[str, ...]
    is_own: bool
    whose: str
    newer_standard: str
    waiting: Wording | None
    waiting_text: tuple[str, ...]
    history: tuple[Item, ...]
    fills: tuple[Row, ...]
    actions: tuple[Action, ...]
    decisions: tuple[Action, ...]
    crumbs: tuple[Link, ...]


def wording_page(paragraph: Paragraph, user: User) -> WordingPage:
    """Everything the page of one paragraph shows; two queries."""
    today = local_day(timezone.now())
    rows = [*Wording.objects.visible_to(user).filter(name=paragraph.name).select_related("proposed_by", "decided_by")]
    counting = Wording.objects.visible_to(user).used_on(today).filter(name=paragraph.name).last()
    waiting = next((one for one in rows if one.state == WordingState.WAITING), None)
    own = counting if counting is not None and not counting.is_standard else None
    newer = changed_since(paragraph.name, own.effective_on, today) if own else None
    usual = tuple(paragraphs(standard(paragraph.name, today, EXAMPLE)))
    return WordingPage(
        paragraph=paragraph,
        now=example_of(own) if own else usual,
        standard=usual,
        is_own=own is not None,
        whose=_whose(counting),
        newer_standard=words.full_day(newer) if newer else "",
        waiting=waiting,
        waiting_text=(usual if waiting.is_standard else example_of(waiting)) if waiting else (),
        history=tuple(_item(one) for one in rows if one.state != WordingState.WAITING),
        fills=fills_of(paragraph),
        actions=_actions(paragraph, waiting, user),
        decisions=_decisions(waiting, user) if waiting else (),
        crumbs=crumbs(),
    )


def example_of(wording: Wording) -> tuple[str, ...]:
    """A wording as it would read in a letter, with made-up facts."""
    return tuple(paragraphs(filled(wording.text, EXAMPLE)))


def fills_of(paragraph: Paragraph) -> tuple[Row, ...]:
    """What may stand in brackets, and what for."""
    said = [(name, FILLS[name][1]) for name in paragraph.known]
    return tuple(
        Row(
            f"[{name}]",
            f"{words.capital(text)}. {'It must be there.' if name in paragraph.must else ''}".strip(),
        )
        for name, text in said
    )


def crumbs(*links: Link) -> tuple[Link, ...]:
    """The way back."""
    setup = Link("Set-up", reverse("schools:setup"))
    return (setup, Link("Wording of letters", reverse("records:wordings")), *links)


def starting_text(paragraph: Paragraph) -> str:
    """The trust's own text that counts now, to go on from; "" where the standard one does."""
    counting = Wording.objects.used_on(local_day(timezone.now())).filter(name=paragraph.name).last()
    return counting.text if counting else ""


def _item(wording: Wording) -> Item:
    said = "The standard text again." if wording.is_standard else wording.text
    decided = f" {wording.get_state_display()}: {wording.decided_by.name}." if wording.decided_by else ""
    reason = f" {wording.reason}" if wording.reason else ""
    return Item(
        lead=words.short_day(wording.effective_on),
        title=f"From {words.full_day(wording.effective_on)}",
        text=f": {said} Proposed by {wording.proposed_by.name}: {wording.why}{decided}{reason}",
        tag=TAGS[WordingState(wording.state)],
    )


def _actions(paragraph: Paragraph, waiting: Wording | None, user: User) -> tuple[Action, ...]:
    if not powers(user).includes("edit_wording"):
        return ()
    url = reverse("records:wording_new", args=[paragraph.name])
    reason = "A wording waits for the CEO already." if waiting else None
    return (Action("Propose another wording", url, reason=reason),)


def _decisions(waiting: Wording, user: User) -> tuple[Action, ...]:
    args, held, actions = [waiting.name, waiting.pk], powers(user), []
    if held.includes("approve_wording"):
        reason = rules.cannot_decide_wording(waiting, user)
        actions.append(
            Action("Approve", reverse("records:wording_approve", args=args), "primary", reason, method="post")
        )
        actions.append(Action("Do not approve", reverse("records:wording_decline", args=args), reason=reason))
    if held.includes("edit_wording"):
        actions.append(Action("Withdraw it", reverse("records:wording_withdraw", args=args), method="post"))
    return tuple(actions)
