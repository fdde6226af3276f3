"""Do the services themselves refuse who lacks the power? Commands and imports call them without a page."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from cases.arrivals import Arrival
from cases.services import access, delegation, duties, evidence
from cases.services import case as cases
from cases.states import EvidenceKind, Part
from complaints import services as complaints
from complaints.selectors.letter import LetterKey as LetterOfComplaint
from complaints.selectors.letter import update_key
from complaints.states import About, Came, Result
from complaints.states import Channel as ComplaintChannel
from desk.services import deciding, informing, report, voiding
from desk.services.online import suspend_for_post
from desk.services.people import change_pupil_facts
from incidents import services as incidents
from incidents.services import statements
from incidents.statements import mark_of
from incidents.states import Conclusion
from meetings import services as meetings
from notices import services as notices
from notices.states import CallResult, Channel
from pupils import services as pupils
from pupils.recipients import NoticeKey
from pupils.services import advice, after, board, exams, telling
from pupils.services.taking_back import take_back_outcome
from pupils.states import BoardDecision, Category, Event, HalfOfDay, NoEducation, SaidBy, TermNumber
from records import services as records
from records.states import CopyMethod, SignMethod
from schools.calendar import local_day
from schools.models import PupilFacts
from socialmedia import services as online
from socialmedia.selectors.restriction_letter import LetterKey
from socialmedia.states import (
    ConcernKind,
    ContactChannel,
    Ground,
    Platform,
    Presence,
    RestrictionLetter,
    StepKind,
    Whom,
)
from suspensions import services as suspensions
from suspensions.states import Channel as HeardBy
from tests import factories as make
from tests import world as worlds

WHY = "Because it is so"
FRIDAY = date(2026, 11, 6)


def talk(w):
    return {
        "suspension": w.suspension,
        "channel": Channel.IN_PERSON,
        "spoken_at": timezone.now(),
        "call_result": CallResult.SPOKE,
        "note": "He knows.",
    }


def of_a_pupil(w):
    weighed = ("needs_considered", "disability_considered", "vulnerability_considered", "alternatives")
    return {
        "pupil": w.family.child,
        "school": w.school,
        "category": Category.SUSPENSION,
        "first_on": FRIDAY,
        "first_half": HalfOfDay.MORNING,
        "last_on": FRIDAY,
        "last_half": HalfOfDay.AFTERNOON,
        "conduct": "He threw a chair.",
        "reasons": ["PP"],
        "probability": "Two saw it.",
        **dict.fromkeys(weighed, "Nothing points to it."),
    }


# Each act, what it is given, and those of the cast who may do it at Hillside; everybody else is denied.


def in_year_11(suspension):
    """The suspension, of a pupil who is in Year 11 by what is on file."""
    PupilFacts.objects.filter(person=suspension.pupil).update(year_group="11")
    return suspension


def called_off(w):
    """The suspension whose meeting was called off a moment ago: nothing is ahead, and whoever was invited is told."""
    board.call_off_meeting(meeting=w.board_meeting, reason=WHY, by=w.clerk)
    return w.pupil_suspension


def who_sat(w):
    """Who was on the panel, and that the complainant came."""
    return {"members": [*w.before_panel.panel_members.all()], "came": Came.CAME}


def sat(w):
    """The complaint whose panel has met."""
    complaints.hold_panel(meeting=w.panel, **who_sat(w), by=w.clerk)
    return w.before_panel


def taken_further(w):
    """A complaint at the formal stage that the CEO answered before."""
    complaint = make.ComplaintFactory(case=make.CaseFactory(school=w.school), formal=True)
    make.DecisionFactory(complaint=complaint, decided_by=w.ceo)
    return complaint


def answered(w):
    """What the board answered about that suspension, as it was noted a moment ago."""
    said = {"decision": BoardDecision.CONSIDERED, "reasons": WHY, "decided_on": local_day(timezone.now())}
    return board.note_outcome(suspension=called_off(w), by=w.clerk, **said)


ACTS = {
    "void the case": (voiding.void_case, lambda w: {"case": w.case, "reason": WHY}, "head ceo"),
    "void it plainly": (cases.mark_void, lambda w: {"case": w.drafted, "reason": WHY}, "head ceo"),
    "rename it": (cases.rename_case, lambda w: {"case": w.case, "title": "Another"}, "head deputy ceo"),
    "add a witness": (
        cases.involve,
        lambda w: {"case": w.case, "part": Part.WITNESS, "name": "A neighbour"},
        "head deputy ceo",
    ),
    "take one out": (
        cases.remove_involvement,
        lambda w: {"involvement": w.case.involvements.get(name="A passer-by"), "reason": WHY},
        "head deputy ceo",
    ),
    "add evidence": (
        evidence.add_evidence,
        lambda w: {"case": w.case, "kind": EvidenceKind.CCTV, "description": "Front gate"},
        "head deputy ceo",
    ),
    "add files": (
        evidence.add_files,
        lambda w: {"evidence": w.evidence, "files": [Arrival("gate.jpg", 8, "b" * 64, "evidence/gate")]},
        "head deputy ceo",
    ),
    "take a file out": (evidence.remove_file, lambda w: {"file": w.file, "reason": WHY}, "head deputy ceo"),
    "waive a duty": (duties.waive, lambda w: {"duty": w.asked, "reason": WHY}, "head deputy ceo"),
    "hand a duty on": (
        duties.reassign,
        lambda w: {"duty": w.asked, "to": w.deputy, "reason": WHY},
        "head deputy ceo",
    ),
    "give sight": (access.grant_sight, lambda w: {"case": w.case, "user": w.chair, "reason": WHY}, "ceo"),
    "end sight": (access.end_sight, lambda w: {"grant": w.grant}, "ceo"),
    "delegate a case": (
        delegation.delegate,
        lambda w: {"case": w.case, "to": w.helper, "reason": WHY},
        "ceo",
    ),
    "delegate every case": (
        delegation.delegate,
        lambda w: {"case": None, "to": w.helper, "reason": WHY, "until": timezone.now() + timedelta(days=7)},
        "ceo",
    ),
    "take back a delegation": (delegation.end_delegation, lambda w: {"delegation": w.delegation}, "ceo"),
    "decide": (
        deciding.decide_on_report,
        lambda w: {
            "incident": w.reported.incidents.get(),
            "conclusion": Conclusion.NO_ACTION,
            "reason": WHY,
            "why_not_suspended": WHY,
        },
        "head ceo",
    ),
    "write the report": (
        report.write_report,
        lambda w: {"case": w.drafted, "action_taken": "He left.", **worlds.ANSWERS},
        "head deputy ceo",
    ),
    "issue the report": (report.issue_report, lambda w: {"case": w.drafted}, "head deputy ceo"),
    "inform the Chair": (informing.inform_chair, lambda w: {"case": w.case, "note": "More"}, "ceo"),
    "say why nobody is suspended": (
        incidents.say_why_not_suspended,
        lambda w: {"incident": w.incident, "why": WHY},
        "head deputy ceo",
    ),
    "lock the incident": (incidents.lock_incident, lambda w: {"incident": w.incident}, "head deputy ceo"),
    "add to the incident": (
        incidents.add_addendum,
        lambda w: {"incident": w.incident, "text": "He came back."},
        "head deputy ceo",
    ),
    "conclude the incident": (
        incidents.conclude_incident,
        lambda w: {"incident": w.reported.incidents.get(), "conclusion": Conclusion.NO_ACTION, "reason": WHY},
        "head ceo",
    ),
    "warn in writing": (
        suspensions.warn,
        lambda w: {"incident": w.heard.incidents.get(), "person": w.family.father, "reason": WHY},
        "head ceo",
    ),
    "issue a warning": (
        suspensions.issue_warning,
        lambda w: {"warning": w.warning, "happened": "You shouted.", "reason": WHY},
        "head deputy ceo",
    ),
    "log how a warning went": (
        suspensions.log_warning_sent,
        lambda w: {"warning": w.warning, "method": CopyMethod.HAND, "sent_on": local_day(timezone.now())},
        "head deputy ceo",
    ),
    "log that a warning went on paper": (
        suspensions.log_warning_posted,
        lambda w: {"warning": w.warning, "method": CopyMethod.HAND, "sent_on": local_day(timezone.now())},
        "head deputy office ceo central",
    ),
    "log that a letter went on paper": (
        suspensions.log_letter_posted,
        lambda w: {
            "suspension": w.suspension,
            "record": w.copy.record,
            "method": CopyMethod.HAND,
            "sent_on": local_day(timezone.now()),
        },
        "head deputy office ceo central",
    ),
    "log that a notice went on paper": (
        telling.log_notice_posted,
        lambda w: {
            "suspension": w.pupil_suspension,
            "key": w.notice_key,
            "method": CopyMethod.HAND,
            "sent_on": local_day(timezone.now()),
        },
        "head deputy office ceo central",
    ),
    "log that a letter about a meeting went on paper": (
        meetings.log_letter_posted,
        lambda w: {"attendee": w.invited, "method": CopyMethod.HAND, "sent_on": local_day(timezone.now())},
        "head deputy office ceo central",
    ),
    "issue a notice of a pupil's suspension": (
        telling.issue_notice,
        lambda w: {"suspension": w.pupil_suspension, "key": w.notice_key, "reason": WHY},
        "head deputy ceo",
    ),
    "log how a notice went": (
        telling.log_notice_sent,
        lambda w: {
            "suspension": w.pupil_suspension,
            "key": w.notice_key,
            "method": CopyMethod.HAND,
            "sent_on": local_day(timezone.now()),
        },
        "head deputy ceo",
    ),
    "send a notice again": (
        telling.send_notice_again,
        lambda w: {
            "suspension": w.pupil_suspension,
            "copy": w.notice_copy,
            "dispute": WHY,
            "method": CopyMethod.HAND,
        },
        "head deputy ceo",
    ),
    "say why somebody is not told on paper": (
        telling.note_not_told,
        lambda w: {
            "suspension": w.pupil_suspension,
            "key": NoticeKey(w.pupil_suspension.pk, "authority", Event.DECIDED),
            "reason": WHY,
        },
        "head",
    ),
    "invite somebody to a meeting of the board": (
        telling.issue_notice,
        lambda w: {"suspension": called_off(w), "key": w.invited_key, "reason": WHY},
        "head deputy ceo clerk",
    ),
    "log how an invitation went": (
        telling.log_notice_sent,
        lambda w: {
            "suspension": w.pupil_suspension,
            "key": w.invited_key,
            "method": CopyMethod.HAND,
            "sent_on": local_day(timezone.now()),
        },
        "head deputy ceo clerk",
    ),
    "send an invitation again": (
        telling.send_notice_again,
        lambda w: {
            "suspension": w.pupil_suspension,
            "copy": w.invited_copy,
            "dispute": WHY,
            "method": CopyMethod.HAND,
        },
        "head deputy ceo clerk",
    ),
    "say how somebody knows of a meeting of the board": (
        telling.note_not_told,
        lambda w: {
            "suspension": w.pupil_suspension,
            "key": NoticeKey(w.pupil_suspension.pk, str(w.ordered.pk), Event.INVITED),
            "reason": WHY,
        },
        "head clerk",
    ),
    "decide whether somebody with a court order is told": (
        telling.decide_on_order,
        lambda w: {"suspension": w.pupil_suspension, "person_pk": w.ordered.pk, "is_told": True, "reason": WHY},
        "head",
    ),
    "send a warning again": (
        suspensions.send_warning_again,
        lambda w: {"warning": w.warning, "copy": w.warning_copy, "dispute": WHY, "method": CopyMethod.HAND},
        "head deputy ceo",
    ),
    "send a letter again": (
        suspensions.send_letter_again,
        lambda w: {"suspension": w.suspension, "copy": w.copy, "dispute": "It came back.", "method": CopyMethod.HAND},
        "head deputy ceo",
    ),
    "note that a copy never came": (
        records.note_never_came,
        lambda w: {"copy": w.copy, "dispute": "It came back."},
        "head deputy ceo",
    ),
    "ask for a statement": (
        statements.ask_statement,
        lambda w: {"involvement": w.bystander, "author": w.staff, "about_on": FRIDAY, "about_place": "The gate"},
        "head deputy ceo",
    ),
    "send a new link": (statements.renew_link, lambda w: {"statement": w.sent}, "head deputy ceo"),
    "take back a request": (
        statements.withdraw_statement,
        lambda w: {"statement": w.sent, "reason": WHY},
        "head deputy ceo",
    ),
    "write one's statement": (statements.save_words, lambda w: {"statement": w.mine, "text": "He shouted."}, "staff"),
    "confirm one's statement": (
        statements.confirm_statement,
        lambda w: {"statement": w.mine, "mark": mark_of(w.mine.text)},
        "staff",
    ),
    "decline a statement": (statements.decline_statement, lambda w: {"statement": w.mine}, "staff"),
    "suspend": (
        suspensions.suspend_for_rest_of_today,
        lambda w: {"case": w.drafted, "person": w.twin, "school": w.school, "grounds": "He threatened a teacher."},
        "head ceo",
    ),
    "lift": (suspensions.lift_suspension, lambda w: {"suspension": w.suspension, "reason": WHY}, "head ceo"),
    "void a suspension": (
        suspensions.void_suspension,
        lambda w: {"suspension": w.suspension, "reason": WHY},
        "head ceo",
    ),
    "arrange": (
        suspensions.set_arrangement,
        lambda w: {"suspension": w.suspension, "events": "By invitation"},
        "head deputy ceo",
    ),
    "extend": (
        suspensions.extend_site_suspension,
        lambda w: {"suspension": w.suspension, "until_on": FRIDAY, "reason": WHY, "considered": WHY},
        "head ceo",
    ),
    "let it end": (suspensions.let_end, lambda w: {"suspension": w.suspension, "note": WHY}, "head ceo"),
    "go trust-wide": (
        suspensions.suspend_trust_wide,
        lambda w: {"suspension": w.suspension, "until_on": FRIDAY, "grounds": WHY, "considered": WHY},
        "ceo",
    ),
    "ask to go trust-wide": (
        suspensions.ask_for_trust_wide,
        lambda w: {"suspension": w.suspension, "reason": WHY},
        "head ceo",
    ),
    "open the window": (
        suspensions.open_window,
        lambda w: {"suspension": w.suspension, "deemed_on": FRIDAY},
        "head deputy ceo",
    ),
    "note their side": (
        suspensions.note_representation,
        lambda w: {"suspension": w.suspension, "received_at": timezone.now(), "channel": HeardBy.LETTER, "text": "No"},
        "head deputy ceo",
    ),
    "note a waiver": (
        suspensions.note_waiver,
        lambda w: {"suspension": w.suspension, "received_at": timezone.now(), "channel": HeardBy.LETTER, "text": "No"},
        "head deputy ceo",
    ),
    "consider their side": (
        suspensions.consider_representation,
        lambda w: {"representation": w.said, "consideration": WHY},
        "ceo",
    ),
    "log a telling": (suspensions.log_telling, talk, "head deputy ceo"),
    "press They are here": (
        suspensions.report_breach,
        lambda w: {"suspension": w.suspension},
        "head deputy office staff ceo central",
    ),
    "suspend a pupil": (pupils.decide_suspension, of_a_pupil, "head"),
    "note that the board was told": (
        board.note_board_told,
        lambda w: {"suspension": w.pupil_suspension, "received_on": FRIDAY},
        "head deputy ceo",
    ),
    "note what is said to the board": (
        board.note_to_board,
        lambda w: {
            "suspension": w.pupil_suspension,
            "received_at": timezone.now(),
            "channel": SaidBy.LETTER,
            "said_by": "Kay",
            "text": "He was pushed.",
        },
        "head deputy ceo clerk",
    ),
    "arrange a meeting of the board": (
        board.arrange_meeting,
        lambda w: {"suspension": w.doubted, "meets_at": timezone.now(), "place": "Central office"},
        "clerk",
    ),
    "send its papers": (
        board.send_papers,
        lambda w: {"meeting": w.board_meeting, "papers": "The notice", "papers_on": local_day(timezone.now())},
        "clerk",
    ),
    "begin it": (
        board.begin_meeting,
        lambda w: {
            "meeting": w.board_meeting,
            "began_at": timezone.now(),
            "users": [],
            "names": ["Priya Shah"],
            "uninvited_why": "No time.",
        },
        "clerk",
    ),
    "call it off": (board.call_off_meeting, lambda w: {"meeting": w.board_meeting, "reason": WHY}, "clerk"),
    "note what the board decided": (
        board.note_outcome,
        lambda w: {
            "suspension": called_off(w),
            "decision": BoardDecision.CONSIDERED,
            "reasons": WHY,
            "decided_on": local_day(timezone.now()),
        },
        "clerk",
    ),
    "take back what the board decided": (
        take_back_outcome,
        lambda w: {"outcome": answered(w), "reason": WHY},
        "clerk",
    ),
    "note the work of a suspended pupil": (
        after.set_work,
        lambda w: {"suspension": w.pupil_suspension, "what": "English", "how": "On paper", "marker": "Ms Bell"},
        "head deputy ceo",
    ),
    "arrange their education": (
        after.arrange_education,
        lambda w: {
            "suspension": w.pupil_suspension,
            "starts_on": FRIDAY,
            **dict.fromkeys(("provider", "address", "times", "report_to"), "Larch"),
        },
        "head deputy ceo",
    ),
    "say why none is arranged": (
        after.except_education,
        lambda w: {"suspension": in_year_11(w.pupil_suspension), "exception": NoEducation.YEAR_11, "reason": WHY},
        "head deputy ceo",
    ),
    "note the talk on coming back": (
        after.note_reintegration,
        lambda w: {
            "suspension": w.pupil_suspension,
            "is_held": True,
            "who_came": "His mother.",
            "agreed": WHY,
            "held_on": timezone.localdate(),
        },
        "head deputy ceo",
    ),
    "advise on a pupil's suspension": (
        advice.give_advice,
        lambda w: {"suspension": w.pupil_suspension, "is_supported": True, "reasons": WHY},
        "ceo",
    ),
    "answer the advice": (advice.answer_advice, lambda w: {"suspension": w.doubted, "reasons": WHY}, "head"),
    "cancel a pupil's suspension": (
        pupils.cancel_suspension,
        lambda w: {
            "suspension": w.pupil_suspension,
            "reason": WHY,
            "back_on": w.pupil_suspension.first_on,
            "back_half": HalfOfDay.MORNING,
        },
        "head",
    ),
    "note an examination that is missed": (
        exams.note_exam,
        lambda w: {"suspension": w.pupil_suspension, "exam": "GCSE Art", "exam_on": w.pupil_suspension.first_on},
        "head deputy ceo",
    ),
    "note that an examination is not missed": (
        exams.take_back_exam,
        lambda w: {
            "suspension": w.doubted,
            "exam": "GCSE English Language",
            "exam_on": w.doubted.first_on,
            "reason": WHY,
        },
        "head deputy ceo",
    ),
    "change what is known of a pupil": (
        change_pupil_facts,
        lambda w: {"pupil": w.learner, "has_sen": True},
        # Whoever sets schools up does so from their files.
        "head deputy ceo admin",
    ),
    "note half-days elsewhere": (
        pupils.note_elsewhere,
        lambda w: {
            "pupil": w.learner,
            "school": w.school,
            "where": "Fernside",
            "year": 2026,
            "term": TermNumber.AUTUMN,
            "half_days": 2,
        },
        "head deputy ceo",
    ),
    "take back half-days elsewhere": (
        pupils.take_back_elsewhere,
        lambda w: {"row": w.elsewhere, "reason": WHY},
        "head deputy ceo",
    ),
    "report something online": (
        online.log_concern,
        lambda w: {
            "school": w.school,
            "platform": Platform.FACEBOOK,
            "words": WHY,
            "kinds": [ConcernKind.NEGATIVE],
            "seen_at": timezone.now(),
            "handle": "@millparent",
        },
        "head deputy office staff ceo central",
    ),
    "add to what one reported online": (
        online.add_to_report,
        lambda w: {"concern": w.reported_post, "description": WHY},
        "staff",
    ),
    "look at a post again": (
        online.check_concern,
        lambda w: {"concern": w.concern, "found": Presence.REMOVED},
        "head deputy ceo",
    ),
    "say who posted it": (
        online.name_author,
        lambda w: {"concern": w.concern, "author": w.mother},
        "head deputy ceo",
    ),
    "say what a post is": (
        online.say_kinds,
        lambda w: {"concern": w.concern, "kinds": [ConcernKind.RACIST], "reason": WHY},
        "head deputy ceo",
    ),
    "log who was told of a post": (
        online.log_told,
        lambda w: {"concern": w.concern, "whom": Whom.POLICE, "name": "4411", "told_at": timezone.now()},
        "head deputy ceo",
    ),
    "take a step about a post": (
        online.take_step,
        lambda w: {"concern": w.slander, "kind": StepKind.HOST, "what": WHY},
        "head deputy ceo",
    ),
    "take a legal step": (
        online.take_step,
        lambda w: {"concern": w.slander, "kind": StepKind.OTHER_LEGAL, "what": WHY},
        "ceo",
    ),
    "note what came of a step": (
        online.note_outcome,
        lambda w: {"step": w.to_police, "outcome": WHY},
        "head deputy ceo",
    ),
    "issue the letter of a step": (
        online.issue_step_paper,
        lambda w: {"step": w.to_warn, "said": WHY},
        "head deputy ceo",
    ),
    "log how the letter of a step went": (
        online.log_step_paper_sent,
        lambda w: {"step": w.request, "method": CopyMethod.HAND, "sent_on": local_day(timezone.now())},
        "head deputy ceo",
    ),
    "log that the letter of a step was posted": (
        online.log_step_paper_posted,
        lambda w: {"step": w.request, "method": CopyMethod.HAND, "sent_on": local_day(timezone.now())},
        "head deputy office ceo central",
    ),
    "log to whom a pack went": (
        online.log_pack_sent,
        lambda w: {
            "step": w.to_police,
            "to_name": "PC 4411",
            "method": CopyMethod.HAND,
            "sent_on": local_day(timezone.now()),
        },
        "head deputy ceo",
    ),
    "send the letter of a step again": (
        online.send_step_paper_again,
        lambda w: {"step": w.request, "copy": w.request_copy, "dispute": WHY},
        "head deputy ceo",
    ),
    "suspend somebody for a post": (
        suspend_for_post,
        lambda w: {"concern": w.slander, "grounds": "She says that she comes on Friday."},
        "head ceo",
    ),
    "settle a post": (online.settle_concern, lambda w: {"concern": w.concern, "reason": WHY}, "head deputy ceo"),
    "log a complaint": (
        complaints.log_complaint,
        lambda w: {
            "school": w.school,
            "received_on": local_day(timezone.now()),
            "channel": ComplaintChannel.LETTER,
            "words": WHY,
            "name": "Jo Bright",
        },
        "head deputy office ceo central",
    ),
    "add a point": (complaints.add_point, lambda w: {"complaint": w.complaint, "text": WHY}, "head ceo"),
    "take back a point": (
        complaints.take_back_point,
        lambda w: {"point": w.spare_point, "reason": WHY},
        "head ceo",
    ),
    "say whom a complaint is about": (
        complaints.name_about,
        lambda w: {"complaint": w.complaint, "user": w.staff},
        "head ceo",
    ),
    "decide on a complaint": (
        complaints.decide_complaint,
        lambda w: {
            "complaint": w.complaint,
            "findings": [(one, Result.UPHELD, WHY) for one in (w.point, w.spare_point)],
            "remedy": "",
            "action": WHY,
        },
        "head ceo",
    ),
    "take a complaint further": (
        complaints.take_further,
        lambda w: {"complaint": w.answered, "asked_on": local_day(timezone.now()), "words": WHY},
        "head ceo",
    ),
    "hand a complaint to the data protection lead": (
        complaints.hand_to_data_lead,
        lambda w: {"complaint": w.complaint, "reason": WHY},
        "head ceo",
    ),
    "hand a point to the data protection lead": (
        complaints.hand_on_points,
        lambda w: {"complaint": w.complaint, "points": [w.spare_point], "words": WHY},
        "head ceo",
    ),
    "hand a complaint to the Chair": (complaints.hand_to_chair, lambda w: {"complaint": taken_further(w)}, "ceo"),
    "withdraw a complaint": (
        complaints.withdraw_complaint,
        lambda w: {"complaint": w.complaint, "reason": WHY},
        "head ceo",
    ),
    "note that a panel is asked for": (
        complaints.ask_for_panel,
        lambda w: {"reference": w.formal.case.reference, "asked_on": local_day(timezone.now()), "words": WHY},
        "clerk",
    ),
    "name a member of a panel": (
        complaints.name_member,
        lambda w: {"complaint": w.panel_asked, "name": "Bea Long"},
        "clerk",
    ),
    "take somebody off a panel": (
        complaints.stand_down_member,
        lambda w: {"member": w.sitting, "reason": WHY},
        "clerk",
    ),
    "arrange a panel": (
        complaints.arrange_panel,
        lambda w: {"complaint": w.panel_asked, "meets_at": timezone.now() + timedelta(days=7), "place": "Room 4"},
        "clerk",
    ),
    "put a panel off": (complaints.call_off_panel, lambda w: {"meeting": w.panel, "reason": WHY}, "clerk"),
    "note the papers for a panel": (
        complaints.send_panel_papers,
        lambda w: {"meeting": w.panel, "papers": WHY, "papers_on": local_day(timezone.now())},
        "clerk",
    ),
    "note that a panel has met": (complaints.hold_panel, lambda w: {"meeting": w.panel, **who_sat(w)}, "clerk"),
    "note what a panel found": (
        complaints.note_panel_findings,
        lambda w: {
            "complaint": sat(w),
            "findings": [(one, Result.UPHELD, WHY) for one in w.before_panel.points.all()],
            "remedy": "",
            "action": WHY,
        },
        "clerk",
    ),
    "issue a letter about a panel": (
        complaints.issue_letter,
        lambda w: {"complaint": w.panel_asked, "key": LetterOfComplaint(About.ACKNOWLEDGED, "panel"), "said": ""},
        "clerk",
    ),
    "log that a letter about a complaint was posted": (
        complaints.log_letter_posted,
        lambda w: {
            "complaint": w.complaint,
            "key": w.complaint_key,
            "method": CopyMethod.HAND,
            "sent_on": local_day(timezone.now()),
        },
        "head deputy office ceo central",
    ),
    "issue a letter about a complaint": (
        complaints.issue_letter,
        lambda w: {"complaint": w.complaint, "key": update_key(w.complaint), "said": WHY},
        "head ceo",
    ),
    "log how a letter about a complaint went": (
        complaints.log_letter_sent,
        lambda w: {
            "complaint": w.complaint,
            "key": w.complaint_key,
            "method": CopyMethod.HAND,
            "sent_on": local_day(timezone.now()),
        },
        "head ceo",
    ),
    "send a letter about a complaint again": (
        complaints.send_letter_again,
        lambda w: {"complaint": w.complaint, "copy": w.complaint_copy, "dispute": WHY},
        "head ceo",
    ),
    "log a contact": (
        online.log_contact,
        lambda w: {
            "school": w.school,
            "person": w.family.father,
            "happened_at": timezone.now(),
            "channel": ContactChannel.CALL,
            "subject": WHY,
        },
        "head deputy office staff ceo central",
    ),
    "take back a contact": (
        online.take_back_contact,
        lambda w: {"contact": w.contact, "reason": WHY},
        "head deputy ceo",
    ),
    "upload e-mails": (
        online.upload_mails,
        lambda w: {"school": w.school, "files": [Arrival("a.txt", 0, reason="Not a message.")]},
        "head deputy ceo",
    ),
    "say whose messages they are": (
        online.name_sender,
        lambda w: {"file": w.asked_mail, "person": w.family.father},
        "head deputy ceo",
    ),
    "warn about messages": (
        online.warn_of_restriction,
        lambda w: {"case": w.case, "person": w.unrestricted, "grounds": [Ground.VOLUME], "why": WHY},
        "head deputy ceo",
    ),
    "restrict at once": (
        online.restrict_at_once,
        lambda w: {
            "case": w.case,
            "person": w.unrestricted,
            "grounds": [Ground.VOLUME],
            "why": WHY,
            "skip_reason": WHY,
            **w.terms,
        },
        "head deputy ceo",
    ),
    "set terms": (
        online.set_restriction,
        lambda w: {"restriction": w.restriction_warning, **w.terms},
        "head deputy ceo",
    ),
    "change terms": (
        online.change_terms,
        lambda w: {"restriction": w.restriction, "reason": WHY, **w.terms},
        "head deputy ceo",
    ),
    "keep a restriction": (
        online.keep_restriction,
        lambda w: {
            "restriction": w.restriction,
            "reason": WHY,
            "considered": WHY,
            "review_on": w.terms["review_on"],
        },
        "head deputy ceo",
    ),
    "end a restriction": (
        online.end_restriction,
        lambda w: {"restriction": w.restriction, "reason": WHY},
        "head deputy ceo",
    ),
    "leave it at the warning": (
        online.drop_warning,
        lambda w: {"restriction": w.restriction_warning, "reason": WHY},
        "head deputy ceo",
    ),
    "end the restrictions of a void case": (online.end_restrictions_of, lambda w: {"case": w.case}, "head ceo"),
    "note a breach": (
        online.note_breach,
        lambda w: {"restriction": w.restriction, "what": WHY, "happened_at": timezone.now()},
        "head deputy ceo",
    ),
    "issue a letter about messages": (
        online.issue_restriction_letter,
        lambda w: {
            "restriction": w.restriction_warning,
            "key": LetterKey(w.restriction_warning.pk, RestrictionLetter.WARNING),
            "said": "",
        },
        "head deputy ceo",
    ),
    "log how a letter about messages went": (
        online.log_restriction_letter_sent,
        lambda w: {
            "restriction": w.restriction,
            "key": w.restricting,
            "method": CopyMethod.HAND,
            "sent_on": local_day(timezone.now()),
        },
        "head deputy ceo",
    ),
    "log that a letter about messages was posted": (
        online.log_restriction_letter_posted,
        lambda w: {
            "restriction": w.restriction,
            "key": w.restricting,
            "method": CopyMethod.HAND,
            "sent_on": local_day(timezone.now()),
        },
        "head deputy office ceo central",
    ),
    "send a letter about messages again": (
        online.send_restriction_letter_again,
        lambda w: {"restriction": w.restriction, "copy": w.restriction_copy, "dispute": WHY},
        "head deputy ceo",
    ),
    "discard a draft": (records.discard_record, lambda w: {"record": w.draft}, "head deputy ceo"),
    "hand a copy over": (
        records.hand_copy,
        lambda w: {"record": w.report, "method": CopyMethod.HAND, "to_person": w.twin},
        "head deputy office ceo central",
    ),
    "sign on a screen": (
        records.sign_in_room,
        lambda w: {"signatory": w.signatory, "digest": w.note.digest, "typed": "Bartholomea"},
        "head deputy office ceo central",
    ),
    "note that a copy was given": (
        records.give_whole,
        lambda w: {"signatory": w.holder, "method": CopyMethod.HAND, "handed_on": local_day(timezone.now())},
        "head deputy office ceo central",
    ),
    "send a link to a copy": (
        records.send_whole,
        lambda w: {"signatory": w.holder, "email": "quist@letters.example", "phone": "07700 900468"},
        "head deputy ceo",
    ),
    "note that a copy arrived": (
        records.note_arrived,
        lambda w: {"copy": w.whole_copy},
        "head deputy office ceo central",
    ),
    "note that a copy of a record is lost": (
        records.note_lost,
        lambda w: {"copy": w.whole_copy, "dispute": "It came back."},
        "head deputy ceo",
    ),
    "send a link to sign": (
        records.ask_to_sign,
        lambda w: {"signatory": w.signatory, "email": "quist@letters.example", "phone": "07700 900468"},
        "head deputy ceo",
    ),
    "note what is not agreed with": (
        records.note_disagreement,
        lambda w: {"signatory": w.signatory, "text": "Not so."},
        "head deputy office ceo central",
    ),
    "note that somebody does not sign": (
        records.note_unsigned,
        lambda w: {"signatory": w.signatory, "method": SignMethod.UNABLE, "reason": "Ill.", "witness": "Dan"},
        "head deputy office ceo central",
    ),
    "propose a wording": (
        records.propose_wording,
        lambda w: {"name": "return", "text": "Stay away.", "why": "x", "effective_on": date(2027, 5, 7)},
        "central",
    ),
    "approve a wording": (records.approve_wording, lambda w: {"wording": w.wording}, "ceo"),
    "decline a wording": (records.decline_wording, lambda w: {"wording": w.wording, "reason": "x"}, "ceo"),
    "withdraw a wording": (records.withdraw_wording, lambda w: {"wording": w.wording}, "central"),
    "send again": (notices.send_again, lambda w: {"notice": w.failed}, "head deputy ceo"),
    "put right": (notices.put_right, lambda w: {"notice": w.failed, "how": "By telephone"}, "head deputy ceo"),
}


@pytest.fixture
def world(built, clock):
    clock.shift(timedelta(minutes=1))
    return built


def fresh(facts):
    """The rows as they stand, whatever an act before wrote on these objects."""
    for row in facts.values():
        if isinstance(row, models.Model):
            row.refresh_from_db()
    return facts


def test_a_service_denies_whoever_lacks_the_power_and_writes_nothing(world):
    allowed = {}
    for name, (act, given, _) in ACTS.items():
        for who in worlds.CAST:
            user, before = User.objects.get(pk=getattr(world, who).pk), Entry.objects.count()
            try:
                with transaction.atomic():
                    act(by=user, **fresh(given(world)))
                    transaction.set_rollback(True)
                allowed.setdefault(name, []).append(who)
            except PermissionDenied:
                assert Entry.objects.count() == before, (name, who)

    assert {name: " ".join(who) for name, who in allowed.items()} == {name: who for name, (_, _, who) in ACTS.items()}


def test_a_closed_account_may_do_nothing(world):
    head, done = make.UserFactory(role=("head", world.school), is_active=False), []
    for name, (act, given, _) in ACTS.items():
        with suppress(PermissionDenied), transaction.atomic():
            act(by=head, **fresh(given(world)))
            done.append(name)
            transaction.set_rollback(True)

    assert done == []
