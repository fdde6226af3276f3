"""A case's history in words."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.system import system_user
from audit.models import Entry
from cases.arrivals import keep
from cases.duties import Kind
from cases.links import token_of
from cases.models import Evidence
from cases.services.access import end_sight, grant_sight
from cases.services.case import (
    involve,
    mark_closed,
    mark_reopened,
    mark_void,
    open_case,
    remove_involvement,
    rename_case,
)
from cases.services.deciding import hand_back
from cases.services.delegation import delegate, end_delegation
from cases.services.duties import discharge, open_duty, reassign, set_due, waive
from cases.services.evidence import add_evidence, enter_evidence, note_examined, refuse_file, remove_file, seal
from cases.services.links import issue_link, leave_link, note_copy, open_link, take_back_links, use_link
from cases.services.prompts import answer_prompt
from cases.states import EvidenceKind, FileKind, LinkPurpose, Part, PromptAnswer, PromptKind
from cases.words import VERBS, said
from desk.selectors.history import sentence
from schools.calendar import LONDON
from schools.states import Role
from tests.cases.files import picture

pytestmark = pytest.mark.django_db


def last():
    return sentence(Entry.objects.order_by("-pk").first())


# The verbs by the test below that reads their sentences.
ENDING = {"case.closed", "case.reopened", "case.prompt_answered"}
DECIDING = {"case.handed_over", "case.handed_back", "delegation.given", "delegation.ended", "duty.moved"}
FILES = {verb for verb in VERBS if verb.startswith("evidence.")}
LINKS = {verb for verb in VERBS if verb.startswith("link.")}


def spoken():
    return {*Entry.objects.values_list("verb", flat=True)}


def test_every_act_on_a_case_reads_as_a_sentence(school, head, deputy, ceo, central, clock):
    case = open_case(school=school, title="Threat at the gate", by=head)
    assert last() == "Ruth Adeyemi opened the case: Threat at the gate."
    row = involve(case=case, part=Part.INJURED, name="{who} %s <b>", by=head)
    assert last() == "Ruth Adeyemi added {who} %s <b>: hurt."
    remove_involvement(involvement=row, reason="Was not there", by=head)
    assert last() == "Ruth Adeyemi took {who} %s <b> (hurt) out of the case: Was not there"
    add_evidence(case=case, kind=EvidenceKind.CCTV, description="Front gate", by=head)
    assert last() == "Ruth Adeyemi added evidence (CCTV): Front gate"
    rename_case(case=case, title="Threat", by=head)
    assert last() == "Ruth Adeyemi changed the title from “Threat at the gate” to “Threat”."
    grant = grant_sight(case=case, user=central, reason="Looks into it", by=ceo)
    assert last() == "Dana Whitlock let Joan Petty see this case: Looks into it"
    clock.shift(1)
    end_sight(grant=grant, by=ceo)
    assert last() == "Dana Whitlock ended Joan Petty’s sight of this case."
    duty = open_duty(case=case, kind=Kind.TELL_PARENT, subject="1", about="Mr Farrow", by=head)
    assert last() == "Due Monday 2 November 2026, Headteacher: Tell Mr Farrow in person or by telephone."
    reassign(duty=duty, to=deputy, reason="I am away", by=head)
    assert last() == (
        "Ruth Adeyemi handed on “Tell Mr Farrow in person or by telephone” from Headteacher to Sam Okoro: I am away"
    )
    discharge(case=case, kind=Kind.TELL_PARENT, subject="1", how="Spoke to him.", by=deputy)
    assert last() == "Done: Tell Mr Farrow in person or by telephone. Spoke to him."
    duty = open_duty(case=case, kind=Kind.REPORT_TO_CEO, by=head, owner_role=Role.HEAD)
    waive(duty=duty, reason="The CEO was here", by=head)
    assert last() == "Ruth Adeyemi set aside: Write the report for the CEO. The CEO was here"
    open_duty(case=case, kind=Kind.REPORT_TO_CEO, by=head)
    mark_void(case=case, reason="Logged twice", by=head)
    told = [sentence(entry) for entry in Entry.objects.order_by("pk")][-2:]
    assert told == [
        "Ruth Adeyemi marked the case as logged in error: Logged twice",
        "Ruth Adeyemi set aside: everything that was still due. Logged twice",
    ]
    assert Evidence.objects.count() == 1
    assert spoken() == {*VERBS} - ENDING - DECIDING - FILES - LINKS


def test_the_way_of_a_link_reads_as_sentences(school, head, clock):
    case, machine = open_case(school=school, title="Threat at the gate", by=head), system_user()

    def issue():
        made = issue_link(
            case=case,
            purpose=LinkPurpose.STATEMENT,
            subject="1",
            to_name="Helen {who}",
            sent_to="helen@example.com",
            expires_at=datetime(2026, 11, 11, 8, 19, tzinfo=LONDON),
            by=head,
        )
        return made, {"purpose": LinkPurpose.STATEMENT, "token": token_of(made.link.seed), "by": machine}

    made, known = issue()
    assert last() == (
        "Ruth Adeyemi made a link for Helen {who}: write a statement. It opens until Wednesday 11 November 2026, 08:19."
    )
    open_link(code="no", **known)
    assert last() == "The link for Helen {who} was tried and stayed shut: the code was not right (try 1 of 5)."
    take_back_links(case=case, purpose=LinkPurpose.STATEMENT, subject="1", by=head)
    assert last() == "The link for Helen {who} was taken back."
    made, known = issue()
    opened = open_link(code=made.code, **known).link
    assert last() == "Helen {who} opened the link with the code."
    leave_link(link=opened, by=machine)
    assert last() == "Helen {who} closed the link’s page for now."
    use_link(link=open_link(code=made.code, **known).link, by=machine)
    assert last() == "Helen {who} has done what the link was for. It opens nothing any more."
    note_copy(link=opened, by=machine)
    assert last() == "Helen {who} took the copy that the link offers."
    assert spoken() >= LINKS


def test_an_end_at_midnight_is_said_as_the_last_minute_before(school, head, ceo, central, clock):
    case = open_case(school=school, title="Threat at the gate", by=head)
    grant_sight(case=case, user=central, reason="Looks into it", until=datetime(2026, 11, 5, tzinfo=LONDON), by=ceo)
    assert last() == "Dana Whitlock let Joan Petty see this case until Wednesday 4 November 2026, 23:59: Looks into it"


def test_prompts_closing_and_reopening_read_as_sentences(school, head, clock):
    case = open_case(school=school, title="Threat at the gate", by=head)
    answer_prompt(case=case, kind=PromptKind.CCTV, answer=PromptAnswer.SKIPPED, note="No camera there", by=head)
    assert last() == "Ruth Adeyemi: Keep the camera recording. Not needed. No camera there"
    mark_closed(case=case, outcome="He apologised.", left=[], by=head)
    assert last() == "Ruth Adeyemi closed the case: He apologised."
    mark_reopened(case=case, reason="He came again.", by=head)
    assert last() == "Ruth Adeyemi opened the case again: He came again."
    assert spoken() >= ENDING


def test_who_decides_and_when_it_is_due_reads_as_sentences(school, head, ceo, chair, central, clock):
    case = open_case(school=school, title="Threat at the gate", by=head)
    given = delegate(case=case, to=central, reason="I am abroad", by=ceo)
    assert last() == "Dana Whitlock let Joan Petty act for the CEO on this case: I am abroad"
    clock.shift(1)
    end_delegation(delegation=given, by=ceo)
    assert last() == "Dana Whitlock ended that Joan Petty may act for the CEO on this case."
    open_duty(case=case, kind=Kind.CEO_ACKNOWLEDGE, by=head)
    friday = datetime(2026, 11, 6, 12, tzinfo=LONDON)
    set_due(case=case, kind=Kind.CEO_ACKNOWLEDGE, due_at=friday, why="The office was closed.", by=head)
    assert last() == "Read the incident report is now due Friday 6 November 2026, 12:00: The office was closed."
    set_due(
        case=case, kind=Kind.CEO_ACKNOWLEDGE, due_at=datetime(2026, 11, 10, tzinfo=LONDON), why="It is closed.", by=head
    )
    assert last() == "Read the incident report is now due Monday 9 November 2026: It is closed."
    row = involve(case=case, part=Part.TARGET, user=ceo, by=head)
    assert "The Chair of Trustees decides in this case in the place of the CEO. The CEO is involved in this case." in [
        sentence(entry) for entry in Entry.objects.all()
    ]
    clock.shift(1)
    remove_involvement(involvement=row, reason="It was somebody else", by=head)
    hand_back(case=case, by=head)
    assert "The CEO decides in this case again, in the place of the Chair of Trustees." in [
        sentence(entry) for entry in Entry.objects.all()
    ]
    assert spoken() >= DECIDING


def test_what_happens_to_files_of_evidence_reads_as_sentences(school, head, ceo, clock):
    case = open_case(school=school, title="Threat at the gate", by=head)
    arrivals = keep(SimpleUploadedFile(f"{side}.jpg", picture(size=(side, side))) for side in (40, 50, 60))
    row = add_evidence(case=case, kind=EvidenceKind.PHOTO, description="The gate", files=arrivals, by=head)
    assert last() == "Ruth Adeyemi added a file to the evidence: 60.jpg."
    first, second, _ = row.files.order_by("pk")
    note_examined(
        file=first, kind=FileKind.PICTURE, served=first.original.name, note="", is_scanned=False, by=system_user()
    )
    assert last() == "The file 40.jpg was checked."
    refuse_file(file=second, reason="It carries a virus.", is_scanned=True, by=system_user())
    assert last() == "The file 50.jpg was not kept. It carries a virus."
    remove_file(file=first, reason="The wrong gate", by=head)
    assert last() == "Ruth Adeyemi took the file 40.jpg out of the evidence: The wrong gate"
    seal(case=case, by=ceo)
    assert last() == "Dana Whitlock sealed the evidence with a decision: 1 piece with 1 file."
    enter_evidence(case=case, kind=EvidenceKind.POST, description="A made-up picture", is_sensitive=True, by=head)
    alone = Entry.objects.get(verb="evidence.sealed_alone")
    assert sentence(alone) == "Ruth Adeyemi sealed evidence as it came, to be shown blurred: A made-up picture"
    assert spoken() >= FILES


def test_an_entry_whose_words_were_erased_still_reads(school, head, clock):
    open_case(school=school, title="Threat", by=head)
    entry = Entry.objects.select_related("payload", "actor").get()
    for verb in VERBS:
        entry.verb, entry.payload.data = verb, {}
        assert sentence(entry)
        assert isinstance(said(verb, {}), dict)
