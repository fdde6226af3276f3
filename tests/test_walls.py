"""Does anything at all tell somebody that there is a case about them?"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cases.models import Case, Duty, Evidence, EvidenceFile
from cases.services.case import involve
from cases.services.evidence import add_evidence
from cases.states import EvidenceKind, Part
from desk.services.log import Party
from desk.services.report import issue_report, write_report
from notices.models import Notice
from schools.states import PersonKind
from tests import factories as make
from tests import world as worlds
from tests.test_access import TRIES, response_of, sign_in

# What differs from one answer to the next of any page: tokens of forms, addresses made up anew, a code shown once.
NOISE = re.compile(
    rb"(name=\"(?:csrfmiddlewaretoken|keeper)\" value=\"[^\"]*\"|\"X-CSRFToken\": ?\"[^\"]*\""
    rb"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|id=\"code\">\d{4} \d{4}<)"
)
MADE_UP = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=search=)[\w-]+|(?<=name=\"search\" value=\")[\w-]+")


# Acts that lead to what they have just made, whose number or reference is new each time.
MAKES_A_ROW = {
    "socialmedia:log post",
    "socialmedia:step_paper post",
    "socialmedia:take post",
    "desk:suspend_online post",
    "socialmedia:log_from post",
    "complaints:letter post",
    "complaints:log post",
    "complaints:log_from post",
    "cases:evidence_add post",
    "desk:enter_new post",
    "desk:warn post",
    "meetings:mediate post",
    "meetings:mediation_meet post",
    "incidents:interview_issue",
    "incidents:interview_note post",
    "incidents:statement_ask post",
    "meetings:arrange post",
    "meetings:issue",
    "meetings:letter post",
    "packs:choose post",
    "packs:bundle_for post",
    "packs:tray post",
    "pupils:suspend_decide post",
    "socialmedia:restrict post",
    "socialmedia:terms_letter post",
    "socialmedia:upload_new post",
    "suspensions:trust_wide post",
}
NEW_ROW = re.compile(r"(?<=/)([0-9]+|[A-Z]{3}-[0-9]{4}-[A-Z0-9]{4})(?=/)")


def told_by(response, *, makes_a_row=False):
    """Everything an answer tells: its status, where it leads, its bytes."""
    body = b"" if response.streaming else response.content
    place = MADE_UP.sub("", response.headers.get("Location", ""))
    return response.status_code, NEW_ROW.sub("", place) if makes_a_row else place, NOISE.sub(b"", body)


EVERY = tuple(name for name in TRIES if name != "desk:readyz")


def all_pages(world, who, names=EVERY):
    return {name: told_by(response_of(world, who, name), makes_a_row=name in MAKES_A_ROW) for name in names}


@pytest.fixture
def world(built, clock):
    """The world, in which the head and the CEO are also known as parents."""
    made = built
    made.asleep = make.UserFactory(is_active=False)
    for who in ("head", "ceo"):
        person = make.PersonFactory(
            given_name="Ruth",
            family_name=f"Known{who}",
            user=getattr(made, who),
            kinds=[PersonKind.PARENT],
            at=made.school,
        )
        setattr(made, f"{who}_as_parent", person)
    clock.shift(60)
    return made


def seen_by(world, who, case):
    """Whether somebody sees a case at their next request."""
    return Case.objects.visible_to(User.objects.get(pk=getattr(world, who).pk)).filter(pk=case.pk).exists()


def walled_case(world, who):
    """A colleague logs what the head (or the CEO) did; it is reported, investigated and told to who must know."""
    about = Party(part=Part.SUBJECT, person=getattr(world, f"{who}_as_parent"))
    case = worlds.log(world.school, world.deputy, 99, parties=[about], tells_ceo=True, account="Shouted at a colleague")
    write_report(case=case, action_taken="They were asked to stop.", by=world.deputy, **worlds.ANSWERS)
    row = add_evidence(case=case, kind=EvidenceKind.MESSAGE, description="An e-mail", by=world.deputy)
    make.EvidenceFileFactory(evidence=row, cleaned=True)
    involve(case=case, part=Part.WITNESS, person=world.twin, by=world.deputy)
    issue_report(case=case, by=world.deputy)
    return case


def file_of(case):
    return EvidenceFile.objects.get(evidence__case=case)


@pytest.mark.parametrize("who", ["head", "ceo"])
def test_every_answer_is_the_same_with_and_without_a_case_about_oneself(world, who):
    before = all_pages(world, who)
    case = walled_case(world, who)
    assert Duty.objects.filter(case=case).exists()
    assert Evidence.objects.filter(case=case).exists()

    after = all_pages(world, who)

    assert [name for name in before if before[name] != after[name]] == []


# Pages that show a case to whoever may see it.
TOLD = ("desk:home", "desk:cases", "desk:person")


def test_the_comparison_would_notice_a_case_that_is_not_walled(world):
    before = all_pages(world, "head", TOLD)
    world.head_as_parent = world.family.father
    walled_case(world, "head")

    after = all_pages(world, "head", TOLD)

    assert [name for name in TOLD if before[name] == after[name]] == []


@pytest.mark.parametrize("who", ["head", "ceo"])
def test_a_walled_case_answers_like_one_that_does_not_exist(world, who):
    case = walled_case(world, who)
    rows = {
        "incidents:incident": [case.reference, 1],
        "incidents:addendum": [case.reference, 1],
        **{f"desk:{name}": [case.reference] for name in ("case", "logged", "history", "void", "decide", "report")},
        **{
            f"desk:{name}": [case.reference]
            for name in ("report_preview", "report_read", "chair", "inform_chair", "involved")
        },
        **{f"cases:{name}": [case.reference] for name in ("evidence", "evidence_add", "sight")},
        "cases:waive": [case.reference, case.duties.first().pk],
        "cases:evidence_item": [case.reference, case.evidence.first().pk],
        **{f"cases:{name}": [case.reference, file_of(case).pk] for name in ("file", "file_original", "file_remove")},
        "desk:involved_remove": [case.reference, case.involvements.first().pk],
        "desk:suspend": [case.reference],
        "desk:warn": [case.reference],
        "records:record": [case.records.first().pk],
        "records:pdf": [case.records.first().pk],
        "records:sign": [case.reference, case.records.first().pk],
        "records:room": [case.reference, case.records.first().pk],
        "notices:notice": [Notice.objects.filter(case=case).first().pk],
        "notices:failed": [case.reference, Notice.objects.filter(case=case).first().pk],
    }
    client = Client()
    sign_in(world, who, client)

    for name, args in rows.items():
        nothing = ["HIL-2026-BBBB" if isinstance(arg, str) else arg + 10_000 for arg in args]
        hidden, absent = (client.get(reverse(name, args=place)) for place in (args, nothing))
        assert hidden.status_code == 404, name
        assert told_by(hidden) == told_by(absent), name


@pytest.mark.parametrize("who", ["head", "ceo"])
def test_whoever_a_case_is_about_is_told_nothing_by_anybody(world, who, run_jobs, settings, mailoutbox):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run_jobs(rounds=100)
    assert run_jobs() == []
    mailoutbox.clear()

    case = walled_case(world, who)
    run_jobs()

    user = getattr(world, who)
    assert not Notice.objects.filter(case=case, to_user=user).exists()
    assert [m for m in mailoutbox if user.email in m.to] == []
    assert not seen_by(world, who, case)


def test_colleagues_see_the_case_that_its_subject_does_not(world):
    case = walled_case(world, "head")

    assert [who for who in worlds.CAST if seen_by(world, who, case)] == ["deputy", "ceo"]


SEARCHES = {
    "desk:cases_search": [],
    "desk:people_search": [],
    "desk:person_same_search": ["twin"],
    "desk:log_people": [],
}


@pytest.mark.parametrize("words", ["Known", "Shouted", "Ruth", "HIL", "passer"])
def test_every_search_finds_the_same_with_and_without_a_case_about_oneself(world, words):
    def found():
        client, answers = Client(), {}
        sign_in(world, "head", client)
        for name, args in SEARCHES.items():
            url = reverse(name, args=[getattr(world, arg).pk for arg in args])
            answer = client.post(url, {"q": words}, follow=True)
            answers[name] = (answer.status_code, MADE_UP.sub("", NOISE.sub(b"", answer.content).decode()))
        return answers

    before = found()
    walled_case(world, "head")

    assert found() == before
