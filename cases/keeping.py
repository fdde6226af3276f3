"""What somebody typed is kept: under which key, signed for whom, on which page it opens again."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User
from cases.models import Draft
from cases.services.writing import save_draft
from kernel import limits
from kernel.refusal import Refused

KEPT_SECONDS = 24 * 60 * 60
MOST_A_MINUTE = 120
LONGEST_KEY = 80
KEEPER, KEY_FIELD = "keeper", "draft_key"
KEY = re.compile(r"[a-z_]{2,24}(?::[A-Za-z0-9-]{1,40}){0,3}")
NEVER_KEPT = re.compile(r"csrfmiddlewaretoken|keeper|draft_key|.*(?:passw|secret|passcode|pin_code).*", re.IGNORECASE)
KEPT = "What you typed is kept. Sign in and you will find it again."
NOT_KEPT = "You were signed out, and what you typed was too long to be kept."
NEWER = "You have saved a newer text of this form since. That one is kept; what the old page held is not."
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
    "log": KeptForm("Incident", "desk:log_form", is_about_case=False),
    "decide": KeptForm("Decision on a report", "desk:decide"),
    "report": KeptForm("Report", "desk:report"),
    "ceo": KeptForm("How the CEO was told", "desk:tell_ceo"),
    "chair": KeptForm("Message to the Chair", "desk:inform_chair"),
    "void": KeptForm("Voiding a case", "desk:void"),
    "close": KeptForm("Closing a case", "desk:close"),
    "reopen": KeptForm("Opening a case again", "desk:reopen"),
    "incident": KeptForm("Change to an incident", "incidents:incident", 2),
    "addendum": KeptForm("Addition to an incident", "incidents:addendum", 2),
    "suspend": KeptForm("Suspending somebody from site", "desk:suspend"),
    "letter": KeptForm("Letter", "suspensions:letter", 2),
    "warn": KeptForm("Warning somebody in writing", "desk:warn"),
    "warning": KeptForm("Warning letter", "suspensions:warning", 2),
    "warning_lost": KeptForm("A warning letter that never came", "suspensions:warning_lost", 3),
    "never_came": KeptForm("A letter that never came", "suspensions:never_came", 3),
    "pupil_notice": KeptForm("Letter about a pupil’s suspension", "pupils:notice", 2),
    "pupil_lost": KeptForm("A letter that never came", "pupils:notice_lost", 3),
    "pupil_not_told": KeptForm("Told without the paper, or not at all", "pupils:notice_not_told", 2),
    "pupil_order": KeptForm("Court order: is somebody told?", "pupils:notice_order", 3),
    "pupil_exam": KeptForm("A missed examination", "pupils:exam", 2),
    "pupil_exam_back": KeptForm("An examination that is not missed", "pupils:exam_back", 2),
    "tell": KeptForm("Talk or call", "suspensions:tell", 2),
    "arrangement": KeptForm("Arrangements", "suspensions:arrangement", 2),
    "extend": KeptForm("Extending a suspension", "suspensions:extend", 2),
    "let_end": KeptForm("Letting a suspension end", "suspensions:let_end", 2),
    "trust_wide": KeptForm("Suspending from every site", "suspensions:trust_wide", 2),
    "ask_trust_wide": KeptForm("Asking for every site", "suspensions:ask_wide", 2),
    "side": KeptForm("What the person says", "suspensions:side", 2),
    "waiver": KeptForm("A waiver", "suspensions:side", 2),
    "consider": KeptForm("Considering what the person says", "suspensions:consider", 3),
    "review": KeptForm("Review of a suspension", "suspensions:review", 2),
    "look_again": KeptForm("Looking at a suspension again", "suspensions:look_again", 2),
    "vary": KeptForm("Other terms of a suspension", "suspensions:vary", 2),
    "renew": KeptForm("A new suspension after one that ends", "suspensions:renew", 2),
    "enter": KeptForm("A suspension from before", "desk:enter_suspension", 1, is_about_case=False),
    "enter_new": KeptForm("A suspension from before", "desk:enter_new", 0, is_about_case=False),
    "lift": KeptForm("Lifting a suspension", "suspensions:lift", 2),
    "void_suspension": KeptForm("Voiding a suspension", "suspensions:void", 2),
    "suspend_pupil": KeptForm("Suspending a pupil", "pupils:suspend", is_about_case=False),
    "further_pupil": KeptForm("A further suspension of a pupil", "pupils:further", 2),
    "cancel_pupil": KeptForm("Cancelling the suspension of a pupil", "pupils:cancel", 2),
    "elsewhere": KeptForm("Half-days at another school", "pupils:counts", is_about_case=False),
    "elsewhere_back": KeptForm("Taking half-days back", "pupils:elsewhere_back", 2, is_about_case=False),
    "board_said": KeptForm("What somebody says to the board", "pupils:board_said", 2),
    "board_meeting": KeptForm("Meeting of the board", "pupils:board_meeting", 2),
    "board_papers": KeptForm("Papers for the board", "pupils:board_one", 2),
    "board_begin": KeptForm("Meeting that has begun", "pupils:board_one", 2),
    "board_off": KeptForm("Calling off a meeting", "pupils:board_one", 2),
    "board_back": KeptForm("What was noted wrongly of the board’s decision", "pupils:board_one", 2),
    "board_outcome": KeptForm("What the board decided", "pupils:board_outcome", 2),
    "pupil_to_board": KeptForm("What somebody says to the board", "pupils:to_board", 2),
    "pupil_work": KeptForm("Work for a suspended pupil", "pupils:work", 2),
    "pupil_day_six": KeptForm("Education from the sixth day", "pupils:day_six", 2),
    "pupil_no_six": KeptForm("Why no education is arranged", "pupils:day_six", 2),
    "pupil_return": KeptForm("Talk on coming back", "pupils:reintegration", 2),
    "pupil_advice": KeptForm("Review of a pupil’s suspension", "pupils:advise", 2),
    "pupil_answer": KeptForm("Answer to the CEO’s review", "pupils:answer", 2),
    "meeting_arrange": KeptForm("Arranging a meeting", "meetings:arrange"),
    "meeting_change": KeptForm("Changing a meeting", "meetings:change", 2),
    "meeting_cancel": KeptForm("Calling off a meeting", "meetings:cancel", 2),
    "meeting_held": KeptForm("What came of a meeting", "meetings:held", 2),
    "meeting_who": KeptForm("Who comes to a meeting", "meetings:who", 2),
    "meeting_record": KeptForm("Record of a meeting", "meetings:write", 3),
    "meeting_action": KeptForm("Something to do after a meeting", "meetings:action_add", 2),
    "meeting_done": KeptForm("What was done after a meeting", "meetings:action", 2),
    "meeting_comment": KeptForm("What somebody says to a record", "meetings:comment", 2),
    "meeting_invite": KeptForm("Why a parent is not invited", "meetings:invite", 2),
    "mediation_propose": KeptForm("Proposing a mediation", "meetings:mediate"),
    "mediation_meet": KeptForm("Meeting of a mediation", "meetings:mediation_meet"),
    "mediation_answer": KeptForm("Who takes part in a mediation", "meetings:mediation_answer"),
    "mediation_mediator": KeptForm("Appointing a mediator", "meetings:mediator"),
    "mediation_end": KeptForm("How a mediation ended", "meetings:mediation_end"),
    "mediation_note": KeptForm("A mediator’s note", "meetings:mediation"),
    "mediation_release": KeptForm("Releasing a mediator’s notes", "meetings:notes_release"),
    "meeting_given": KeptForm("How somebody was given a draft", "meetings:draft_given", 2),
    "meeting_letter": KeptForm("Letter about a meeting", "meetings:letter", 2),
    "meeting_lost": KeptForm("A letter that never came", "meetings:letter_lost", 3),
    "complaint_log": KeptForm("Complaint", "complaints:log", 0, is_about_case=False),
    "complaint_from": KeptForm("Complaint", "complaints:log_from"),
    "complaint_points": KeptForm("Point of a complaint", "complaints:points"),
    "complaint_about": KeptForm("Whom a complaint is about", "complaints:about"),
    "complaint_decide": KeptForm("Decision on a complaint", "complaints:decide"),
    "complaint_further": KeptForm("A complaint that goes further", "complaints:further"),
    "complaint_action": KeptForm("What was done after a complaint", "complaints:action"),
    "complaint_withdraw": KeptForm("Withdrawing a complaint", "complaints:withdraw"),
    "complaint_letter": KeptForm("Letter about a complaint", "complaints:letter", 2),
    "complaint_data": KeptForm("A complaint that is about personal data", "complaints:data"),
    "complaint_split": KeptForm("A point that is about personal data", "complaints:split"),
    "panel_asked": KeptForm("A panel that is asked for", "complaints:panel_asked", 0, is_about_case=False),
    "panel_member": KeptForm("Member of a panel", "complaints:panel_member"),
    "panel_leaves": KeptForm("A member who leaves a panel", "complaints:panel"),
    "panel_meeting": KeptForm("When a panel meets", "complaints:panel_meeting"),
    "panel_papers": KeptForm("Papers for a panel", "complaints:panel"),
    "panel_off": KeptForm("Putting off a panel", "complaints:panel"),
    "panel_met": KeptForm("Panel that has met", "complaints:panel"),
    "panel_found": KeptForm("What a panel found", "complaints:panel_found"),
    "complaint_lost": KeptForm("A letter that never came", "complaints:lost", 3),
    "contact_log": KeptForm("Contact", "socialmedia:contact_log", 0, is_about_case=False),
    "contact_of": KeptForm("Contact", "socialmedia:contact_of", is_about_case=False),
    "contact_back": KeptForm("A contact logged in error", "socialmedia:contact_back", is_about_case=False),
    "restriction_new": KeptForm("Warning about messages and calls", "socialmedia:restrict"),
    "restriction_set": KeptForm("Terms for messages and calls", "socialmedia:terms_set", 2),
    "restriction_change": KeptForm("Other terms for messages and calls", "socialmedia:terms_change", 2),
    "restriction_review": KeptForm("Looking at a restriction again", "socialmedia:terms_review", 2),
    "restriction_end": KeptForm("Ending a restriction", "socialmedia:terms_end", 2),
    "restriction_breach": KeptForm("A restriction that was not kept to", "socialmedia:terms_breach", 2),
    "restriction_letter": KeptForm("Letter about messages and calls", "socialmedia:terms_letter", 2),
    "restriction_lost": KeptForm("A letter that never came", "socialmedia:terms_lost", 3),
    "online_log": KeptForm("Report of something online", "socialmedia:log", 0, is_about_case=False),
    "online_from": KeptForm("Report of something online", "socialmedia:log_from"),
    "online_reported": KeptForm("More on something you reported online", "socialmedia:reported", 2),
    "online_check": KeptForm("Whether something online is still there", "socialmedia:check", 2),
    "online_author": KeptForm("Who is behind something online", "socialmedia:author", 2),
    "online_kinds": KeptForm("What something online is", "socialmedia:kinds", 2),
    "online_told": KeptForm("Who was told of something online", "socialmedia:told", 2),
    "online_data": KeptForm("What something online means for personal data", "socialmedia:data", 2),
    "online_take": KeptForm("Step about something online", "socialmedia:take", 3),
    "online_outcome": KeptForm("What came of a step", "socialmedia:step", 2),
    "online_legal": KeptForm("Asking for legal steps", "socialmedia:ask_legal", 2),
    "online_paper": KeptForm("Letter or pack about something online", "socialmedia:step_paper", 2),
    "online_lost": KeptForm("A letter that never came", "socialmedia:step_lost", 3),
    "online_suspend": KeptForm("Suspending somebody for something online", "desk:suspend_online", 2),
    "online_settle": KeptForm("How something online was settled", "socialmedia:settle", 2),
    "people": KeptForm("Person in a case", "desk:involved"),
    "interview_plan": KeptForm("Plan of an interview", "incidents:interview_plan", 2),
    "interview_note": KeptForm("Note of an interview", "incidents:interview_note", 2),
    "interview_agree": KeptForm("Whether a witness agrees", "incidents:interview_agree", 2),
    "interview_not": KeptForm("Why an interview is not possible", "incidents:interview_not", 2),
    "statement_ask": KeptForm("Asking for a statement", "incidents:statement_ask", 2),
    "statement": KeptForm("Your statement", "incidents:statement", 2),
    "statement_no": KeptForm("Not writing a statement", "incidents:statement_no", 2),
    "statement_back": KeptForm("Taking back a request", "incidents:statement_back", 2),
    "supplementary": KeptForm("Supplementary report", "desk:supplementary"),
    "delegation": KeptForm("Delegating every case", "desk:delegation", 0, is_about_case=False),
    "delegate": KeptForm("Delegating a case", "desk:delegate"),
    "evidence": KeptForm("Evidence", "cases:evidence_add"),
    "file_remove": KeptForm("Taking a file out", "cases:file_remove", 2),
    "sight": KeptForm("Sight of a case", "cases:sight"),
    "waive": KeptForm("Waiving a duty", "cases:waive", 2),
    "hand_on": KeptForm("Handing a duty on", "cases:hand_on", 2),
    "notice": KeptForm("Message that did not arrive", "notices:failed", 2),
    "message": KeptForm("Message that did not arrive", "notices:undelivered", is_about_case=False),
    "unsigned": KeptForm("Why somebody did not sign", "records:unsigned", 2),
    "disagrees": KeptForm("What somebody does not agree with", "records:disagrees", 2),
    "copy_lost": KeptForm("A copy that never came", "records:copy_lost", 2),
    "copy_give": KeptForm("How somebody got their copy", "records:copy_give", 2),
    "take_back": KeptForm("Signature noted in error", "records:take_back", 2),
    "wording": KeptForm("Wording of a letter", "records:wording_new", is_about_case=False),
}


# --- Keys ---------------------------------------------------------------------------------------------------------
def is_known(key: str) -> bool:
    """A key of a form that is kept, such as `report:HIL-2026-7K4Q`."""
    return len(key) <= LONGEST_KEY and bool(KEY.fullmatch(key)) and key.partition(":")[0] in FORMS


def reference_in(key: str) -> str:
    """The case that a key is about; "" if it is about none."""
    form, *words = key.split(":")
    known = FORMS.get(form)
    return words[0] if words and known and known.is_about_case and known.takes else ""


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
@dataclass(frozen=True)
class Keeper:
    """What the signed field says: whose form it is, under which key, under which password, opened when (aware)."""

    user_id: int
    key: str
    mark: str
    opened_at: datetime


def keeper(user: User, key: str) -> str:
    """Sign that this form is this user's: with it, what they type survives the end of their session.

    It serves until they change their password, and for a day at most.
    """
    said = [user.pk, key, _mark_of(user), timezone.now().isoformat()]
    return TimestampSigner(salt="cases.keeping").sign_object(said)


def read_keeper(signed: str) -> Keeper | None:
    """What a keeper says; None if the signature is not ours or older than a day."""
    try:
        pk, key, mark, opened = TimestampSigner(salt="cases.keeping").unsign_object(signed, max_age=KEPT_SECONDS)
    except (BadSignature, ValueError):
        return None
    return Keeper(pk, key, mark, datetime.fromisoformat(opened)) if is_known(key) else None


def opened_at(posted: QueryDict, key: str) -> datetime | None:
    """When the form that was posted under this key was opened (aware); None where its keeper does not say."""
    known = read_keeper(posted.get(KEEPER, ""))
    return known.opened_at if known is not None and known.key == key else None


def _mark_of(user: User) -> str:
    """What changes with the password and tells nothing of it."""
    return salted_hmac("cases.keeping", user.get_session_auth_hash()).hexdigest()[:20]


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
    return limits.is_too_often(f"keeping:{user_id}", MOST_A_MINUTE)


def keep_posted(request: HttpRequest, said: str = KEPT) -> str | None:
    """Keep the form a visitor sent who is no longer signed in, for the user its keeper names; gives the form's page.

    None where the form carries no valid keeper, or another account is signed in now. A draft that another page of the
    same form has saved since this one was opened stays as it is.
    """
    known = read_keeper(request.POST.get(KEEPER, ""))
    if known is None or (request.user.is_authenticated and request.user.pk != known.user_id):
        return None
    user = User.objects.who_can_sign_in().filter(pk=known.user_id).first()
    if user is None or not constant_time_compare(_mark_of(user), known.mark) or is_too_often(user.pk):
        return None
    level, words = _keep(request, known, user, said)
    if request.headers.get("X-Requested-With") != "fetch":
        messages.add_message(request, level, words)
    return page_of(known.key)


def _keep(request: HttpRequest, known: Keeper, user: User, said: str) -> tuple[int, str]:
    """Keep what was posted unless a newer text is kept; how it went, as a message."""
    draft = draft_of(user, known.key)
    if draft is not None and draft.saved_at > known.opened_at and draft.opened_at != known.opened_at:
        return messages.ERROR, NEWER
    try:
        save_draft(key=known.key, payload=payload_of(request.POST), opened_at=known.opened_at, by=user)
    except Refused:
        return messages.ERROR, NOT_KEPT
    return messages.INFO, said
