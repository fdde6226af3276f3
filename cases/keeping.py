"""What somebody typed is kept: under which key, signed for whom, on which page it opens again."""

import re
import time
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, QueryDict
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from cases.models import Draft
from cases.services.writing import save_draft
from kernel.refusal import Refused

KEPT_SECONDS = 24 * 60 * 60
MOST_A_MINUTE = 120
LONGEST_KEY = 80
KEEPER, KEY_FIELD = "keeper", "draft_key"
KEY = re.compile(r"[a-z_]{2,24}(?::[A-Za-z0-9-]{1,40}){0,3}")
NEVER_KEPT = re.compile(r"csrfmiddlewaretoken|keeper|draft_key|.*(?:passw|secret|passcode|pin_code).*", re.IGNORECASE)
KEPT = "What you typed is kept. Sign in and you will find it again."
NOT_KEPT = "You were signed out, and what you typed was too long to be kept."
STALE = "This page was out of date, so nothing was sent. What you typed is kept: check it and send it again."


@dataclass(frozen=True)
class KeptForm:
    """A form whose typing is kept: what the home page calls it, and the page where it opens again."""

    label: str
    url_name: str
    takes: int = 1
    is_about_case: bool = True


# The first word of a draft's key names the form; the words after it are what its page's address takes.
FORMS: dict[str, KeptForm] = {
    "log": KeptForm("Incident", "desk:log_form"),
    "decide": KeptForm("Decision on a report", "desk:decide"),
    "report": KeptForm("Report", "desk:report"),
    "chair": KeptForm("Message to the Chair", "desk:inform_chair"),
    "void": KeptForm("Voiding a case", "desk:void"),
    "incident": KeptForm("Change to an incident", "incidents:incident", 2),
    "addendum": KeptForm("Addition to an incident", "incidents:addendum", 2),
    "suspend": KeptForm("Suspending somebody from site", "desk:suspend"),
    "letter": KeptForm("Letter", "suspensions:letter", 2),
    "tell": KeptForm("Talk or call", "suspensions:tell", 2),
    "arrangement": KeptForm("Arrangements", "suspensions:arrangement", 2),
    "lift": KeptForm("Lifting a suspension", "suspensions:lift", 2),
    "void_suspension": KeptForm("Voiding a suspension", "suspensions:void", 2),
    "people": KeptForm("Person in a case", "cases:people"),
    "evidence": KeptForm("Evidence", "cases:evidence"),
    "sight": KeptForm("Sight of a case", "cases:sight"),
    "waive": KeptForm("Waiving a duty", "cases:waive", 2),
    "hand_on": KeptForm("Handing a duty on", "cases:hand_on", 2),
    "notice": KeptForm("Message that did not arrive", "notices:failed", 2),
}


# --- Keys ---------------------------------------------------------------------------------------------------------
def is_known(key: str) -> bool:
    """A key of a form that is kept, such as `report:HIL-2026-7K4Q`."""
    return len(key) <= LONGEST_KEY and bool(KEY.fullmatch(key)) and key.partition(":")[0] in FORMS


def reference_in(key: str) -> str:
    """The case that a key is about; "" if it is about none."""
    form, *words = key.split(":")
    return words[0] if words and form in FORMS and form != "log" and FORMS[form].takes else ""


def page_of(key: str) -> str:
    """The address of the page where a draft opens again; the home page where there is none."""
    form, *words = key.split(":")
    known = FORMS.get(form)
    if known is None:
        return "/"
    try:
        return reverse(known.url_name, args=words[: known.takes])
    except NoReverseMatch:
        return "/"


# --- The signed field that says whose form it is ------------------------------------------------------------------
def keeper(user: User, key: str) -> str:
    """Sign that this form is this user's: with it, what they type survives the end of their session."""
    return TimestampSigner(salt="cases.keeping").sign_object([user.pk, key])


def read_keeper(signed: str) -> tuple[int, str] | None:
    """Whose form it is and under which key; None if the signature is not ours or older than a day."""
    try:
        pk, key = TimestampSigner(salt="cases.keeping").unsign_object(signed, max_age=KEPT_SECONDS)
    except BadSignature:
        return None
    return (pk, key) if is_known(key) else None


# --- Keeping and giving back --------------------------------------------------------------------------------------
def payload_of(posted: QueryDict) -> dict[str, list[str]]:
    """What is kept of a form: every field as a list of texts, without passwords and the fields that guard it.

    A NUL, which PostgreSQL cannot keep in JSON, is left out.
    """
    kept = {name: values for name, values in posted.lists() if not NEVER_KEPT.fullmatch(name) and "\0" not in name}
    return {name: [str(value).replace("\0", "") for value in values] for name, values in kept.items()}


def draft_of(user: User, key: str) -> Draft | None:
    """The draft somebody keeps under a key."""
    return Draft.objects.filter(user=user, key=key).first()


def restore(user: User, key: str) -> QueryDict | None:
    """Give back what this user typed under this key, as it was posted; None if nothing is kept."""
    draft = draft_of(user, key)
    return as_posted(draft.payload) if draft is not None else None


def as_posted(payload: dict[str, Any]) -> QueryDict:
    """A kept payload as a form is posted."""
    posted = QueryDict(mutable=True)
    for name, values in payload.items():
        posted.setlist(name, values if isinstance(values, list) else [str(values)])
    return posted


def is_too_often(user_id: int) -> bool:
    """Count one more saving of this user; true when this minute has seen too many."""
    counter = f"keeping:{user_id}:{int(time.time()) // 60}"
    if cache.add(counter, 1, timeout=90):
        return False
    return cache.incr(counter) > MOST_A_MINUTE


def keep_posted(request: HttpRequest, said: str = KEPT) -> str | None:
    """Keep the form a visitor sent who is no longer signed in, for the user its keeper names; gives the form's page.

    None where the form carries no valid keeper, or another account is signed in now.
    """
    known = read_keeper(request.POST.get(KEEPER, ""))
    if known is None or (request.user.is_authenticated and request.user.pk != known[0]):
        return None
    user = User.objects.who_can_sign_in().filter(pk=known[0]).first()
    if user is None or is_too_often(user.pk):
        return None
    is_script = request.headers.get("X-Requested-With") == "fetch"
    try:
        save_draft(key=known[1], payload=payload_of(request.POST), by=user)
    except Refused:
        said, level = NOT_KEPT, messages.ERROR
    else:
        level = messages.INFO
    if not is_script:
        messages.add_message(request, level, said)
    return page_of(known[1])
