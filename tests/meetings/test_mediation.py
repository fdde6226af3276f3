"""A mediation is a case of its own: who wants to takes part, somebody uninvolved mediates, and the notes are theirs alone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry, Payload
from cases.access import reach
from cases.duties import Kind
from cases.models import Duty
from cases.services.case import involve
from cases.services.delegation import delegate
from cases.states import Part
from desk.selectors.closing import left_open
from kernel.refusal import Refused
from meetings.models import Mediation, MediatorNote
from meetings.services import (
    appoint_mediator,
    end_mediation,
    note_answer,
    propose_mediation,
    release_notes,
    write_note,
)
from meetings.states import MediationState
from notices.models import Notice
from notices.states import NoticeKind
from schools.calendar import local_day
from schools.states import SCHOOL_ROLES, Role
from suspensions.states import Channel
from tests import factories as make
from tests.meetings.sides import SECRET, say


@pytest.fixture
def dpo(db):
    return make.UserFactory(name="Dee Poe", role=(Role.DP_LEAD, None))


def open_kinds(case):
    return {*Duty.objects.open().filter(case=case).values_list("kind", flat=True)}


def page_url(mediation):
    return reverse("meetings:mediation", args=[mediation.case.reference])


def page(client, mediation):
    return client.get(page_url(mediation))


# --- Proposed, answered ---------------------------------------------------------------------------------------------
def test_it_is_a_case_of_its_own_about_the_same_people(proposed, case, father):
    assert proposed.case != case
    assert proposed.case.reference != case.reference
    parts = proposed.case.involvements.subjects().values_list("person", flat=True)
    assert [*parts] == [father.pk]
    assert open_kinds(proposed.case) == {Kind.ASK_MEDIATION}


def test_whoever_is_kept_out_of_the_case_is_kept_out_of_the_mediation(case, father, deputy, ceo, head):
    colleague = make.UserFactory(role=(Role.SENIOR_LEADER, case.school))
    involve(case=case, part=Part.SUBJECT, person=make.PersonFactory(user=colleague, at=case.school), by=head)

    made = propose_mediation(source=case, persons=[father], users=[deputy], about="How they talk.", by=ceo)

    assert made.case_id in reach(colleague).walled
    assert not Mediation.objects.visible_to(colleague).exists()


def test_whoever_acts_for_the_ceo_on_the_case_acts_for_them_on_the_mediation(case, father, deputy, ceo):
    central = make.UserFactory(role=(Role.CENTRAL_TEAM, None))
    delegate(case=case, to=central, reason="I am away.", by=ceo)

    made = propose_mediation(source=case, persons=[father], users=[deputy], about="How they talk.", by=central)

    assert Mediation.objects.visible_to(central).get() == made


def test_it_is_proposed_by_whoever_decides_for_the_ceo_between_both_sides(case, father, deputy, head, ceo):
    asked = {"source": case, "about": "How they talk."}
    with pytest.raises(PermissionDenied):
        propose_mediation(persons=[father], users=[deputy], by=head, **asked)
    with pytest.raises(Refused, match="for the school"):
        propose_mediation(persons=[father], users=[], by=ceo, **asked)
    with pytest.raises(Refused, match="Choose the parent"):
        propose_mediation(persons=[make.PersonFactory()], users=[deputy], by=ceo, **asked)


def test_somebody_who_does_not_take_part_ends_it_before_it_begins(proposed, head, case):
    say(proposed, head, is_willing=False, only=proposed.parties.first())

    assert proposed.state == MediationState.NOT_TAKEN_UP
    assert open_kinds(proposed.case) == set()
    assert Entry.objects.filter(chain__name=case.chain, verb="mediation.not_taken_up").count() == 1


def test_an_answer_has_its_day(proposed, head, clock):
    party = proposed.parties.first()
    told = {"party": party, "is_willing": True, "channel": Channel.LETTER, "by": head}
    with pytest.raises(Refused, match="in the future"):
        note_answer(answered_on=local_day(timezone.now()) + timedelta(days=1), **told)
    with pytest.raises(Refused, match="not been asked"):
        note_answer(answered_on=local_day(timezone.now()) - timedelta(days=1), **told)


# --- The mediator -----------------------------------------------------------------------------------------------------
def test_a_mediator_is_appointed_once_all_take_part(proposed, head, ceo, mediator):
    until = local_day(timezone.now()) + timedelta(days=10)
    say(proposed, head, only=proposed.parties.first())
    with pytest.raises(Refused, match="It waits for"):
        appoint_mediator(mediation=proposed, user=mediator, until_on=until, by=ceo)
    with pytest.raises(PermissionDenied):
        appoint_mediator(mediation=proposed, user=mediator, until_on=until, by=head)
    say(proposed, head)
    assert open_kinds(proposed.case) == {Kind.APPOINT_MEDIATOR}

    appoint_mediator(mediation=proposed, user=mediator, until_on=until, by=ceo)

    proposed.refresh_from_db()
    assert (proposed.state, proposed.mediator) == (MediationState.RUNNING, mediator)
    assert open_kinds(proposed.case) == {Kind.MEDIATE}
    assert Notice.objects.filter(to_user=mediator, kind=NoticeKind.MEDIATOR_APPOINTED).count() == 1


def test_a_mediator_has_nothing_to_do_with_the_matter(proposed, head, deputy, ceo, case):
    say(proposed, head)
    told = {"mediation": proposed, "until_on": local_day(timezone.now()) + timedelta(days=10), "by": ceo}
    with pytest.raises(Refused, match="takes part themselves"):
        appoint_mediator(user=deputy, **told)
    with pytest.raises(Refused, match="logged this case"):
        appoint_mediator(user=head, **told)
    witness = make.UserFactory(role=(Role.STAFF, case.school))
    involve(case=case, part=Part.WITNESS, user=witness, by=head)
    with pytest.raises(Refused, match="is a witness in this case"):
        appoint_mediator(user=witness, **told)
    with pytest.raises(Refused, match="day is over"):
        appoint_mediator(**{**told, "name": "Mr Fairley", "until_on": local_day(timezone.now()) - timedelta(days=1)})


def test_the_mediator_sees_the_mediation_and_nothing_else(running, case, mediator, client_of):
    client = client_of(mediator)

    assert SECRET in page(client, running).text
    for url in (case.get_absolute_url(), running.case.get_absolute_url()):
        assert client.get(url).status_code == 404
    home = client.get(reverse("desk:home")).text
    assert page_url(running) in home
    assert case.title not in home


# --- The notes --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [role for role in Role if role != Role.MEDIATOR])
def test_nobody_but_the_mediator_reads_the_notes_whatever_their_role(running, case, role, client_of):
    user = make.UserFactory(role=(role, case.school if role in SCHOOL_ROLES else None))
    client = client_of(user)
    urls = [
        reverse("meetings:mediation", args=[running.case.reference]),
        reverse("meetings:notes_release", args=[running.case.reference]),
        reverse("meetings:notes"),
        reverse("desk:home"),
        running.case.get_absolute_url(),
        reverse("desk:history", args=[running.case.reference]),
        case.get_absolute_url(),
    ]

    assert [url for url in urls if SECRET in client.get(url).text] == []
    assert not MediatorNote.objects.visible_to(user).exists()
    assert not MediatorNote.objects.released_to(user).exists()
    with pytest.raises(PermissionDenied):
        write_note(mediation=running, text="Mine.", by=user)


def test_another_mediator_of_the_trust_reads_none_either(running, client_of):
    other = make.UserFactory(role=(Role.MEDIATOR, None))

    assert page(client_of(other), running).status_code == 404
    assert not MediatorNote.objects.visible_to(other).exists()


def test_a_grant_or_a_delegation_of_the_case_opens_no_note(running, ceo, client_of):
    central = make.UserFactory(role=(Role.CENTRAL_TEAM, None))
    delegate(case=running.case, to=central, reason="I am away.", by=ceo)
    trustee = make.UserFactory(role=(Role.TRUSTEE, None))
    make.GrantFactory(case=running.case, user=trustee)

    for user in (central, trustee):
        shown = page(client_of(user), running)
        assert (shown.status_code, SECRET in shown.text) == (200, False)


def test_history_says_nothing_of_a_note(running):
    assert not Entry.objects.filter(verb__contains="note", chain__name=running.chain).exists()
    assert SECRET not in str([*Payload.objects.values_list("data", flat=True)])


def test_access_ends_with_its_day(running, mediator, clock, client_of):
    clock.shift(timedelta(days=11))

    assert page(client_of(mediator), running).status_code == 404
    assert not MediatorNote.objects.visible_to(mediator).exists()
    with pytest.raises(PermissionDenied):
        write_note(mediation=running, text="One more.", by=mediator)


def test_who_mediates_next_does_not_read_the_notes_of_the_one_before(running, ceo, mediator):
    after = make.UserFactory(role=(Role.MEDIATOR, None))
    until = local_day(timezone.now()) + timedelta(days=20)

    appoint_mediator(mediation=running, user=after, until_on=until, by=ceo)

    assert not MediatorNote.objects.visible_to(after).exists()
    assert not MediatorNote.objects.visible_to(mediator).exists()


# --- Released for a subject access request ----------------------------------------------------------------------------
def test_the_data_protection_lead_releases_what_is_written_by_then_with_the_reason(running, dpo, mediator, client_of):
    client, url = client_of(dpo), reverse("meetings:notes_release", args=[running.case.reference])
    assert running.case.reference in client.get(reverse("meetings:notes")).text
    assert SECRET not in client.get(url).text
    with pytest.raises(Refused, match="for which request"):
        release_notes(mediation=running, reason=" ", by=dpo)

    release_notes(mediation=running, reason="The father asked on Monday", by=dpo)

    assert SECRET in client.get(url).text
    said = Entry.objects.get(verb="mediation.notes_released").payload.data
    assert said == {"reason": "The father asked on Monday."}
    assert Notice.objects.filter(to_user=mediator, kind=NoticeKind.NOTES_RELEASED).count() == 1


def test_what_is_written_later_and_to_others_needs_another_release(running, dpo, mediator, clock):
    release_notes(mediation=running, reason="The father asked on Monday", by=dpo)
    clock.shift(timedelta(hours=1))
    write_note(mediation=running, text="One more.", by=mediator)
    other = make.UserFactory(role=(Role.DP_LEAD, None))

    assert [note.text for note in MediatorNote.objects.released_to(dpo)] == [SECRET]
    assert not MediatorNote.objects.released_to(other).exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DP_LEAD])
def test_nobody_else_releases_them(running, case, role):
    user = make.UserFactory(role=(role, case.school if role in SCHOOL_ROLES else None))

    with pytest.raises(PermissionDenied):
        release_notes(mediation=running, reason="I want to know.", by=user)


def test_nobody_releases_notes_of_a_mediation_about_themselves(running, dpo, head):
    involve(case=running.case, part=Part.SUBJECT, user=dpo, by=head)

    with pytest.raises(PermissionDenied):
        release_notes(mediation=running, reason="I want to know.", by=dpo)
    assert not Mediation.objects.for_release(dpo).exists()


def test_nobody_releases_notes_of_a_mediation_in_which_they_take_part(running, dpo):
    make.MediationPartyFactory(mediation=running, person=None, user=dpo)

    with pytest.raises(PermissionDenied):
        release_notes(mediation=running, reason="I want to know.", by=dpo)
    assert not Mediation.objects.for_release(dpo).exists()


# --- Ended --------------------------------------------------------------------------------------------------------------
def test_it_ends_by_the_mediator_and_their_access_with_the_day(running, mediator, clock, case):
    assert "The mediation goes on: say on its page how it ended" in left_open(running.case)

    end_mediation(mediation=running, outcome="They found a way", by=mediator)

    running.refresh_from_db()
    assert running.state == MediationState.ENDED
    assert left_open(running.case) == []
    assert MediatorNote.objects.visible_to(mediator).exists()
    assert Entry.objects.filter(verb="mediation.ended", chain__name=case.chain).count() == 1
    clock.shift(timedelta(days=1))
    assert not MediatorNote.objects.visible_to(mediator).exists()


def test_one_that_has_not_begun_does_not_end(proposed, head, stranger):
    with pytest.raises(Refused, match="has not begun"):
        end_mediation(mediation=proposed, outcome="Nothing.", by=head)
    with pytest.raises(PermissionDenied):
        end_mediation(mediation=proposed, outcome="Nothing.", by=stranger)
