"""The steps about a post: which comes when, what each makes due, its letters and packs, and how it ends."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cases.duties import Kind
from cases.models import Duty
from desk.services.online import suspend_for_post
from incidents.models import Incident
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from packs.selectors.owed import owed_on_paper
from packs.services import log_posted
from records.models import Copy, WrittenRecord
from records.selectors.record import records_of
from records.states import CopyMethod, RecordKind
from schools.calendar import local_day
from schools.states import PersonKind, Role
from socialmedia import services
from socialmedia.models import ConcernStep, OnlineConcern
from socialmedia.selectors.concern import concern_page
from socialmedia.states import (
    CRITICISM,
    FIRST_STEPS,
    FOR_PUPILS,
    LEGAL,
    ConcernKind,
    Platform,
    Presence,
    StepKind,
    Whom,
)
from socialmedia.steps import Facts, cannot_take, needs_reason, offered, why_skip
from tests import factories as make

pytestmark = pytest.mark.usefixtures("clock")


# --- The rules, in every order ------------------------------------------------------------------------------------
facts = st.builds(
    Facts,
    kinds=st.frozensets(st.sampled_from([*ConcernKind.values]), min_size=1),
    taken=st.frozensets(st.sampled_from([*StepKind.values])),
    platform=st.sampled_from([*Platform.values]),
    state=st.sampled_from([*Presence.values]),
    is_known=st.booleans(),
    is_of_pupil=st.booleans(),
    has_pupils=st.booleans(),
    decides=st.booleans(),
    why_over=st.sampled_from([None, "It is over."]),
    why_not_person=st.sampled_from([None, "Works here."]),
)
step_kinds = st.sampled_from([*StepKind])
reasons = st.sampled_from(["", "  ", "It threatens violence."])


@given(facts, step_kinds, reasons)
def test_whatever_is_not_refused_keeps_the_order_or_says_why(known, kind, why):
    if cannot_take(kind, known, skips_why=why) is None and not known.is_of_pupil:
        is_first = kind in (*FIRST_STEPS, StepKind.EXPECTATIONS, StepKind.THANKS)
        assert is_first or {*FIRST_STEPS} <= known.taken or why.strip()


@given(facts, step_kinds, reasons)
def test_no_step_is_taken_against_a_parent_for_what_a_pupil_posted(known, kind, why):
    if known.is_of_pupil and kind not in FOR_PUPILS:
        assert cannot_take(kind, known, skips_why=why)
    if known.is_of_pupil:
        assert {kind for kind, _ in offered(known)} <= {*FOR_PUPILS}


@given(facts, reasons)
def test_criticism_never_leads_to_the_police_the_gate_or_a_court(known, why):
    if known.kinds <= {*CRITICISM}:
        for kind in (StepKind.POLICE, StepKind.SUSPENSION, StepKind.OTHER_LEGAL):
            assert cannot_take(kind, known, skips_why=why)


@given(facts, step_kinds, reasons)
def test_legal_steps_are_for_whoever_decides(known, kind, why):
    if kind in LEGAL and not known.decides:
        assert cannot_take(kind, known, skips_why=why)


@given(facts, step_kinds)
def test_a_reason_opens_what_only_the_order_shuts_and_nothing_else(known, kind):
    without, with_reason = cannot_take(kind, known), cannot_take(kind, known, skips_why="Because.")
    if without != with_reason:
        assert with_reason is None
        assert needs_reason(kind, known)


@given(facts, step_kinds, reasons)
def test_what_is_over_or_unknown_is_refused_with_a_sentence(known, kind, why):
    reason = cannot_take(kind, known, skips_why=why)
    assert reason is None or reason.endswith((".", "why not."))
    if known.why_over:
        assert reason == known.why_over


@given(facts)
def test_the_reason_that_stands_ready_fits(known):
    ready = why_skip(known)
    if {ConcernKind.THREAT, ConcernKind.RACIST, ConcernKind.OBSCENE} & known.kinds:
        assert ready


# --- Taking them --------------------------------------------------------------------------------------------------
@pytest.fixture
def kay(school):
    person = make.PersonFactory(given_name="Kay", family_name="Lowe", title="Mrs", at=school)
    make.AdultFactsFactory(person=person, address="9 Mill Lane\nMiddleton")
    return person


@pytest.fixture
def concern(school, kay, head, ceo):
    return logged(school, kay, head)


def logged(school, author, by, **more):
    said = {
        "platform": Platform.FACEBOOK,
        "place": "Friends of Hillside",
        "url": "https://www.facebook.com/groups/1",
        "words": "The head took the trip money.",
        "kinds": [ConcernKind.DEFAMATORY],
        "seen_at": timezone.now(),
        **more,
    }
    return services.log_concern(school=school, author=author, by=by, **said)


def take(concern, kind, by, **more):
    said = {"what": "It is untrue, and it harms a colleague.", **more}
    return services.take_step(concern=concern, kind=kind, by=by, **said)


def first_two(concern, by):
    take(concern, StepKind.DISCUSSION, by, what="Rang her. She will think about it.")
    return take(concern, StepKind.REMOVAL, by, next_check_on=date(2026, 11, 9))


def owed(concern):
    return {*Duty.objects.open().filter(case=concern.case).values_list("kind", flat=True)}


def text_of(record):
    return " ".join(
        [
            record.content["summary"],
            *(" ".join([s["heading"], *s["paragraphs"], *(f"{a} {b}" for a, b in (*s["rows"], *s["entries"]))])
              for s in record.content["sections"]),
        ]
    )  # fmt: skip


def test_a_defamatory_post_from_the_report_to_its_removal(concern, head, kay):
    step = first_two(concern, head)
    assert owed(concern) == {Kind.ONLINE_PAPER, Kind.REMOVAL_CHECK}
    record = services.issue_step_paper(
        step=step, said="It is untrue.", method=CopyMethod.POST, address="9 Mill Lane", by=head
    )
    assert "took the trip money" in text_of(record)
    assert record.content["to"][0] == "Mrs Kay Lowe"
    assert owed(concern) == {Kind.REMOVAL_CHECK}

    services.check_concern(concern=concern, found=Presence.REMOVED, by=head)

    fresh = OnlineConcern.objects.get(pk=concern.pk)
    assert fresh.is_settled
    thanks = ConcernStep.objects.get(kind=StepKind.THANKS)
    assert owed(concern) == {Kind.ONLINE_PAPER}
    letter = services.issue_step_paper(step=thanks, said="", method=CopyMethod.HAND, by=head)
    assert "Thank you for removing" in text_of(letter)
    assert owed(concern) == set()


def test_others_come_after_the_first_two_or_with_a_reason(concern, head):
    with pytest.raises(Refused, match="first, or say why not"):
        take(concern, StepKind.WARNING, head)

    assert take(concern, StepKind.WARNING, head, skips_why="She was asked twice last year.").skips_why
    first_two(concern, head)
    assert take(concern, StepKind.HOST, head, skips_why="Not needed").skips_why == ""


NO_POST = [
    (
        {"kinds": [ConcernKind.AI_DATA], "platform": Platform.OTHER, "platform_other": "A chat tool"},
        "delete it from the tool",
    ),
    (
        {
            "kinds": [ConcernKind.AI_EXCESSIVE],
            "platform": Platform.LETTERS,
            "signs": "90 alike",
            "judged_by_name": "R. Shah",
        },
        "stop sending it in such numbers",
    ),
    (
        {
            "kinds": [ConcernKind.AI_MISLEADING],
            "platform": Platform.LETTERS,
            "signs": "No such law",
            "judged_by_name": "R. Shah",
        },
        "send no more of it",
    ),
    ({"kinds": [ConcernKind.AI_MEDIA], "platform": Platform.TIKTOK}, "remove it"),
]


@pytest.mark.parametrize(("said", "asks"), NO_POST)
def test_letters_and_packs_call_no_post_what_is_none(school, kay, head, ceo, said, asks):
    concern = logged(school, kay, head, words="About the trip.", place="", url="", **said)
    request, papers = first_two(concern, head), []
    for step in (
        request,
        take(concern, StepKind.WARNING, head),
        take(concern, StepKind.POLICE, head, basis="harassment"),
        take(concern, StepKind.LEGAL_ADVICE, ceo),
        *([] if concern.platform == Platform.LETTERS else [take(concern, StepKind.HOST, head)]),
    ):
        how = {"method": CopyMethod.HAND} if step.kind in (StepKind.REMOVAL, StepKind.WARNING) else {}
        more = {"seen_by": "Us.", "harm": "Fear.", "favours": "It was meant well."} if step.kind in LEGAL else {}
        by = ceo if step.kind in LEGAL else head
        papers.append(services.issue_step_paper(step=step, said="It harms a colleague.", by=by, **how, **more))

    found = [f"{paper.title} {paper.content['to']} {text_of(paper)}" for paper in papers]

    assert [text for text in found if re.search(r"\bpost\b|\bposted\b", text)] == []
    assert asks in found[0]
    assert asks in found[1]


@pytest.mark.parametrize("kind", CRITICISM)
def test_nobody_is_asked_to_stop_writing_what_they_think_of_us(school, kay, head, ceo, kind):
    concern = logged(school, kay, head, platform=Platform.LETTERS, kinds=[kind])

    with pytest.raises(Refused, match="Nobody is asked to stop writing what they think of us"):
        take(concern, StepKind.REMOVAL, head)


def test_nobody_reports_to_a_site_what_came_to_us(school, kay, head, ceo):
    concern = logged(school, kay, head, platform=Platform.LETTERS)

    with pytest.raises(Refused, match="there is no site to report it to"):
        take(concern, StepKind.HOST, head, skips_why="At once.")


def test_the_police_hear_what_it_rests_on(school, kay, head, ceo):
    concern = logged(school, kay, head, kinds=[ConcernKind.THREAT], words="I will burn the office down.")
    with pytest.raises(Refused, match="rests on"):
        take(concern, StepKind.POLICE, head, skips_why="It threatens violence.")

    step = take(concern, StepKind.POLICE, head, skips_why="It threatens violence.", basis="threat", reference="CAD 12")
    record = services.issue_step_paper(step=step, said="She names the office and Friday.", by=head)

    text = text_of(record)
    assert record.kind == RecordKind.POLICE_PACK
    assert "I will burn the office down." in text
    assert "was found to have done" in text
    assert "Kay Lowe" in text
    services.log_pack_sent(step=step, to_name="PC 4411", method=CopyMethod.EMAIL, sent_on=date(2026, 11, 2), by=head)
    assert Kind.ONLINE_PAPER not in owed(concern)


def test_a_site_is_told_no_name_it_does_not_know(concern, head):
    first_two(concern, head)
    step = take(concern, StepKind.HOST, head, what="Your rules on bullying, part 3.")
    record = services.issue_step_paper(step=step, said=step.what, by=head)

    assert "Kay Lowe" not in text_of(record)
    assert "part 3" in text_of(record)


def test_a_brief_says_what_favours_whoever_posted_it(concern, head, ceo):
    first_two(concern, head)
    with pytest.raises(PermissionDenied):
        take(concern, StepKind.LEGAL_ADVICE, head)
    step = take(concern, StepKind.LEGAL_ADVICE, ceo, what="Can we ask for an undertaking?")
    said = {"said": step.what, "seen_by": "About 200.", "harm": "The head was asked about it.", "by": ceo}
    with pytest.raises(Refused, match="favours"):
        services.issue_step_paper(step=step, **said)

    record = services.issue_step_paper(step=step, favours="The receipt came three weeks late.", **said)

    assert "three weeks late" in text_of(record)


def test_the_head_asks_for_legal_steps_and_the_ceo_takes_them(concern, head, ceo):
    services.ask_legal(concern=concern, reason="It goes on.", by=head)
    assert Duty.objects.open().get(kind=Kind.DECIDE_LEGAL).owner_role == Role.CEO
    with pytest.raises(Refused, match="yourself"):
        services.ask_legal(concern=concern, reason="It goes on.", by=ceo)

    take(concern, StepKind.LEGAL_ADVICE, ceo, skips_why="It goes on in spite of two talks.")

    assert Kind.DECIDE_LEGAL not in owed(concern)


def test_what_came_of_a_step_is_asked_until_it_is_known(concern, head):
    first_two(concern, head)
    step = take(concern, StepKind.HOST, head, next_check_on=date(2026, 11, 6))
    services.note_outcome(step=step, outcome="No answer yet.", next_check_on=date(2026, 11, 13), by=head)
    assert Kind.STEP_CHECK in owed(concern)

    services.note_outcome(step=step, outcome="They took it down.", reference="FB-77", by=head)

    assert Kind.STEP_CHECK not in owed(concern)
    assert ConcernStep.objects.get(pk=step.pk).reference == "FB-77"


def test_a_pupils_own_post_is_met_by_a_letter_to_a_parent(school, kay, head, ceo):
    pupil = make.PersonFactory(given_name="Ali", family_name="Lowe", kinds=[PersonKind.PUPIL], at=school)
    make.RelationshipFactory(adult=kay, pupil=pupil, has_parental_responsibility=True)
    concern = logged(school, pupil, head)
    with pytest.raises(Refused, match="behaviour policy"):
        take(concern, StepKind.WARNING, head, skips_why="Because")
    with pytest.raises(Refused, match="Choose a parent"):
        take(concern, StepKind.EXPECTATIONS, head, person=make.PersonFactory(at=school))

    step = take(concern, StepKind.EXPECTATIONS, head, person=kay)
    record = services.issue_step_paper(step=step, said="He posted about a classmate.", by=head)

    assert "You have done nothing wrong" in text_of(record)
    assert "Ali" in text_of(record)


def test_a_colleague_is_met_as_a_colleague(school, head, ceo):
    author = make.PersonFactory(kinds=[PersonKind.STAFF], at=school)
    concern = logged(school, author, head)

    with pytest.raises(Refused, match="employment"):
        take(concern, StepKind.REMOVAL, head)


def test_what_is_gone_is_not_asked_for_again(concern, head):
    request = first_two(concern, head)
    services.check_concern(concern=concern, found=Presence.REMOVED, by=head)
    assert owed(concern) == {Kind.ONLINE_PAPER}
    assert Duty.objects.open().get(case=concern.case).subject != str(request.pk)
    with pytest.raises(Refused, match="It is gone"):
        services.issue_step_paper(step=request, said="It is untrue.", method=CopyMethod.HAND, by=head)

    services.check_concern(concern=concern, found=Presence.LIVE, by=head)
    warning = take(concern, StepKind.WARNING, head)
    record = services.issue_step_paper(step=warning, said="You posted it again.", method=CopyMethod.HAND, by=head)
    assert "We ask you to remove it." in text_of(record)
    services.check_concern(concern=concern, found=Presence.REMOVED, by=head)
    with pytest.raises(Refused, match="nothing in it has changed"):
        services.issue_step_paper(step=warning, said="You posted it again.", by=head)
    later = text_of(services.issue_step_paper(step=warning, said="You posted it twice.", by=head))
    assert "Please remove it" not in later
    assert "If it comes back" in later


def test_what_lawyers_are_asked_is_read_by_whoever_takes_legal_steps_alone(concern, head, ceo, client_of):
    first_two(concern, head)
    advice = take(concern, StepKind.LEGAL_ADVICE, ceo, what="Can we ask for an undertaking?")
    said = {"seen_by": "200", "harm": "Asked about it.", "favours": "No answer."}
    record = services.issue_step_paper(step=advice, said="We ask whether.", **said, by=ceo)

    for url in (record.get_absolute_url(), record.get_pdf_url()):
        assert client_of(head).get(url).status_code == 404
        assert client_of(ceo).get(url).status_code != 404
    for name in ("step", "step_paper"):
        url = reverse(f"socialmedia:{name}", args=[concern.case.reference, advice.pk])
        assert (client_of(head).get(url).status_code, client_of(ceo).get(url).status_code) == (403, 200)
    services.note_outcome(step=advice, outcome="Answer her question first.", by=ceo)
    for url in (concern.get_absolute_url(), concern.case.get_absolute_url()):
        page = client_of(head).get(url).text
        assert "undertaking" not in page
        assert "Answer her question" not in page
    assert "Answer her question" in client_of(ceo).get(concern.get_absolute_url()).text
    assert record not in records_of(concern.case, head)
    assert record in records_of(concern.case, ceo)


def test_the_police_read_nothing_of_what_lawyers_said(concern, head, ceo, client_of):
    first_two(concern, head)
    advice = take(concern, StepKind.LEGAL_ADVICE, ceo, what="Can we ask for an undertaking?")
    services.note_outcome(step=advice, outcome="They advise to answer her question first.", by=ceo)
    step = take(concern, StepKind.POLICE, head, what="She waits at the gate.", basis="harassment")

    text = text_of(services.issue_step_paper(step=step, said=step.what, by=head))

    assert "advise" not in text
    assert "legal advice" not in text
    assert "reports what may be harassment" in text
    assert f"{head.name} talked with them." in text
    take(concern, StepKind.HOST, head, what="Part 3.")
    pack = client_of(head).get(reverse("socialmedia:step_paper", args=[step.case.reference, step.pk])).text
    assert "changed since" not in pack
    assert "reported it to the site" not in pack
    brief = {"said": advice.what, "seen_by": "200", "harm": "Asked about it.", "favours": "No answer.", "by": ceo}
    assert "answer her question first" in text_of(services.issue_step_paper(step=advice, **brief))


# --- Suspended from site ------------------------------------------------------------------------------------------
def test_a_racist_threat_goes_straight_to_the_police_and_to_the_gate(school, kay, head, ceo, chair):
    concern = logged(school, kay, head, kinds=[ConcernKind.RACIST, ConcernKind.THREAT])
    ready = why_skip(Facts(frozenset(concern.kinds), frozenset(), concern.platform))
    assert ready == "It is racist. It threatens violence."
    take(concern, StepKind.POLICE, head, skips_why=ready, basis="threat")

    suspension = suspend_for_post(
        concern=concern, grounds="She says that she comes on Friday with a bat.", skips_why=ready, by=head
    )

    assert ConcernStep.objects.get(kind=StepKind.SUSPENSION).suspension == suspension
    incident = Incident.objects.get(case=concern.case)
    assert incident.setting == "online"
    assert Kind.REPORT_TO_CEO in owed(concern)
    assert Kind.TELL_PARENT in owed(concern)


@pytest.mark.parametrize("kind", CRITICISM)
def test_nobody_is_suspended_for_criticism(school, kay, head, ceo, client_of, kind):
    concern = logged(school, kay, head, kinds=[kind])
    first_two(concern, head)

    with pytest.raises(Refused, match="criticising us"):
        suspend_for_post(concern=concern, grounds="People read it.", by=head)

    page = client_of(head).get(reverse("desk:suspend_online", args=[concern.case.reference, concern.pk]))
    assert "point to the complaints procedure" in page.text
    assert not Incident.objects.exists()


def test_a_deputy_does_not_suspend(concern, deputy):
    with pytest.raises(PermissionDenied):
        suspend_for_post(concern=concern, grounds="She comes on Friday.", skips_why="Now", by=deputy)


# --- On paper -----------------------------------------------------------------------------------------------------
def test_the_office_prints_and_posts_the_letter_without_the_file(concern, head, office, run_jobs):
    step = first_two(concern, head)
    services.issue_step_paper(step=step, said="It is untrue.", by=head)
    run_jobs()
    waiting = owed_on_paper(office)
    assert [(one.who, one.record.kind) for one in waiting] == [("Mrs Kay Lowe", RecordKind.ONLINE_REMOVAL)]

    log_posted(papers=[waiting[0].key], method=CopyMethod.POST, sent_on=date(2026, 11, 2), by=office)

    assert Kind.ONLINE_PAPER not in owed(concern)


def test_a_letter_that_never_came_goes_again(concern, head):
    step = first_two(concern, head)
    services.issue_step_paper(step=step, said="It is untrue.", method=CopyMethod.HAND, by=head)
    copy = Copy.objects.get(record__kind=RecordKind.ONLINE_REMOVAL)

    services.send_step_paper_again(step=step, copy=copy, dispute="She says she got none.", by=head)

    assert Kind.ONLINE_PAPER in owed(concern)


def test_new_words_are_a_new_version(concern, head):
    step = first_two(concern, head)
    services.issue_step_paper(step=step, said="It is untrue.", by=head)
    with pytest.raises(Refused, match="already"):
        services.issue_step_paper(step=step, said="It is untrue.", by=head)

    services.issue_step_paper(step=step, said="It is untrue, and it frightens her.", by=head)

    assert [*WrittenRecord.objects.order_by("version").values_list("version", flat=True)] == [1, 2]


# --- A threat -----------------------------------------------------------------------------------------------------
def test_a_threat_goes_to_police_safeguarding_and_the_ceo_at_once_and_is_not_settled_before(school, kay, head, ceo):
    concern = logged(school, kay, head, kinds=[ConcernKind.THREAT])

    assert {Kind.TELL_SAFEGUARDING, Kind.TELL_POLICE} <= owed(concern)
    assert Notice.objects.filter(kind=NoticeKind.ONLINE, to_user=ceo, case=concern.case).exists()
    page = concern_page(concern, head)
    assert [one.label for one in page.actions[:2]] == ["Report it to the police", "Suspend them from site"]
    assert page.bands[0].title == "It threatens violence"
    with pytest.raises(Refused, match="First: "):
        services.settle_concern(concern=concern, reason="ok", by=head)

    step = take(concern, StepKind.POLICE, head, what="I will come.", basis="threat", skips_why="It threatens violence.")
    record = services.issue_step_paper(step=step, said=step.what, by=head)
    assert "reported it to the police" not in text_of(record)
    assert Kind.TELL_POLICE in owed(concern)
    services.log_pack_sent(
        step=step, to_name="PC Ashe", method=CopyMethod.HAND, sent_on=local_day(timezone.now()), by=head
    )
    assert Kind.TELL_POLICE not in owed(concern)


# --- Made up ------------------------------------------------------------------------------------------------------
def test_an_altered_picture_of_a_pupil_goes_to_safeguarding_and_police_at_once(school, kay, head, ceo):
    concern = logged(school, kay, head, kinds=[ConcernKind.AI_MEDIA], has_pupils=True)
    assert {Kind.TELL_SAFEGUARDING, Kind.TELL_POLICE} <= owed(concern)

    services.log_told(concern=concern, whom=Whom.SAFEGUARDING, name="R. Shah", told_at=timezone.now(), by=head)
    facts = Facts(frozenset(concern.kinds), frozenset(), concern.platform, has_pupils=True)
    take(concern, StepKind.POLICE, head, skips_why=why_skip(facts), basis="crime")

    assert {Kind.TELL_SAFEGUARDING, Kind.TELL_POLICE} & owed(concern) == {Kind.TELL_POLICE}, "nobody has told them yet"
    services.log_told(concern=concern, whom=Whom.POLICE, name="PC Ashe", told_at=timezone.now(), by=head)
    assert not {Kind.TELL_SAFEGUARDING, Kind.TELL_POLICE} & owed(concern)
