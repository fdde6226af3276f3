"""Every page of the site as it looks: empty, filled and refused; on a desk and at 320 pixels. A page without a row fails."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.system import system_user
from cases.duties import Kind
from cases.links import token_of
from cases.models import Link
from cases.services.duties import open_duty
from cases.services.links import open_link
from cases.states import LinkPurpose, Part
from desk.selectors.cover import HEAD_OF
from desk.services.involving import name_in_case
from desk.services.log import Party
from desk.services.searching import store_search
from desk.services.supplementary import issue_supplementary, write_supplementary
from incidents.models import Interview
from incidents.services.interviews import give_up_interview, settle_interview
from incidents.services.note import issue_interview_note
from incidents.services.statements import ask_statement, confirm_statement, save_words
from incidents.statements import mark_of
from incidents.states import InterviewState, WitnessKind
from meetings.services import comment_by_link, send_draft_link
from records.services import Signer, ask_to_sign, issue_record, send_whole, sign_by_link, start_record
from records.states import RecordKind
from schools.calendar import local_day
from schools.models import Membership, StandingDeputy
from schools.schooldays import autumn_of
from schools.services.importing import match_columns, upload_file
from schools.services.roles import propose_role, sync_roles
from schools.states import Role
from tests import factories as make
from tests import world as worlds
from tests.browser import looks
from tests.browser.conftest import DESK, bring_cookie, pages
from tests.records.contents import REPORT

OUR_NAME = " – Inspires casework"
LARGEST_HTML = 60_000
INLINE = re.compile(r"<style|\sstyle=[\"']|<script(?![^>]*\ssrc=)|\son[a-z]+=[\"']", re.IGNORECASE)
PUPILS = (
    b"Pupil ID,Forename,Surname,Year,Contact ID,Contact forename,Contact surname,Relationship\n"
    b"101,Mia,Okafor,4,501,Grace,Okafor,Mother\n"
    b"102,Leo,,9z,502,Anna,Lind,Mother\n"
)
FRESH = UUID("00000000-0000-0000-0000-00000000f4e5")
# The last button of the page's own form that is neither dead nor secondary, without what was typed before it.
BLANK = """form => { for (const one of form.querySelectorAll("input:not([type=hidden]), textarea, select")) {
  if (one.matches("[type=radio], [type=checkbox]")) one.checked = false; else one.value = "";
} }"""


@dataclass(frozen=True)
class Seen:
    """One way a page is seen: by whom, at which address; what is typed and pressed to be refused."""

    who: str = "head"
    args: Callable[[Any], list[Any]] = lambda w: []
    query: Callable[[Any], str] = lambda w: ""
    press: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    keeps: tuple[str, ...] = ()
    status: int = 200
    refused: int = 422


def of(*path: str) -> Callable[[Any], list[Any]]:
    """The primary key of something in the world."""

    def args(w):
        row = w
        for name in path:
            row = getattr(row, name)
        return [row.pk]

    return args


def case(w):
    return [w.case.reference]


def drafted(w):
    return [w.drafted.reference]


def heard(w):
    return [w.heard.reference]


def witness(w):
    return [w.case.reference, w.witness.pk]


def child(w):
    return [w.case.reference, w.pupil.pk]


def to_authority(w):
    return [w.pupil_suspension.case.reference, f"{w.pupil_suspension.pk}:authority:decided"]


def talk(w):
    return [w.case.reference, w.talk.pk]


def mine(w):
    return [w.case.reference, w.mine.pk]


def confirmed(w):
    return [w.case.reference, w.confirmed.pk]


def concern(w):
    return [w.concern.case.reference, w.concern.pk]


def of_step(name):
    return lambda w: [w.slander.case.reference, getattr(w, name).pk]


def in_tool(w):
    return [w.put_in_tool.case.reference, w.put_in_tool.pk]


def complaint(w):
    return [w.complaint.case.reference]


def about_data(w):
    return [w.about_data.case.reference]


def restricted(w):
    return [w.restriction.case.reference, w.restriction.pk]


def restriction_warned(w):
    return [w.case.reference, w.restriction_warning.pk]


def before_panel(w):
    """The complaint before a panel that has an hour."""
    return [w.before_panel.case.reference]


def panel_begun(w):
    """The same once it has begun."""
    wait_for(w.panel.meets_at)
    return [*before_panel(w), w.panel.pk]


def panel_asked(w):
    """The one whose panel nobody has arranged yet."""
    return [w.panel_asked.case.reference]


def suspension(w):
    return [w.case.reference, w.suspension.pk]


def school_year(w):
    return [w.school.pk, autumn_of(w.term.first_on)]


def pupil_suspension(w):
    return [w.pupil_suspension.case.reference, w.pupil_suspension.pk]


def doubted(w):
    """The suspension of a pupil that the CEO did not support."""
    return [w.doubted.case.reference, w.doubted.pk]


def board_meeting(w):
    return [*pupil_suspension(w), w.board_meeting.pk]


def proposed(w):
    return [w.proposed.case.reference]


def mediated(w):
    return [w.mediation.case.reference]


def together(w):
    return [w.together.case.reference, w.together.pk]


def alone(w):
    return [w.alone.case.reference, w.alone.pk]


def meeting(w):
    return [w.case.reference, w.meeting.pk]


def wait_for(at):
    """Let pass what is left of the half minute after which the world's meetings begin: in a browser no clock is moved."""
    while timezone.now() < at:
        time.sleep(0.5)


def met(w):
    wait_for(w.sat.starts_at)
    return [w.case.reference, w.sat.pk]


def broken(w):
    return [w.case.reference, w.broken.pk]


def called_off(w):
    return [w.case.reference, w.off.pk]


def talked(w):
    return [w.case.reference, w.talked.pk]


def recorded(w):
    return [w.case.reference, w.recorded.pk]


def own_signature(w):
    """The deputy is asked to sign, and has an account."""
    return [w.own_signer.pk]


def task(w):
    return [w.case.reference, w.owed_task.pk]


def upheld(w):
    return [w.drafted.reference, w.upheld.pk]


LONG = "x" * 130
# What pages of people without an account, lists, and every form look like; "newcomer" is head of a school without cases.
PAGES: dict[str, list[Seen]] = {
    "account_login": [
        Seen("", press="Sign in", typed={"login": "nobody@school.example", "password": "no"}, refused=200)
    ],
    "account_logout": [Seen()],
    "account_inactive": [Seen("")],
    "account_signup": [Seen("")],
    "account_change_password": [Seen(press="Change password", refused=200)],
    "account_reset_password": [Seen("", press="Send the link", typed={"email": "no"}, refused=200)],
    "account_reset_password_done": [Seen("")],
    "account_reset_password_from_key": [
        Seen(
            "", lambda w: [w.link.pk, w.link.key], press="Set this password", typed={"password1": "short"}, refused=200
        ),
        Seen("", lambda w: ["zz", "used-up"]),
    ],
    "account_reset_password_from_key_done": [Seen("")],
    "desk:home": [
        Seen(),
        Seen("newcomer"),
        Seen("sitter"),
        Seen("ceo"),
        Seen("chair"),
        Seen("office"),
        Seen("staff"),
        Seen("admin"),
    ],
    "desk:cases": [Seen("ceo"), Seen("newcomer", press="Find", typed={"q": "a"})],
    "desk:people": [Seen(press="Find", typed={"q": "a"}), Seen(query=lambda w: f"search={w.search}")],
    "desk:suspend_pupil": [
        Seen(press="Find", typed={"q": "a"}),
        Seen(query=lambda w: f"search={w.pupil_search}"),
    ],
    "desk:person": [Seen(args=of("family", "father")), Seen(args=of("family", "child")), Seen(args=of("unknown"))],
    "desk:person_name": [Seen(args=of("unknown"), press="Keep this name")],
    "desk:pupil_facts": [Seen(args=of("family", "child"), press="Keep this", typed={"upn": "no"})],
    "desk:person_contact": [Seen(args=of("family", "father"), press="Keep this", typed={"email": "no"})],
    "desk:enter_suspension": [Seen(args=of("family", "father"), press="Enter it")],
    "desk:enter_new": [Seen("ceo", press="Enter it")],
    "desk:person_same": [Seen(args=of("twin"), press="Find", typed={"q": "a"})],
    "desk:acting": [Seen("deputy")],
    "desk:cover": [Seen("ceo"), Seen("newcomer")],
    "desk:cover_appoint": [Seen("ceo", query=lambda w: f"for={HEAD_OF}{w.new_school.pk}", press="Appoint")],
    "desk:delegation": [Seen("ceo", press="Delegate"), Seen("helper")],
    "desk:delegate": [Seen("ceo", case, press="Delegate")],
    "desk:roles": [Seen("ceo")],
    "records:wordings": [Seen("central")],
    "records:wording": [Seen("ceo", lambda w: ["help"])],
    "records:wording_new": [Seen("central", lambda w: ["return"], press="Propose to the CEO")],
    "records:wording_decline": [Seen("ceo", lambda w: ["help", w.wording.pk], press="Do not approve")],
    "desk:proposals": [Seen("ceo")],
    "desk:proposal_decline": [Seen("ceo", of("proposal"), press="Decline")],
    "desk:role_end": [Seen("admin", of("membership"), press="End the role", typed={"last_on_day": "32"})],
    "desk:demo_mail": [Seen()],
    "desk:log_form": [Seen(args=lambda w: [FRESH], press="Log incident"), Seen("staff", args=lambda w: [FRESH])],
    "desk:case": [Seen(args=case), Seen("ceo", case), Seen("deputy", lambda w: [w.reported.reference])],
    "desk:logged": [Seen(args=case)],
    "desk:history": [Seen(args=case)],
    "desk:close": [Seen("ceo", drafted), Seen("ceo", lambda w: [w.ended.reference])],
    "desk:reopen": [Seen(args=lambda w: [w.ended.reference], press="Open this case again")],
    "desk:overdue": [Seen("ceo"), Seen("newcomer")],
    "desk:void": [Seen(args=drafted, press="Make this case void")],
    "desk:decide": [Seen(args=lambda w: [w.reported.reference], press="Decide")],
    "desk:report": [Seen(args=drafted, press="Look at the report"), Seen(args=case)],
    "desk:report_preview": [Seen(args=drafted)],
    "desk:report_read": [Seen("ceo", case)],
    "desk:supplementary": [Seen(args=heard, press="Look at the report"), Seen(args=case)],
    "desk:supplementary_preview": [Seen(args=heard)],
    "desk:supplementary_read": [Seen("ceo", lambda w: [w.told.reference]), Seen("ceo", heard)],
    "desk:chair": [Seen("chair", case)],
    "desk:tell_ceo": [Seen(args=drafted, press="Log it"), Seen(args=case)],
    "desk:inform_chair": [
        Seen("ceo", drafted, press="Inform the Chair"),
        Seen("ceo", case),
        Seen("ceo", lambda w: [w.told.reference]),
    ],
    "desk:involved": [Seen(args=case, press="Add to this case")],
    "desk:involved_remove": [Seen(args=lambda w: [w.case.reference, w.witness.pk], press="Take out")],
    "cases:evidence": [Seen(args=case), Seen("ceo", drafted)],
    "cases:evidence_add": [Seen(args=case, press="Add evidence")],
    "cases:evidence_item": [Seen(args=lambda w: [w.case.reference, w.evidence.pk], press="Add files")],
    "cases:file_remove": [Seen(args=lambda w: [w.case.reference, w.file.pk], press="Take it out")],
    "cases:waive": [Seen(args=lambda w: [w.reported.reference, w.asked.pk], press="Set it aside")],
    "cases:hand_on": [Seen(args=lambda w: [w.reported.reference, w.asked.pk], press="Hand it on")],
    "cases:sight": [Seen("ceo", case, press="Let them see it")],
    "incidents:incident": [
        Seen(args=lambda w: [w.drafted.reference, 1], press="Save", keeps=("revision",)),
        Seen(args=lambda w: [w.case.reference, 1]),
        Seen("staff", args=lambda w: [w.reported.reference, 1]),
    ],
    "incidents:interviews": [Seen(args=case), Seen(args=drafted)],
    "incidents:interview_of": [Seen(args=witness), Seen(args=child), Seen("ceo", witness)],
    "incidents:interview_plan": [
        Seen(args=witness, press="Plan the interview", typed={"at_time": "25:00"}),
        Seen(args=child),
    ],
    "incidents:interview_note": [
        Seen(args=witness, press="Keep the note"),
        Seen(args=child),
        Seen(args=lambda w: [w.case.reference, w.bystander.pk], press="Keep the note"),
    ],
    "incidents:interview_not": [Seen(args=witness, press="It is not possible")],
    "incidents:interview": [
        Seen(args=talk),
        Seen(args=lambda w: [w.told.reference, w.signed.pk], press="Issue note"),
        Seen(args=lambda w: [w.told.reference, w.unheard.pk]),
    ],
    "incidents:statement_ask": [
        Seen(args=lambda w: [w.case.reference, w.bystander.pk], press="Ask them"),
        Seen(args=child),
    ],
    "incidents:statement": [
        Seen("staff", mine),
        Seen("deputy", confirmed),
        Seen(args=confirmed),
        Seen(args=lambda w: [w.case.reference, w.sent.pk]),
    ],
    "incidents:statement_check": [Seen("staff", mine, press="Confirm my statement", keeps=("mark",))],
    "incidents:statement_no": [Seen("staff", mine)],
    "incidents:statement_back": [Seen(args=mine, press="Take it back")],
    "incidents:own_door": [Seen("", lambda w: ["A" * 22], press="Go on")],
    "incidents:own": [Seen("visitor"), Seen("", status=403)],
    "incidents:own_check": [Seen("visitor", press="Confirm my statement", keeps=("mark", "visit"))],
    "incidents:own_decline": [Seen("visitor")],
    "incidents:own_thanks": [Seen("thanked")],
    "incidents:interview_agree": [Seen(args=talk, press="Keep their answer")],
    "incidents:addendum": [Seen(args=lambda w: [w.case.reference, 1], press="Add this")],
    "desk:suspend": [Seen(args=drafted, press="Suspend from site")],
    "pupils:told": [Seen(args=pupil_suspension), Seen("clerk", pupil_suspension)],
    "pupils:notice": [
        Seen(args=lambda w: [w.pupil_suspension.case.reference, str(w.notice_key)], press="Log how it went"),
        Seen(args=to_authority, press="Issue it"),
        Seen("clerk", lambda w: [w.pupil_suspension.case.reference, str(w.invited_key)], press="Log how it went"),
    ],
    "pupils:notice_lost": [
        Seen(args=lambda w: [*pupil_suspension(w), w.notice_copy.pk], press="Note it"),
        Seen("clerk", lambda w: [*pupil_suspension(w), w.invited_copy.pk], press="Note it"),
    ],
    "pupils:notice_not_told": [
        Seen(
            args=lambda w: [w.pupil_suspension.case.reference, f"{w.pupil_suspension.pk}:authority:decided"],
            press="Note it",
        )
    ],
    "pupils:notice_order": [Seen(args=lambda w: [*pupil_suspension(w), w.ordered.pk], press="Note the decision")],
    "suspensions:suspension": [Seen(args=suspension)],
    "suspensions:lift": [Seen(args=suspension, press="Lift")],
    "suspensions:void": [Seen(args=suspension, press="Mark as made in error")],
    "suspensions:arrangement": [Seen(args=suspension, press="Set arrangements")],
    "suspensions:tell": [Seen(args=suspension, press="Log it")],
    "suspensions:extend": [Seen(args=suspension, press="Extend", keeps=("known_until",))],
    "suspensions:let_end": [Seen(args=suspension, press="Let it end")],
    "suspensions:trust_wide": [Seen("ceo", suspension, press="Suspend from every site")],
    "suspensions:ask_wide": [Seen(args=suspension, press="Ask the CEO")],
    "suspensions:side": [Seen(args=suspension, press="Note it"), Seen("ceo", suspension)],
    "suspensions:consider": [Seen("ceo", lambda w: [*suspension(w), w.said.pk], press="Note it")],
    "suspensions:review": [Seen("ceo", suspension)],
    "suspensions:review_weigh": [Seen("ceo", suspension, press="Go on")],
    "suspensions:review_decide": [Seen("ceo", suspension, press="Do not uphold")],
    "suspensions:look_again": [Seen("ceo", upheld, press="Decide")],
    "suspensions:vary": [Seen("ceo", upheld, press="Change the terms")],
    "suspensions:renew": [Seen(args=upheld, press="Suspend anew")],
    "desk:warn": [Seen(args=lambda w: [w.heard.reference], press="Warn in writing")],
    "suspensions:warning": [
        Seen(args=lambda w: [w.drafted.reference, w.warning.pk], press="Log how it went"),
        Seen(args=lambda w: [w.drafted.reference, w.warning.pk], query=lambda w: "words=new", press="Issue letter"),
        Seen(args=lambda w: [w.told.reference, w.fresh_warning.pk], press="Issue letter"),
    ],
    "suspensions:warning_lost": [
        Seen(args=lambda w: [w.drafted.reference, w.warning.pk, w.warning_copy.pk], press="Send it again")
    ],
    "suspensions:never_came": [Seen(args=lambda w: [*suspension(w), w.copy.pk], press="Send it again")],
    "suspensions:letter": [Seen(args=suspension, press="Log how it went")],
    "suspensions:gate": [Seen("ceo", query=lambda w: "choose")],
    "suspensions:gate_school": [Seen("office", of("school")), Seen("newcomer", of("new_school"))],
    "suspensions:gate_print": [Seen("office", of("school"))],
    "suspensions:here": [Seen("office", of("suspension"))],
    "records:record": [Seen(args=of("report")), Seen("ceo", of("report")), Seen(args=of("draft"))],
    "records:sign": [
        Seen(args=lambda w: [w.heard.reference, w.note.pk], press="Send the page"),
    ],
    "records:room": [Seen(args=lambda w: [w.heard.reference, w.note.pk])],
    "records:sign_here": [Seen(args=lambda w: [w.heard.reference, w.signatory.pk], press="Sign")],
    "records:disagrees": [Seen(args=lambda w: [w.heard.reference, w.signatory.pk], press="Add it to the record")],
    "records:sign_link": [Seen(args=lambda w: [w.heard.reference, w.signatory.pk], press="Send the link")],
    "records:own_door": [Seen("", lambda w: ["A" * 22], press="Go on")],
    "records:own_sign": [Seen("signer", press="Sign", keeps=("digest", "visit")), Seen("", status=403)],
    "records:own_decline": [Seen("signer", press="Send this", keeps=("visit",))],
    "records:sign_own": [Seen("deputy", own_signature, press="Sign")],
    "records:decline_own": [Seen("deputy", own_signature, press="Keep this")],
    "records:own_thanks": [Seen("answerer")],
    "records:copies": [Seen(args=lambda w: [w.heard.reference, w.holder.record_id])],
    "records:copy_give": [Seen(args=lambda w: [w.heard.reference, w.holder.pk], press="Note it")],
    "records:copy_link": [Seen(args=lambda w: [w.heard.reference, w.holder.pk], press="Send the link")],
    "records:copy_lost": [Seen(args=lambda w: [w.heard.reference, w.whole_copy.pk], press="It never came")],
    "records:take_door": [Seen("", lambda w: ["A" * 22], press="Go on")],
    "records:take": [Seen("taker"), Seen("", status=403)],
    "records:unsigned": [Seen(args=lambda w: [w.heard.reference, w.signatory.pk], press="Keep this")],
    "records:take_back": [Seen(args=lambda w: [w.heard.reference, w.answer.pk], press="It was an error")],
    "records:scan": [
        Seen(args=lambda w: [w.heard.reference, w.page.pk], press="Note these signatures"),
        Seen(args=lambda w: [w.heard.reference, w.unread.pk]),
    ],
    "records:verify": [Seen("", press="Check the code"), Seen("", query=lambda w: f"code={w.report.code}")],
    "notices:notices": [Seen("ceo"), Seen("newcomer")],
    "notices:notice": [Seen("ceo", of("notice"))],
    "notices:undelivered": [Seen("ceo", of("lost"), press="Log it")],
    "notices:failed": [Seen(args=lambda w: [w.case.reference, w.failed.pk], press="Log it")],
    "schools:setup": [Seen("admin"), Seen("head")],
    "schools:trust": [Seen("admin", press="Save")],
    "schools:schools": [Seen("admin")],
    "schools:school_new": [Seen("admin", press="Save")],
    "schools:school": [Seen("admin", of("school"), press="Save")],
    "schools:deputies": [Seen("head", press="Name as standing deputy : Hillside Primary")],
    "schools:school_calendar_now": [Seen("head", of("school")), Seen("admin", of("new_school"))],
    "pupils:suspended_today": [Seen("office", of("school")), Seen("newcomer", of("new_school"))],
    "pupils:suspend": [
        Seen(args=of("family", "child"), press="Go on"),
        Seen(args=of("twin")),
        Seen("newcomer", of("new_pupil")),
    ],
    "pupils:suspend_when": [Seen(args=of("family", "child"), press="Go on"), Seen(args=of("begun"))],
    "pupils:suspend_weigh": [Seen(args=of("family", "child"), press="Go on")],
    "pupils:suspend_decide": [Seen(args=of("begun"))],
    "pupils:counts": [
        Seen(args=of("learner"), press="Add", typed={"half_days": "no"}),
        Seen("ceo", of("family", "child")),
    ],
    "pupils:elsewhere_back": [Seen(args=lambda w: [w.learner.pk, w.elsewhere.pk], press="Take it back")],
    "pupils:suspension": [
        Seen(args=pupil_suspension),
        Seen("ceo", pupil_suspension),
        Seen(args=lambda w: [w.settled.case.reference, w.settled.pk]),
        Seen(args=lambda w: [w.in_force.case.reference, w.in_force.pk]),
    ],
    "pupils:decided": [Seen(args=pupil_suspension), Seen(args=lambda w: [w.settled.case.reference, w.settled.pk])],
    "pupils:further": [Seen(args=pupil_suspension, press="Go on")],
    "pupils:cancel": [Seen(args=pupil_suspension, press="Cancel the suspension")],
    "pupils:exam": [Seen(args=pupil_suspension, press="Note it")],
    "pupils:exam_back": [Seen(args=doubted, press="Note it"), Seen(args=pupil_suspension)],
    "pupils:mis": [Seen(args=pupil_suspension)],
    "pupils:board": [Seen("clerk")],
    "pupils:board_one": [
        Seen("clerk", pupil_suspension),
        Seen("clerk", lambda w: [w.settled.case.reference, w.settled.pk]),
    ],
    "pupils:board_said": [Seen("clerk", pupil_suspension, press="Note it")],
    "pupils:board_meeting": [Seen("clerk", doubted, press="Arrange it"), Seen("clerk", pupil_suspension)],
    "pupils:board_papers": [Seen("clerk", board_meeting, press="Note it")],
    "pupils:board_begin": [Seen("clerk", board_meeting, press="It has begun")],
    "pupils:board_off": [Seen("clerk", board_meeting, press="Call it off")],
    "pupils:board_outcome": [
        Seen("clerk", lambda w: [w.board_met.case.reference, w.board_met.pk], press="Note the outcome"),
        Seen("clerk", pupil_suspension),
    ],
    "pupils:board_back": [
        Seen("clerk", lambda w: settled_outcome(w, is_held=True), press="Take it back"),
        Seen("clerk", lambda w: settled_outcome(w, is_held=False)),
    ],
    "pupils:to_board": [Seen(args=pupil_suspension, press="Note it")],
    "packs:choose": [
        Seen(press="Make the pack"),
        Seen("office"),
        Seen("ceo", query=lambda w: "kind=interview_note"),
    ],
    "packs:packs": [Seen(), Seen("office")],
    "packs:bundle": [Seen(args=case)],
    "packs:bundle_for": [
        Seen("ceo", lambda w: [w.case.reference, "panel"], press="Make the bundle"),
        Seen("deputy", lambda w: [w.case.reference, f"parent-{w.family.father.pk}"]),
    ],
    "packs:panel_papers": [
        Seen("sitter", before_panel),
        Seen("ceo", before_panel),
        Seen("clerk", before_panel),
        Seen("ceo", panel_asked),
    ],
    "packs:tray": [Seen(press="Print what is ticked"), Seen("office"), Seen("stranger")],
    "packs:posted": [Seen("office", press="Log these as gone"), Seen(query=lambda w: f"pack={w.pack.pk}")],
    "packs:pack": [
        Seen(args=lambda w: [w.pack.pk]),
        Seen(args=lambda w: [w.failed_pack.pk]),
        Seen(args=lambda w: [w.bundle.pk]),
    ],
    "socialmedia:contacts": [Seen(), Seen("office")],
    "socialmedia:contact_log": [
        Seen(press="Log contact", typed={"subject": "The trip"}, keeps=("The trip",)),
        Seen("office"),
    ],
    "socialmedia:contacts_of": [Seen(args=of("family", "father")), Seen(args=of("twin"))],
    "socialmedia:contact_of": [
        Seen(args=of("family", "father"), press="Log contact"),
        Seen(args=of("family", "child")),
    ],
    "socialmedia:contact": [Seen(args=of("contact")), Seen(args=of("mailed"))],
    "socialmedia:contact_back": [Seen(args=of("contact"), press="Take it back")],
    "socialmedia:upload_new": [Seen(press="Upload")],
    "socialmedia:upload": [Seen(args=of("mail_upload"))],
    "socialmedia:upload_sender": [Seen(args=lambda w: [w.mail_upload.pk, w.asked_mail.pk])],
    "socialmedia:restrictions": [Seen(), Seen("office"), Seen("stranger")],
    "socialmedia:restrict": [Seen(args=case, press="Go on to the letter", typed={"why": "Many."}, keeps=("Many.",))],
    "socialmedia:restriction": [Seen(args=restricted), Seen(args=restriction_warned)],
    "socialmedia:terms_set": [Seen(args=restriction_warned, press="Set these terms"), Seen(args=restricted)],
    "socialmedia:terms_change": [Seen(args=restricted, press="Change the terms")],
    "socialmedia:terms_review": [Seen(args=restricted, press="It stays")],
    "socialmedia:terms_end": [Seen(args=restricted, press="End it"), Seen(args=restriction_warned)],
    "socialmedia:terms_breach": [Seen(args=restricted, press="Log the breach")],
    "socialmedia:terms_letter": [
        Seen(args=lambda w: [w.restriction.case.reference, w.restricting]),
        Seen(args=lambda w: [w.case.reference, f"{w.restriction_warning.pk}-warning-0"]),
    ],
    "socialmedia:terms_lost": [Seen(args=lambda w: [*restricted(w), w.restriction_copy.pk], press="Send it again")],
    "socialmedia:concerns": [Seen(), Seen(query=lambda w: "shown=all"), Seen("staff")],
    "socialmedia:log": [
        Seen(press="Report it", typed={"handle": "@millparent"}, keeps=("@millparent",)),
        Seen("staff"),
    ],
    "socialmedia:log_from": [Seen(args=case, press="Report it")],
    "socialmedia:concern": [Seen(args=concern), Seen(args=in_tool)],
    "socialmedia:reported": [
        Seen("staff", lambda w: [w.reported_post.case.reference, w.reported_post.pk], press="Add it")
    ],
    "socialmedia:check": [Seen(args=concern, press="Note it")],
    "socialmedia:author": [Seen(args=concern)],
    "socialmedia:kinds": [Seen(args=concern, press="Change what it is")],
    "socialmedia:told": [Seen(args=concern, press="Log it")],
    "socialmedia:settle": [Seen(args=concern, press="Settle it")],
    "socialmedia:take": [
        *(
            Seen(args=lambda w, kind=kind: [w.slander.case.reference, w.slander.pk, kind], press="Take this step")
            for kind in ("police", "discussion")
        ),
        Seen(args=lambda w: [*concern(w), "host"], press="Take this step"),
        Seen(args=lambda w: [w.slander.case.reference, w.slander.pk, "block"]),
    ],
    "socialmedia:ask_legal": [Seen(args=concern, press="Ask them"), Seen("ceo", concern)],
    "socialmedia:step": [Seen(args=of_step("to_police"), press="Note what came of it"), Seen(args=of_step("request"))],
    "socialmedia:step_paper": [
        Seen(args=of_step("to_warn"), press="Issue it"),
        Seen(args=of_step("request")),
        Seen(args=of_step("to_police")),
        Seen("ceo", of_step("advice_on_post"), press="Issue it"),
    ],
    "socialmedia:step_lost": [Seen(args=lambda w: [*of_step("request")(w), w.request_copy.pk], press="Send it again")],
    "desk:suspend_online": [
        Seen(args=lambda w: [w.slander.case.reference, w.slander.pk], press="Suspend from site"),
        Seen(args=concern),
    ],
    "socialmedia:data": [Seen("dpo", in_tool, press="Note it")],
    "complaints:register": [
        Seen("dpo"),
        Seen(),
        Seen(query=lambda w: "shown=answered"),
        Seen(query=lambda w: "shown=withdrawn"),
        Seen("office"),
    ],
    "complaints:log": [Seen(press="Log complaint", typed={"name": "Jo Bright"}, keeps=("Jo Bright",)), Seen("office")],
    "complaints:log_from": [Seen(args=case, press="Log complaint", typed={"name": "Jo Bright"}, keeps=("Jo Bright",))],
    "complaints:complaint": [
        Seen(args=complaint),
        Seen("deputy", complaint),
        Seen("dpo", about_data),
        Seen(args=lambda w: [w.answered.case.reference]),
    ],
    "complaints:points": [
        Seen(args=complaint, press="Add this point"),
        Seen(args=lambda w: [w.answered.case.reference]),
    ],
    "complaints:point_back": [
        Seen(args=lambda w: [*complaint(w), w.spare_point.pk], press="Take it back"),
    ],
    "complaints:about": [Seen(args=complaint, press="It is about them")],
    "complaints:data": [Seen(args=complaint, press="Hand it on")],
    "complaints:split": [
        Seen(
            args=complaint, press="Hand these points on", typed={"words": "It went astray."}, keeps=("It went astray.",)
        ),
    ],
    "complaints:decide": [
        Seen("ceo", lambda w: [w.formal.case.reference]),
        Seen("dpo", about_data, press="Decide", typed={"action": "Nothing."}, keeps=("Nothing.",)),
        Seen(args=complaint, press="Decide", typed={"action": "Nothing."}, keeps=("Nothing.",)),
        Seen(args=lambda w: [w.answered.case.reference]),
    ],
    "complaints:further": [Seen(args=lambda w: [w.answered.case.reference], press="Begin the formal stage")],
    "complaints:action": [Seen(args=lambda w: [w.answered.case.reference], press="Note it")],
    "complaints:withdraw": [Seen(args=complaint, press="It is withdrawn")],
    "complaints:letter": [
        Seen(args=lambda w: [*complaint(w), "update-1"], press="Issue letter"),
        Seen("dpo", lambda w: [*about_data(w), str(w.data_key)]),
        Seen("dpo", lambda w: [*about_data(w), "update-data-1"], press="Issue letter"),
        Seen(args=lambda w: [*complaint(w), str(w.complaint_key)]),
        Seen(args=lambda w: [w.answered.case.reference, "outcome-informal"]),
        Seen("clerk", lambda w: [*panel_asked(w), "acknowledged-panel"], press="Issue letter"),
        Seen("clerk", lambda w: [*before_panel(w), str(w.panel_key)]),
    ],
    "complaints:panels": [Seen("clerk"), Seen()],
    "complaints:panel_asked": [
        Seen("clerk", press="They ask for a panel", typed={"words": "Not enough."}, keeps=("Not enough.",))
    ],
    "complaints:panel": [
        Seen("clerk", before_panel),
        Seen("clerk", panel_asked),
        Seen(args=before_panel),
        Seen("sitter", before_panel),
    ],
    "complaints:panel_member": [
        Seen("clerk", panel_asked, press="Name them", typed={"who": "Of another trust"}, keeps=("Of another trust",))
    ],
    "complaints:panel_leaves": [Seen("clerk", lambda w: [*panel_asked(w), w.sitting.pk], press="Take off the panel")],
    "complaints:panel_meeting": [
        Seen("clerk", panel_asked, press="Arrange it", typed={"place": "Room 4"}, keeps=("Room 4",)),
        Seen("clerk", before_panel),
    ],
    "complaints:panel_papers": [Seen("clerk", lambda w: [*before_panel(w), w.panel.pk], press="Note it")],
    "complaints:panel_off": [Seen("clerk", lambda w: [*before_panel(w), w.panel.pk], press="Put it off")],
    "complaints:panel_met": [Seen("clerk", panel_begun, press="Note who came")],
    "complaints:panel_found": [Seen("clerk", before_panel)],
    "complaints:lost": [
        Seen(args=lambda w: [*complaint(w), str(w.complaint_key), w.complaint_copy.pk], press="Send it again")
    ],
    "meetings:arrange": [
        Seen(args=case, press="Arrange the meeting"),
        Seen("ceo", case, press="Arrange the meeting"),
        Seen(args=lambda w: [w.ended.reference]),
    ],
    "meetings:invite": [
        Seen("ceo", suspension, press="Do not invite"),
        Seen("ceo", lambda w: [w.upheld.case.reference, w.upheld.pk]),
    ],
    "meetings:mediate": [Seen("ceo", case, press="Propose it")],
    "meetings:mediation": [
        Seen("ceo", proposed),
        Seen("clerk", mediated, press="Keep the note"),
        Seen(args=mediated),
    ],
    "meetings:mediation_answer": [Seen("ceo", proposed, press="Note it")],
    "meetings:mediator": [Seen("ceo", mediated, press="Appoint them"), Seen("ceo", proposed)],
    "meetings:mediation_meet": [
        Seen("clerk", mediated, press="Arrange the meeting", typed={"place": ""}),
        Seen("ceo", proposed),
    ],
    "meetings:mediation_end": [Seen("clerk", mediated, press="Keep it"), Seen("ceo", proposed)],
    "meetings:notes": [Seen("dpo")],
    "meetings:notes_release": [Seen("dpo", mediated, press="Release the notes to me")],
    "meetings:meeting": [
        Seen(args=meeting),
        Seen(args=lambda w: [w.returning.case.reference, w.returning.pk]),
        Seen("office", meeting),
        Seen(args=met),
        Seen(args=broken),
        Seen(args=called_off),
        Seen("clerk", together),
        Seen("ceo", alone),
    ],
    "meetings:change": [
        Seen(args=meeting, press="Change it", typed={"place": ""}),
        Seen(args=broken, press="Set this day"),
        Seen(args=called_off),
    ],
    "meetings:month": [Seen(), Seen("office"), Seen("admin", query=lambda w: "month=2026-02")],
    "meetings:cancel": [Seen(args=meeting, press="Call it off"), Seen(args=called_off)],
    "meetings:who": [Seen(args=meeting, press="They come"), Seen(args=called_off)],
    "meetings:held": [Seen(args=met, press="Keep it", typed={"from_time": ""}), Seen(args=meeting)],
    "meetings:letter": [
        Seen(
            args=lambda w: [w.returning.case.reference, f"{w.returning.pk}-{w.returning_to.pk}"], press="Issue letter"
        ),
        Seen(args=lambda w: [w.case.reference, f"{w.sat.pk}-{w.uninvited.pk}"], press="Issue letter"),
        Seen(args=lambda w: [w.case.reference, f"{w.meeting.pk}-{w.invited.pk}"], press="Log how it went"),
        Seen(args=lambda w: [w.case.reference, f"{w.off.pk}-{w.off_to.pk}"], press="Issue letter"),
        Seen(args=lambda w: [w.case.reference, f"{w.broken.pk}-{w.broken_for.pk}"]),
    ],
    "meetings:letter_lost": [
        Seen(
            args=lambda w: [w.case.reference, f"{w.meeting.pk}-{w.invited.pk}", w.asked_copy.pk],
            press="Note that it never came",
        )
    ],
    "meetings:record": [
        Seen(args=talked),
        Seen("office", talked),
        Seen(args=recorded),
        Seen(args=meeting),
        Seen("clerk", together),
        Seen("deputy", together),
        Seen("ceo", together),
        Seen("clerk", alone),
        Seen("ceo", alone),
    ],
    "meetings:draft": [Seen("clerk", together), Seen("office", talked)],
    "meetings:action_add": [Seen(args=talked, press="Add it"), Seen(args=meeting)],
    "meetings:comment": [
        Seen(args=talked, press="Keep it"),
        Seen("office", talked, press="Keep it"),
        Seen(args=meeting),
    ],
    "meetings:draft_given": [Seen(args=talked, press="Note it"), Seen(args=meeting)],
    "meetings:draft_link": [
        Seen(args=lambda w: [*talked(w), w.aunt.pk], press="Send the link"),
        Seen("clerk", lambda w: [*together(w), w.heard_father.pk], press="Send the link"),
        Seen(args=lambda w: [*talked(w), w.guest.pk]),
    ],
    "meetings:own_door": [Seen("", lambda w: ["A" * 22], press="Go on")],
    "meetings:own_draft": [Seen("reader", press="Send my answer", keeps=("revision", "visit")), Seen("", status=403)],
    "meetings:own_thanks": [Seen("answered")],
    "meetings:write": [
        Seen(args=lambda w: [*talked(w), "points"]),
        Seen(args=lambda w: [*talked(w), "agreed"], press="Keep it", typed={"text": "x" * 20_001}),
        Seen(args=lambda w: [*meeting(w), "advice"]),
    ],
    "meetings:action": [
        Seen("office", task, press="It is done"),
        Seen(args=task),
        Seen(args=lambda w: [w.case.reference, w.done_task.pk]),
    ],
    "pupils:work": [Seen(args=pupil_suspension, press="Note it")],
    "pupils:day_six": [
        Seen(args=pupil_suspension, press="Note the education"),
        Seen(args=lambda w: [w.settled.case.reference, w.settled.pk]),
    ],
    "pupils:reintegration": [Seen(args=pupil_suspension, press="Note it")],
    "pupils:advise": [Seen("ceo", pupil_suspension, press="Give this advice"), Seen("ceo", doubted)],
    "pupils:answer": [Seen(args=doubted, press="The suspension stands")],
    "schools:school_calendar": [Seen("head", school_year), Seen("admin", lambda w: [w.school.pk, 2031])],
    "desk:term_new": [Seen("head", school_year, press="Save")],
    "desk:term_change": [Seen("head", of("term"), press="Save")],
    "desk:term_remove": [Seen("head", of("term"))],
    "desk:closure_remove": [Seen("head", of("closure"))],
    "desk:times_remove": [Seen("head", of("times"))],
    "desk:closure_new": [Seen("head", school_year, press="Save")],
    "desk:closure_change": [Seen("head", of("closure"), press="Save")],
    "desk:calendar_copy": [Seen("admin", school_year, press="Copy"), Seen("head", school_year)],
    "desk:times_usual": [Seen("head", school_year, press="Save")],
    "desk:times_day": [Seen("head", school_year, press="Save")],
    "desk:times_change": [Seen("head", of("times"), press="Save")],
    "schools:calendar": [Seen("admin")],
    "schools:calendar_year": [Seen("admin", lambda w: [2031], press="Add")],
    "schools:accounts": [Seen("admin", press="Find", typed={"q": ""})],
    "schools:account_new": [Seen("admin", press="Save")],
    "schools:account": [Seen("admin", of("head")), Seen("admin", of("asleep"))],
    "schools:account_change": [Seen("admin", of("staff"), press="Save")],
    "schools:import": [Seen("admin", press="Upload")],
    "schools:import_columns": [Seen("admin", of("csv"), press="Check the file")],
    "schools:import_run": [Seen("admin", of("checked_file"))],
    "desk:role_give": [Seen("admin", of("staff"), press="Give the role")],
}
# Addresses that show no page of their own: sent to, asked by scripts or monitoring, or a file.
NO_PAGE = {
    "healthz",
    "account_confirm_login_code",
    "account_confirm_email",
    "account_email",
    "account_email_verification_sent",
    "account_reauthenticate",
    "account_set_password",
    "cases:draft",
    "cases:draft_discard",
    "cases:file",
    "cases:file_original",
    "cases:sight_end",
    "desk:acknowledge",
    "desk:cases_filter",
    "desk:cases_search",
    "desk:cover_end",
    "desk:delegation_end",
    "desk:log",
    "desk:log_people",
    "desk:people_search",
    "desk:suspend_pupil_search",
    "desk:person_same_search",
    "desk:person_separate",
    "desk:proposal_confirm",
    "desk:prompt",
    "desk:proposal_withdraw",
    "desk:readyz",
    "desk:report_issue",
    "desk:tell_ceo_now",
    "desk:supplementary_issue",
    "incidents:interview_issue",
    "incidents:own_copy",
    "incidents:own_keep",
    "incidents:own_stop",
    "incidents:statement_counts",
    "incidents:statement_renew",
    "meetings:action_remove",
    "meetings:issue",
    "complaints:hand_over",
    "complaints:sent",
    "socialmedia:step_sent",
    "socialmedia:pack_sent",
    "meetings:let_come",
    "meetings:letter_sent",
    "meetings:own_stop",
    "meetings:not_coming",
    "meetings:share",
    "notices:acknowledge",
    "notices:again",
    "notices:again_without_case",
    "records:discard",
    "records:own_paper",
    "records:own_stop",
    "packs:again",
    "packs:file",
    "packs:hand_back",
    "packs:hand_over",
    "packs:panel_file",
    "records:pdf",
    "records:sealed",
    "records:copy_came",
    "records:take_file",
    "records:take_stop",
    "records:scan_code",
    "records:scan_file",
    "records:scan_original",
    "records:scan_remove",
    "socialmedia:contact_original",
    "socialmedia:terms_sent",
    "schools:account_off",
    "schools:account_on",
    "schools:account_people",
    "desk:account_link",
    "desk:account_unlink",
    "schools:account_send_link",
    "schools:accounts_search",
    "schools:deputy_name",
    "schools:deputy_remove",
    "desk:calendar_fill",
    "schools:holiday_add",
    "schools:holiday_remove",
    "schools:holidays_fill",
    "schools:import_discard",
    "schools:import_reopen",
    "schools:import_start",
    "schools:stay",
    "pupils:notice_sent",
    "suspensions:gate_desk",
    "suspensions:letter_sent",
    "suspensions:warning_sent",
    "records:wording_approve",
    "records:wording_withdraw",
}


def names(resolver=None, space=""):
    """Every named address of the site."""
    for part in (resolver or get_resolver()).url_patterns:
        if isinstance(part, URLPattern):
            yield f"{space}{part.name}"
        else:
            yield from names(part, f"{space}{part.namespace}:" if part.namespace else space)


def test_every_address_of_the_site_is_a_page_here_or_known_to_show_none():
    known = PAGES.keys() | NO_PAGE

    assert set(names()) - known == set()
    assert known - set(names()) == set()


@pytest.fixture(scope="package")
def grown(world):
    """The world, with what only some pages need."""
    world.new_school = make.SchoolFactory(name="Fern Primary")
    world.newcomer = make.UserFactory(name="New Head", role=(Role.HEAD, world.new_school))
    sync_roles()
    world.asleep = make.UserFactory(is_active=False)
    world.membership = Membership.objects.get(user=world.staff)
    if not StandingDeputy.objects.filter(user=world.deputy).exists():
        make.StandingDeputyFactory(user=world.deputy, school=world.school, named_by=world.head)
    world.proposal = propose_role(user=world.staff, role=Role.CENTRAL_TEAM, by=world.admin)
    world.csv = upload_file(school=world.new_school, file_name="pupils.csv", content=PUPILS, by=world.admin)
    world.checked_file = upload_file(school=world.school, file_name="pupils.csv", content=PUPILS, by=world.admin)
    match_columns(run=world.checked_file, mapping=world.checked_file.mapping, by=world.admin)
    open_duty(case=world.drafted, kind=Kind.INFORM_CEO, by=world.head)
    world.pupil = name_in_case(case=world.case, part=Part.WITNESS, person=world.family.child, by=world.head)
    pupils_of(world)
    meetings_of(world)
    world.told = report_told(world)
    told = world.told.incidents.get()
    world.fresh_warning = make.BehaviourWarningFactory(incident=told, person=world.family.father, decided_by=world.head)
    world.search = store_search(list_name="people", q="Farrowby", by=world.head)
    world.pupil_search = store_search(list_name="pupils", q="Farrow", by=world.head)
    world.upheld = upheld_suspension(world)
    weighed = f"review:{world.case.reference}:{world.suspension.pk}"
    make.DraftFactory(user=world.ceo, key=weighed, payload={"considered": ["Nothing points to it."]})
    forgetful = make.UserFactory()
    world.link = SimpleNamespace(pk=user_pk_to_url_str(forgetful), key=default_token_generator.make_token(forgetful))
    world.visits = {
        "visitor": ("statement", visit(world)),
        "thanked": ("statement", visit(world, is_done=True)),
        "signer": ("sign", signing(world)),
        "answerer": ("sign", signing(world, is_done=True)),
        "taker": ("copy", taking(world)),
        "reader": ("draft", reading(world, world.together)),
        "answered": ("draft", reading(world, world.alone, is_done=True)),
    }
    return world


def meetings_of(world):
    """A meeting that has begun, one that was broken off, one that was called off after it was invited to."""
    begun = timezone.now() - timedelta(minutes=30)
    type(world.sat).objects.filter(pk=world.sat.pk).update(starts_at=begun)
    world.broken = make.MeetingFactory(case=world.case, adjourned=True, starts_at=begun, convener=world.head)
    world.broken_for = make.AttendeeFactory(meeting=world.broken, person=world.family.father, has_attended=True)
    make.SittingFactory(meeting=world.broken, outcome="adjourned", reason="The father had to leave")
    world.recorded = make.MeetingFactory(case=world.case, recorded=True, starts_at=begun, convener=world.head)
    make.AttendeeFactory(meeting=world.recorded, person=world.family.father, has_attended=True)
    make.AgreedRecordFactory(meeting=world.recorded, shared=True, agreed="He rings first.", advice="To write it down.")
    make.ActionFactory(meeting=world.recorded, owed=True)
    world.done_task = make.ActionFactory(meeting=world.recorded, done=True)
    world.off = make.MeetingFactory(case=world.case, cancelled=True, convener=world.head)
    world.off_to = make.AttendeeFactory(meeting=world.off, person=world.family.father)


def pupils_of(world):
    """A pupil whose suspension is begun on paper, one who is suspended now, and one at a school without a calendar."""
    world.begun, other = (make.PersonFactory(pupil=True, at=world.school) for _ in range(2))
    typed = {
        "ground": "conduct",
        "conduct": "He threw a chair.",
        "reason_1": "PP",
        "probability": "Two saw it.",
        "category": "SUSP",
        "starts": "next",
        "needs_considered": "Nothing points to it.",
        **dict.fromkeys(("disability_considered", "vulnerability_considered", "alternatives"), "Nothing points to it."),
    }
    payload = {name: [value] for name, value in typed.items()}
    make.DraftFactory(user=world.head, key=f"suspend_pupil:{world.begun.pk}", payload=payload)
    today = local_day(timezone.now())
    case = make.CaseFactory(school=world.school)
    world.in_force = make.PupilSuspensionFactory(
        case=case, pupil=other, first_on=today - timedelta(days=7), last_on=today + timedelta(days=7)
    )
    make.SuspensionReasonFactory(suspension=world.in_force)
    world.new_pupil = make.PersonFactory(pupil=True, at=world.new_school)
    world.settled = settled_by_board(world)
    world.board_met = met_by_board(world)


def met_by_board(world):
    """A suspension about which the board has met and not decided yet; a parent of the pupil is known."""
    robin = make.PersonFactory(pupil=True, given_name="Robin", family_name="Shaw", at=world.school)
    row = make.PupilSuspensionFactory(case=make.CaseFactory(school=world.school), pupil=robin, half_days=32)
    make.RelationshipFactory(adult=make.PersonFactory(at=world.school), pupil=robin, kind="mother")
    make.BoardReceiptFactory(suspension=row)
    make.BoardMeetingFactory(suspension=row, papered=True, begun=True)
    return row


def settled_by_board(world):
    """A suspension with everything that follows one: the board has met and decided."""
    row = make.PupilSuspensionFactory(
        case=make.CaseFactory(school=world.school), half_days=32, missed_exam="GCSE English", missed_exam_on=day_of(9)
    )
    make.SuspensionReasonFactory(suspension=row)
    for factory in (make.BoardReceiptFactory, make.BoardRepresentationFactory, make.BoardOutcomeFactory):
        factory(suspension=row)
    make.BoardOutcomeFactory(suspension=row, reinstated=True, taken_back=True)
    meeting = make.BoardMeetingFactory(suspension=row, papered=True, begun=True, is_remote=True)
    make.BoardMemberFactory(meeting=meeting)
    make.BoardAttendanceFactory(meeting=meeting)
    for factory in (make.WorkSetFactory, make.DaySixEducationFactory, make.ReintegrationFactory):
        factory(suspension=row)
    make.AdviceAnswerFactory(advice__suspension=row, advice__doubted=True, is_board_asked=True)
    return row


def settled_outcome(world, *, is_held):
    """What was noted of what the board decided: what holds, or what was taken back."""
    rows = world.settled.board_outcomes.filter(taken_back_at__isnull=is_held)
    return [world.settled.case.reference, world.settled.pk, rows.get().pk]


def day_of(later):
    """A local day so many days from now."""
    return local_day(timezone.now()) + timedelta(days=later)


def visit(world, *, is_done=False):
    """What the browser of somebody keeps who has given the code of their link; with a text, confirmed or not yet."""
    row = name_in_case(case=world.case, part=Part.PRESENT, name=f"A cyclist {is_done}", by=world.head)
    day = timezone.now().date()
    sent = {
        "email": "cyclist@letters.example",
        "phone": "07700 900463",
        "about_on": day,
        "about_place": "The front gate",
    }
    asked = ask_statement(involvement=row, by=world.head, **sent)
    link, machine = Link.objects.get(subject=str(asked.statement.pk)), system_user()
    opening = open_link(purpose=LinkPurpose.STATEMENT, token=token_of(link.seed), code=asked.code, by=machine)
    save_words(statement=asked.statement, text="I was on my bicycle.", by=machine)
    if is_done:
        confirm_statement(statement=asked.statement, mark=mark_of("I was on my bicycle."), by=machine)
    # As long as these tests take.
    Link.objects.filter(pk=link.pk).update(session_ends_at=timezone.now() + timedelta(hours=12))
    return opening.secret


def signing(world, *, is_done=False):
    """What the browser of somebody keeps who has given the code of their link to sign; signed or not yet."""
    title = f"Interview note {'signed' if is_done else 'asked for'} by link"
    draft = start_record(
        case=world.case, kind=RecordKind.INTERVIEW_NOTE, title=title, content=REPORT, by=world.head,
        subject=f"signing-{is_done}",
    )  # fmt: skip
    note = issue_record(record=draft, signers=[Signer("A cyclist", "Was interviewed")], by=world.head)
    row, machine = note.signatories.get(), system_user()
    asked = ask_to_sign(signatory=row, email="cyclist@letters.example", phone="07700 900463", by=world.head)
    opening = open_link(purpose=LinkPurpose.SIGN, token=token_of(asked.link.seed), code=asked.code, by=machine)
    if is_done:
        sign_by_link(link=opening.link, signatory=row, digest=note.digest, typed="A cyclist", by=machine)
    Link.objects.filter(pk=asked.link.pk).update(session_ends_at=timezone.now() + timedelta(hours=12))
    return opening.secret


def reading(world, meeting, *, is_done=False):
    """What the browser of a parent keeps who has given the code of the link to a draft; answered or not yet."""
    row, machine = meeting.attendees.get(capacity="parent"), system_user()
    home = {"email": "farrow@letters.example", "phone": "07700 900472"}
    sent = send_draft_link(meeting=meeting, attendee=row, **home, by=world.clerk)
    opening = open_link(purpose=LinkPurpose.DRAFT, token=token_of(sent.link.seed), code=sent.code, by=machine)
    if is_done:
        comment_by_link(link=opening.link, attendee=row, is_agreed=True, revision=1, by=machine)
    Link.objects.filter(pk=sent.link.pk).update(session_ends_at=timezone.now() + timedelta(hours=12))
    return opening.secret


def taking(world):
    """What the browser of somebody keeps who has given the code of the link to their copy."""
    sent = send_whole(signatory=world.holder, email="quist@letters.example", phone="07700 900468", by=world.head)
    token, machine = token_of(sent.link.seed), system_user()
    opening = open_link(purpose=LinkPurpose.COPY, token=token, code=sent.code, by=machine)
    Link.objects.filter(pk=sent.link.pk).update(session_ends_at=timezone.now() + timedelta(hours=12))
    return opening.secret


def upheld_suspension(world):
    """One that somebody upheld, near its end, with something new since."""
    now = timezone.now()
    row = make.SiteSuspensionFactory(
        case=world.drafted,
        person=world.twin,
        school=world.school,
        upheld=True,
        period=TimestamptzRange(now - timedelta(days=9), now + timedelta(days=9)),
        counted_from=now - timedelta(days=9),
        review_on=(now + timedelta(days=2)).date(),
    )
    make.ReviewFactory(suspension=row, decided_at=now - timedelta(days=2))
    make.EvidenceFactory(case=world.drafted)
    return row


def report_told(world):
    """A case whose supplementary report is issued; one witness disputes the note, one could not be heard."""
    about = [Party(part=Part.SUBJECT, person=world.family.father)]
    told = worlds.hear(world, about, token=6)
    world.signed = Interview.objects.get(involvement__case=told)
    issue_interview_note(interview=world.signed, by=world.head)
    settle_interview(
        interview=world.signed, agreement=InterviewState.NOT_AGREED, disagreement="Not the fist.", by=world.head
    )
    unheard = name_in_case(case=told, part=Part.WITNESS, name="A cyclist", by=world.head)
    world.unheard = give_up_interview(
        involvement=unheard, witness_kind=WitnessKind.OUTSIDER, reason="Nobody knows who it was", by=world.head
    )
    write_supplementary(case=told, findings="He shouted.", view="Yes.", action_taken="He was rung.", by=world.head)
    issue_supplementary(case=told, by=world.head)
    return told


@pytest.fixture(scope="package")
def browsers(chromium, site):
    """One page for each person, opened once and used for all."""
    with pages(chromium, site) as open_page:
        opened = {}

        def page_for(world, who):
            if who not in opened:
                opened[who] = open_page(viewport=DESK)
                if who in world.visits:
                    purpose, secret = world.visits[who]
                    cookie = {"name": purpose, "value": secret, "path": f"/{purpose}/"}
                    opened[who].context.add_cookies([{**cookie, "domain": "127.0.0.1"}])
                elif who:
                    bring_cookie(opened[who], getattr(world, who), site)
            return opened[who]

        yield page_for


@pytest.mark.parametrize("name", PAGES)
def test_page_is_fit_to_be_used(name, grown, browsers):
    for seen in PAGES[name]:
        page = browsers(grown, seen.who)
        page.set_viewport_size(DESK)
        query = seen.query(grown)
        answer = page.goto(reverse(name, args=seen.args(grown)) + (f"?{query}" if query else ""))
        assert answer.status == seen.status, page.inner_text("main")
        found = faults(page, answer.text())
        assert not page.title().startswith("Error"), page.inner_text("main")
        if seen.press:
            found += [f"refused: {fault}" for fault in refused(page, seen)]
        assert found == [], f"{name} as {seen.who or 'anyone'}"


def refused(page, seen):
    """The page again after a POST that was refused."""
    page.set_viewport_size(DESK)
    buttons = page.locator("main form[method=post]").get_by_role("button")
    button = page.locator("main form[method=post]").get_by_role("button", name=seen.press, exact=True).last
    assert button.count() == 1, f"no button {seen.press!r} among {buttons.all_inner_texts()}"
    form = button.locator("xpath=ancestor::form")
    form.evaluate(BLANK)
    for name, value in seen.typed.items():
        form.locator(f"[name={name}]").fill(value)
    with page.expect_navigation() as sent:
        form.evaluate(
            "(form, button) => { form.noValidate = true; form.requestSubmit(button); }", button.element_handle()
        )
    assert sent.value.status == seen.refused, page.inner_text("main")
    found = faults(page, page.content())
    if not page.title().startswith("Error: "):
        found.append(f"title {page.title()!r} does not begin with Error")
    if "error-summary" not in page.evaluate("document.activeElement.className"):
        found.append("the focus is not on the error summary")
    return found + [f"lost link {link}" for link in looks.lost_error_links(page)]


def faults(page, html):
    """All that is wrong with a page: on a desk, then on the narrowest phone."""
    found = [f"axe {said}" for said in looks.axe(page)]
    found += [f"twin links {said}" for said in looks.twins(page)]
    found += [f"inline {said}" for said in INLINE.findall(html)]
    if len(html.encode()) > LARGEST_HTML:
        found.append(f"{len(html.encode())} bytes of HTML")
    if (wide := looks.sideways(page)) > 0:
        found.append(f"{wide} pixels too wide on a desk: {looks.widest(page)}")
    found += title_faults(page)
    looks.at_width(page, 320)
    found += [f"small {said}" for said in looks.small_targets(page)]
    if (wide := looks.sideways(page)) > 0:
        found.append(f"{wide} pixels too wide at 320: {looks.widest(page)}")
    return found


def title_faults(page):
    """A title begins with what the page is, as its heading says it, and ends with our name."""
    title = page.title().removeprefix("Error: ")
    heading = page.locator("h1").first.inner_text().strip()
    says = title.removesuffix(OUR_NAME).casefold()
    if title.endswith(OUR_NAME) and (
        heading.casefold() in says
        or says.split(":")[0] in heading.casefold()
        or heading.split()[0].casefold() == says.split()[0]
    ):
        return []
    return [f"title {title!r} beside heading {heading!r}"]
