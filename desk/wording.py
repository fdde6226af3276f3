"""Short phrases for titles and sentences, made from the fixed words of an incident."""

from collections.abc import Iterable

from incidents.states import Category, Setting

CATEGORY_PHRASES = {
    Category.THREATENING: "threatening behaviour",
    Category.ABUSIVE: "abusive behaviour",
    Category.INSULTING: "insulting behaviour",
    Category.ATTACK: "a physical attack",
    Category.HARASSMENT: "harassment, alarm or distress",
    Category.DAMAGE: "damage",
    Category.TELEPHONE: "abuse by telephone",
    Category.WRITING: "abuse in writing",
    Category.ONLINE: "an incident online",
    Category.AI: "misuse of artificial intelligence",
    Category.OTHER: "an incident",
}
SETTING_PHRASES = {
    Setting.ON_SITE: "on site",
    Setting.GATE: "at the gate",
    Setting.TELEPHONE: "on the telephone",
    Setting.WRITTEN: "in writing",
    Setting.ONLINE: "online",
    Setting.OFF_SITE: "away from the school",
}
# A phrase that already says where it was needs no second one.
SAYS_WHERE = {Category.TELEPHONE, Category.WRITING, Category.ONLINE}


def what_happened(categories: Iterable[str], setting: str) -> str:
    """A phrase for the gravest thing ticked: "threatening behaviour at the gate"."""
    ticked = [Category(value) for value in categories]
    first = min(ticked, key=[*CATEGORY_PHRASES].index, default=Category.OTHER)
    if Category.ATTACK in ticked:
        first = Category.ATTACK
    phrase = CATEGORY_PHRASES[first]
    return phrase if first in SAYS_WHERE else f"{phrase} {SETTING_PHRASES[Setting(setting)]}"


def title_of(names: list[str], categories: Iterable[str], setting: str) -> str:
    """The title of a case: who, and what happened."""
    who = names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
    return f"{who}: {what_happened(categories, setting)}"[:200]
