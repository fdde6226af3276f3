"""The papers of a panel in the system: handed over, opened by its members and nobody else, until the minute it is over."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from audit.models import Entry
from cases.services.case import involve
from cases.states import Part
from complaints import services
from complaints.models import Complaint
from complaints.states import Stage
from desk.selectors.home import home
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from packs.models import KEPT, HandedBundle, Pack
from packs.services import hand_back, hand_over, take_panel_papers
from schools.models import Membership
from schools.states import Role
from tests import factories as make
from tests.complaints.test_panel import arranged, found, met, seat, to_panel


@pytest.fixture
def clerk(staff_of_trust):
    return make.UserFactory(name="Sheila Brandt", role=(Role.CLERK, None))


@pytest.fixture
def trustees(staff_of_trust):
    return [make.UserFactory(name=name, role=(Role.TRUSTEE, None)) for name in ("Amir Khan", "Bea Long", "Cy Mott")]


@pytest.fixture
def before(log, ceo, clerk, trustees):
    """A panel of three: two trustees, and somebody independent by name; it meets in two weeks."""
    row = to_panel(log(stage=Stage.FORMAL), ceo)
    seat(row, clerk, trustees[:2])
    row.meeting = arranged(row, clerk)
    return row


@pytest.fixture
def bundle(before, ceo):
    told = {"school": before.case.school, "asked_by": ceo, "for_whom": "The panel", "purpose": "To read"}
    return make.PackFactory(made=True, case=before.case, reader="hearing", **told)


@pytest.fixture
def handed(bundle, before, ceo):
    return hand_over(pack=bundle, complaint=before, by=ceo)


def again(user):
    return User.objects.get(pk=user.pk)


def page(row):
    return reverse("packs:panel_papers", args=[row.case.reference])


def file_of(handed):
    return reverse("packs:panel_file", args=[handed.complaint.case.reference, handed.pk])


def fetched(client, handed):
    """What comes of asking for the papers: all of them were read where they came."""
    answer = client.post(file_of(handed))
    if answer.streaming:
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
    return answer.status_code


def test_a_member_finds_day_place_and_papers_on_the_home_page_and_opens_them(
    handed, before, trustees, clerk, client_of, ceo
):
    seats = home(again(trustees[0])).seats
    assert [(one.title, one.where) for one in seats] == [
        ("You sit on the panel of Monday 16 November 2026", f"{before.case.reference} · At 08:19, Central office.")
    ]
    assert home(again(trustees[2])).seats == home(again(clerk)).seats == ()
    member = client_of(trustees[0])
    shown = member.get("/").text
    assert "You sit on the panel of Monday 16 November 2026" in shown
    assert "Open the papers (PDF)" in member.get(page(before)).text
    assert fetched(member, handed) == fetched(member, handed) == 200
    assert Entry.objects.filter(verb="bundle.read").count() == 2
    assert Notice.objects.filter(kind=NoticeKind.COMPLAINT_PANEL, to_user=trustees[1], queued_by=ceo).count() == 1
    assert "Open the papers" not in client_of(clerk).get(page(before)).text, "the clerk is told that they went"
    assert fetched(client_of(clerk), handed) == 403


def test_several_panels_stand_there_with_the_next_to_meet_first(before, log, ceo, clerk, trustees):
    later, unset = (to_panel(log(stage=Stage.FORMAL), ceo) for _ in range(2))
    seat(unset, clerk, trustees[:1])
    seat(later, clerk, trustees[:2])
    arranged(later, clerk, days=16)

    days = [one.title.removeprefix("You sit on ") for one in home(again(trustees[0])).seats]
    assert days == ["the panel of Monday 16 November 2026", "the panel of Wednesday 18 November 2026", "a panel"]


def test_nobody_else_opens_them_and_a_member_opens_nothing_else(handed, before, bundle, trustees, client_of, head):
    for user in (trustees[2], make.UserFactory(role=(Role.HEAD, make.SchoolFactory())), make.UserFactory()):
        assert client_of(user).get(page(before)).status_code == 404
        assert fetched(client_of(user), handed) == 404
    member = client_of(trustees[0])
    assert member.get(bundle.get_absolute_url()).status_code == 404
    assert member.post(reverse("packs:file", args=[bundle.pk])).status_code == 404
    assert member.get(before.get_absolute_url()).status_code == 404
    assert member.get(before.case.get_absolute_url()).status_code == 404
    assert fetched(client_of(head), handed) == 200, "whoever sees the file"


def test_from_the_minute_it_is_over_taken_back_or_they_leave_nothing_is_opened(
    handed, before, bundle, trustees, clerk, ceo, clock, client_of
):
    first, second = trustees[:2]
    services.stand_down_member(member=before.panel_members.get(user=second), reason="Ill", by=clerk)
    assert fetched(client_of(second), handed) == 404
    assert home(again(second)).seats == ()
    services.name_member(complaint=before, user=trustees[2], by=clerk)
    assert fetched(client_of(trustees[2]), handed) == 200, "who takes their place reads at once"

    held = Membership.objects.get(user=first)
    now = timezone.now()
    Membership.objects.filter(pk=held.pk).update(period=TimestamptzRange(now - timedelta(days=9), now))
    assert fetched(client_of(first), handed) == 404
    with pytest.raises(PermissionDenied):
        take_panel_papers(handed=handed, by=again(first))
    Membership.objects.filter(pk=held.pk).update(period=held.period)

    hand_back(handed=handed, by=ceo)
    assert fetched(client_of(first), handed) == 404
    newer = hand_over(pack=bundle, complaint=before, by=ceo)
    assert fetched(client_of(first), newer) == 200
    met(before, before.meeting, clerk, clock)
    found(before, clerk)
    for user in (first, trustees[2]):
        assert client_of(user).get(page(before)).status_code == 404
        assert fetched(client_of(user), newer) == 404
    assert home(again(first)).seats == ()


def test_a_member_who_comes_to_have_to_do_with_it_reads_no_more_and_is_told_why(
    handed, before, trustees, kay, client_of, head
):
    involve(case=before.case, part=Part.WITNESS, user=trustees[0], by=head)
    for url in (page(before), before.panel_url):
        refused = client_of(trustees[0]).get(url)
        assert refused.status_code == 403
        assert "tell the clerk" in refused.text
        assert before.words not in refused.text
    with pytest.raises(Refused, match="tell the clerk"):
        take_panel_papers(handed=handed, by=again(trustees[0]))
    assert not Entry.objects.filter(verb="bundle.read").exists()
    assert fetched(client_of(trustees[1]), handed) == 200
    involve(case=before.case, part=Part.SUBJECT, user=trustees[1], by=head)
    assert fetched(client_of(trustees[1]), handed) == 404
    assert home(again(trustees[1])).seats == ()


def test_whom_the_other_case_is_about_reads_no_paper_of_it(log, ceo, clerk, trustees, head, client_of):
    source = make.CaseFactory(school=head.memberships.get().school)
    row = to_panel(log(stage=Stage.FORMAL, source=source, by=head), ceo)
    seat(row, clerk, trustees[:2])
    told = {"school": source.school, "asked_by": ceo, "for_whom": "The panel", "purpose": "To read"}
    handed = hand_over(pack=make.PackFactory(made=True, case=source, reader="panel", **told), complaint=row, by=ceo)
    assert fetched(client_of(trustees[0]), handed) == 200
    involve(case=source, part=Part.SUBJECT, user=trustees[0], by=head)
    assert fetched(client_of(trustees[0]), handed) == 404
    assert fetched(client_of(trustees[1]), handed) == 200


def test_only_a_bundle_for_a_panel_goes_to_the_panel_of_its_own_complaint(before, bundle, log, ceo, clerk, head):
    other = to_panel(log(stage=Stage.FORMAL), ceo)
    with pytest.raises(Refused, match="Only a bundle for a panel"):
        hand_over(pack=bundle, complaint=other, by=ceo)
    with pytest.raises(Refused, match="may not print"):
        hand_over(pack=bundle, complaint=before, by=head)
    told = {"school": before.case.school, "asked_by": ceo, "for_whom": "The Chair", "purpose": "To read"}
    for_chair = make.PackFactory(made=True, case=before.case, reader="chair", **told)
    with pytest.raises(Refused, match="Only a bundle for a panel"):
        hand_over(pack=for_chair, complaint=before, by=ceo)
    waiting = make.PackFactory(case=before.case, reader="hearing", **told)
    with pytest.raises(Refused, match="not ready"):
        hand_over(pack=waiting, complaint=before, by=ceo)
    assert hand_over(pack=bundle, complaint=before, by=ceo) == hand_over(pack=bundle, complaint=before, by=ceo)
    assert HandedBundle.objects.count() == 1


def test_what_a_panel_reads_is_kept_until_it_is_over(handed, before, bundle, trustees, clock, client_of, clerk):
    before_it = timezone.now()
    clock.shift(KEPT + timedelta(hours=1))
    assert not Pack.objects.made_before(timezone.now() - KEPT).exists()
    assert fetched(client_of(trustees[0]), handed) == 200
    Complaint.objects.filter(pk=before.pk).update(stage=Stage.WITHDRAWN)
    assert Pack.objects.made_before(timezone.now() - KEPT).get() == bundle
    assert bundle.made_at <= before_it
