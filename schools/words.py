"""What the history of the trust and its schools says in words."""

from datetime import datetime
from typing import Any

from kernel import wording
from schools.states import PersonKind, Role

VERBS = {
    "account.created": "{actor} made the account.",
    "account.changed": "{actor} changed the account: {changes}.",
    "account.link_sent": "{actor} sent a link to set a password.",
    "account.deactivated": "{actor} switched the account off.",
    "account.reactivated": "{actor} switched the account on.",
    "role.given": "{actor} gave {name} the role {role}{place}{period}.",
    "role.ended": "{actor} ended {name}’s role {role}{place}.",
    "role.proposed": "{actor} proposed {name} for the role {role}{place}{period}.",
    "role.confirmed": "{actor} confirmed the role.",
    "role.declined": "{actor} declined the role: {after[decline_reason]}",
    "role.withdrawn": "{actor} withdrew the proposal.",
    "cover.began": "{name} stands in as {role}{place}{period}.",
    "cover.ended": "{name} no longer stands in as {role}{place}.",
    "cover.shortened": "{name} stands in as {role}{place} only{period}.",
    "deputy.named": "{actor} named {name} a standing deputy{place}.",
    "deputy.removed": "{name} is no longer a standing deputy{place}.",
    "trust.founded": "{actor} set up the trust.",
    "trust.changed": "{actor} changed the trust: {changes}.",
    "school.added": "{actor} added the school {name}.",
    "school.changed": "{actor} changed the school: {changes}.",
    "bank_holidays.filled_in": "{actor} filled in {count} bank holidays.",
    "bank_holiday.added": "{actor} added the bank holiday {name}.",
    "bank_holiday.removed": "{actor} removed the bank holiday {name}.",
    "term.added": "{actor} added the term {name}, {days}.",
    "term.changed": "{actor} changed the term {name}: {changes}.",
    "term.removed": "{actor} removed the term {name}, {days}.",
    "closure.added": "{actor} closed the school: {name}, {days}.",
    "closure.changed": "{actor} changed the closure {name}: {changes}.",
    "closure.removed": "{actor} took back a closure: {name}, {days}.",
    "closures.filled_in": "{actor} closed the school on {count} bank holidays.",
    "session_times.added": "{actor} entered the {what}.",
    "session_times.changed": "{actor} changed the {what}.",
    "session_times.removed": "{actor} removed the {what}.",
    "calendar.loaded": "{actor} loaded the calendar: {terms} terms, {closures} closures.",
    "calendar.copied": "{actor} copied a calendar from another school: {terms} terms, {closures} closures.",
    "person.added": "{actor} added {name}.",
    "person.named": "{actor} gave the person a name.",
    "person.renamed": "{actor} changed the name.",
    "person.described": "{actor} changed what kind of person this is.",
    "person.school_linked": "{actor} linked the person with a school.",
    "person.contact_changed": "{actor} changed how the person is reached.",
    "person.pupil_changed": "{actor} changed what is known of the pupil.",
    "person.merged": "{actor} merged this record with another.",
    "person.unmerged": "{actor} undid the merge.",
    "person.account_linked": "{actor} linked the account with a person in our records.",
    "person.account_unlinked": "{actor} took back the link of the account with a person in our records.",
    "relationship.added": "{actor} linked an adult and a child.",
    "relationship.changed": "{actor} changed what an adult is to a child.",
    "relationship.removed": "{actor} removed the link between an adult and a child.",
    "import.uploaded": "{actor} uploaded a file of pupils and contacts.",
    "import.checked": "{actor} checked the file.",
    "import.reopened": "{actor} went back to match the columns again.",
    "import.started": "{actor} started the import.",
    "people.loaded": "{actor} loaded {count} people.",
    "import.applied": "The import was done: {new} new, {changed} changed, {unchanged} unchanged, {problems} not imported.",
    "import.stopped": "The import stopped: {after[failed_reason]}",
    "import.discarded": "{actor} discarded the file.",
}
SAID_OF = {
    "email": "e-mail address",
    "name": "name",
    "job_title": "job title",
    "first_on": "first day",
    "last_on": "last day",
}


def sentence(verb: str, data: dict[str, Any], *, actor: str) -> str:
    """Say one entry; "" for a verb of another room."""
    words = VERBS.get(verb)
    return words.format(actor=actor, **said(data)) if words else ""


def said(data: dict[str, Any]) -> dict[str, Any]:
    """What an entry kept, with codes in words: roles, kinds, places, periods, which columns changed."""
    known = dict(data)
    if "role" in data:
        known["role"] = dict(Role.choices).get(str(data["role"]), str(data["role"]))
    if "kinds" in data:
        known["kinds"] = ", ".join(PersonKind(kind).label for kind in data["kinds"])
    if isinstance(data.get("after"), dict):
        known["changes"] = ", ".join(SAID_OF.get(name, name.replace("_", " ")) for name in data["after"])
    known["place"] = f" at {data['place']}" if data.get("place") else ""
    known["period"] = _period(data.get("from"), data.get("until"))
    return known


def _period(begin: object, end: object) -> str:
    texts = []
    for word, moment in (("from", begin), ("until", end)):
        if isinstance(moment, str):
            local = datetime.fromisoformat(moment).astimezone(wording.LONDON)
            texts.append(
                f"{word} {wording.full_day((wording.last_moment(local) if word == 'until' else local).date())}"
            )
    return f" {', '.join(texts)}" if texts else ""
