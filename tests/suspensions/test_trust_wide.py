"""A suspension holds for every site: who decides, what it replaces, what each gate shows, how it is asked for."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.duties import Kind
from cases.models import Duty
from desk.services.voiding import void_case
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import Audience, NoticeKind
from schools.calendar import LONDON
from schools.states import PersonKind, Role
from suspensions import services
from suspensions.models import SiteSuspension
from suspensions.selectors import why_not_suspend
from suspensions.selectors.gate import not_on_site, sites
from suspensions.selectors.independence import why_not_independent
from suspensions.states import Capacity, SuspensionState
from tests import factories as make

FRIDAY = date(2026, 11, 6)
SIX_WEEKS = date(2026, 12, 13)


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


def widen(suspension, by, until_on=FRIDAY, **more):
    said = {"grounds": "Said that he would go to the other school.", "considered": "Nothing points to it."}
    return services.suspend_trust_wide(suspension=suspension, until_on=until_on, by=by, **{**said, **more})


def owed(suspension):
    return {duty.kind for duty in Duty.objects.open().filter(subject=str(suspension.pk))}


# --- Made --------------------------------------------------------------------------------------------------------------
def test_it_takes_the_place_of_the_schools_and_goes_on_counting(suspension, ceo, chair, clock):
    clock.shift(timedelta(hours=2))

    wide = widen(suspension, ceo)

    suspension.refresh_from_db()
    assert (suspension.state, suspension.ended_by) == (SuspensionState.REPLACED, ceo)
    assert (wide.replaces, wide.is_trust_wide, wide.capacity) == (suspension, True, Capacity.CEO)
    assert wide.counted_from == suspension.period.lower
    assert wide.period.upper == london(2026, 11, 7)
    assert wide.state == SuspensionState.PROVISIONAL


def test_nothing_is_owed_of_the_replaced_one_and_everything_of_the_new(suspension, ceo, chair):
    wide = widen(suspension, ceo)

    assert owed(suspension) == set()
    assert owed(wide) == {Kind.TELL_PARENT, Kind.LETTER_TO_PARENT, Kind.DECIDE_BEFORE_END, Kind.REVIEW}
    assert {duty.owner_role for duty in Duty.objects.open().filter(kind=Kind.REVIEW)} == {Role.CHAIR}


def test_its_six_weeks_do_not_start_again(suspension, head, ceo, clock):
    services.extend_site_suspension(
        suspension=suspension, until_on=date(2026, 11, 27), reason="x", considered="x", by=head
    )
    clock.shift(timedelta(days=20))

    with pytest.raises(Refused, match="Choose Sunday 13 December 2026 or earlier") as refused:
        widen(suspension, ceo, SIX_WEEKS + timedelta(days=1))
    wide = widen(suspension, ceo, SIX_WEEKS)

    assert refused.value.field == "until_on"
    assert wide.period.upper == london(2026, 12, 14)


def test_what_was_upheld_is_decided_anew_with_six_weeks_of_its_own(case, father, ceo):
    one = make.SiteSuspensionFactory(case=case, person=father, upheld=True)

    wide = widen(one, ceo, SIX_WEEKS)

    assert wide.counted_from == timezone.now()
    assert wide.state == SuspensionState.PROVISIONAL


def test_those_from_other_sites_are_replaced_as_well(suspension, other_school, father, stranger, ceo):
    elsewhere = make.SiteSuspensionFactory(
        case=make.CaseFactory(school=other_school), person=father, decided_by=stranger
    )

    wide = widen(suspension, ceo)

    elsewhere.refresh_from_db()
    assert elsewhere.state == SuspensionState.REPLACED
    assert SiteSuspension.objects.live().get() == wide
    assert wide.counted_from == elsewhere.counted_from


def test_what_was_arranged_stays_arranged(suspension, head, ceo):
    services.set_arrangement(suspension=suspension, collection="Grandmother", by=head)

    wide = widen(suspension, ceo)

    (kept,) = wide.arrangements.all()
    assert (kept.school, kept.collection) == (suspension.school, "Grandmother")


def test_head_and_office_of_every_site_are_told(suspension, office, head, stranger, other_school, ceo):
    porter = make.UserFactory(role=(Role.OFFICE, other_school))

    widen(suspension, ceo)

    told = Notice.objects.filter(kind=NoticeKind.GATE_CHANGED)
    assert {(n.to_user, n.audience) for n in told} == {
        (office, Audience.OFFICE),
        (head, Audience.HEAD),
        (porter, Audience.OFFICE),
        (stranger, Audience.HEAD),
    }
    assert told.get(to_user=stranger).path == f"/gate/{other_school.pk}/"


@pytest.mark.parametrize("who", ["head", "deputy", "office", "stranger", "chair", "central", "admin"])
def test_only_the_ceo_decides_it(request, suspension, who):
    with pytest.raises(PermissionDenied):
        widen(suspension, request.getfixturevalue(who))


def test_somebody_who_works_for_the_trust_is_not_suspended_from_every_site(suspension, father, ceo):
    type(father).objects.filter(pk=father.pk).update(kinds=[PersonKind.PARENT, PersonKind.STAFF])

    with pytest.raises(Refused, match="works for the trust"):
        widen(suspension, ceo)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"grounds": " "}, "Say what the risk"),
        ({"considered": " "}, "Say what you considered"),
        ({"until_on": date(2026, 11, 1)}, "in the past"),
        ({"review_on": date(2026, 11, 9)}, "before it ends"),
    ],
)
def test_what_is_missing_or_wrong_is_refused(suspension, ceo, more, said):
    with pytest.raises(Refused, match=said):
        widen(suspension, ceo, **more)

    suspension.refresh_from_db()
    assert suspension.state == SuspensionState.PROVISIONAL


def test_it_is_not_made_twice_or_of_one_that_ended(suspension, ceo, head, clock):
    wide = widen(suspension, ceo)

    with pytest.raises(Refused, match="every site of the trust already"):
        widen(wide, ceo)
    with pytest.raises(Refused, match="took its place"):
        widen(suspension, ceo)
    clock.move_to(london(2026, 11, 7))
    with pytest.raises(Refused, match="every site of the trust already"):
        widen(wide, ceo)


def test_nobody_is_suspended_from_one_site_while_it_holds_for_all(suspension, father, other_school, ceo):
    widen(suspension, ceo)

    reason = why_not_suspend(father, other_school)
    assert reason == "Darren Farrow is already suspended from every site of the trust until Fri 6 November 2026, 23:59."


def test_only_who_decides_for_every_site_extends_it(suspension, head, ceo):
    wide = widen(suspension, ceo)
    more = {"until_on": date(2026, 11, 13), "reason": "x", "considered": "x"}

    with pytest.raises(PermissionDenied):
        services.extend_site_suspension(suspension=wide, by=head, **more)


# --- At the gates ------------------------------------------------------------------------------------------------------
def test_every_register_shows_it_with_the_arrangements_of_that_site(
    suspension, father, school, other_school, office, stranger, ceo
):
    mia = make.PersonFactory(pupil=True, given_name="Mia", at=other_school)
    make.RelationshipFactory(adult=father, pupil=mia)
    wide = widen(suspension, ceo)
    services.set_arrangement(suspension=wide, school=other_school, collection="Aunt", by=ceo)

    (here,), (there,) = not_on_site(office, school), not_on_site(stranger, other_school)

    assert here.arrangements == ()
    assert there.arrangements == ("Collecting the child: Aunt",)
    assert there.note == "every site of the trust · father of Mia"
    assert [site.count for site in sites([school, other_school], ceo)] == [1, 1]


def test_at_another_gate_they_are_here_alerts_that_schools_head(suspension, other_school, stranger, ceo, client_of):
    wide = widen(suspension, ceo)
    porter = make.UserFactory(role=(Role.OFFICE, other_school))

    page = client_of(porter).post(f"/gate/here/{wide.pk}/", {"site": other_school.pk}, follow=True)

    assert page.status_code == 200
    assert wide.breaches.get().school == other_school
    alerted = Notice.objects.filter(kind=NoticeKind.GATE_BREACH)
    assert {n.to_user for n in alerted} == {stranger}
    assert "Told: Noor Haddad" in page.text


def test_a_site_that_is_not_theirs_cannot_be_named(suspension, school, other_school, ceo, client_of):
    wide = widen(suspension, ceo)
    porter = make.UserFactory(role=(Role.OFFICE, other_school))

    for site in (school.pk, 999_999, "x"):
        assert client_of(porter).post(f"/gate/here/{wide.pk}/", {"site": site}).status_code == 404
    assert not wide.breaches.exists()


# --- Asked for ---------------------------------------------------------------------------------------------------------
def ask(suspension, by, reason="They have a child at Brook."):
    services.ask_for_trust_wide(suspension=suspension, reason=reason, by=by)


def test_the_head_asks_and_the_ceo_is_told_where_to_decide(suspension, head, ceo):
    ask(suspension, head)

    notice = Notice.objects.get(kind=NoticeKind.TRUST_WIDE_ASKED)
    assert (notice.to_user, notice.note) == (ceo, "They have a child at Brook.")
    assert notice.path == f"{suspension.get_absolute_url()}trust-wide/"


def test_it_is_asked_once_with_a_reason_while_somebody_can_be_asked(suspension, head):
    with pytest.raises(Refused, match="knows nobody to ask"):
        ask(suspension, head)
    make.UserFactory(role=(Role.CEO, None))
    with pytest.raises(Refused, match="Say why every site"):
        ask(suspension, head, " ")
    ask(suspension, head)
    with pytest.raises(Refused, match="The CEO was asked today 08:19"):
        ask(suspension, head)


def test_whoever_cannot_suspend_does_not_ask(suspension, deputy, ceo):
    with pytest.raises(PermissionDenied):
        ask(suspension, deputy)


# --- It opens every site -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("act", [services.lift_suspension, services.void_suspension])
def test_who_leads_one_school_does_not_open_every_site(suspension, head, ceo, client_of, act):
    wide = widen(suspension, ceo)
    name = "lift" if act is services.lift_suspension else "void"

    with pytest.raises(PermissionDenied):
        act(suspension=wide, reason="x", by=head)
    client = client_of(head)
    for url in (wide.get_absolute_url(), f"{wide.get_absolute_url()}{name}/"):
        assert "Only the CEO decides this, because it holds for every site." in client.get(url).content.decode()
    assert 'name="reason"' not in client.get(f"{wide.get_absolute_url()}{name}/").content.decode()
    assert client.post(f"{wide.get_absolute_url()}{name}/", {"reason": "x"}).status_code == 403
    wide.refresh_from_db()
    assert wide.is_live

    act(suspension=wide, reason="x", by=ceo)
    wide.refresh_from_db()
    assert not wide.is_live


def test_nor_by_voiding_its_case(suspension, head, ceo, chair, client_of):
    wide = widen(suspension, ceo)
    url = f"/cases/{wide.case.reference}/void/"

    with pytest.raises(Refused, match="Only the CEO ends that"):
        void_case(case=wide.case, reason="x", by=head)
    shown = client_of(head).get(url).content.decode()
    assert "Only the CEO ends that" in shown
    assert 'name="reason"' not in shown

    void_case(case=wide.case, reason="x", by=type(chair).objects.get(pk=chair.pk))
    wide.refresh_from_db()
    assert wide.state == SuspensionState.VOID


# --- What it took the place of -----------------------------------------------------------------------------------------
@pytest.fixture
def second(father, other_school, stranger):
    """The same man, suspended from another site on a case of its own."""
    case = make.CaseFactory(school=other_school)
    make.InvolvementFactory(case=case, person=father)
    return services.suspend_for_rest_of_today(case=case, person=father, school=other_school, grounds="x", by=stranger)


def test_whoever_marks_it_as_an_error_reads_which_sites_lose_theirs(suspension, second, ceo, client_of):
    wide = widen(suspension, ceo)

    page = client_of(ceo).get(f"{wide.get_absolute_url()}void/").content.decode()

    assert "from Brook Secondary, and the one from Hillside Primary." in page
    assert "does not come back" in page


@pytest.mark.parametrize("how", ["witness", "decided", "extended"])
def test_who_has_to_do_with_any_that_it_replaced_does_not_judge_it(suspension, second, ceo, chair, how):
    other = make.UserFactory(name="Jo Bell")
    if how == "witness":
        make.InvolvementFactory(case=second.case, person=None, user=other, part="witness")
    elif how == "decided":
        SiteSuspension.objects.filter(pk=second.pk).update(decided_by=other)
    else:
        make.ExtensionFactory(suspension=second, decided_by=other)
    wide = widen(suspension, ceo)

    said = why_not_independent(wide, other)

    assert said.startswith("This suspension took the place of one on another case. Jo Bell ")
    assert why_not_independent(wide, chair) is None
