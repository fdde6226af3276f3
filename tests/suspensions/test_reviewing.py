"""Somebody not involved decides on a suspension: upheld or not, other terms, again on its day, anew."""

import threading
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from audit.models import Chain, Entry
from audit.selectors import first_break
from cases.duties import Kind
from cases.models import Duty, Evidence, Sealing
from cases.services.delegation import delegate, end_delegation
from cases.services.evidence import add_evidence
from cases.states import EvidenceKind, Part
from incidents.services import add_addendum
from incidents.services.interviews import change_note, settle_interview
from incidents.states import InterviewState
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import Audience, NoticeKind
from schools.calendar import LONDON
from suspensions import services
from suspensions.models import Review, SiteSuspension, Variation
from suspensions.selectors.review import new_facts
from suspensions.states import Capacity, Channel, Outcome, SuspensionState
from tests import factories as make

CONSIDERED = "Nothing points to it; he was asked."
SAID = {"reasons": "Two colleagues saw it.", "considered": CONSIDERED}
UPHELD = {"outcome": Outcome.UPHELD, "risk": "He may hit somebody.", **SAID}
NOT_UPHELD = {"outcome": Outcome.NOT_UPHELD, "follows": "Invite him to talk.", **SAID}


@pytest.fixture
def extended(suspension, head):
    """Extended until Friday 27 November; the letter has not gone."""
    services.extend_site_suspension(
        suspension=suspension, until_on=date(2026, 11, 27), reason="He was seen again.", considered=CONSIDERED, by=head
    )
    return SiteSuspension.objects.with_people().get(pk=suspension.pk)


@pytest.fixture
def waived(extended, head):
    """He waived giving his side, in writing."""
    now = timezone.now()
    services.note_waiver(suspension=extended, received_at=now, channel=Channel.LETTER, text="No, thank you.", by=head)
    return extended


@pytest.fixture
def upheld(waived, ceo):
    services.review_site_suspension(suspension=waived, review_on=date(2026, 11, 20), **UPHELD, by=ceo)
    return SiteSuspension.objects.with_people().get(pk=waived.pk)


def review(suspension, by, **said):
    return services.review_site_suspension(suspension=suspension, by=by, **{**UPHELD, **said})


def open_duties(case):
    return {duty.kind for duty in Duty.objects.open().filter(case=case)}


def told(case, kind):
    return {(n.to_user, n.audience) for n in Notice.objects.filter(case=case, kind=kind).select_related("to_user")}


# --- Upheld -----------------------------------------------------------------------------------------------------------
def test_upheld_it_goes_on_until_its_end_and_is_looked_at_again(waived, case, ceo, head):
    row = review(waived, ceo, review_on=date(2026, 11, 20))

    waived.refresh_from_db()
    assert (waived.state, waived.review_on) == (SuspensionState.UPHELD, date(2026, 11, 20))
    assert (row.capacity, row.is_first, row.risk) == (Capacity.CEO, True, "He may hit somebody.")
    assert waived.period.upper == datetime(2026, 11, 28, tzinfo=LONDON)
    assert open_duties(case) == {Kind.TELL_PARENT, Kind.LETTER_TO_PARENT, Kind.REVIEW_SITE_SUSPENSION}
    duty = Duty.objects.get(case=case, kind=Kind.REVIEW_SITE_SUSPENSION)
    assert (duty.due_at, duty.subject) == (datetime(2026, 11, 21, tzinfo=LONDON), str(waived.pk))
    assert Duty.objects.get(case=case, kind=Kind.REVIEW).how == "Upheld"
    assert told(case, NoticeKind.REVIEWED) == {(head, Audience.HEAD)}
    assert first_break(Chain.objects.get(pk=case.chain)) is None


def test_a_one_day_suspension_is_reviewed_after_it_has_ended(suspension, ceo, clock):
    clock.shift(timedelta(days=3))

    review(suspension, ceo)

    suspension.refresh_from_db()
    assert (suspension.state, suspension.review_on) == (SuspensionState.UPHELD, None)
    assert Kind.REVIEW_SITE_SUSPENSION not in open_duties(suspension.case)


def test_nobody_is_upheld_against_unheard(extended, ceo, head, clock):
    with pytest.raises(Refused, match="not been told in writing yet"):
        review(extended, ceo, review_on=date(2026, 11, 20))

    services.open_window(suspension=extended, deemed_on=date(2026, 11, 4), by=head)
    with pytest.raises(Refused, match="can give their side until"):
        review(extended, ceo, review_on=date(2026, 11, 20))

    clock.move_to(datetime(2026, 11, 19, 0, 0, tzinfo=LONDON))
    assert review(extended, ceo, review_on=date(2026, 11, 20))


def test_what_he_said_is_weighed_with_the_review(extended, ceo, head):
    now = timezone.now()
    said = services.note_representation(
        suspension=extended, received_at=now, channel=Channel.EMAIL, text="I was upset.", is_all=True, by=head
    )
    with pytest.raises(Refused, match="nobody has considered it yet"):
        review(extended, ceo, review_on=date(2026, 11, 20))

    review(extended, ceo, review_on=date(2026, 11, 20), consideration="I believe that he was upset.")

    said.refresh_from_db()
    assert (said.considered_by, said.consideration) == (ceo, "I believe that he was upset.")


def test_whoever_weighed_his_side_reviews_it_too(extended, ceo, head):
    said = services.note_representation(
        suspension=extended, received_at=timezone.now(), channel=Channel.EMAIL, text="Sorry.", is_all=True, by=head
    )
    services.consider_representation(representation=said, consideration="He is sorry.", by=ceo)

    assert review(extended, ceo, review_on=date(2026, 11, 20))


def test_criticism_alone_is_no_ground(waived, ceo):
    with pytest.raises(Refused, match="Criticism or a complaint alone is no ground"):
        review(waived, ceo, risk=" ", review_on=date(2026, 11, 20))


@pytest.mark.parametrize("missing", ["reasons", "considered"])
def test_no_decision_without_reasons(waived, ceo, missing):
    with pytest.raises(Refused):
        review(waived, ceo, review_on=date(2026, 11, 20), **{missing: "  "})


@pytest.mark.parametrize("review_on", [None, date(2026, 11, 2), date(2026, 11, 28)])
def test_one_that_goes_on_needs_a_day_to_look_again(waived, ceo, review_on):
    with pytest.raises(Refused) as refused:
        review(waived, ceo, review_on=review_on)
    assert refused.value.field == "review_on"


def test_the_evidence_that_was_looked_at_is_named_and_all_of_it_is_sealed(waived, case, ceo):
    seen, unseen = make.EvidenceFactory(case=case), make.EvidenceFactory(case=case)

    row = review(waived, ceo, review_on=date(2026, 11, 20), evidence=[seen.pk])

    assert [one.evidence for one in row.evidence.all()] == [seen]
    assert Sealing.objects.get(case=case).sealed_by == ceo
    unseen.refresh_from_db()
    assert unseen.sealed_at == row.decided_at


def test_evidence_of_another_case_is_no_evidence_here(waived, ceo):
    with pytest.raises(Refused, match="evidence of this case"):
        review(waived, ceo, review_on=date(2026, 11, 20), evidence=[make.EvidenceFactory().pk])

    assert not Review.objects.exists()


def test_the_same_form_twice_is_one_review(waived, ceo):
    token = "0c9f2f0e-6f0e-4b7e-9d0c-3a3d2f1f0a22"

    assert review(waived, ceo, review_on=date(2026, 11, 20), token=token)
    assert review(waived, ceo, review_on=date(2026, 11, 20), token=token) is None
    assert Review.objects.count() == 1


def test_other_terms_end_it_earlier(waived, case, ceo, office):
    review(
        waived,
        ceo,
        outcome=Outcome.VARIED,
        terms="He may collect at the gate at 15:15.",
        until_on=date(2026, 11, 13),
        review_on=date(2026, 11, 12),
    )

    waived.refresh_from_db()
    assert waived.period.upper == datetime(2026, 11, 14, tzinfo=LONDON)
    terms = Variation.objects.get(suspension=waived)
    assert (terms.terms, terms.until) == ("He may collect at the gate at 15:15.", waived.period.upper)
    assert (office, Audience.OFFICE) in told(case, NoticeKind.GATE_CHANGED)


@pytest.mark.parametrize("change", [{"terms": ""}, {"until_on": date(2026, 12, 1)}, {"review_on": date(2026, 11, 14)}])
def test_other_terms_must_be_said_and_fit(waived, ceo, change):
    said = {"terms": "At the gate only.", "until_on": date(2026, 11, 13), "review_on": date(2026, 11, 12), **change}

    with pytest.raises(Refused):
        review(waived, ceo, outcome=Outcome.VARIED, **said)

    assert not Variation.objects.exists()
    assert not Review.objects.exists()


# --- Not upheld -------------------------------------------------------------------------------------------------------
def test_not_upheld_it_ends_at_once_and_everyone_at_the_site_hears_of_it(extended, case, ceo, office, head):
    row = services.review_site_suspension(suspension=extended, **NOT_UPHELD, by=ceo)

    extended.refresh_from_db()
    assert (extended.state, extended.ended_by, extended.ended_as) == (SuspensionState.NOT_UPHELD, ceo, Capacity.CEO)
    assert not extended.is_in_force(timezone.now())
    assert (row.follows, row.risk) == ("Invite him to talk.", "")
    assert open_duties(case) == {Kind.TELL_PARENT, Kind.LETTER_TO_PARENT, Kind.INVITE_PARENT}
    assert (office, Audience.OFFICE) in told(case, NoticeKind.GATE_CHANGED)
    assert told(case, NoticeKind.REVIEWED) == {(head, Audience.HEAD)}


def test_not_to_uphold_needs_no_hearing_but_what_follows(extended, ceo):
    with pytest.raises(Refused, match="Say what follows"):
        services.review_site_suspension(suspension=extended, **{**NOT_UPHELD, "follows": ""}, by=ceo)


def test_what_was_decided_is_decided(upheld, ceo):
    with pytest.raises(Refused, match="upheld already by Dana Whitlock, today 08:19"):
        services.review_site_suspension(suspension=upheld, **NOT_UPHELD, by=ceo)


def test_one_that_was_lifted_needs_no_review(extended, head, ceo):
    services.lift_suspension(suspension=extended, reason="He apologised.", by=head)

    with pytest.raises(Refused, match="lifted already"):
        services.review_site_suspension(suspension=extended, **NOT_UPHELD, by=ceo)


# --- Who decides ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["head", "deputy", "office", "staff", "stranger", "chair", "central", "admin"])
def test_nobody_reviews_but_the_ceo_and_who_acts_for_them(request, cast, extended, who):
    with pytest.raises(PermissionDenied):
        services.review_site_suspension(suspension=extended, **NOT_UPHELD, by=getattr(cast, who))


def test_a_delegate_reviews_until_the_delegation_ends(extended, case, ceo, central):
    given = delegate(case=case, to=central, reason="Away", by=ceo)

    assert services.review_site_suspension(suspension=extended, **NOT_UPHELD, by=fresh(central)).capacity == "delegate"
    end_delegation(delegation=given, by=ceo)
    with pytest.raises(PermissionDenied):
        services.look_again(suspension=extended, outcome=Outcome.ENDED, **SAID, by=fresh(central))


@pytest.mark.parametrize("part", [Part.WITNESS, Part.PRESENT])
def test_nobody_reviews_who_was_there(extended, case, ceo, part):
    make.InvolvementFactory(case=case, part=part, person=None, user=ceo)

    with pytest.raises(Refused, match="nothing to do with it"):
        services.review_site_suspension(suspension=extended, **NOT_UPHELD, by=ceo)


def test_nobody_reviews_who_held_an_interview(extended, case, ceo):
    witness = make.InvolvementFactory(case=case, part=Part.WITNESS, person=None, name="Jo Moss")
    make.InterviewFactory(involvement=witness, held=True, interviewer=ceo)

    with pytest.raises(Refused, match="interviewed a witness"):
        services.review_site_suspension(suspension=extended, **NOT_UPHELD, by=ceo)


def test_nobody_reviews_what_they_logged(extended, case, ceo):
    make.IncidentFactory(case=case, number=2, logged_by=ceo)

    with pytest.raises(Refused, match="logged what happened"):
        services.review_site_suspension(suspension=extended, **NOT_UPHELD, by=ceo)


def test_where_the_ceo_decided_the_chair_reviews(case, father, ceo, chair, office):
    made = services.suspend_for_rest_of_today(case=case, person=father, school=case.school, grounds="A fist.", by=ceo)
    with pytest.raises(PermissionDenied):
        services.review_site_suspension(suspension=made, **NOT_UPHELD, by=fresh(ceo))

    assert review(made, fresh(chair)).capacity == Capacity.CHAIR


def fresh(user):
    """The account as a new request finds it."""
    return type(user).objects.get(pk=user.pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_does(waived, ceo, case):
    other = make.UserFactory(role=("ceo", None))
    outcomes = []

    def decide(by, said):
        try:
            outcomes.append(services.review_site_suspension(suspension=waived, by=by, **said).outcome)
        except Refused as refused:
            outcomes.append(refused.reason)
        finally:
            connection.close()

    said = {**UPHELD, "review_on": date(2026, 11, 20)}
    threads = [threading.Thread(target=decide, args=two) for two in ((ceo, said), (other, NOT_UPHELD))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Review.objects.filter(suspension=waived).count() == 1
    assert len([one for one in outcomes if one in Outcome.values]) == 1
    assert first_break(Chain.objects.get(pk=case.chain)) is None


# --- Other terms later ------------------------------------------------------------------------------------------------
def test_an_upheld_one_gets_other_terms(upheld, case, ceo, office):
    services.vary_site_suspension(
        suspension=upheld,
        terms="He may come to the play.",
        reason="He keeps to it.",
        until_on=date(2026, 11, 13),
        by=ceo,
    )

    upheld.refresh_from_db()
    assert (upheld.period.upper, upheld.review_on) == (datetime(2026, 11, 14, tzinfo=LONDON), date(2026, 11, 13))
    duty = Duty.objects.open().get(case=case, kind=Kind.REVIEW_SITE_SUSPENSION)
    assert duty.due_at == datetime(2026, 11, 14, tzinfo=LONDON)
    assert (office, Audience.OFFICE) in told(case, NoticeKind.GATE_CHANGED)
    assert Entry.objects.of_chain(case.chain).filter(verb="suspension.varied").exists()


def test_what_nobody_upheld_gets_no_other_terms(extended, ceo):
    with pytest.raises(Refused, match="not been upheld yet"):
        services.vary_site_suspension(suspension=extended, terms="x", reason="y", by=ceo)


# --- On its day -------------------------------------------------------------------------------------------------------
def test_on_its_day_it_goes_on_with_a_new_day(upheld, case, ceo, clock):
    clock.move_to(datetime(2026, 11, 20, 9, 0, tzinfo=LONDON))

    row = services.look_again(
        suspension=upheld,
        outcome=Outcome.CONTINUED,
        risk="He still shouts over the fence.",
        review_on=date(2026, 11, 25),
        **SAID,
        by=ceo,
    )

    upheld.refresh_from_db()
    assert (upheld.state, upheld.review_on, row.is_first) == (SuspensionState.UPHELD, date(2026, 11, 25), False)
    assert upheld.period.upper == datetime(2026, 11, 28, tzinfo=LONDON)
    duties = Duty.objects.filter(case=case, kind=Kind.REVIEW_SITE_SUSPENSION).order_by("pk")
    assert [duty.how for duty in duties] == ["Looked at again: it goes on", ""]
    assert duties[1].due_at == datetime(2026, 11, 26, tzinfo=LONDON)
    assert Kind.LETTER_TO_PARENT in open_duties(case)


def test_on_its_day_it_is_lifted(upheld, case, ceo, office):
    services.look_again(suspension=upheld, outcome=Outcome.ENDED, **SAID, by=ceo)

    upheld.refresh_from_db()
    assert (upheld.state, upheld.end_reason) == (SuspensionState.LIFTED, SAID["reasons"])
    assert Kind.REVIEW_SITE_SUSPENSION not in open_duties(case)


@pytest.mark.parametrize(
    "change", [{"risk": ""}, {"review_on": None}, {"review_on": date(2026, 12, 1)}, {"reasons": ""}]
)
def test_going_on_needs_a_risk_reasons_and_a_day(upheld, ceo, change):
    said = {**SAID, "risk": "Still.", "review_on": date(2026, 11, 25), **change}

    with pytest.raises(Refused):
        services.look_again(suspension=upheld, outcome=Outcome.CONTINUED, **said, by=ceo)


def test_the_head_lifts_an_upheld_one_early(upheld, case, head):
    services.lift_suspension(suspension=upheld, reason="He has moved away.", by=head)

    assert Kind.REVIEW_SITE_SUSPENSION not in open_duties(case)


def test_extended_after_it_was_upheld_it_is_looked_at_on_its_new_day(upheld, case, head):
    services.extend_site_suspension(
        suspension=upheld,
        until_on=date(2027, 3, 26),
        review_on=date(2027, 1, 8),
        reason="Still a risk.",
        considered=CONSIDERED,
        by=head,
    )

    duty = Duty.objects.open().get(case=case, kind=Kind.REVIEW_SITE_SUSPENSION)
    assert duty.due_at == datetime(2027, 1, 9, tzinfo=LONDON)


def test_when_it_ends_by_itself_nobody_needs_to_look_again(upheld, case, ceo, clock, run_jobs):
    clock.move_to(datetime(2026, 11, 28, 0, 0, tzinfo=LONDON))
    run_jobs()

    assert "ended by itself" in Duty.objects.get(case=case, kind=Kind.REVIEW_SITE_SUSPENSION).how


# --- Anew -------------------------------------------------------------------------------------------------------------
def renew(suspension, by, **said):
    facts = {"until_on": date(2026, 12, 18), "grounds": "He said that he will be back.", "considered": CONSIDERED}
    return services.renew_site_suspension(suspension=suspension, by=by, **{**facts, **said})


def test_a_renewal_is_a_new_decision_that_begins_when_the_old_one_ends(upheld, case, head, clock, run_jobs):
    clock.move_to(datetime(2026, 11, 23, 9, 0, tzinfo=LONDON))

    new = renew(upheld, head)

    assert (new.renews, new.state, new.heard_from) == (upheld, SuspensionState.PROVISIONAL, None)
    assert new.period.lower == upheld.period.upper == new.counted_from
    assert not new.is_in_force(timezone.now())
    subjects = {duty.kind for duty in Duty.objects.open().filter(case=case, subject=str(new.pk))}
    assert subjects == {Kind.TELL_PARENT, Kind.LETTER_TO_PARENT, Kind.DECIDE_BEFORE_END, Kind.REVIEW}


def test_after_its_end_a_renewal_begins_at_once(upheld, head, clock):
    clock.move_to(datetime(2026, 11, 30, 9, 0, tzinfo=LONDON))

    assert renew(upheld, head).is_in_force(timezone.now())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"grounds": "Raised a fist at a teacher."}, "word for word"),
        ({"grounds": " "}, "no ground"),
        ({"until_on": date(2026, 11, 27)}, "lasts longer"),
        ({"until_on": date(2027, 1, 10)}, "six weeks"),
        ({"considered": ""}, "considered"),
    ],
)
def test_a_renewal_without_new_reasons_or_without_an_end_is_refused(upheld, head, clock, change, says):
    clock.move_to(datetime(2026, 11, 23, 9, 0, tzinfo=LONDON))

    with pytest.raises(Refused, match=says):
        renew(upheld, head, **change)


def test_nothing_is_renewed_twice_or_by_itself(upheld, head, clock, run_jobs):
    clock.move_to(datetime(2026, 11, 30, 9, 0, tzinfo=LONDON))
    run_jobs()
    assert SiteSuspension.objects.count() == 1

    renew(upheld, head)
    with pytest.raises(Refused, match="renewed already"):
        renew(upheld, head)


# --- Afterwards -------------------------------------------------------------------------------------------------------
def test_new_facts_flag_the_decision_and_are_told_to_whoever_decided(upheld, case, head, ceo, clock, run_jobs):
    incident = make.IncidentFactory(case=case, number=2, locked=True)
    assert new_facts(upheld) == []
    clock.shift(timedelta(hours=1))

    add_evidence(case=case, kind=EvidenceKind.CCTV, description="A second camera", by=head)
    add_addendum(incident=incident, text="A neighbour saw it too.", by=head)
    run_jobs()

    assert {fact.what for fact in new_facts(upheld)} == {
        "New evidence: A second camera",
        "Something was added to what was logged",
    }
    notice = Notice.objects.get(case=case, kind=NoticeKind.NEW_FACTS)
    assert (notice.to_user, notice.audience, notice.path) == (ceo, Audience.CEO, upheld.get_absolute_url())
    assert Evidence.objects.get(case=case).sealed_at is None


def test_a_note_that_changes_after_the_decision_is_a_new_fact_and_so_is_a_disagreement(
    extended, case, ceo, head, clock, run_jobs
):
    """What the decision rested on reads otherwise now: whoever decided is told, and the page says what it is."""
    notes = [make.InterviewFactory(involvement__case=case, held=True, interviewer=head) for _ in range(2)]
    clock.shift(timedelta(hours=1))
    services.review_site_suspension(suspension=extended, **NOT_UPHELD, by=ceo)
    decided = SiteSuspension.objects.get(pk=extended.pk)
    assert new_facts(decided) == []
    clock.shift(timedelta(hours=1))
    changes = ("started_at", "ended_at", "witness_kind", "supporting_adult", "no_adult_reason")
    kept = {name: getattr(notes[0], name) for name in (*changes, "interviewer", "interviewer_name")}

    change_note(interview=notes[0], revision=notes[0].revision, account="He never raised a fist.", by=head, **kept)
    run_jobs()
    assert Notice.objects.filter(case=case, kind=NoticeKind.NEW_FACTS, to_user=ceo).count() == 1
    Notice.objects.filter(kind=NoticeKind.NEW_FACTS).update(acknowledged_at=timezone.now(), acknowledged_by=ceo)
    not_agreed = InterviewState.NOT_AGREED
    settle_interview(interview=notes[1], agreement=not_agreed, disagreement="There was no fist.", by=head)
    run_jobs()

    assert [fact.what for fact in new_facts(decided)] == [
        f"The note of the interview with {notes[0].who} was changed",
        f"{notes[1].who} does not agree with the note of their interview",
    ]
    assert Notice.objects.filter(case=case, kind=NoticeKind.NEW_FACTS, to_user=ceo).count() == 2


def test_before_a_decision_nothing_is_new(extended, case, head, run_jobs):
    add_evidence(case=case, kind=EvidenceKind.CCTV, description="A camera", by=head)
    run_jobs()

    assert not Notice.objects.filter(kind=NoticeKind.NEW_FACTS).exists()
    assert new_facts(extended) == []


# --- From before ------------------------------------------------------------------------------------------------------
def enter(person, school, by, **said):
    facts = {
        "from_on": date(2025, 9, 1),
        "until_on": date(2027, 7, 23),
        "decided_on": date(2025, 8, 29),
        "capacity": Capacity.HEAD,
        "grounds": "He pushed a governor.",
        "is_upheld": False,
        "decider_name": "A. Former Head",
    }
    return services.enter_site_suspension(person=person, school=school, by=by, **{**facts, **said})


def test_one_from_before_stands_at_the_gate_and_is_due_for_review(father, school, head, office, ceo, clock):
    entered = enter(father, school, head)

    assert entered.is_in_force(timezone.now())
    assert (entered.is_entered, entered.entered_by, entered.decider) == (True, head, "A. Former Head")
    assert open_duties(entered.case) == {
        Kind.TELL_PARENT,
        Kind.LETTER_TO_PARENT,
        Kind.DECIDE_BEFORE_END,
        Kind.REVIEW,
    }
    review = Duty.objects.get(case=entered.case, kind=Kind.REVIEW)
    assert review.due_at > timezone.now() + timedelta(days=5)
    assert told(entered.case, NoticeKind.GATE_STARTED) == {(office, Audience.OFFICE)}


def test_one_from_before_whose_letter_went_long_ago_can_be_upheld_now(father, school, head, ceo):
    entered = enter(father, school, head, letter_on=date(2025, 9, 1), until_on=date(2026, 12, 18))

    assert Kind.LETTER_TO_PARENT not in open_duties(entered.case)
    assert review(entered, ceo, review_on=date(2026, 12, 1))


def test_one_that_was_upheld_on_paper_is_only_looked_at_again(father, school, ceo, chair):
    said = {"is_upheld": True, "review_on": date(2027, 1, 15), "letter_on": date(2025, 9, 1)}
    entered = enter(father, school, ceo, **said)

    assert entered.state == SuspensionState.UPHELD
    assert open_duties(entered.case) == {Kind.REVIEW_SITE_SUSPENSION}
    assert services.look_again(suspension=entered, outcome=Outcome.ENDED, **SAID, by=fresh(chair))


def test_upheld_on_paper_without_a_day_to_look_again_is_refused(father, school, ceo):
    with pytest.raises(Refused) as refused:
        enter(father, school, ceo, is_upheld=True)
    assert refused.value.field == "review_on"


def test_a_head_does_not_enter_one_as_upheld_whoever_is_said_to_have_decided_it(father, school, head, ceo):
    said = {"is_upheld": True, "review_on": date(2027, 1, 15), "letter_on": date(2025, 9, 1)}
    with pytest.raises(Refused, match="Only the CEO") as refused:
        enter(father, school, head, decider=ceo, decider_name="", capacity=Capacity.CEO, **said)
    assert refused.value.field == "judged"


def test_whoever_entered_it_does_not_review_it(father, school, ceo, chair):
    entered = enter(father, school, ceo)

    with pytest.raises(PermissionDenied):
        services.review_site_suspension(suspension=entered, **NOT_UPHELD, by=fresh(ceo))
    assert services.review_site_suspension(suspension=entered, **NOT_UPHELD, by=fresh(chair))


def test_what_the_ceo_had_decided_goes_to_the_chair(father, school, head, ceo, chair):
    entered = enter(father, school, head, decider=ceo, decider_name="", capacity=Capacity.CEO)

    with pytest.raises(PermissionDenied):
        services.review_site_suspension(suspension=entered, **NOT_UPHELD, by=fresh(ceo))
    assert services.review_site_suspension(suspension=entered, **NOT_UPHELD, by=fresh(chair))


def test_nobody_enters_one_for_another_school(father, other_school, head):
    with pytest.raises(PermissionDenied):
        enter(father, other_school, head)


def test_nobody_is_entered_twice(father, school, head, suspension):
    with pytest.raises(Refused, match="already suspended"):
        enter(father, school, head)
