"""The reasons for a suspension that the Department's Common Basic Data Set knows, and from which day to which.

The codeset of May 2026 holds 29 reasons. Those of September 2020 are the sixteen that every school has used since;
which census first accepts the others is not published yet: they can be chosen from the day below, and a trust that
learns another day changes it here (docs/decisions/0047-pupil-suspensions-in-a-room-of-their-own.md).
"""

from dataclasses import dataclass
from datetime import date

SINCE_2020 = date(2020, 9, 1)
SINCE_2026 = date(2026, 9, 1)
MOST_REASONS = 3


@dataclass(frozen=True)
class Reason:
    """A code with its words; the local days from and to which (inclusive) a decision may name it."""

    code: str
    words: str
    first_on: date
    last_on: date | None = None

    def counts_on(self, day: date) -> bool:
        """Whether a decision of this local day may name it."""
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)


REASONS = (
    Reason("PP", "Physical assault against a pupil", SINCE_2020),
    Reason("PA", "Physical assault against an adult", SINCE_2020),
    Reason("VP", "Verbal abuse or threatening behaviour against a pupil", SINCE_2020),
    Reason("VA", "Verbal abuse or threatening behaviour against an adult", SINCE_2020),
    Reason("OW", "Use or threat of use of an offensive weapon or prohibited item", SINCE_2020),
    Reason("BW", "Found to have brought a weapon or prohibited item", SINCE_2026),
    Reason("BU", "Bullying", SINCE_2020),
    Reason("TB", "Cyber-bullying or threatening behaviour online", SINCE_2026),
    Reason("RA", "Racist abuse", SINCE_2020),
    Reason("LG", "Abuse against sexual orientation and gender identity", SINCE_2020),
    Reason("DS", "Abuse relating to disability", SINCE_2020),
    Reason("SM", "Sexual misconduct", SINCE_2020),
    Reason("SB", "Harmful sexual behaviour", SINCE_2026),
    Reason("MB", "Misogynistic behaviour", SINCE_2026),
    Reason("AB", "Misandrist behaviour", SINCE_2026),
    Reason("DR", "Drug related", SINCE_2026),
    Reason("AR", "Alcohol related", SINCE_2026),
    Reason("SR", "Smoking related", SINCE_2026),
    Reason("VR", "Vaping related", SINCE_2026),
    Reason("DA", "Drug and alcohol related", SINCE_2020),
    Reason("DM", "Damage", SINCE_2020),
    Reason("TH", "Theft", SINCE_2020),
    Reason("LD", "Persistent disruptive behaviour, low level", SINCE_2026),
    Reason("CB", "Persistent disruptive behaviour, challenging", SINCE_2026),
    Reason("DB", "Persistent or general disruptive behaviour", SINCE_2020),
    Reason("MT", "Inappropriate use of social media or online technology", SINCE_2020),
    Reason("MP", "Use of a mobile phone", SINCE_2026),
    Reason("OS", "Misbehaviour outside school", SINCE_2026),
    Reason("PH", "Wilful and repeated transgression of protective measures for public health", SINCE_2020),
)
BY_CODE = {reason.code: reason for reason in REASONS}


def reasons_on(day: date) -> tuple[Reason, ...]:
    """The reasons that a decision of this local day may name."""
    return tuple(reason for reason in REASONS if reason.counts_on(day))
