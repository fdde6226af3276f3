"""Which step may be taken about a post: a sentence why not, or None. Pure, so that every order of steps can be tried."""

from collections.abc import Collection
from dataclasses import dataclass

from kernel import wording
from socialmedia.states import (
    CRITICISM,
    FIRST_STEPS,
    FOR_PUPILS,
    GRAVE,
    LEGAL,
    TO_PERSON,
    ConcernKind,
    Platform,
    Presence,
    StepKind,
)
from socialmedia.things import Thing, thing_of

LAWFUL = (
    "What you can do: talk with them, ask them to remove it, point to the complaints procedure. If there is more in it, say "
    "first what it is."
)
# Criticism is met with none of these, whatever it says.
NEVER_FOR_CRITICISM = {
    StepKind.POLICE: "Criticism is no matter for the police: it has to rest on a threat, harassment or another crime.",
    StepKind.SUSPENSION: "Nobody is suspended for criticising us: there has to be a risk to staff or children.",
    StepKind.OTHER_LEGAL: "No legal action is taken over criticism.",
}
NEVER_FOR_COMPLAINTS = {
    StepKind.WARNING: "Nobody is warned because they complained.",
    StepKind.BLOCK: "Nobody is blocked because they complained.",
}
# After a threat these stand first.
AT_ONCE = (StepKind.POLICE, StepKind.SUSPENSION)


@dataclass(frozen=True)
class Facts:
    """What there is to know of a post before a step: what it is, what was done, who posted it, who asks.

    `why_over` says why nothing can be done at all, if so; `why_not_person` why its author is met in another way, as
    somebody who works here.
    """

    kinds: frozenset[str]
    taken: frozenset[str]
    platform: str
    state: str = Presence.LIVE
    is_known: bool = True
    is_of_pupil: bool = False
    has_pupils: bool = False
    decides: bool = False
    why_over: str | None = None
    why_not_person: str | None = None


def cannot_take(kind: StepKind, facts: Facts, *, skips_why: str = "") -> str | None:
    """Say why this step is not taken now: what matters most first. Policy, Social media, the procedure."""
    return (
        facts.why_over
        or _because_of_a_pupil(kind, facts)
        or _because_unknown(kind, facts)
        or _because_criticism(kind, facts)
        or _because_not_theirs(kind, facts)
        or _because_of_the_post(kind, facts)
        or cannot_skip(kind, facts, skips_why)
    )


def _because_of_a_pupil(kind: StepKind, facts: Facts) -> str | None:
    if facts.is_of_pupil and kind not in FOR_PUPILS:
        return (
            "A pupil did this. Use the behaviour policy for the pupil, and tell a parent what is expected. No step is taken "
            "against a parent for what their child did."
        )
    if kind == StepKind.EXPECTATIONS and not facts.is_of_pupil:
        return "This is for what a pupil did."
    return None


def _because_unknown(kind: StepKind, facts: Facts) -> str | None:
    if kind in TO_PERSON and not facts.is_known:
        thing = _thing(facts)
        return f"Nobody knows who {thing.did}. Say who it is, or report it to {thing.tool}."
    return facts.why_not_person if kind in (*TO_PERSON, StepKind.BLOCK) else None


def _because_criticism(kind: StepKind, facts: Facts) -> str | None:
    if facts.kinds <= {*CRITICISM} and kind in NEVER_FOR_CRITICISM:
        return f"{NEVER_FOR_CRITICISM[kind]} {LAWFUL}"
    if facts.kinds <= {*CRITICISM} and kind == StepKind.REMOVAL and facts.platform == Platform.LETTERS:
        return "Nobody is asked to stop writing what they think of us. Answer it, or point to the complaints procedure."
    if facts.kinds == {ConcernKind.COMPLAINT} and kind in NEVER_FOR_COMPLAINTS:
        return f"{NEVER_FOR_COMPLAINTS[kind]} {LAWFUL}"
    return None


def _because_not_theirs(kind: StepKind, facts: Facts) -> str | None:
    if kind in LEGAL and not facts.decides:
        return "Whoever decides for the CEO takes this step. Ask them."
    return None


def _because_of_the_post(kind: StepKind, facts: Facts) -> str | None:
    if kind == StepKind.BLOCK and facts.platform != Platform.OUR_SITE:
        return "Only what is on our own site or forum can be blocked by us. Report it to the site it is on."
    if kind == StepKind.HOST and facts.platform == Platform.LETTERS:
        return "It came to us: there is no site to report it to."
    thing = _thing(facts)
    if kind in (StepKind.REMOVAL, StepKind.HOST) and facts.state == Presence.REMOVED:
        return f"{wording.capital(thing.gone)} already."
    if kind == StepKind.THANKS and StepKind.REMOVAL not in facts.taken:
        return f"Nobody asked them to {thing.ask}."
    if kind == StepKind.THANKS and facts.state != Presence.REMOVED:
        return f"Nobody has noted that {thing.gone}."
    return f"This was done already: {thing.label(kind)}." if kind == StepKind.THANKS and kind in facts.taken else None


def needs_reason(kind: StepKind, facts: Facts) -> bool:
    """Whether this step comes before the two that come first, and so needs a reason."""
    later = kind not in (*FIRST_STEPS, StepKind.EXPECTATIONS, StepKind.THANKS)
    return later and not facts.is_of_pupil and not {*FIRST_STEPS} <= facts.taken


def cannot_skip(kind: StepKind, facts: Facts, skips_why: str) -> str | None:
    """Say that a step comes before the first two without a reason."""
    if not needs_reason(kind, facts) or skips_why.strip():
        return None
    return f"Talk with them and ask them to {_thing(facts).ask} first, or say why not."


def why_skip(facts: Facts) -> str:
    """The reason that stands ready for not talking and asking first; "" where there is none."""
    if ConcernKind.AI_MEDIA in facts.kinds and facts.has_pupils:
        return "It is a picture, voice or video of a pupil that was made up or altered."
    words = {
        ConcernKind.THREAT: "It threatens violence.",
        ConcernKind.RACIST: "It is racist.",
        ConcernKind.OBSCENE: "It is grossly obscene.",
    }
    if found := [words[kind] for kind in GRAVE if kind in facts.kinds]:
        return " ".join(found)
    return "" if facts.is_known else f"Nobody knows who {_thing(facts).did}."


def offered(facts: Facts, taken: Collection[str] = ()) -> list[tuple[StepKind, str | None]]:
    """Every step a page offers, each with why it cannot be taken now; a reason for its order is asked on its own page."""
    shown = [kind for kind in StepKind if kind not in (StepKind.THANKS, *taken)]
    if facts.is_of_pupil:
        shown = [kind for kind in shown if kind in FOR_PUPILS]
    else:
        shown.remove(StepKind.EXPECTATIONS)
    if facts.platform != Platform.OUR_SITE and StepKind.BLOCK in shown:
        shown.remove(StepKind.BLOCK)
    if facts.platform == Platform.LETTERS and StepKind.HOST in shown:
        shown.remove(StepKind.HOST)
    if is_urgent(facts):
        shown.sort(key=lambda kind: kind not in AT_ONCE)
    return [(kind, cannot_take(kind, facts, skips_why="-")) for kind in shown]


def _thing(facts: Facts) -> Thing:
    return thing_of(facts.kinds, facts.platform)


def is_urgent(facts: Facts) -> bool:
    """It threatens somebody: the police and who may come on site stand before every talk."""
    return ConcernKind.THREAT in facts.kinds and not facts.is_of_pupil
