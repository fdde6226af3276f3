"""Who may reach what: every route of the site, tried as everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from audit.models import Entry
from cases.links import token_of
from complaints.services import hold_panel
from complaints.states import Came
from desk.selectors.cover import HEAD_OF
from incidents.statements import mark_of
from packs.selectors.bundle import bundle_page
from packs.states import Reader
from pupils.services.board import call_off_meeting, note_outcome
from pupils.states import BoardDecision
from schools.calendar import local_day
from schools.models import Membership
from tests import factories as make
from tests import world as worlds
from tests.conftest import MONDAY_MORNING

# Nobody signed in; the cast; whoever was head until a minute ago; a head whose account is closed.
WHO = ("anyone", *worlds.CAST, "leaver", "closed")
TOKEN = "00000000-0000-0000-0000-0000000000aa"
WHY = {"reason": "Because it is so"}
WEEK = {"until_on_day": "6", "until_on_month": "11", "until_on_year": "2026"}
DAYS = {"from_on": (1, 9, 2025), "until_on": (23, 7, 2027), "decided_on": (29, 8, 2025)}
PAPER = {
    "grounds": "He pushed a governor.",
    "decider": "somebody",
    "decider_name": "A. Former",
    "capacity": "head",
    "judged": "no",
    **{f"{name}_{part}": n for name, on in DAYS.items() for part, n in zip(("day", "month", "year"), on, strict=True)},
}
COMPLAINT = {
    "channel": "letter",
    "words": "Nobody rang back.",
    "stage": "informal",
    "received_on_day": "2",
    "received_on_month": "11",
    "received_on_year": "2026",
}
POST = {
    "platform": "facebook",
    "kinds": ["negative"],
    "words": "They never ring back.",
    "handle": "@millparent",
    "may_be_indecent": "no",
    "seen_on_day": "2",
    "seen_on_month": "11",
    "seen_on_year": "2026",
    "seen_time": "08:05",
}


@dataclass(frozen=True)
class Try:
    """One way of asking: the method, the arguments of the route, what is sent."""

    method: str = "get"
    args: Callable[[Any], list[Any]] = lambda w: []
    sent: Callable[[Any], dict[str, Any]] = lambda w: {}
    query: Callable[[Any], str] = lambda w: ""


def case(w):
    return [w.case.reference]


def suspension(w):
    return [w.case.reference, w.suspension.pk]


def warning(w):
    return [w.drafted.reference, w.warning.pk]


def said(w):
    return [*suspension(w), w.said.pk]


def mine(w):
    return [w.case.reference, w.mine.pk]


def asked_of(author):
    """Asking a colleague for a statement, as the form sends it."""
    day = {"about_on_day": "2", "about_on_month": "11", "about_on_year": "2026"}
    return {"how": "account", "author": author.pk, "about_place": "The front gate", **day}


def pupil_suspension(w):
    return [w.pupil_suspension.case.reference, w.pupil_suspension.pk]


def pupil_notice(w):
    return [w.pupil_suspension.case.reference, str(w.notice_key)]


def untold(w):
    return [w.pupil_suspension.case.reference, f"{w.pupil_suspension.pk}:authority:decided"]


def ordered(w):
    return [*pupil_suspension(w), w.ordered.pk]


def invited(w):
    """The invitation to the board's meeting: the clerk writes it too."""
    return [w.pupil_suspension.case.reference, str(w.invited_key)]


def invited_untold(w):
    return [w.pupil_suspension.case.reference, f"{w.pupil_suspension.pk}:{w.ordered.pk}:invited"]


def lost_invitation(w):
    return [*pupil_suspension(w), w.invited_copy.pk]


def lost_notice(w):
    return [*pupil_suspension(w), w.notice_copy.pk]


def doubted(w):
    """The suspension of a pupil that the CEO did not support."""
    return [w.doubted.case.reference, w.doubted.pk]


def board_meeting(w):
    return [*pupil_suspension(w), w.board_meeting.pk]


def called_off(w):
    """The suspension whose meeting was called off a moment ago: the board can consider it without one."""
    if type(w.board_meeting).objects.filter(pk=w.board_meeting.pk, called_off_at=None).exists():
        call_off_meeting(meeting=w.board_meeting, reason="A member is ill.", by=w.clerk)
    return pupil_suspension(w)


def answered(w):
    """What the board answered about that suspension, as it was noted."""
    called_off(w)
    said = {"decision": BoardDecision.CONSIDERED, "reasons": "Heard.", "decided_on": local_day(timezone.now())}
    known = w.pupil_suspension.board_outcomes.filter(taken_back_at=None).first()
    outcome = known or note_outcome(suspension=w.pupil_suspension, by=w.clerk, **said)
    return [*pupil_suspension(w), outcome.pk]


def of_day(field, day):
    """A local day as the three boxes of a date send it."""
    return {f"{field}_day": str(day.day), f"{field}_month": str(day.month), f"{field}_year": str(day.year)}


def complaint(w):
    return [w.complaint.case.reference]


def restricted(w):
    """The restriction on the mother who complains."""
    return [w.restriction.case.reference, w.restriction.pk]


def warned(w):
    """The warning of the father."""
    return [w.case.reference, w.restriction_warning.pk]


def asked_mail(w):
    """The uploaded message of which nobody has said whose it is."""
    return [w.mail_upload.pk, w.asked_mail.pk]


def in_touch(w):
    """That the father rang, as the form sends it."""
    father = w.family.father
    return {
        "school": w.school.pk, "find": "Farrowby", "person": father.pk, "channel": "call", "subject": "The trip", "when": "now",
    }  # fmt: skip


def concern(w):
    return [w.concern.case.reference, w.concern.pk]


def reported_post(w):
    return [w.reported_post.case.reference, w.reported_post.pk]


def slander(w):
    return [w.slander.case.reference, w.slander.pk]


def of_step(name):
    """A step about that post."""
    return lambda w: [w.slander.case.reference, getattr(w, name).pk]


def found_of(w):
    """What was found of every point of the complaint."""
    sent = {"action": "Nothing."}
    for point in (w.point, w.spare_point):
        sent |= {f"result_{point.pk}": "upheld", f"reasons_{point.pk}": "So it was."}
    return sent


def about_data(w):
    """The complaint that is about personal data."""
    return [w.about_data.case.reference]


def before_panel(w):
    """The panel that met half a minute ago."""
    return [w.before_panel.case.reference]


def sat_down(w):
    return [*before_panel(w), w.panel.pk]


def has_met(w):
    """The same, once it is noted that it met."""
    if type(w.panel).objects.filter(pk=w.panel.pk, met_at=None).exists():
        hold_panel(meeting=w.panel, members=[*w.before_panel.panel_members.all()], came=Came.CAME, by=w.clerk)
    return before_panel(w)


def panel_asked(w):
    """The panel that nobody has arranged yet."""
    return [w.panel_asked.case.reference]


def found_by_panel(w):
    sent = {"action": "Nothing."}
    for point in w.before_panel.points.all():
        sent |= {f"result_{point.pk}": "upheld", f"reasons_{point.pk}": "So it was."}
    return sent


def boxes(field, day, month):
    """A day of 2026 as the three boxes of a date send it."""
    return {f"{field}_day": str(day), f"{field}_month": str(month), f"{field}_year": "2026"}


AT_HOME = {"email": "home@letters.example", "phone": "07700 900471"}


def proposed(w):
    """The mediation whose parties are being asked."""
    return [w.proposed.case.reference]


def mediated(w):
    """The mediation that is under way: the clerk mediates."""
    return [w.mediation.case.reference]


def together(w):
    """What both sides of the mediation said to each other: the deputy was there."""
    return [w.together.case.reference, w.together.pk]


def alone(w):
    """What the father said to the mediator alone."""
    return [w.alone.case.reference, w.alone.pk]


def meeting(w):
    """The talk that is tomorrow."""
    return [w.case.reference, w.meeting.pk]


def returning(w):
    """The talk on coming back after a pupil's suspension, tomorrow."""
    return [w.returning.case.reference, w.returning.pk]


def met(w):
    """The talk that began half a minute ago."""
    return [w.case.reference, w.sat.pk]


def asked_to_come(w):
    """The letter to the father about the talk that is tomorrow, which was issued."""
    return [w.case.reference, f"{w.meeting.pk}-{w.invited.pk}"]


def uninvited(w):
    """The one about the talk that began half a minute ago, which was not."""
    return [w.case.reference, f"{w.sat.pk}-{w.uninvited.pk}"]


def talked(w):
    """The talk that was held, with a record that was sent for comment."""
    return [w.case.reference, w.talked.pk]


def own_signature(w):
    """The deputy is asked to sign, and has an account."""
    return [w.own_signer.pk]


def task(w):
    return [w.case.reference, w.owed_task.pk]


TERMS = {
    "single_contact": "The office",
    "frequency": "Once a week.",
    "considered": "Nothing points to it.",
    **boxes("until_on", 22, 12),
    **boxes("review_on", 1, 12),
}
SAID = {"said_by": "Kay", "channel": "letter", "text": "He was pushed."}
ON_THE_DAY = boxes("on_day", 2, 11)


# A talk on the third of November, as the form sends it.
TALK = {**boxes("on_day", 3, 11), "at_time": "15:30", "minutes": "45", "place": "Room 2", "about": "The gate."}


# Everything that is asked of a head who suspends a pupil, over the four pages.
CONDUCT = {"ground": "conduct", "conduct": "He threw a chair.", "reason_1": "PP", "probability": "Two saw it."}
DAYS_OF_IT = {"category": "SUSP", "starts": "next"}
WEIGHED = dict.fromkeys(
    ("needs_considered", "disability_considered", "vulnerability_considered", "alternatives"), "Nothing points to it."
)
NEW_EVIDENCE = {"further_basis": "new_evidence", "further_reason": "A recording."}


def of(*path):
    """The primary key of something in the world."""

    def args(w):
        row = w
        for name in path:
            row = getattr(row, name)
        return [row.pk]

    return args


def given(value):
    """What depends on the world, or the same for every world."""
    return value if callable(value) else lambda w: value


def get(args=lambda w: [], query=""):
    return Try("get", args, query=given(query))


def post(args=lambda w: [], sent=lambda w: {}, query=""):
    return Try("post", args, given(sent), given(query))


def said_to(interviewer):
    """What somebody said to whom, as the form sends it."""
    return {
        "witness_kind": "outsider",
        "interviewer": interviewer.pk,
        "on_day_day": "2",
        "on_day_month": "11",
        "on_day_year": "2026",
        "from_time": "08:18",
        "to_time": "08:19",
        "note_form": "summary",
        "account": "She saw it.",
        "is_read_back": "yes",
        "agreement": "later",
    }


def school_year(world):
    return [world.school.pk, 2026]


def days(field, day, year="2027"):
    """A day of September as the three boxes of a date send it."""
    return {f"{field}_day": str(day), f"{field}_month": "9", f"{field}_year": year}


TIMES = {"morning_opens": "08:30", "morning_closes": "11:45", "afternoon_opens": "12:30", "afternoon_closes": "15:00"}
TRIES = {
    "healthz": get(),
    "desk:readyz": get(),
    "desk:home": get(),
    "desk:cases": get(),
    "desk:cases_filter": post(),
    "desk:cases_search": post(sent={"q": "Farrowby"}),
    "desk:people": get(),
    "desk:people_search": post(sent={"q": "Farrowby"}),
    "desk:person": get(of("family", "father")),
    "desk:person_name": get(of("family", "father")),
    "desk:person_name post": post(of("family", "father"), {"given_name": "Darren", "family_name": "Farrowby"}),
    "desk:pupil_facts": get(of("family", "child")),
    "desk:pupil_facts post": post(of("family", "child"), {"year_group": "9", "has_sen": "on"}),
    "desk:person_contact": get(of("family", "father")),
    "desk:person_contact post": post(of("family", "father"), {"phone": "01632 960555"}),
    "desk:enter_suspension": get(of("family", "father")),
    "desk:enter_suspension post": post(of("family", "father"), PAPER),
    "desk:enter_new": get(),
    "desk:enter_new post": post(sent=lambda w: {**PAPER, "family_name": "Moss", "school": w.school.pk}),
    "desk:person_same": get(of("twin")),
    "desk:person_same post": post(of("twin"), lambda w: {"into": w.family.father.pk}),
    "desk:person_same_search": post(of("twin"), {"q": "Farrowby"}),
    "desk:person_separate": post(of("merged")),
    "desk:acting": get(),
    "desk:acting post": post(sent=lambda w: {"school": w.school.pk}),
    "desk:cover": get(),
    "desk:cover_appoint": get(query="for=ceo"),
    "desk:cover_appoint post": post(query="for=ceo"),
    "desk:cover_appoint of a head": get(query=lambda w: f"for={HEAD_OF}{w.school.pk}"),
    "desk:cover_end": post(of("cover")),
    "desk:delegation": get(),
    "desk:delegation post": post(),
    "desk:delegation_end": post(of("delegation")),
    "desk:delegate": get(case),
    "desk:delegate post": post(case, lambda w: {"to": w.central.pk, **WHY}),
    "desk:demo_mail": get(),
    "desk:log": get(),
    "desk:log_people": post(sent={"q": "Farrowby"}),
    "desk:log_form": get(lambda w: [TOKEN]),
    "desk:log_form post": post(lambda w: [TOKEN]),
    "desk:case": get(case),
    "desk:logged": get(case),
    "desk:history": get(case),
    "desk:acknowledge": post(case),
    "desk:close": get(lambda w: [w.ended.reference]),
    "desk:close post": post(lambda w: [w.ended.reference], {"outcome": "It is over."}),
    "desk:reopen": get(lambda w: [w.ended.reference]),
    "desk:reopen post": post(lambda w: [w.ended.reference], WHY),
    "desk:prompt": post(lambda w: [w.case.reference, "cctv", "done"]),
    "desk:overdue": get(),
    "desk:void": get(case),
    "desk:void post": post(case, WHY),
    "desk:decide": get(lambda w: [w.reported.reference]),
    "desk:decide post": post(
        lambda w: [w.reported.reference], {"conclusion": "no_action", "why_not_suspended": "He said sorry.", **WHY}
    ),
    "desk:report": get(case),
    "desk:report post": post(case, {"action_taken": "He left.", "correction": "A time was wrong"}),
    "desk:report_preview": get(lambda w: [w.drafted.reference]),
    "desk:report_issue": post(lambda w: [w.drafted.reference]),
    "desk:report_read": get(case),
    "desk:report_read post": post(case),
    "desk:tell_ceo": get(case),
    "desk:tell_ceo post": post(case, {"name": "A. Chief", "channel": "telephone", "at_time": "08:00", "note": "Told."}),
    "desk:tell_ceo_now": post(case),
    "desk:supplementary": get(lambda w: [w.heard.reference]),
    "desk:supplementary post": post(
        lambda w: [w.heard.reference], {"findings": "He shouted at her.", "view": "Yes, by two of three."}
    ),
    "desk:supplementary_preview": get(lambda w: [w.heard.reference]),
    "desk:supplementary_issue": post(lambda w: [w.heard.reference]),
    "desk:supplementary_read": get(lambda w: [w.heard.reference]),
    "desk:supplementary_read post": post(lambda w: [w.heard.reference]),
    "desk:chair": get(case),
    "desk:chair post": post(case),
    "desk:inform_chair": get(case),
    "desk:inform_chair post": post(case, {"note": "More is known."}),
    "cases:draft": post(sent={"draft_key": "evidence:HIL-2026-BCDF", "account": "He"}),
    "cases:draft_discard": post(),
    "desk:involved": get(case),
    "desk:involved post": post(case, {"part": "witness", "name": "A neighbour"}),
    "desk:involved_remove": get(lambda w: [w.case.reference, w.witness.pk]),
    "desk:involved_remove post": post(lambda w: [w.case.reference, w.witness.pk], WHY),
    "cases:evidence": get(case),
    "cases:evidence_add": get(case),
    "cases:evidence_add post": post(case, {"kind": "cctv", "description": "Front gate"}),
    "cases:evidence_item": get(lambda w: [w.case.reference, w.evidence.pk]),
    "cases:evidence_item post": post(
        lambda w: [w.case.reference, w.evidence.pk],
        lambda w: {"files": SimpleUploadedFile("note.txt", b"He was here."), "is_fit": "on"},
    ),
    "cases:file": get(lambda w: [w.case.reference, w.file.pk]),
    "cases:file_original": get(lambda w: [w.case.reference, w.file.pk]),
    "cases:file_remove": get(lambda w: [w.case.reference, w.file.pk]),
    "cases:file_remove post": post(lambda w: [w.case.reference, w.file.pk], WHY),
    "cases:waive": get(lambda w: [w.reported.reference, w.asked.pk]),
    "cases:waive post": post(lambda w: [w.reported.reference, w.asked.pk], WHY),
    "cases:hand_on": get(lambda w: [w.reported.reference, w.asked.pk]),
    "cases:hand_on post": post(lambda w: [w.reported.reference, w.asked.pk], lambda w: {"to": w.deputy.pk, **WHY}),
    "cases:sight": get(case),
    "cases:sight post": post(case, lambda w: {"email": w.chair.email, **WHY}),
    "cases:sight_end": post(lambda w: [w.case.reference, w.grant.pk]),
    "incidents:incident": get(lambda w: [w.case.reference, 1]),
    "incidents:incident post": post(lambda w: [w.drafted.reference, 1]),
    "incidents:interviews": get(case),
    "incidents:interview_of": get(lambda w: [w.case.reference, w.witness.pk]),
    "incidents:interview_plan": get(lambda w: [w.case.reference, w.witness.pk]),
    "incidents:interview_plan post": post(
        lambda w: [w.case.reference, w.witness.pk],
        lambda w: {"witness_kind": "outsider", "interviewer": w.head.pk, "place": "Library"},
    ),
    "incidents:interview_note": get(lambda w: [w.case.reference, w.witness.pk]),
    "incidents:interview_note post": post(lambda w: [w.case.reference, w.witness.pk], lambda w: said_to(w.head)),
    "incidents:interview_not": get(lambda w: [w.case.reference, w.witness.pk]),
    "incidents:interview_not post": post(
        lambda w: [w.case.reference, w.witness.pk], {"witness_kind": "outsider", **WHY}
    ),
    "incidents:statement_ask": get(lambda w: [w.case.reference, w.bystander.pk]),
    "incidents:statement_ask post": post(lambda w: [w.case.reference, w.bystander.pk], lambda w: asked_of(w.staff)),
    "incidents:statement": get(mine),
    "incidents:statement post": post(mine, {"text": "She saw it."}),
    "incidents:statement_check": get(mine),
    "incidents:statement_check post": post(mine, {"mark": mark_of(worlds.PERSONAL["statement"]), "is_true": "on"}),
    "incidents:statement_no": get(mine),
    "incidents:statement_no post": post(mine),
    "incidents:statement_back": get(lambda w: [w.case.reference, w.sent.pk]),
    "incidents:statement_back post": post(lambda w: [w.case.reference, w.sent.pk], WHY),
    "incidents:statement_renew": post(lambda w: [w.case.reference, w.sent.pk]),
    "incidents:statement_counts": post(lambda w: [w.case.reference, w.confirmed.pk]),
    "incidents:own_door": get(lambda w: [token_of(w.link.seed)]),
    "incidents:own_door post": post(lambda w: [token_of(w.link.seed)], {"code": "0000 0000"}),
    "incidents:own": get(),
    "incidents:own post": post(sent={"text": "She saw it."}),
    "incidents:own_keep": post(sent={"text": "She saw it."}),
    "incidents:own_check": get(),
    "incidents:own_check post": post(sent={"is_true": "on"}),
    "incidents:own_decline": get(),
    "incidents:own_decline post": post(),
    "incidents:own_thanks": get(),
    "incidents:own_copy": post(),
    "incidents:own_stop": post(),
    "incidents:interview": get(lambda w: [w.case.reference, w.talk.pk]),
    "incidents:interview_issue": post(lambda w: [w.case.reference, w.talk.pk]),
    "incidents:interview_agree": get(lambda w: [w.case.reference, w.talk.pk]),
    "incidents:interview_agree post": post(lambda w: [w.case.reference, w.talk.pk], {"agreement": "agreed"}),
    "incidents:addendum": get(lambda w: [w.case.reference, 1]),
    "incidents:addendum post": post(lambda w: [w.case.reference, 1], {"text": "He came back."}),
    "desk:suspend": get(case),
    "desk:suspend post": post(
        lambda w: [w.drafted.reference],
        lambda w: {"person": w.family.father.pk, "school": w.school.pk, "grounds": "He threatened a teacher."},
    ),
    "suspensions:suspension": get(suspension),
    "suspensions:lift": get(suspension),
    "suspensions:lift post": post(suspension, WHY),
    "suspensions:void": get(suspension),
    "suspensions:void post": post(suspension, WHY),
    "suspensions:arrangement": get(suspension),
    "suspensions:arrangement post": post(suspension, {"collection": "By the side gate"}),
    "suspensions:tell": get(suspension),
    "suspensions:tell post": post(
        suspension, {"channel": "in_person", "when": "now", "note": "He knows.", "token": TOKEN}
    ),
    "suspensions:extend": get(suspension),
    "suspensions:extend post": post(suspension, {**WEEK, "reason": "He will be back.", "considered": "Nothing."}),
    "suspensions:let_end": get(suspension),
    "suspensions:let_end post": post(suspension, {"note": "He apologised."}),
    "suspensions:trust_wide": get(suspension),
    "suspensions:trust_wide post": post(suspension, {**WEEK, "grounds": "To staff", "considered": "Nothing."}),
    "suspensions:ask_wide": get(suspension),
    "suspensions:ask_wide post": post(suspension, WHY),
    "suspensions:side": get(suspension),
    "suspensions:side post": post(suspension, {"do": "side", "channel": "letter", "text": "I was not there."}),
    "suspensions:consider": get(said),
    "suspensions:consider post": post(said, {"consideration": "It changes nothing."}),
    "suspensions:review": get(suspension),
    "suspensions:review_weigh": get(suspension),
    "suspensions:review_weigh post": post(suspension, {"considered": "No.", "consideration": "It is true."}),
    "suspensions:review_decide": get(suspension),
    "suspensions:review_decide post": post(
        suspension, {"considered": "No.", "reasons": "Seen.", "follows": "A talk.", "outcome": "not_upheld"}
    ),
    "suspensions:look_again": get(suspension),
    "suspensions:look_again post": post(suspension, {"outcome": "ended", "reasons": "Calm.", "considered": "No."}),
    "suspensions:vary": get(suspension),
    "suspensions:vary post": post(suspension, {"terms": "At the gate.", **WHY}),
    "suspensions:renew": get(suspension),
    "suspensions:renew post": post(suspension, {"grounds": "He will be back.", "considered": "No."}),
    "suspensions:letter": get(suspension),
    "suspensions:letter post": post(suspension, {"happened": "He shouted.", "reason": "To staff", "method": "later"}),
    "desk:warn": get(lambda w: [w.heard.reference]),
    "desk:warn post": post(
        lambda w: [w.heard.reference], lambda w: {"warned": [w.family.father.pk], "reason": "He shouted."}
    ),
    "suspensions:warning": get(warning),
    "suspensions:warning post": post(warning, {"happened": "He shouted.", "reason": "At staff", "method": "later"}),
    "suspensions:warning_sent": post(
        warning, {"method": "hand", "sent_on_day": "2", "sent_on_month": "11", "sent_on_year": "2026"}
    ),
    "suspensions:warning_lost": get(lambda w: [*warning(w), w.warning_copy.pk]),
    "suspensions:warning_lost post": post(
        lambda w: [*warning(w), w.warning_copy.pk], {"dispute": "It came back.", "method": "hand"}
    ),
    "suspensions:never_came": get(lambda w: [*suspension(w), w.copy.pk]),
    "suspensions:never_came post": post(
        lambda w: [*suspension(w), w.copy.pk], {"dispute": "It came back.", "method": "hand"}
    ),
    "suspensions:letter_sent": post(
        suspension, {"method": "hand", "sent_on_day": "2", "sent_on_month": "11", "sent_on_year": "2026"}
    ),
    "suspensions:gate": get(),
    "suspensions:gate_school": get(of("school")),
    "suspensions:gate_print": get(of("school")),
    "suspensions:gate_desk": post(of("school")),
    "suspensions:here": get(of("suspension")),
    "suspensions:here post": post(of("suspension")),
    "desk:suspend_pupil": get(),
    "desk:suspend_pupil_search": post(sent={"q": "Farrow"}),
    "pupils:suspended_today": get(of("school")),
    "pupils:suspend": get(of("family", "child")),
    "pupils:suspend post": post(of("family", "child"), CONDUCT),
    "pupils:suspend_when": get(of("family", "child")),
    "pupils:suspend_when post": post(of("family", "child"), DAYS_OF_IT),
    "pupils:suspend_weigh": get(of("family", "child")),
    "pupils:suspend_weigh post": post(of("family", "child"), WEIGHED),
    "pupils:suspend_decide": get(of("family", "child")),
    "pupils:suspend_decide post": post(of("family", "child"), {**CONDUCT, **DAYS_OF_IT, **WEIGHED}),
    "pupils:counts": get(of("learner")),
    "pupils:counts post": post(
        of("learner"),
        lambda w: {"where": "Fernside", "term": f"{w.elsewhere.year}:{w.elsewhere.term}", "half_days": "3"},
    ),
    "pupils:elsewhere_back": get(lambda w: [w.learner.pk, w.elsewhere.pk]),
    "pupils:elsewhere_back post": post(lambda w: [w.learner.pk, w.elsewhere.pk], WHY),
    "pupils:suspension": get(pupil_suspension),
    "pupils:decided": get(pupil_suspension),
    "pupils:further": get(pupil_suspension),
    "pupils:further post": post(pupil_suspension, NEW_EVIDENCE),
    "pupils:cancel": get(pupil_suspension),
    "pupils:cancel post": post(pupil_suspension, WHY),
    "pupils:exam": get(pupil_suspension),
    "pupils:exam post": post(pupil_suspension, {"exam": "GCSE English", **boxes("exam_on", 3, 11)}),
    "pupils:exam_back": get(doubted),
    "pupils:exam_back post": post(
        doubted, lambda w: {"which": f"{w.doubted.first_on.isoformat()} GCSE English Language", **WHY}
    ),
    "pupils:mis": get(pupil_suspension),
    "pupils:told": get(pupil_suspension),
    "pupils:notice": get(pupil_notice),
    "pupils:notice post": post(pupil_notice, {"reason": "She threw a chair.", "method": "later"}),
    "pupils:notice_sent": post(
        pupil_notice, {"method": "hand", "sent_on_day": "2", "sent_on_month": "11", "sent_on_year": "2026"}
    ),
    "pupils:notice_lost": get(lost_notice),
    "pupils:notice_lost post": post(lost_notice, {"dispute": "It came back.", "method": "hand"}),
    "pupils:notice_not_told": get(untold),
    "pupils:notice_not_told post": post(untold, WHY),
    "pupils:notice board": get(invited),
    "pupils:notice board post": post(invited, {"method": "later"}),
    "pupils:notice_sent board": post(
        invited, {"method": "hand", "sent_on_day": "2", "sent_on_month": "11", "sent_on_year": "2026"}
    ),
    "pupils:notice_lost board": get(lost_invitation),
    "pupils:notice_lost board post": post(lost_invitation, {"dispute": "It came back.", "method": "hand"}),
    "pupils:notice_not_told board": get(invited_untold),
    "pupils:notice_not_told board p": post(invited_untold, WHY),
    "records:record board": get(lambda w: [w.invited_copy.record_id]),
    "records:pdf board": get(lambda w: [w.invited_copy.record_id]),
    "pupils:notice_order": get(ordered),
    "pupils:notice_order post": post(ordered, {"is_told": "yes", **WHY}),
    "pupils:board": get(),
    "pupils:board_one": get(pupil_suspension),
    "pupils:board_said": get(pupil_suspension),
    "pupils:board_said post": post(pupil_suspension, SAID),
    "pupils:board_meeting": get(doubted),
    "pupils:board_meeting post": post(doubted, {**ON_THE_DAY, "at_time": "17:30", "place": "Central office"}),
    "pupils:board_papers": get(board_meeting),
    "pupils:board_papers post": post(board_meeting, {"papers": "The notice", **boxes("papers_on", 2, 11)}),
    "pupils:board_begin": get(board_meeting),
    "pupils:board_begin post": post(
        board_meeting, {**ON_THE_DAY, "at_time": "08:00", "names": "Priya Shah", "uninvited_why": "No time."}
    ),
    "pupils:board_off": get(board_meeting),
    "pupils:board_off post": post(board_meeting, WHY),
    "pupils:board_outcome": get(pupil_suspension),
    "pupils:board_outcome post": post(
        called_off, {"decision": "considered", "reasons": "Heard.", **boxes("decided_on", 2, 11)}
    ),
    "pupils:board_back": get(answered),
    "pupils:board_back post": post(answered, WHY),
    "pupils:to_board": get(pupil_suspension),
    "pupils:to_board post": post(pupil_suspension, SAID),
    "pupils:work": get(pupil_suspension),
    "pupils:work post": post(pupil_suspension, {"what": "English.", "how": "On paper.", "marker": "Ms Bell"}),
    "pupils:day_six": get(pupil_suspension),
    "pupils:day_six post": post(
        pupil_suspension,
        {"do": "arranged", "provider": "Larch", "address": "4 Mill Lane", "times": "9 to 3", "report_to": "The office"}
        | boxes("starts_on", 9, 11),
    ),
    "pupils:reintegration": get(pupil_suspension),
    "pupils:reintegration post": post(
        pupil_suspension,
        lambda w: {
            "is_held": "yes",
            "who_came": "His mother.",
            "agreed": "A quiet place at lunch.",
            **of_day("held_on", local_day(timezone.now())),
        },
    ),
    "packs:choose": get(),
    "packs:choose post": post(
        sent=lambda w: {"records": [w.report.pk], "for_whom": "Reception", "purpose": "For the file"}
    ),
    "packs:packs": get(),
    "packs:pack": get(of("pack")),
    "packs:again": post(of("failed_pack")),
    "packs:file": post(of("pack")),
    "packs:pack of a case": get(of("bundle")),
    "packs:bundle": get(case),
    "packs:bundle_for": get(lambda w: [w.case.reference, f"parent-{w.family.father.pk}"]),
    "packs:bundle_for post": post(
        lambda w: [w.case.reference, "chair"],
        lambda w: {
            "chosen": [f"record-{w.report.pk}"],
            "shown": bundle_page(w.case, Reader.CHAIR, None, w.head).digest,
            "for_whom": "The panel",
            "purpose": "For the review",
        },
    ),
    "packs:panel_papers": get(before_panel),
    "packs:panel_file": post(lambda w: [*before_panel(w), w.handed.pk]),
    "packs:hand_over": post(lambda w: [w.panel_bundle.pk, w.before_panel.case.reference]),
    "packs:hand_back": post(lambda w: [*before_panel(w), w.handed.pk]),
    "packs:tray": get(),
    "packs:tray post": post(sent=lambda w: {"records": [w.lacking.record_id]}),
    "packs:posted": get(),
    "packs:posted post": post(
        sent=lambda w: (
            {"papers": [f"copy-{w.lacking.pk}"], "method": "hand"} | of_day("sent_on", local_day(timezone.now()))
        )
    ),
    "meetings:month": get(),
    "socialmedia:contacts": get(),
    "socialmedia:contact_log": get(),
    "socialmedia:contact_log post": post(sent=in_touch),
    "socialmedia:contacts_of": get(of("family", "father")),
    "socialmedia:contact_of": get(of("family", "father")),
    "socialmedia:contact_of post": post(of("family", "father"), in_touch),
    "socialmedia:contact": get(of("contact")),
    "socialmedia:contact_original": get(of("mailed")),
    "socialmedia:contact_back": get(of("contact")),
    "socialmedia:contact_back post": post(of("contact"), WHY),
    "socialmedia:upload_new": get(),
    "socialmedia:upload_new post": post(
        sent=lambda w: {
            "school": w.school.pk,
            "files": [SimpleUploadedFile("a.eml", b"From: kay@letters.example\n\nHi")],
        }
    ),
    "socialmedia:upload": get(of("mail_upload")),
    "socialmedia:upload_sender": get(asked_mail),
    "socialmedia:upload_sender post": post(asked_mail, {"leave_out": "1"}),
    "socialmedia:restrictions": get(),
    "socialmedia:restrict": get(case),
    "socialmedia:restrict post": post(
        case, lambda w: {"person": w.unrestricted.pk, "grounds": ["volume"], "why": "Many.", "first": "warn"}
    ),
    "socialmedia:restriction": get(restricted),
    "socialmedia:terms_set": get(warned),
    "socialmedia:terms_set post": post(warned, TERMS),
    "socialmedia:terms_change": get(restricted),
    "socialmedia:terms_change post": post(restricted, {**TERMS, **WHY}),
    "socialmedia:terms_review": get(restricted),
    "socialmedia:terms_review post": post(restricted, {**WHY, "considered": "Asked.", **boxes("review_on", 1, 12)}),
    "socialmedia:terms_end": get(restricted),
    "socialmedia:terms_end post": post(restricted, WHY),
    "socialmedia:terms_breach": get(restricted),
    "socialmedia:terms_breach post": post(restricted, {"what": "Rang."}),
    "socialmedia:terms_letter": get(lambda w: [w.restriction.case.reference, w.restricting]),
    "socialmedia:terms_letter post": post(
        lambda w: [w.case.reference, f"{w.restriction_warning.pk}-warning-0"], {"method": "later", "do": "issue"}
    ),
    "socialmedia:terms_sent": post(
        lambda w: [w.restriction.case.reference, w.restricting], {"method": "hand", **boxes("sent_on", 2, 11)}
    ),
    "socialmedia:terms_lost": get(lambda w: [*restricted(w), w.restriction_copy.pk]),
    "socialmedia:terms_lost post": post(
        lambda w: [*restricted(w), w.restriction_copy.pk], {"dispute": "It came back.", "method": "hand"}
    ),
    "socialmedia:concerns": get(),
    "socialmedia:log": get(),
    "socialmedia:log post": post(sent=lambda w: {"school": w.school.pk, **POST}),
    "socialmedia:log_from": get(case),
    "socialmedia:log_from post": post(case, POST),
    "socialmedia:concern": get(concern),
    "socialmedia:reported": get(reported_post),
    "socialmedia:reported post": post(reported_post, {"description": "More of it.", "may_be_indecent": "no"}),
    "socialmedia:check": get(concern),
    "socialmedia:check post": post(concern, {"found": "live", **boxes("again_on", 9, 11)}),
    "socialmedia:author": get(concern),
    "socialmedia:author post": post(concern, lambda w: {"find": "quil", "author": w.mother.pk}),
    "socialmedia:kinds": get(concern),
    "socialmedia:kinds post": post(concern, {"kinds": ["racist"], **WHY}),
    "socialmedia:told": get(concern),
    "socialmedia:told post": post(
        concern, {"whom": "police", "name": "4411", "told_time": "08:00", **boxes("told_on", 2, 11)}
    ),
    "socialmedia:take": get(lambda w: [*slander(w), "police"]),
    "socialmedia:take post": post(
        lambda w: [*slander(w), "police"], {"what": "She waits at the gate.", "basis": "crime"}
    ),
    "socialmedia:ask_legal": get(slander),
    "socialmedia:ask_legal post": post(slander, WHY),
    "socialmedia:step": get(of_step("to_police")),
    "socialmedia:step post": post(of_step("to_police"), {"outcome": "They rang her."}),
    "socialmedia:step_paper": get(of_step("to_warn")),
    "socialmedia:step_paper post": post(
        of_step("to_warn"), {"said": "It is untrue.", "method": "later", "do": "issue"}
    ),
    "socialmedia:step_paper advice": get(of_step("advice_on_post")),
    "socialmedia:step_sent": post(of_step("request"), {"method": "hand", **boxes("sent_on", 2, 11)}),
    "socialmedia:pack_sent": post(
        of_step("to_police"), {"to_name": "PC 4411", "method": "hand", **boxes("sent_on", 2, 11)}
    ),
    "socialmedia:step_lost": get(lambda w: [*of_step("request")(w), w.request_copy.pk]),
    "socialmedia:step_lost post": post(
        lambda w: [*of_step("request")(w), w.request_copy.pk], {"dispute": "It came back.", "method": "hand"}
    ),
    "desk:suspend_online": get(slander),
    "desk:suspend_online post": post(slander, {"grounds": "She says that she comes on Friday."}),
    "socialmedia:data": get(lambda w: [w.put_in_tool.case.reference, w.put_in_tool.pk]),
    "socialmedia:data post": post(lambda w: [w.put_in_tool.case.reference, w.put_in_tool.pk], {"said": "No breach."}),
    "socialmedia:settle": get(concern),
    "socialmedia:settle post": post(concern, WHY),
    "complaints:register": get(),
    "complaints:log": get(),
    "complaints:log post": post(
        sent=lambda w: {"school": w.school.pk, "name": "Jo Bright", "address": "1 High Street", **COMPLAINT}
    ),
    "complaints:log_from": get(case),
    "complaints:log_from post": post(case, lambda w: {"complainant": w.family.father.pk, **COMPLAINT}),
    "complaints:complaint": get(complaint),
    "complaints:complaint formal": get(lambda w: [w.at_formal.case.reference]),
    "complaints:points": get(complaint),
    "complaints:points post": post(complaint, {"text": "Nobody rang."}),
    "complaints:point_back": get(lambda w: [*complaint(w), w.spare_point.pk]),
    "complaints:point_back post": post(lambda w: [*complaint(w), w.spare_point.pk], WHY),
    "complaints:about": get(complaint),
    "complaints:about post": post(complaint, lambda w: {"user": w.staff.pk}),
    "complaints:complaint data": get(about_data),
    "complaints:data": get(complaint),
    "complaints:data post": post(complaint, WHY),
    "complaints:data already": get(about_data),
    "complaints:split": get(complaint),
    "complaints:split post": post(complaint, lambda w: {"points": w.spare_point.pk, "words": "You sent it astray."}),
    "complaints:decide": get(complaint),
    "complaints:decide post": post(complaint, found_of),
    "complaints:hand_over": post(complaint),
    "complaints:further": get(lambda w: [w.answered.case.reference]),
    "complaints:further post": post(
        lambda w: [w.answered.case.reference], {"words": "Not enough.", **boxes("asked_on", 2, 11)}
    ),
    "complaints:action": get(complaint),
    "complaints:action post": post(complaint, {"text": "Every call is written down."}),
    "complaints:withdraw": get(complaint),
    "complaints:withdraw post": post(complaint, WHY),
    "complaints:letter": get(lambda w: [*complaint(w), "update-1"]),
    "complaints:letter answer": get(lambda w: [w.answered.case.reference, "outcome-informal"]),
    "complaints:letter post": post(
        lambda w: [*complaint(w), "update-1"], {"said": "Two were asked.", "method": "later", "do": "issue"}
    ),
    "complaints:sent": post(
        lambda w: [*complaint(w), str(w.complaint_key)], {"method": "hand", **boxes("sent_on", 2, 11)}
    ),
    "complaints:letter data": get(lambda w: [*about_data(w), str(w.data_key)]),
    "complaints:letter panel": get(lambda w: [*panel_asked(w), "acknowledged-panel"]),
    "complaints:sent panel": post(
        lambda w: [*before_panel(w), str(w.panel_key)], {"method": "hand", **boxes("sent_on", 2, 11)}
    ),
    "complaints:panels": get(),
    "complaints:panel_asked": get(),
    "complaints:panel_asked post": post(
        sent=lambda w: {"reference": w.formal.case.reference, "words": "Not enough.", **boxes("asked_on", 2, 11)}
    ),
    "complaints:panel": get(before_panel),
    "complaints:panel_member": get(panel_asked),
    "complaints:panel_member post": post(panel_asked, {"name": "Bea Long"}),
    "complaints:panel_leaves": get(lambda w: [*panel_asked(w), w.sitting.pk]),
    "complaints:panel_leaves post": post(lambda w: [*panel_asked(w), w.sitting.pk], WHY),
    "complaints:panel_meeting": get(panel_asked),
    "complaints:panel_meeting post": post(
        panel_asked, {**boxes("on_day", 16, 11), "at_time": "17:30", "place": "Central office"}
    ),
    "complaints:panel_papers": get(sat_down),
    "complaints:panel_papers post": post(sat_down, {"papers": "Both answers", **boxes("papers_on", 2, 11)}),
    "complaints:panel_off": get(sat_down),
    "complaints:panel_off post": post(sat_down, WHY),
    "complaints:panel_met": get(sat_down),
    "complaints:panel_met post": post(
        sat_down, lambda w: {"members": [one.pk for one in w.before_panel.panel_members.all()], "came": "came"}
    ),
    "complaints:panel_found": get(before_panel),
    "complaints:panel_found post": post(has_met, found_by_panel),
    "complaints:withdraw panel": post(panel_asked, WHY),
    "complaints:lost": get(lambda w: [*complaint(w), str(w.complaint_key), w.complaint_copy.pk]),
    "complaints:lost post": post(
        lambda w: [*complaint(w), str(w.complaint_key), w.complaint_copy.pk],
        {"dispute": "It came back.", "method": "hand"},
    ),
    "meetings:arrange": get(case),
    "meetings:arrange post": post(
        case, lambda w: {**TALK, "kind": "informal_discussion", "parents": [w.family.father.pk]}
    ),
    "meetings:invite": get(suspension),
    "meetings:invite post": post(suspension, WHY),
    "meetings:mediate": get(case),
    "meetings:mediate post": post(
        case, lambda w: {"persons": [w.family.father.pk], "users": [w.deputy.pk], "about": "How they talk."}
    ),
    "meetings:mediation": get(mediated),
    "meetings:mediation post": post(mediated, {"text": "Both are tired of it."}),
    "meetings:mediation_answer": get(proposed),
    "meetings:mediation_answer post": post(
        proposed,
        lambda w: {
            "party": w.proposed.parties.first().pk,
            "is_willing": "yes",
            "channel": "telephone",
            **boxes("answered_on", 2, 11),
        },
    ),
    "meetings:mediator": get(mediated),
    "meetings:mediator post": post(mediated, {"name": "Mr Fairley", **boxes("until_on", 30, 11)}),
    "meetings:mediation_meet": get(mediated),
    "meetings:mediation_meet post": post(
        mediated,
        lambda w: {**TALK, "kind": "mediation_joint", "parties": [one.pk for one in w.mediation.parties.all()]},
    ),
    "meetings:mediation_end": get(mediated),
    "meetings:mediation_end post": post(mediated, {"outcome": "They found a way."}),
    "meetings:notes": get(),
    "meetings:notes_release": get(mediated),
    "meetings:notes_release post": post(mediated, WHY),
    "meetings:meeting": get(meeting),
    "meetings:meeting return": get(returning),
    "meetings:change return": get(returning),
    "meetings:record return": get(returning),
    "meetings:letter return": get(lambda w: [w.returning.case.reference, f"{w.returning.pk}-{w.returning_to.pk}"]),
    "meetings:change": get(meeting),
    "meetings:change post": post(meeting, TALK),
    "meetings:cancel": get(meeting),
    "meetings:cancel post": post(meeting, WHY),
    "meetings:who": get(meeting),
    "meetings:who post": post(meeting, {"capacity": "supporter", "name": "An aunt"}),
    "meetings:not_coming": post(lambda w: [*meeting(w), w.interpreter.pk]),
    "meetings:let_come": post(meeting),
    "meetings:letter": get(uninvited),
    "meetings:letter post": post(uninvited, {"method": "later", "do": "issue"}),
    "meetings:letter_sent": post(asked_to_come, {"method": "hand", **boxes("sent_on", 2, 11)}),
    "meetings:letter_lost": get(lambda w: [*asked_to_come(w), w.asked_copy.pk]),
    "meetings:letter_lost post": post(
        lambda w: [*asked_to_come(w), w.asked_copy.pk], {"dispute": "It came back.", "method": "hand"}
    ),
    "meetings:held": get(met),
    "meetings:held post": post(met, lambda w: {**ON_THE_DAY, "outcome": "not_attended", "reason": "Nobody knows."}),
    "meetings:record": get(talked),
    "meetings:record together": get(together),
    "meetings:record alone": get(alone),
    "meetings:draft": get(talked),
    "meetings:draft together": get(together),
    "meetings:draft alone": get(alone),
    "meetings:action_add": get(talked),
    "meetings:action_add post": post(talked, {"what": "Ring", "name": "The deputy", **boxes("due_on", 9, 11)}),
    "meetings:action_remove": post(lambda w: [*talked(w), w.task.pk]),
    "meetings:share": post(talked),
    "meetings:comment": get(talked),
    "meetings:comment post": post(
        talked, lambda w: {"attendee": w.guest.pk, "is_agreed": "yes", "channel": "telephone"}
    ),
    "meetings:draft_given": get(talked),
    "meetings:draft_given post": post(
        talked, lambda w: {"attendee": w.aunt.pk, "method": "hand", **boxes("given_on", 2, 11)}
    ),
    "meetings:draft_link": get(lambda w: [*talked(w), w.aunt.pk]),
    "meetings:draft_link post": post(lambda w: [*talked(w), w.aunt.pk], AT_HOME),
    "meetings:draft_link joint": get(lambda w: [*together(w), w.heard_father.pk]),
    "meetings:draft_link joint post": post(lambda w: [*together(w), w.heard_father.pk], AT_HOME),
    "meetings:own_door": get(lambda w: ["A" * 22]),
    "meetings:own_door post": post(lambda w: ["A" * 22], {"code": "0000 0000"}),
    "meetings:own_draft": get(),
    "meetings:own_draft post": post(),
    "meetings:own_thanks": get(),
    "meetings:own_stop": post(),
    "meetings:issue": post(talked),
    "meetings:issue together": post(together),
    "meetings:issue alone": post(alone),
    "meetings:write": get(lambda w: [*talked(w), "agreed"]),
    "meetings:write together": get(lambda w: [*together(w), "agreed"]),
    "meetings:write alone": get(lambda w: [*alone(w), "points"]),
    "meetings:write post": post(lambda w: [*talked(w), "agreed"], {"text": "Peace.", "revision": "2"}),
    "meetings:action": get(task),
    "meetings:action post": post(task, {"how": "He rang."}),
    "pupils:advise": get(pupil_suspension),
    "pupils:advise post": post(pupil_suspension, {"is_supported": "yes", "reasons": "It is fair."}),
    "pupils:answer": get(doubted),
    "pupils:answer post": post(doubted, {"reasons": "Another teacher saw it."}),
    "records:record": get(of("report")),
    "records:pdf": get(of("report")),
    "records:sealed": get(of("report")),
    "records:discard": post(of("draft")),
    "records:sign": get(lambda w: [w.heard.reference, w.note.pk]),
    "records:sign post": post(
        lambda w: [w.heard.reference, w.note.pk], lambda w: {"files": SimpleUploadedFile("page.jpg", b"a page")}
    ),
    "records:room": get(lambda w: [w.heard.reference, w.note.pk]),
    "records:sign_here": get(lambda w: [w.heard.reference, w.signatory.pk]),
    "records:sign_here post": post(
        lambda w: [w.heard.reference, w.signatory.pk],
        lambda w: {"digest": w.note.digest, "typed": "Bartholomea", "has_read": "on"},
    ),
    "records:disagrees": get(lambda w: [w.heard.reference, w.signatory.pk]),
    "records:disagrees post": post(lambda w: [w.heard.reference, w.signatory.pk], {"text": "Not so."}),
    "records:sign_link": get(lambda w: [w.heard.reference, w.signatory.pk]),
    "records:sign_link post": post(
        lambda w: [w.heard.reference, w.signatory.pk],
        {"email": "quist@letters.example", "phone": "07700 900468"},
    ),
    "records:own_door": get(lambda w: ["A" * 22]),
    "records:own_door post": post(lambda w: ["A" * 22], {"code": "0000 0000"}),
    "records:own_sign": get(),
    "records:own_sign post": post(),
    "records:own_decline": get(),
    "records:own_decline post": post(),
    "records:sign_own": get(own_signature),
    "records:sign_own post": post(
        own_signature, lambda w: {"digest": w.note.digest, "typed": "Head Person", "has_read": "on"}
    ),
    "records:decline_own": get(own_signature),
    "records:decline_own post": post(own_signature, {"reason": "I came late."}),
    "records:own_paper": get(),
    "records:own_thanks": get(),
    "records:own_stop": post(),
    "records:copies": get(lambda w: [w.heard.reference, w.holder.record_id]),
    "records:copy_give": get(lambda w: [w.heard.reference, w.holder.pk]),
    "records:copy_give post": post(
        lambda w: [w.heard.reference, w.holder.pk],
        lambda w: {"method": "hand", **of_day("handed_on", local_day(timezone.now()))},
    ),
    "records:copy_link": get(lambda w: [w.heard.reference, w.holder.pk]),
    "records:copy_link post": post(
        lambda w: [w.heard.reference, w.holder.pk],
        {"email": "quist@letters.example", "phone": "07700 900468"},
    ),
    "records:copy_came": post(lambda w: [w.heard.reference, w.whole_copy.pk]),
    "records:copy_lost": get(lambda w: [w.heard.reference, w.whole_copy.pk]),
    "records:copy_lost post": post(lambda w: [w.heard.reference, w.whole_copy.pk], {"dispute": "It came back."}),
    "records:take_door": get(lambda w: ["A" * 22]),
    "records:take_door post": post(lambda w: ["A" * 22], {"code": "0000 0000"}),
    "records:take": get(),
    "records:take_file": post(),
    "records:take_stop": post(),
    "records:unsigned": get(lambda w: [w.heard.reference, w.signatory.pk]),
    "records:unsigned post": post(
        lambda w: [w.heard.reference, w.signatory.pk], {"method": "unable", "reason": "Ill.", "witness": "Dan"}
    ),
    "records:take_back": get(lambda w: [w.heard.reference, w.answer.pk]),
    "records:take_back post": post(lambda w: [w.heard.reference, w.answer.pk], WHY),
    "records:scan": get(lambda w: [w.heard.reference, w.page.pk]),
    "records:scan post": post(
        lambda w: [w.heard.reference, w.page.pk],
        lambda w: {
            "signatories": w.signatory.pk,
            "signed_on_day": "2",
            "signed_on_month": "11",
            "signed_on_year": "2026",
        },
    ),
    "records:scan_code": post(lambda w: [w.heard.reference, w.unread.pk], lambda w: {"code": w.note.code}),
    "records:scan_remove": post(lambda w: [w.heard.reference, w.unread.pk]),
    "records:scan_file": get(lambda w: [w.heard.reference, w.page.pk]),
    "records:scan_original": get(lambda w: [w.heard.reference, w.page.pk]),
    "records:verify": get(),
    "records:wordings": get(),
    "records:wording": get(lambda w: ["help"]),
    "records:wording_new": get(lambda w: ["return"]),
    "records:wording_new post": post(
        lambda w: ["return"],
        {
            "text": "Please stay away.",
            "why": "Plainer",
            "effective_on_day": "7",
            "effective_on_month": "5",
            "effective_on_year": "2027",
        },
    ),
    "records:wording_approve": post(lambda w: ["help", w.wording.pk]),
    "records:wording_decline": get(lambda w: ["help", w.wording.pk]),
    "records:wording_decline post": post(lambda w: ["help", w.wording.pk], WHY),
    "records:wording_withdraw": post(lambda w: ["help", w.wording.pk]),
    "records:verify post": post(sent={"code": "0000"}),
    "notices:notices": get(),
    "notices:notice": get(of("notice")),
    "notices:acknowledge": post(of("notice")),
    "notices:failed": get(lambda w: [w.case.reference, w.failed.pk]),
    "notices:failed post": post(
        lambda w: [w.case.reference, w.failed.pk], {"way": "Another way", "note": "By telephone"}
    ),
    "notices:undelivered": get(of("lost")),
    "notices:undelivered post": post(of("lost"), {"way": "In person", "note": "At the gate"}),
    "notices:again_without_case": post(of("lost")),
    "desk:roles": get(),
    "desk:proposals": get(),
    "desk:proposal_confirm": post(of("proposal")),
    "desk:proposal_decline": get(of("proposal")),
    "desk:proposal_decline post": post(of("proposal"), WHY),
    "desk:proposal_withdraw": post(of("proposal")),
    "desk:role_end": get(of("membership")),
    "desk:role_end post": post(of("membership")),
    "schools:import": get(),
    "schools:import post": post(),
    "schools:import_columns": get(of("upload")),
    "schools:import_columns post": post(of("upload")),
    "schools:import_run": get(of("checked")),
    "schools:import_start": post(of("checked")),
    "schools:import_reopen": post(of("checked")),
    "schools:import_discard": post(of("upload")),
    "schools:stay": post(),
    "schools:setup": get(),
    "schools:trust": get(),
    "schools:trust post": post(
        sent={
            "name": "The Trust",
            "office_opens": "08:00",
            "office_closes": "17:00",
            "complaint_acknowledge_days": "5",
            "complaint_answer_days": "20",
            "complaint_update_days": "10",
            "complaint_further_days": "10",
        },
    ),
    "schools:schools": get(),
    "schools:school_new": get(),
    "schools:school_new post": post(sent={"name": "Third Primary", "prefix": "THI", "phase": "primary"}),
    "schools:school": get(of("school")),
    "schools:school post": post(
        of("school"), {"name": "Hillside", "prefix": "HIL", "phase": "primary", "is_open": "1"}
    ),
    "schools:deputies": get(),
    "schools:deputy_name": post(of("school"), lambda w: {"user": w.staff.pk}),
    "schools:deputy_remove": post(of("standing")),
    "schools:school_calendar_now": get(of("school")),
    "schools:school_calendar": get(school_year),
    "desk:term_new": get(school_year),
    "desk:term_new post": post(school_year, {"name": "Autumn", **days("first_on", 1), **days("last_on", 20)}),
    "desk:term_change": get(of("term")),
    "desk:term_change post": post(of("next_term"), {"name": "Autumn", **days("first_on", 1), **days("last_on", 20)}),
    "desk:term_remove": get(of("term")),
    "desk:term_remove post": post(of("term")),
    "desk:closure_new": get(school_year),
    "desk:closure_new post": post(school_year, {"kind": "inset", **days("first_on", 7, "2026")}),
    "desk:closure_change": get(of("closure")),
    "desk:closure_change post": post(of("closure"), {"kind": "inset", **days("first_on", 7, "2026")}),
    "desk:closure_remove": get(of("closure")),
    "desk:closure_remove post": post(of("closure")),
    "desk:calendar_fill": post(school_year),
    "desk:calendar_copy": get(school_year),
    "desk:calendar_copy post": post(school_year, lambda w: {"to": w.other_school.pk}),
    "desk:times_usual": get(school_year),
    "desk:times_usual post": post(school_year, TIMES),
    "desk:times_day": get(school_year),
    "desk:times_day post": post(school_year, {**TIMES, **days("on", 6)}),
    "desk:times_change": get(of("times")),
    "desk:times_change post": post(of("times"), TIMES),
    "desk:times_remove": get(of("times")),
    "desk:times_remove post": post(of("times")),
    "schools:calendar": get(),
    "schools:calendar_year": get(lambda w: [2026]),
    "schools:holiday_add": post(
        lambda w: [2026], {"on_day": "7", "on_month": "5", "on_year": "2026", "name": "Early May bank holiday"}
    ),
    "schools:holidays_fill": post(lambda w: [2026]),
    "schools:holiday_remove": post(of("holiday")),
    "schools:accounts": get(),
    "schools:accounts_search": post(sent={"q": "Person"}),
    "schools:account_new": get(),
    "schools:account_new post": post(sent={"email": "new@school.example", "name": "New Person"}),
    "schools:account": get(of("staff")),
    "schools:account_change": get(of("staff")),
    "schools:account_change post": post(of("staff"), {"email": "staff@school.example", "name": "Helen Bell"}),
    "desk:role_give": get(of("staff")),
    "desk:role_give post": post(of("staff"), lambda w: {"role": "office", "school": w.other_school.pk}),
    "schools:account_send_link": post(of("staff")),
    "schools:account_off": post(of("staff")),
    "schools:account_on": post(of("asleep")),
    "schools:account_people": post(of("staff"), {"q": "Farrowby"}),
    "desk:account_link": post(lambda w: [w.staff.pk, w.twin.pk]),
    "desk:account_unlink": post(of("staff")),
    "notices:again": post(lambda w: [w.case.reference, w.failed.pk]),
}


# What each comes to: 302 for nobody leads to signing in; 404 hides a thing, 403 denies an act on a thing that is seen.
TABLE = """
                              anyone head deputy office staff stranger ceo chair central admin clerk leaver closed
healthz                       200    200  200    200    200   200      200 200   200     200   200    200    200
desk:readyz                   503    503  503    503    503   503      503 503   503     503   503    503    503
desk:home                     302    200  200    200    200   200      200 200   200     200   200    200    302
desk:cases                    302    200  200    403    403   200      200 403   200     403   403    403    302
desk:cases_filter             302    302  302    403    403   302      302 403   302     403   403    403    302
desk:cases_search             302    302  302    403    403   302      302 403   302     403   403    403    302
desk:people                   302    200  200    403    403   200      200 403   200     403   403    403    302
desk:people_search            302    302  302    403    403   302      302 403   302     403   403    403    302
desk:person                   302    200  200    404    404   404      200 404   200     404   404    404    302
desk:person_name              302    200  200    404    404   404      200 404   403     404   404    404    302
desk:person_name post         302    302  302    404    404   404      302 404   403     404   404    404    302
desk:pupil_facts              302    200  200    404    404   404      200 404   404     404   404    404    302
desk:pupil_facts post         302    302  302    404    404   404      302 404   404     404   404    404    302
desk:person_contact           302    200  200    404    404   404      200 404   403     404   404    404    302
desk:person_contact post      302    302  302    404    404   404      302 404   403     404   404    404    302
desk:enter_suspension         302    200  403    404    404   404      200 404   403     404   404    404    302
desk:enter_suspension post    302    422  403    404    404   404      422 404   403     404   404    404    302
desk:enter_new                302    200  403    403    403   200      200 403   403     403   403    403    302
desk:enter_new post           302    302  403    403    403   422      302 403   403     403   403    403    302
desk:person_same              302    200  200    404    404   404      200 404   404     404   404    404    302
desk:person_same post         302    302  302    404    404   404      302 404   404     404   404    404    302
desk:person_same_search       302    302  302    404    404   404      302 404   404     404   404    404    302
desk:person_separate          302    302  302    404    404   404      302 404   404     404   404    404    302
desk:acting                   302    200  200    200    200   403      200 200   403     403   403    403    302
desk:acting post              302    403  302    403    403   403      403 403   403     403   403    403    302
desk:cover                    302    200  200    200    200   200      200 200   200     200   200    200    302
desk:cover_appoint            302    403  403    403    403   403      403 200   403     403   403    403    302
desk:cover_appoint post       302    403  403    403    403   403      403 422   403     403   403    403    302
desk:cover_appoint of a head  302    403  403    403    403   403      200 403   403     403   403    403    302
desk:cover_end                302    302  403    403    403   404      302 403   404     404   404    404    302
desk:delegation               302    403  403    403    403   403      200 403   403     403   403    403    302
desk:delegation post          302    403  403    403    403   403      422 403   403     403   403    403    302
desk:delegation_end           302    404  404    404    404   404      302 404   404     404   404    404    302
desk:delegate                 302    403  403    404    404   404      200 404   403     404   404    404    302
desk:delegate post            302    403  403    404    404   404      302 404   403     404   404    404    302
desk:demo_mail                302    200  200    200    200   200      200 200   200     200   200    200    302
desk:log                      302    302  302    302    302   302      302 403   302     403   403    403    302
desk:log_people               302    200  200    200    200   200      200 403   200     403   403    403    302
desk:log_form                 302    200  200    200    200   200      200 403   200     403   403    403    302
desk:log_form post            302    422  422    422    422   422      422 403   422     403   403    403    302
desk:case                     302    200  200    404    404   404      200 404   200     404   404    404    302
desk:logged                   302    200  200    404    404   404      200 404   200     404   404    404    302
desk:history                  302    200  200    404    404   404      200 404   200     404   404    404    302
desk:acknowledge              302    302  302    404    404   404      302 404   302     404   404    404    302
desk:close                    302    200  403    404    404   404      200 404   404     404   404    404    302
desk:close post               302    422  403    404    404   404      422 404   404     404   404    404    302
desk:reopen                   302    200  403    404    404   404      200 404   404     404   404    404    302
desk:reopen post              302    302  403    404    404   404      302 404   404     404   404    404    302
desk:prompt                   302    302  302    404    404   404      302 404   403     404   404    404    302
desk:overdue                  302    200  200    403    403   200      200 403   200     403   403    403    302
desk:void                     302    200  403    404    404   404      200 404   403     404   404    404    302
desk:void post                302    302  403    404    404   404      302 404   403     404   404    404    302
desk:decide                   302    200  403    404    404   404      200 404   404     404   404    404    302
desk:decide post              302    302  403    404    404   404      302 404   404     404   404    404    302
desk:report                   302    200  200    404    404   404      200 404   403     404   404    404    302
desk:report post              302    302  302    404    404   404      302 404   403     404   404    404    302
desk:report_preview           302    200  200    404    404   404      200 404   404     404   404    404    302
desk:report_issue             302    302  302    404    404   404      302 404   404     404   404    404    302
desk:report_read              302    200  200    404    404   404      200 404   200     404   404    404    302
desk:report_read post         302    302  302    404    404   404      302 404   302     404   404    404    302
desk:tell_ceo                 302    200  200    404    404   404      200 404   403     404   404    404    302
desk:tell_ceo post            302    422  422    404    404   404      422 404   403     404   404    404    302
desk:tell_ceo_now             302    302  302    404    404   404      302 404   403     404   404    404    302
desk:supplementary             302    200  200    404    404   404      200 404   404     404   404    404    302
desk:supplementary post        302    302  302    404    404   404      302 404   404     404   404    404    302
desk:supplementary_preview     302    200  200    404    404   404      200 404   404     404   404    404    302
desk:supplementary_issue       302    302  302    404    404   404      302 404   404     404   404    404    302
desk:supplementary_read        302    200  200    404    404   404      200 404   404     404   404    404    302
desk:supplementary_read post   302    302  302    404    404   404      302 404   404     404   404    404    302
desk:chair                    302    404  404    404    404   404      404 200   404     404   404    404    302
desk:chair post               302    404  404    404    404   404      404 302   404     404   404    404    302
desk:inform_chair             302    403  403    404    404   404      200 404   403     404   404    404    302
desk:inform_chair post        302    403  403    404    404   404      302 404   403     404   404    404    302
cases:draft                   302    200  200    200    200   200      200 200   200     200   200    200    302
cases:draft_discard           302    302  302    302    302   302      302 302   302     302   302    302    302
desk:involved                 302    200  200    404    404   404      200 404   403     404   404    404    302
desk:involved post            302    302  302    404    404   404      302 404   403     404   404    404    302
desk:involved_remove          302    200  200    404    404   404      200 404   403     404   404    404    302
desk:involved_remove post     302    302  302    404    404   404      302 404   403     404   404    404    302
cases:evidence                302    200  200    404    404   404      200 404   200     404   404    404    302
cases:evidence_add            302    200  200    404    404   404      200 404   403     404   404    404    302
cases:evidence_add post       302    302  302    404    404   404      302 404   403     404   404    404    302
cases:evidence_item           302    200  200    404    404   404      200 404   200     404   404    404    302
cases:evidence_item post      302    302  302    404    404   404      302 404   403     404   404    404    302
cases:file                    302    200  200    404    404   404      200 404   200     404   404    404    302
cases:file_original           302    200  200    404    404   404      200 404   200     404   404    404    302
cases:file_remove             302    200  200    404    404   404      200 404   403     404   404    404    302
cases:file_remove post        302    302  302    404    404   404      302 404   403     404   404    404    302
cases:waive                   302    200  200    404    404   404      200 404   404     404   404    404    302
cases:waive post              302    302  302    404    404   404      302 404   404     404   404    404    302
cases:hand_on                 302    200  200    404    404   404      200 404   404     404   404    404    302
cases:hand_on post            302    302  302    404    404   404      302 404   404     404   404    404    302
cases:sight                   302    403  403    404    404   404      200 404   403     404   404    404    302
cases:sight post              302    403  403    404    404   404      302 404   403     404   404    404    302
cases:sight_end               302    403  403    404    404   404      302 404   403     404   404    404    302
incidents:incident            302    200  200    404    404   404      200 404   200     404   404    404    302
incidents:incident post       302    422  422    404    404   404      422 404   404     404   404    404    302
incidents:interviews           302    200  200    404    404   404      200 404   200     404   404    404    302
incidents:interview_of         302    200  200    404    404   404      200 404   200     404   404    404    302
incidents:interview_plan       302    200  200    404    404   404      200 404   403     404   404    404    302
incidents:interview_plan post  302    302  302    404    404   404      302 404   403     404   404    404    302
incidents:interview_note       302    200  200    404    404   404      200 404   403     404   404    404    302
incidents:interview_note post  302    302  302    404    404   404      302 404   403     404   404    404    302
incidents:interview_not        302    200  200    404    404   404      200 404   403     404   404    404    302
incidents:interview_not post   302    302  302    404    404   404      302 404   403     404   404    404    302
incidents:statement_ask        302    200  200    404    404   404      200 404   403     404   404    404    302
incidents:statement_ask post   302    302  302    404    404   404      302 404   403     404   404    404    302
incidents:statement            302    200  200    404    200   404      200 404   200     404   404    404    302
incidents:statement post       302    403  403    404    302   404      403 404   403     404   404    404    302
incidents:statement_check      302    404  404    404    200   404      404 404   404     404   404    404    302
incidents:statement_check post 302    404  404    404    302   404      404 404   404     404   404    404    302
incidents:statement_no         302    404  404    404    200   404      404 404   404     404   404    404    302
incidents:statement_no post    302    404  404    404    302   404      404 404   404     404   404    404    302
incidents:statement_back       302    200  200    404    404   404      200 404   403     404   404    404    302
incidents:statement_back post  302    302  302    404    404   404      302 404   403     404   404    404    302
incidents:statement_renew      302    200  200    404    404   404      200 404   403     404   404    404    302
incidents:statement_counts     302    302  302    404    404   404      302 404   403     404   404    404    302
incidents:own_door             200    200  200    200    200   200      200 200   200     200   200    200    200
incidents:own_door post        422    422  422    422    422   422      422 422   422     422   422    422    422
incidents:own                  403    403  403    403    403   403      403 403   403     403   403    403    403
incidents:own post             403    403  403    403    403   403      403 403   403     403   403    403    403
incidents:own_keep             403    403  403    403    403   403      403 403   403     403   403    403    403
incidents:own_check            403    403  403    403    403   403      403 403   403     403   403    403    403
incidents:own_check post       403    403  403    403    403   403      403 403   403     403   403    403    403
incidents:own_decline          403    403  403    403    403   403      403 403   403     403   403    403    403
incidents:own_decline post     403    403  403    403    403   403      403 403   403     403   403    403    403
incidents:own_thanks           403    403  403    403    403   403      403 403   403     403   403    403    403
incidents:own_copy             403    403  403    403    403   403      403 403   403     403   403    403    403
incidents:own_stop             403    403  403    403    403   403      403 403   403     403   403    403    403
incidents:interview            302    200  200    404    404   404      200 404   200     404   404    404    302
incidents:interview_issue      302    302  302    404    404   404      302 404   403     404   404    404    302
incidents:interview_agree      302    200  200    404    404   404      200 404   403     404   404    404    302
incidents:interview_agree post 302    302  302    404    404   404      302 404   403     404   404    404    302
incidents:addendum            302    200  200    404    404   404      200 404   403     404   404    404    302
incidents:addendum post       302    302  302    404    404   404      302 404   403     404   404    404    302
desk:suspend                  302    200  403    404    404   404      200 404   403     404   404    404    302
desk:suspend post             302    422  403    404    404   404      422 404   404     404   404    404    302
suspensions:suspension        302    200  200    404    404   404      200 404   200     404   404    404    302
suspensions:lift              302    200  403    404    404   404      200 404   403     404   404    404    302
suspensions:lift post         302    302  403    404    404   404      302 404   403     404   404    404    302
suspensions:void              302    200  403    404    404   404      200 404   403     404   404    404    302
suspensions:void post         302    302  403    404    404   404      302 404   403     404   404    404    302
suspensions:arrangement       302    200  200    404    404   404      200 404   403     404   404    404    302
suspensions:arrangement post  302    302  302    404    404   404      302 404   403     404   404    404    302
suspensions:tell              302    200  200    404    404   404      200 404   403     404   404    404    302
suspensions:tell post         302    302  302    404    404   404      302 404   403     404   404    404    302
suspensions:extend            302    200  403    404    404   404      200 404   403     404   404    404    302
suspensions:extend post       302    302  403    404    404   404      302 404   403     404   404    404    302
suspensions:let_end           302    200  403    404    404   404      200 404   403     404   404    404    302
suspensions:let_end post      302    302  403    404    404   404      302 404   403     404   404    404    302
suspensions:trust_wide        302    403  403    404    404   404      200 404   403     404   404    404    302
suspensions:trust_wide post   302    403  403    404    404   404      302 404   403     404   404    404    302
suspensions:ask_wide          302    200  403    404    404   404      200 404   403     404   404    404    302
suspensions:ask_wide post       302    302  403    404    404   404      302 404   403     404   404    404    302
suspensions:side              302    200  200    404    404   404      200 404   403     404   404    404    302
suspensions:side post         302    302  302    404    404   404      302 404   403     404   404    404    302
suspensions:consider          302    403  403    404    404   404      200 404   403     404   404    404    302
suspensions:consider post     302    403  403    404    404   404      302 404   403     404   404    404    302
suspensions:review            302    403  403    404    404   404      200 404   403     404   404    404    302
suspensions:review_weigh      302    403  403    404    404   404      200 404   403     404   404    404    302
suspensions:review_weigh post 302    403  403    404    404   404      302 404   403     404   404    404    302
suspensions:review_decide     302    403  403    404    404   404      302 404   403     404   404    404    302
suspensions:review_decide post 302   403  403    404    404   404      302 404   403     404   404    404    302
suspensions:look_again        302    403  403    404    404   404      200 404   403     404   404    404    302
suspensions:look_again post   302    403  403    404    404   404      422 404   403     404   404    404    302
suspensions:vary              302    403  403    404    404   404      200 404   403     404   404    404    302
suspensions:vary post         302    403  403    404    404   404      422 404   403     404   404    404    302
suspensions:renew             302    200  403    404    404   404      200 404   403     404   404    404    302
suspensions:renew post        302    422  403    404    404   404      422 404   403     404   404    404    302
suspensions:letter            302    200  200    404    404   404      200 404   403     404   404    404    302
suspensions:letter post       302    200  200    404    404   404      200 404   403     404   404    404    302
desk:warn                     302    200  403    404    404   404      200 404   404     404   404    404    302
desk:warn post                302    302  403    404    404   404      302 404   404     404   404    404    302
suspensions:warning           302    200  200    404    404   404      200 404   404     404   404    404    302
suspensions:warning post      302    200  200    404    404   404      200 404   404     404   404    404    302
suspensions:warning_sent      302    302  302    404    404   404      302 404   404     404   404    404    302
suspensions:warning_lost      302    200  200    404    404   404      200 404   404     404   404    404    302
suspensions:warning_lost post 302    302  302    404    404   404      302 404   404     404   404    404    302
suspensions:never_came        302    200  200    404    404   404      200 404   403     404   404    404    302
suspensions:never_came post   302    302  302    404    404   404      302 404   403     404   404    404    302
suspensions:letter_sent       302    302  302    404    404   404      302 404   403     404   404    404    302
suspensions:gate              302    302  302    302    302   302      200 403   200     403   403    403    302
suspensions:gate_school       302    200  200    200    200   404      200 404   200     404   404    404    302
suspensions:gate_print        302    200  200    200    200   404      200 404   200     404   404    404    302
suspensions:gate_desk         302    302  302    302    302   404      302 404   302     404   404    404    302
suspensions:here              302    200  200    200    200   404      200 404   200     404   404    404    302
suspensions:here post         302    302  302    302    302   404      302 404   302     404   404    404    302
desk:suspend_pupil            302    200  403    403    403   200      403 403   403     403   403    403    302
desk:suspend_pupil_search     302    302  403    403    403   302      403 403   403     403   403    403    302
pupils:suspended_today        302    200  200    200    404   404      404 404   404     404   404    404    302
pupils:suspend                302    200  403    403    403   404      403 404   403     404   404    404    302
pupils:suspend post           302    302  403    403    403   404      403 404   403     404   404    404    302
pupils:suspend_when           302    200  403    403    403   404      403 404   403     404   404    404    302
pupils:suspend_when post      302    302  403    403    403   404      403 404   403     404   404    404    302
pupils:suspend_weigh          302    200  403    403    403   404      403 404   403     404   404    404    302
pupils:suspend_weigh post     302    302  403    403    403   404      403 404   403     404   404    404    302
pupils:suspend_decide         302    302  403    403    403   404      403 404   403     404   404    404    302
pupils:suspend_decide post    302    302  403    403    403   404      403 404   403     404   404    404    302
pupils:counts                 302    200  200    403    403   404      200 404   403     404   404    404    302
pupils:counts post            302    302  302    403    403   404      302 404   403     404   404    404    302
pupils:elsewhere_back         302    200  200    403    403   404      200 404   403     404   404    404    302
pupils:elsewhere_back post    302    302  302    403    403   404      302 404   403     404   404    404    302
pupils:suspension             302    200  200    404    404   404      200 404   404     404   404    404    302
pupils:decided                302    200  200    404    404   404      200 404   404     404   404    404    302
pupils:further                302    200  403    404    404   404      403 404   404     404   404    404    302
pupils:further post           302    302  403    404    404   404      403 404   404     404   404    404    302
pupils:cancel                 302    200  403    404    404   404      403 404   404     404   404    404    302
pupils:cancel post            302    302  403    404    404   404      403 404   404     404   404    404    302
pupils:exam                   302    200  200    404    404   404      200 404   404     404   404    404    302
pupils:exam post              302    302  302    404    404   404      302 404   404     404   404    404    302
pupils:exam_back              302    200  200    404    404   404      200 404   404     404   404    404    302
pupils:exam_back post         302    302  302    404    404   404      302 404   404     404   404    404    302
pupils:mis                    302    200  200    404    404   404      200 404   404     404   404    404    302
pupils:told                   302    200  200    404    404   404      200 404   404     404   200    404    302
pupils:notice                 302    200  200    404    404   404      200 404   404     404   403    404    302
pupils:notice post            302    200  200    404    404   404      200 404   404     404   403    404    302
pupils:notice_sent            302    302  302    404    404   404      302 404   404     404   403    404    302
pupils:notice_lost            302    200  200    404    404   404      200 404   404     404   404    404    302
pupils:notice_lost post       302    302  302    404    404   404      302 404   404     404   404    404    302
pupils:notice_not_told        302    200  200    404    404   404      200 404   404     404   403    404    302
pupils:notice_not_told post   302    302  403    404    404   404      403 404   404     404   403    404    302
pupils:notice board           302    200  200    404    404   404      200 404   404     404   200    404    302
pupils:notice board post      302    200  200    404    404   404      200 404   404     404   200    404    302
pupils:notice_sent board      302    302  302    404    404   404      302 404   404     404   302    404    302
pupils:notice_lost board      302    200  200    404    404   404      200 404   404     404   200    404    302
pupils:notice_lost board post 302    302  302    404    404   404      302 404   404     404   302    404    302
pupils:notice_not_told board  302    200  200    404    404   404      200 404   404     404   200    404    302
pupils:notice_not_told board p302    302  403    404    404   404      403 404   404     404   302    404    302
records:record board          302    200  200    404    404   404      200 404   404     404   200    404    302
records:pdf board             302    302  302    404    404   404      302 404   404     404   302    404    302
pupils:notice_order           302    200  200    404    404   404      200 404   404     404   403    404    302
pupils:notice_order post      302    302  403    404    404   404      403 404   404     404   403    404    302
pupils:board                  302    403  403    403    403   403      403 403   403     403   200   403    302
pupils:board_one              302    404  404    404    404   404      404 404   404     404   200   404    302
pupils:board_said             302    404  404    404    404   404      404 404   404     404   200   404    302
pupils:board_said post        302    404  404    404    404   404      404 404   404     404   302   404    302
pupils:board_meeting          302    404  404    404    404   404      404 404   404     404   200   404    302
pupils:board_meeting post     302    404  404    404    404   404      404 404   404     404   302   404    302
pupils:board_papers           302    404  404    404    404   404      404 404   404     404   200   404    302
pupils:board_papers post      302    404  404    404    404   404      404 404   404     404   302   404    302
pupils:board_begin            302    404  404    404    404   404      404 404   404     404   200   404    302
pupils:board_begin post       302    404  404    404    404   404      404 404   404     404   302   404    302
pupils:board_off              302    404  404    404    404   404      404 404   404     404   200   404    302
pupils:board_off post         302    404  404    404    404   404      404 404   404     404   302   404    302
pupils:board_outcome          302    404  404    404    404   404      404 404   404     404   200   404    302
pupils:board_outcome post     302    404  404    404    404   404      404 404   404     404   302   404    302
pupils:board_back             302    404  404    404    404   404      404 404   404     404   200   404    302
pupils:board_back post        302    404  404    404    404   404      404 404   404     404   302   404    302
pupils:to_board               302    200  200    404    404   404      200 404   404     404   404   404    302
pupils:to_board post          302    302  302    404    404   404      302 404   404     404   404   404    302
pupils:work                   302    200  200    404    404   404      200 404   404     404   404   404    302
pupils:work post              302    302  302    404    404   404      302 404   404     404   404   404    302
pupils:day_six                302    200  200    404    404   404      200 404   404     404   404   404    302
pupils:day_six post           302    302  302    404    404   404      302 404   404     404   404   404    302
pupils:reintegration          302    200  200    404    404   404      200 404   404     404   404   404    302
pupils:reintegration post     302    302  302    404    404   404      302 404   404     404   404   404    302
packs:choose                  302    200  200    200    403   200      200 403   200     403   403    403    302
packs:choose post             302    302  302    422    403   422      302 403   302     403   403    403    302
packs:packs                   302    200  200    200    403   200      200 403   200     403   403    403    302
packs:pack                    302    200  404    404    404   404      404 404   404     404   404    404    302
packs:again                   302    302  404    404    404   404      404 404   404     404   404    404    302
packs:file                    302    200  404    404    404   404      404 404   404     404   404    404    302
packs:pack of a case          302    200  404    404    404   404      404 404   404     404   404    404    302
packs:bundle                  302    200  200    404    404   404      200 404   200     404   404    404    302
packs:bundle_for              302    200  200    404    404   404      200 404   200     404   404    404    302
packs:bundle_for post         302    302  302    404    404   404      302 404   302     404   404    404    302
packs:panel_papers            302    200  200    404    404   404      200 404   404     404   200   404    302
packs:panel_file              302    200  200    404    404   404      200 404   404     404   403   404    302
packs:hand_over               302    404  404    404    404   404      302 404   404     404   404   404    302
packs:hand_back               302    302  302    404    404   404      302 404   404     404   403   404    302
packs:tray                    302    200  200    200    403   200      200 403   200     403   403    403    302
packs:tray post               302    302  302    302    403   422      302 403   302     403   403    403    302
packs:posted                  302    200  200    200    403   200      200 403   200     403   403    403    302
packs:posted post             302    302  302    302    403   422      302 403   302     403   403    403    302
meetings:month                302    200  200    200    200   200      200 200   200     200   200    200    302
socialmedia:contacts          302    200  200    200    200   200      200 403   200     403   403   403    302
socialmedia:contact_log       302    200  200    200    200   200      200 403   200     403   403   403    302
socialmedia:contact_log post  302    302  302    302    302   422      302 403   302     403   403   403    302
socialmedia:contacts_of       302    200  200    403    403   404      200 404   403     404   404   404    302
socialmedia:contact_of        302    200  200    200    200   404      200 403   200     403   403   403    302
socialmedia:contact_of post   302    302  302    302    302   404      302 403   302     403   403   403    302
socialmedia:contact           302    200  200    404    404   404      200 404   404     404   404   404    302
socialmedia:contact_original  302    200  200    404    404   404      200 404   404     404   404   404    302
socialmedia:contact_back      302    200  200    404    404   404      200 404   404     404   404   404    302
socialmedia:contact_back post 302    302  302    404    404   404      302 404   404     404   404   404    302
socialmedia:upload_new        302    200  200    403    403   200      200 403   403     403   403   403    302
socialmedia:upload_new post   302    302  302    403    403   302      302 403   403     403   403   403    302
socialmedia:upload            302    200  404    404    404   404      404 404   404     404   404   404    302
socialmedia:upload_sender     302    200  404    404    404   404      404 404   404     404   404   404    302
socialmedia:upload_sender post 302    302  404    404    404   404      404 404   404     404   404   404    302
socialmedia:restrictions      302    200  200    200    200   200      200 403   200     403   403   403    302
socialmedia:restrict          302    200  200    404    404   404      200 404   403     404   404   404    302
socialmedia:restrict post     302    302  302    404    404   404      302 404   403     404   404   404    302
socialmedia:restriction       302    200  200    404    404   404      200 404   404     404   404   404    302
socialmedia:terms_set         302    200  200    404    404   404      200 404   403     404   404   404    302
socialmedia:terms_set post    302    302  302    404    404   404      302 404   403     404   404   404    302
socialmedia:terms_change      302    200  200    404    404   404      200 404   404     404   404   404    302
socialmedia:terms_change post 302    302  302    404    404   404      302 404   404     404   404   404    302
socialmedia:terms_review      302    200  200    404    404   404      200 404   404     404   404   404    302
socialmedia:terms_review post 302    302  302    404    404   404      302 404   404     404   404   404    302
socialmedia:terms_end         302    200  200    404    404   404      200 404   404     404   404   404    302
socialmedia:terms_end post    302    302  302    404    404   404      302 404   404     404   404   404    302
socialmedia:terms_breach      302    200  200    404    404   404      200 404   404     404   404   404    302
socialmedia:terms_breach post 302    302  302    404    404   404      302 404   404     404   404   404    302
socialmedia:terms_letter      302    200  200    404    404   404      200 404   404     404   404   404    302
socialmedia:terms_letter post 302    302  302    404    404   404      302 404   403     404   404   404    302
socialmedia:terms_sent        302    302  302    404    404   404      302 404   404     404   404   404    302
socialmedia:terms_lost        302    200  200    404    404   404      200 404   404     404   404   404    302
socialmedia:terms_lost post   302    302  302    404    404   404      302 404   404     404   404   404    302
socialmedia:concerns           302    200  200    200    200   200      200 403   200     403   403   403    302
socialmedia:log                302    200  200    200    200   200      200 403   200     403   403   403    302
socialmedia:log post           302    302  302    302    302   302      302 403   302     403   403   403    302
socialmedia:log_from           302    200  200    404    404   404      200 404   403     404   404   404    302
socialmedia:log_from post      302    302  302    404    404   404      302 404   403     404   404   404    302
socialmedia:concern            302    200  200    404    404   404      200 404   404     404   404   404    302
socialmedia:reported           302    404  404    404    200   404      404 404   404     404   404    404    302
socialmedia:reported post      302    404  404    404    302   404      404 404   404     404   404    404    302
socialmedia:check              302    200  200    404    404   404      200 404   404     404   404    404    302
socialmedia:check post         302    302  302    404    404   404      302 404   404     404   404    404    302
socialmedia:author             302    200  200    404    404   404      200 404   404     404   404    404    302
socialmedia:author post        302    302  302    404    404   404      302 404   404     404   404    404    302
socialmedia:kinds              302    200  200    404    404   404      200 404   404     404   404    404    302
socialmedia:kinds post         302    302  302    404    404   404      302 404   404     404   404    404    302
socialmedia:told               302    200  200    404    404   404      200 404   404     404   404    404    302
socialmedia:told post          302    302  302    404    404   404      302 404   404     404   404    404    302
socialmedia:take               302    200  200    404    404   404      200 404   404     404   404    404    302
socialmedia:take post          302    302  302    404    404   404      302 404   404     404   404    404    302
socialmedia:ask_legal          302    200  200    404    404   404      200 404   404     404   404    404    302
socialmedia:ask_legal post     302    302  302    404    404   404      422 404   404     404   404    404    302
socialmedia:step               302    200  200    404    404   404      200 404   404     404   404    404    302
socialmedia:step post          302    302  302    404    404   404      302 404   404     404   404    404    302
socialmedia:step_paper         302    200  200    404    404   404      200 404   404     404   404    404    302
socialmedia:step_paper post    302    302  302    404    404   404      302 404   404     404   404    404    302
socialmedia:step_paper advice  302    403  403    404    404   404      200 404   404     404   404    404    302
socialmedia:step_sent          302    302  302    404    404   404      302 404   404     404   404    404    302
socialmedia:pack_sent          302    302  302    404    404   404      302 404   404     404   404    404    302
socialmedia:step_lost          302    200  200    404    404   404      200 404   404     404   404    404    302
socialmedia:step_lost post     302    302  302    404    404   404      302 404   404     404   404    404    302
desk:suspend_online            302    200  403    404    404   404      200 404   404     404   404    404    302
desk:suspend_online post       302    302  403    404    404   404      302 404   404     404   404    404    302
socialmedia:data               302    404  404    404    404   404      404 404   404     404   404    404    302
socialmedia:data post          302    404  404    404    404   404      404 404   404     404   404    404    302
socialmedia:settle             302    200  200    404    404   404      200 404   404     404   404    404    302
socialmedia:settle post        302    302  302    404    404   404      302 404   404     404   404    404    302
complaints:register           302    200  200    200    403   200      200 403   200     403   403   403    302
complaints:log                302    200  200    200    403   200      200 403   200     403   403   403    302
complaints:log post           302    302  302    302    403   302      302 403   302     403   403   403    302
complaints:log_from           302    200  200    404    404   404      200 404   200     404   404   404    302
complaints:log_from post      302    302  302    404    404   404      302 404   302     404   404   404    302
complaints:complaint          302    200  200    404    404   404      200 404   404     404   404   404    302
complaints:complaint formal   302    200  200    404    404   404      200 404   404     404   404   404    302
complaints:points             302    200  403    404    404   404      200 404   404     404   404   404    302
complaints:points post        302    302  403    404    404   404      302 404   404     404   404   404    302
complaints:point_back         302    200  403    404    404   404      200 404   404     404   404   404    302
complaints:point_back post    302    302  403    404    404   404      302 404   404     404   404   404    302
complaints:about              302    200  403    404    404   404      200 404   404     404   404   404    302
complaints:about post         302    302  403    404    404   404      302 404   404     404   404   404    302
complaints:complaint data     302    200  200    404    404   404      200 404   404     404   404   404    302
complaints:data               302    200  403    404    404   404      200 404   404     404   404   404    302
complaints:data post          302    302  403    404    404   404      302 404   404     404   404   404    302
complaints:data already       302    403  403    404    404   404      403 404   404     404   404   404    302
complaints:split              302    200  403    404    404   404      200 404   404     404   404   404    302
complaints:split post         302    302  403    404    404   404      302 404   404     404   404   404    302
complaints:decide             302    200  403    404    404   404      200 404   404     404   404   404    302
complaints:decide post        302    302  403    404    404   404      302 404   404     404   404   404    302
complaints:hand_over          302    302  403    404    404   404      302 404   404     404   404   404    302
complaints:further            302    200  403    404    404   404      200 404   404     404   404   404    302
complaints:further post       302    302  403    404    404   404      302 404   404     404   404   404    302
complaints:action             302    200  403    404    404   404      200 404   404     404   404   404    302
complaints:action post        302    302  403    404    404   404      302 404   404     404   404   404    302
complaints:withdraw           302    200  403    404    404   404      200 404   404     404   404   404    302
complaints:withdraw post      302    302  403    404    404   404      302 404   404     404   404   404    302
complaints:letter             302    200  403    404    404   404      200 404   404     404   404   404    302
complaints:letter answer      302    200  403    404    404   404      200 404   404     404   404   404    302
complaints:letter post        302    302  403    404    404   404      302 404   404     404   404   404    302
complaints:sent               302    302  403    404    404   404      302 404   404     404   404   404    302
complaints:letter data        302    403  403    404    404   404      403 404   404     404   404   404    302
complaints:letter panel       302    403  403    404    404   404      403 404   404     404   200   404    302
complaints:sent panel         302    403  403    404    404   404      403 404   404     404   302   404    302
complaints:panels             302    200  200    403    403   200      200 403   200     403   200   403    302
complaints:panel_asked        302    403  403    403    403   403      403 403   403     403   200   403    302
complaints:panel_asked post   302    403  403    403    403   403      403 403   403     403   302   403    302
complaints:panel              302    200  200    404    404   404      200 404   404     404   200   404    302
complaints:panel_member       302    403  403    404    404   404      403 404   404     404   200   404    302
complaints:panel_member post  302    403  403    404    404   404      403 404   404     404   302   404    302
complaints:panel_leaves       302    403  403    404    404   404      403 404   404     404   200   404    302
complaints:panel_leaves post  302    403  403    404    404   404      403 404   404     404   302   404    302
complaints:panel_meeting      302    403  403    404    404   404      403 404   404     404   200   404    302
complaints:panel_meeting post 302    403  403    404    404   404      403 404   404     404   302   404    302
complaints:panel_papers       302    403  403    404    404   404      403 404   404     404   200   404    302
complaints:panel_papers post  302    403  403    404    404   404      403 404   404     404   302   404    302
complaints:panel_off          302    403  403    404    404   404      403 404   404     404   200   404    302
complaints:panel_off post     302    403  403    404    404   404      403 404   404     404   302   404    302
complaints:panel_met          302    403  403    404    404   404      403 404   404     404   200   404    302
complaints:panel_met post     302    403  403    404    404   404      403 404   404     404   302   404    302
complaints:panel_found        302    403  403    404    404   404      403 404   404     404   200   404    302
complaints:panel_found post   302    403  403    404    404   404      403 404   404     404   302   404    302
complaints:withdraw panel     302    403  403    404    404   404      302 404   404     404   302   404    302
complaints:lost               302    200  403    404    404   404      200 404   404     404   404   404    302
complaints:lost post          302    302  403    404    404   404      302 404   404     404   404   404    302
meetings:arrange              302    200  200    404    404   404      200 404   403     404   404    404    302
meetings:arrange post         302    302  302    404    404   404      302 404   403     404   404    404    302
meetings:invite               302    403  403    404    404   404      200 404   403     404   404    404    302
meetings:invite post          302    403  403    404    404   404      302 404   403     404   404    404    302
meetings:mediate              302    403  403    404    404   404      200 404   403     404   404    404    302
meetings:mediate post         302    403  403    404    404   404      302 404   403     404   404    404    302
meetings:mediation            302    200  200    404    404   404      200 404   404     404   200    404    302
meetings:mediation post       302    404  404    404    404   404      404 404   404     404   302    404    302
meetings:mediation_answer     302    200  200    404    404   404      200 404   404     404   404    404    302
meetings:mediation_answer post 302    302  302    404    404   404      302 404   404     404   404    404    302
meetings:mediator             302    403  403    404    404   404      200 404   404     404   403    404    302
meetings:mediator post        302    403  403    404    404   404      302 404   404     404   403    404    302
meetings:mediation_meet        302    403  403    404  404   404      200 404   404     404   200    404    302
meetings:mediation_meet post   302    403  403    404  404   404      302 404   404     404   302    404    302
meetings:mediation_end        302    200  200    404    404   404      200 404   404     404   200    404    302
meetings:mediation_end post   302    302  302    404    404   404      302 404   404     404   302    404    302
meetings:notes                302    404  404    404    404   404      404 404   404     404   404    404    302
meetings:notes_release        302    404  404    404    404   404      404 404   404     404   404    404    302
meetings:notes_release post   302    404  404    404    404   404      404 404   404     404   404    404    302
meetings:meeting              302    200  200    200    404   404      200 404   200     404   404    404    302
meetings:meeting return        302    200  200    404    404   404      200 404   404     404   404    404    302
meetings:change return         302    200  200    404    404   404      200 404   404     404   404    404    302
meetings:record return         302    200  200    404    404   404      200 404   404     404   404    404    302
meetings:letter return         302    200  200    404    404   404      200 404   404     404   404    404    302
meetings:change               302    200  200    403    404   404      200 404   403     404   404    404    302
meetings:change post          302    302  302    403    404   404      302 404   403     404   404    404    302
meetings:cancel               302    200  200    403    404   404      200 404   403     404   404    404    302
meetings:cancel post          302    302  302    403    404   404      302 404   403     404   404    404    302
meetings:who                  302    200  200    403    404   404      200 404   403     404   404    404    302
meetings:who post             302    302  302    403    404   404      302 404   403     404   404    404    302
meetings:not_coming           302    302  302    403    404   404      302 404   403     404   404    404    302
meetings:let_come             302    302  302    403    404   404      302 404   403     404   404    404    302
meetings:letter               302    200  200    404    404   404      200 404   403     404   404    404    302
meetings:letter post          302    302  302    404    404   404      302 404   403     404   404    404    302
meetings:letter_sent          302    302  302    404    404   404      302 404   403     404   404    404    302
meetings:letter_lost          302    200  200    404    404   404      200 404   403     404   404    404    302
meetings:letter_lost post     302    302  302    404    404   404      302 404   403     404   404    404    302
meetings:held                 302    200  200    404    404   404      200 404   403     404   404    404    302
meetings:held post            302    302  302    404    404   404      302 404   403     404   404    404    302
meetings:record               302    200  200    200    404   404      200 404   200     404   404    404    302
meetings:record together       302    200  200    404  404   404      200 404   404     404   200    404    302
meetings:record alone          302    200  200    404  404   404      200 404   404     404   200    404    302
meetings:draft                 302    200  200    200  404   404      200 404   200     404   404    404    302
meetings:draft together        302    404  200    404  404   404      404 404   404     404   200    404    302
meetings:draft alone           302    404  404    404  404   404      404 404   404     404   200    404    302
meetings:action_add           302    200  200    403    404   404      200 404   403     404   404    404    302
meetings:action_add post      302    302  302    403    404   404      302 404   403     404   404    404    302
meetings:action_remove        302    302  302    403    404   404      302 404   403     404   404    404    302
meetings:share                302    302  302    403    404   404      302 404   403     404   404    404    302
meetings:comment              302    200  200    200    404   404      200 404   403     404   404    404    302
meetings:comment post         302    302  302    302    404   404      302 404   403     404   404    404    302
meetings:draft_given          302    200  200    403    404   404      200 404   403     404   404    404    302
meetings:draft_given post     302    302  302    403    404   404      302 404   403     404   404    404    302
meetings:draft_link            302    200  200    403    404   404      200 404   403     404   404    404    302
meetings:draft_link post       302    200  200    403    404   404      200 404   403     404   404    404    302
meetings:draft_link joint      302    403  403    404    404   404      403 404   404     404   200    404    302
meetings:draft_link joint post 302    403  403   404    404   404      403 404   404     404   200    404    302
meetings:own_door              200    200  200    200    200   200      200 200   200     200   200    200    200
meetings:own_door post         422    422  422    422    422   422      422 422   422     422   422    422    422
meetings:own_draft             403    403  403    403    403   403      403 403   403     403   403    403    403
meetings:own_draft post        403    403  403    403    403   403      403 403   403     403   403    403    403
meetings:own_thanks            403    403  403    403    403   403      403 403   403     403   403    403    403
meetings:own_stop              403    403  403    403    403   403      403 403   403     403   403    403    403
meetings:issue                302    302  302    403    404   404      302 404   403     404   404    404    302
meetings:issue together        302    403  403    404  404   404      403 404   404     404   302    404    302
meetings:issue alone           302    403  403    404  404   404      403 404   404     404   302    404    302
meetings:write                302    200  200    403    404   404      200 404   403     404   404    404    302
meetings:write together        302    403  403    404  404   404      403 404   404     404   200    404    302
meetings:write alone           302    403  403    404  404   404      403 404   404     404   200    404    302
meetings:write post           302    302  302    403    404   404      302 404   403     404   404    404    302
meetings:action               302    200  200    200    404   404      200 404   403     404   404    404    302
meetings:action post          302    302  302    302    404   404      302 404   403     404   404    404    302
pupils:advise                 302    403  403    404    404   404      200 404   404     404   404   404    302
pupils:advise post            302    403  403    404    404   404      302 404   404     404   404   404    302
pupils:answer                 302    200  403    404    404   404      403 404   404     404   404   404    302
pupils:answer post            302    302  403    404    404   404      403 404   404     404   404   404    302
records:record                302    200  200    404    404   404      200 200   200     404   404    404    302
records:pdf                   302    200  200    404    404   404      200 200   200     404   404    404    302
records:sealed                302    200  200    404    404   404      200 200   200     404   404    404    302
records:discard               302    302  302    404    404   404      302 404   404     404   404    404    302
records:sign                  302    200  200    200    404   404      200 404   200     404   404    404    302
records:sign post             302    302  302    302    404   404      302 404   302     404   404    404    302
records:room                  302    200  200    200    404   404      200 404   200     404   404    404    302
records:sign_here             302    200  200    200    404   404      200 404   200     404   404    404    302
records:sign_here post        302    302  302    302    404   404      302 404   302     404   404    404    302
records:disagrees             302    200  200    200    404   404      200 404   200     404   404    404    302
records:disagrees post        302    302  302    302    404   404      302 404   302     404   404    404    302
records:sign_link             302    200  200    404    404   404      200 404   404     404   404    404    302
records:sign_link post        302    200  200    404    404   404      200 404   404     404   404    404    302
records:own_door              200    200  200    200    200   200      200 200   200     200   200    200    200
records:own_door post         422    422  422    422    422   422      422 422   422     422   422    422    422
records:own_sign              403    403  403    403    403   403      403 403   403     403   403    403    403
records:own_sign post         403    403  403    403    403   403      403 403   403     403   403    403    403
records:own_decline           403    403  403    403    403   403      403 403   403     403   403    403    403
records:own_decline post      403    403  403    403    403   403      403 403   403     403   403    403    403
records:sign_own              302    404  200    404    404   404      404 404   404     404   404    404    302
records:sign_own post         302    404  302    404    404   404      404 404   404     404   404    404    302
records:decline_own           302    404  200    404    404   404      404 404   404     404   404    404    302
records:decline_own post      302    404  302    404    404   404      404 404   404     404   404    404    302
records:own_paper             403    403  403    403    403   403      403 403   403     403   403    403    403
records:own_thanks            403    403  403    403    403   403      403 403   403     403   403    403    403
records:own_stop              403    403  403    403    403   403      403 403   403     403   403    403    403
records:copies                302    200  200    404    404   404      200 404   404     404   404    404    302
records:copy_give             302    200  200    404    404   404      200 404   404     404   404    404    302
records:copy_give post        302    302  302    404    404   404      302 404   404     404   404    404    302
records:copy_link             302    200  200    404    404   404      200 404   404     404   404    404    302
records:copy_link post        302    200  200    404    404   404      200 404   404     404   404    404    302
records:copy_came             302    302  302    404    404   404      302 404   404     404   404    404    302
records:copy_lost             302    200  200    404    404   404      200 404   404     404   404    404    302
records:copy_lost post        302    302  302    404    404   404      302 404   404     404   404    404    302
records:take_door             200    200  200    200    200   200      200 200   200     200   200    200    200
records:take_door post        422    422  422    422    422   422      422 422   422     422   422    422    422
records:take                  403    403  403    403    403   403      403 403   403     403   403    403    403
records:take_file             403    403  403    403    403   403      403 403   403     403   403    403    403
records:take_stop             403    403  403    403    403   403      403 403   403     403   403    403    403
records:unsigned              302    200  200    200    404   404      200 404   200     404   404    404    302
records:unsigned post         302    302  302    302    404   404      302 404   302     404   404    404    302
records:take_back             302    200  200    200    404   404      200 404   200     404   404    404    302
records:take_back post        302    302  302    302    404   404      302 404   302     404   404    404    302
records:scan                  302    200  200    200    404   404      200 404   200     404   404    404    302
records:scan post             302    302  302    302    404   404      302 404   302     404   404    404    302
records:scan_code             302    302  302    302    404   404      302 404   302     404   404    404    302
records:scan_remove           302    302  302    302    404   404      302 404   302     404   404    404    302
records:scan_file             302    200  200    200    404   404      200 404   200     404   404    404    302
records:scan_original         302    200  200    200    404   404      200 404   200     404   404    404    302
records:verify                200    200  200    200    200   200      200 200   200     200   200    200    200
records:wordings              302    403  403    403    403   403      200 403   200     403   403    403    302
records:wording               302    403  403    403    403   403      200 403   200     403   403    403    302
records:wording_new           302    403  403    403    403   403      403 403   200     403   403    403    302
records:wording_new post      302    403  403    403    403   403      403 403   302     403   403    403    302
records:wording_approve       302    403  403    403    403   403      302 403   403     403   403    403    302
records:wording_decline       302    403  403    403    403   403      200 403   403     403   403    403    302
records:wording_decline post  302    403  403    403    403   403      302 403   403     403   403    403    302
records:wording_withdraw      302    403  403    403    403   403      403 403   302     403   403    403    302
records:verify post           422    422  422    422    422   422      422 422   422     422   422    422    422
notices:notices               302    200  200    200    200   200      200 200   200     200   200    200    302
notices:notice                302    200  200    404    404   404      200 404   200     404   404    404    302
notices:acknowledge           302    302  302    404    404   404      302 404   302     404   404    404    302
notices:failed                302    200  200    404    404   404      200 404   403     404   404    404    302
notices:failed post           302    302  302    404    404   404      302 404   403     404   404    404    302
notices:undelivered           302    404  404    404    404   404      200 404   404     200   404    404    302
notices:undelivered post      302    404  404    404    404   404      302 404   404     302   404    404    302
notices:again_without_case    302    404  404    404    404   404      302 404   404     302   404    404    302
desk:roles                    302    200  403    403    403   200      200 403   403     200   403    403    302
desk:proposals                302    403  403    403    403   403      200 403   403     200   403    403    302
desk:proposal_confirm         302    403  403    403    403   403      302 403   403     302   403    403    302
desk:proposal_decline         302    403  403    403    403   403      200 403   403     200   403    403    302
desk:proposal_decline post    302    403  403    403    403   403      302 403   403     422   403    403    302
desk:proposal_withdraw        302    403  403    403    403   403      403 403   403     302   403    403    302
desk:role_end                 302    403  403    403    403   403      403 403   403     200   403    403    302
desk:role_end post            302    403  403    403    403   403      403 403   403     302   403    403    302
schools:import                302    403  403    403    403   403      403 403   403     200   403    403    302
schools:import post           302    403  403    403    403   403      403 403   403     422   403    403    302
schools:import_columns        302    403  403    403    403   403      403 403   403     200   403    403    302
schools:import_columns post   302    403  403    403    403   403      403 403   403     422   403    403    302
schools:import_run            302    403  403    403    403   403      403 403   403     200   403    403    302
schools:import_start          302    403  403    403    403   403      403 403   403     302   403    403    302
schools:import_reopen         302    403  403    403    403   403      403 403   403     302   403    403    302
schools:import_discard        302    403  403    403    403   403      403 403   403     302   403    403    302
schools:stay                  302    204  204    204    204   204      204 204   204     204   204    204    302
schools:setup                 302    200  403    403    403   200      200 403   200     200   403    403    302
schools:trust                 302    403  403    403    403   403      403 403   403     200   403    403    302
schools:trust post            302    403  403    403    403   403      403 403   403     302   403    403    302
schools:schools               302    403  403    403    403   403      403 403   403     200   403    403    302
schools:school_new            302    403  403    403    403   403      403 403   403     200   403    403    302
schools:school_new post       302    403  403    403    403   403      403 403   403     302   403    403    302
schools:school                302    403  403    403    403   403      403 403   403     200   403    403    302
schools:school post           302    403  403    403    403   403      403 403   403     302   403    403    302
schools:deputies              302    200  403    403    403   200      403 403   403     403   403    403    302
schools:deputy_name           302    302  403    403    403   403      403 403   403     403   403    403    302
schools:deputy_remove         302    302  404    404    404   404      404 404   404     404   404    404    302
schools:school_calendar_now   302    200  403    403    403   403      403 403   403     200   403    403    302
schools:school_calendar       302    200  403    403    403   403      403 403   403     200   403    403    302
desk:term_new                 302    200  403    403    403   403      403 403   403     200   403    403    302
desk:term_new post            302    302  403    403    403   403      403 403   403     302   403    403    302
desk:term_change              302    200  404    404    404   404      404 404   404     200   404    404    302
desk:term_change post         302    302  404    404    404   404      404 404   404     302   404    404    302
desk:term_remove              302    200  404    404    404   404      404 404   404     200   404    404    302
desk:term_remove post         302    302  404    404    404   404      404 404   404     302   404    404    302
desk:closure_new              302    200  403    403    403   403      403 403   403     200   403    403    302
desk:closure_new post         302    302  403    403    403   403      403 403   403     302   403    403    302
desk:closure_change           302    200  404    404    404   404      404 404   404     200   404    404    302
desk:closure_change post      302    302  404    404    404   404      404 404   404     302   404    404    302
desk:closure_remove           302    200  404    404    404   404      404 404   404     200   404    404    302
desk:closure_remove post      302    302  404    404    404   404      404 404   404     302   404    404    302
desk:calendar_fill            302    302  403    403    403   403      403 403   403     302   403    403    302
desk:calendar_copy            302    200  403    403    403   403      403 403   403     200   403    403    302
desk:calendar_copy post       302    422  403    403    403   403      403 403   403     302   403    403    302
desk:times_usual              302    200  403    403    403   403      403 403   403     200   403    403    302
desk:times_usual post         302    302  403    403    403   403      403 403   403     302   403    403    302
desk:times_day                302    200  403    403    403   403      403 403   403     200   403    403    302
desk:times_day post           302    302  403    403    403   403      403 403   403     302   403    403    302
desk:times_change             302    200  404    404    404   404      404 404   404     200   404    404    302
desk:times_change post        302    302  404    404    404   404      404 404   404     302   404    404    302
desk:times_remove             302    200  404    404    404   404      404 404   404     200   404    404    302
desk:times_remove post        302    302  404    404    404   404      404 404   404     302   404    404    302
schools:calendar              302    403  403    403    403   403      403 403   403     200   403    403    302
schools:calendar_year         302    403  403    403    403   403      403 403   403     200   403    403    302
schools:holiday_add           302    403  403    403    403   403      403 403   403     302   403    403    302
schools:holidays_fill         302    403  403    403    403   403      403 403   403     302   403    403    302
schools:holiday_remove        302    403  403    403    403   403      403 403   403     302   403    403    302
schools:accounts              302    403  403    403    403   403      403 403   403     200   403    403    302
schools:accounts_search       302    403  403    403    403   403      403 403   403     200   403    403    302
schools:account_new           302    403  403    403    403   403      403 403   403     200   403    403    302
schools:account_new post      302    403  403    403    403   403      403 403   403     302   403    403    302
schools:account               302    403  403    403    403   403      403 403   403     200   403    403    302
schools:account_change        302    403  403    403    403   403      403 403   403     200   403    403    302
schools:account_change post   302    403  403    403    403   403      403 403   403     302   403    403    302
desk:role_give                302    403  403    403    403   403      403 403   403     200   403    403    302
desk:role_give post           302    403  403    403    403   403      403 403   403     302   403    403    302
schools:account_send_link     302    403  403    403    403   403      403 403   403     302   403    403    302
schools:account_off           302    403  403    403    403   403      403 403   403     302   403    403    302
schools:account_on            302    403  403    403    403   403      403 403   403     302   403    403    302
schools:account_people        302    403  403    403    403   403      403 403   403     200   403    403    302
desk:account_link             302    403  403    403    403   403      403 403   403     302   403    403    302
desk:account_unlink           302    403  403    403    403   403      403 403   403     302   403    403    302
notices:again                 302    302  302    404    404   404      302 404   403     404   404    404    302
"""
ACCESS = {line[:30].strip(): [*map(int, line[30:].split())] for line in TABLE.strip("\n").splitlines()[1:]}


@pytest.fixture
def world(built):
    """The world, one who left it a minute ago, and one whose account is closed."""
    made = built
    with time_machine.travel(MONDAY_MORNING, tick=False) as clock:
        clock.shift(60)
        made.leaver = make.UserFactory(email="leaver@school.example", role=("head", made.school))
        over = TimestamptzRange(timezone.now() - timedelta(days=9), timezone.now())
        Membership.objects.filter(user=made.leaver).update(period=over)
        made.closed = make.UserFactory(email="closed@school.example", role=("head", made.school), is_active=False)
        made.asleep = make.UserFactory(is_active=False)
        yield made


def sign_in(world, who, client):
    """Sign somebody of the world in, with nothing remembered of an earlier request."""
    user = type(world.head).objects.get(pk=getattr(world, who).pk)
    client.force_login(user, backend="accounts.backends.Backend")


def kept_session(world, who):
    """The session of somebody of the world, who signs in once and is remembered nothing of an earlier request."""
    kept = vars(world).setdefault("sessions", {})
    if who not in kept:
        client = Client()
        sign_in(world, who, client)
        kept[who] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return kept[who]


def response_of(world, who, name, client=None):
    """What one try comes to; all it did is undone."""
    client, tried = client or Client(), TRIES[name]
    if who != "anyone":
        client.cookies[settings.SESSION_COOKIE_NAME] = kept_session(world, who)
    with transaction.atomic():
        url = reverse(name.split()[0], args=tried.args(world))
        url = f"{url}?{query}" if (query := tried.query(world)) else url
        response = client.get(url) if tried.method == "get" else client.post(url, tried.sent(world))
        list(getattr(response, "streaming_content", []))
        transaction.set_rollback(True)
    return response


def status_of(*args):
    return response_of(*args).status_code


@pytest.mark.parametrize("who", WHO)
def test_everybody_comes_to_what_the_table_says(world, who):
    column = WHO.index(who)
    found = {name: status_of(world, who, name) for name in TRIES}

    assert {n: f"{found[n]} for {row[column]}" for n, row in ACCESS.items() if found[n] != row[column]} == {}


# --- The table is complete -------------------------------------------------------------------------------------------
def routes(resolver, namespaces=()):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield ":".join([*namespaces, entry.name or repr(entry)])
        else:
            yield from routes(entry, (*namespaces, *filter(None, [entry.namespace])))


def test_every_route_is_tried():
    ours = {name for name in routes(get_resolver()) if not name.startswith("account_")}

    assert ours == {name.split()[0] for name in TRIES}
    assert [*TRIES] == [*ACCESS]
    assert tuple(TABLE.split()[: len(WHO)]) == WHO


def test_every_method_that_a_route_answers_is_tried(world):
    client = Client()
    sign_in(world, "admin", client)
    tried = {}
    for name, one in TRIES.items():
        tried.setdefault(name.split()[0], (one, set()))[1].add(one.method.upper())

    answered = {}
    for route, (one, _) in tried.items():
        refused = client.put(reverse(route, args=one.args(world)))
        answered[route] = {m.strip() for m in refused.headers.get("Allow", "").split(",")} - {"HEAD"}

    assert answered == {route: methods for route, (_, methods) in tried.items()}


WITHOUT_TOKEN = {
    # Nothing is changed by it, and whoever holds a letter may have cookies switched off.
    "records:verify post",
    # It sends no referrer, which Django would ask for; whoever sends it has to know a link and its code instead.
    "incidents:own_door post",
    "records:own_door post",
    "records:take_door post",
    "meetings:own_door post",
}


def test_nothing_is_done_for_a_page_of_another_site(world):
    posts = [name for name, one in TRIES.items() if one.method == "post" and name not in WITHOUT_TOKEN]
    before = Entry.objects.count()

    for name in posts:
        assert status_of(world, "admin", name, Client(enforce_csrf_checks=True)) in (302, 403), name

    assert Entry.objects.count() == before


# --- Signing in, by django-allauth -----------------------------------------------------------------------------------
# The pages of accounts: for nobody signed in, for somebody signed in, for an account that is closed.
ACCOUNT = {
    "account_login": (200, 302, 200),
    "account_logout": (302, 200, 302),
    "account_inactive": (200, 200, 200),
    "account_signup": (200, 302, 200),
    "account_reauthenticate": (302, 200, 302),
    "account_email": (404, 404, 404),
    "account_email_verification_sent": (200, 200, 200),
    "account_change_password": (302, 200, 302),
    "account_set_password": (302, 302, 302),
    "account_reset_password": (200, 200, 200),
    "account_confirm_login_code": (302, 302, 302),
    "account_reset_password_done": (200, 200, 200),
    "account_reset_password_from_key_done": (200, 200, 200),
}
WITH_KEYS = {"account_confirm_email", "account_reset_password_from_key"}


def test_every_route_of_accounts_is_tried():
    assert {name for name in routes(get_resolver()) if name.startswith("account_")} == {*ACCOUNT} | WITH_KEYS


def test_the_pages_of_accounts_answer_as_the_table_says(world):
    found = {}
    for who in ("anyone", "staff", "closed"):
        for route in ACCOUNT:
            client = Client()
            if who != "anyone":
                sign_in(world, who, client)
            found.setdefault(route, []).append(client.get(reverse(route)).status_code)

    assert {route: tuple(answers) for route, answers in found.items()} == ACCOUNT
