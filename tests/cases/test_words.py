"""A case's history in words."""

import pytest

from audit.models import Entry
from cases.duties import Kind
from cases.models import Evidence
from cases.services.access import end_sight, grant_sight
from cases.services.case import involve, mark_void, open_case, remove_involvement, rename_case
from cases.services.duties import discharge, open_duty, reassign, waive
from cases.services.evidence import add_evidence
from cases.states import EvidenceKind, Part
from cases.words import VERBS, said
from desk.selectors.history import sentence
from schools.states import Role

pytestmark = pytest.mark.django_db


def last():
    return sentence(Entry.objects.order_by("-pk").first())


# Verbs whose sentences are read in the tests of the acts themselves.
TOLD_ELSEWHERE = (
    "evidence.",
    "delegation.",
    "case.handed_",
    "case.closed",
    "case.reopened",
    "case.prompt",
    "duty.moved",
)


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
    assert last() == "Due Tuesday 3 November 2026, 00:00, Headteacher: Tell Mr Farrow in person or by telephone."
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
    spoken = {entry.verb for entry in Entry.objects.all()}
    assert spoken >= {verb for verb in VERBS if not verb.startswith(TOLD_ELSEWHERE)}


def test_an_entry_whose_words_were_erased_still_reads(school, head, clock):
    open_case(school=school, title="Threat", by=head)
    entry = Entry.objects.select_related("payload", "actor").get()
    for verb in VERBS:
        entry.verb, entry.payload.data = verb, {}
        assert sentence(entry)
        assert isinstance(said(verb, {}), dict)
