"""Something online, from the report to its end: what is kept, who is told, who decides, what is never kept."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from hypothesis import example, given
from hypothesis import strategies as st

from cases.access import sees
from cases.duties import Kind
from cases.models import Case, Duty, EvidenceFile
from cases.states import Part
from desk.selectors.closing import left_open
from desk.services.involving import take_out
from kernel import wording
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from schools.calendar import at_local
from schools.states import PersonKind, Role
from socialmedia import clocks, services
from socialmedia.addresses import doubt_about, host_of, is_web_address
from socialmedia.models import OnlineConcern
from socialmedia.states import JUDGED, ConcernKind, Platform, Presence, Whom
from tests import factories as make
from tests.cases.files import exif_of_home
from tests.cases.files import picture as drawn

pytestmark = pytest.mark.usefixtures("clock")
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
WORDS = "The head hides what happened at the gate."


@pytest.fixture
def kay(school):
    return make.PersonFactory(given_name="Kay", family_name="Lowe", title="Mrs", at=school)


@pytest.fixture
def pupil(school):
    return make.PersonFactory(given_name="Ali", family_name="Lowe", kinds=[PersonKind.PUPIL], at=school)


@pytest.fixture
def log(school, kay, head, deputy, staff, ceo):
    def act(**more):
        facts = {
            "school": school,
            "platform": Platform.FACEBOOK,
            "words": WORDS,
            "kinds": [ConcernKind.DEFAMATORY],
            "seen_at": timezone.now(),
            "author": kay,
            "by": head,
            **more,
        }
        return services.log_concern(**facts)

    return act


def owed(concern):
    return {duty.kind: duty.owner_role for duty in Duty.objects.open().filter(case=concern.case)}


def again(row):
    return type(row).objects.get(pk=row.pk)


# --- It is reported -----------------------------------------------------------------------------------------------
def test_staff_report_and_the_head_decides(log, staff, head):
    concern = log(by=staff)

    assert owed(concern) == {Kind.DEAL_WITH_POST: Role.HEAD}
    notice = Notice.objects.get(kind=NoticeKind.ONLINE)
    assert (notice.to_user, notice.path) == (head, concern.get_absolute_url())
    assert not sees(staff, concern.case)


def test_whoever_posted_it_is_behind_a_wall(log, school, head):
    author = make.PersonFactory(user=make.UserFactory(role=(Role.SENIOR_LEADER, school)), at=school)

    concern = log(author=author)

    assert concern.case.involvements.get().part == Part.SUBJECT
    assert not OnlineConcern.objects.visible_to(author.user).exists()


def test_nobody_reports_their_own_post(log, school, staff):
    me = make.PersonFactory(user=staff, at=school)

    with pytest.raises(Refused, match="This is your own"):
        log(by=staff, author=me)


def test_a_post_that_names_the_head_goes_to_the_ceo(log, head, deputy, ceo):
    concern = log(by=deputy, colleagues=[head])

    assert owed(concern) == {Kind.DEAL_WITH_POST: Role.CEO}
    assert Notice.objects.get(kind=NoticeKind.ONLINE).to_user == ceo


def test_it_joins_a_case_that_is_open_for_whoever_works_on_it(log, head, staff, school):
    case = make.CaseFactory(school=school)

    assert log(case=case).case == case
    with pytest.raises(PermissionDenied):
        log(case=case, by=staff)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"seen_at": "later"}, "future"),
        ({"posted_on": date(2026, 11, 3)}, "before it was posted or sent"),
        ({"kinds": []}, "what it is"),
        ({"words": " "}, "what it says"),
        ({"author": None}, "who is behind it"),
        ({"kinds": [ConcernKind.AI_MISLEADING]}, "judge"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(log, wrong, reason):
    if wrong.get("seen_at") == "later":
        wrong = {"seen_at": timezone.now() + timedelta(hours=1)}
    with pytest.raises(Refused, match=reason):
        log(**wrong)


# --- Screenshots --------------------------------------------------------------------------------------------------
def sent(school, **more):
    """The page's form as it is sent."""
    return {
        "platform": "facebook",
        "kinds": ["defamatory"],
        "words": WORDS,
        "handle": "@millparent",
        **{f"seen_on_{part}": n for part, n in zip(("day", "month", "year"), (2, 11, 2026), strict=True)},
        "seen_time": "08:05",
        "may_be_indecent": "no",
        **more,
    }


def test_whoever_deals_with_it_themself_is_not_told_that_somebody_else_was(client_of, head, deputy, school):
    own = client_of(head).post(reverse("socialmedia:log"), sent(school), follow=True).text
    others = client_of(deputy).post(reverse("socialmedia:log"), sent(school), follow=True).text

    assert "You deal with it yourself: what is due stands here." in own
    assert "Whoever deals with it has been told" not in own
    assert "Whoever deals with it has been told" in others


def picture():
    return SimpleUploadedFile("shot.jpg", drawn(exif=exif_of_home()), content_type="image/jpeg")


def test_a_screenshot_is_kept_hashed_and_cleaned(client_of, staff, head, school, run_jobs):
    answer = client_of(staff).post(reverse("socialmedia:log"), sent(school, files=[picture()], url="https://fb.com/1"))

    assert answer.status_code == 302
    run_jobs()
    file = EvidenceFile.objects.get()
    assert (file.state, len(file.sha256)) == ("cleaned", 64)
    assert "Where it was taken was removed" in file.note
    assert file.evidence.source_url == "https://fb.com/1"
    assert not file.evidence.is_sensitive


def test_what_may_be_indecent_is_never_stored(client_of, head, school):
    form = sent(school, may_be_indecent="maybe", files=[picture()])

    refused = client_of(head).post(reverse("socialmedia:log"), form)
    assert refused.status_code == 422
    assert "no file was taken" in refused.text
    assert not EvidenceFile.objects.exists()
    assert not Case.objects.exists()

    client_of(head).post(reverse("socialmedia:log"), sent(school, may_be_indecent="maybe"))
    concern = OnlineConcern.objects.get()
    assert concern.is_indecent
    assert {*owed(concern)} == {Kind.DEAL_WITH_POST, Kind.TELL_SAFEGUARDING, Kind.TELL_POLICE}


def test_the_question_whether_it_is_indecent_is_answered_before_a_file_is_taken(client_of, head, school):
    form = sent(school, files=[picture()])
    del form["may_be_indecent"]

    assert client_of(head).post(reverse("socialmedia:log"), form).status_code == 422
    assert not EvidenceFile.objects.exists()


def test_a_picture_that_was_made_up_is_sealed_and_blurred(client_of, head, school, run_jobs):
    form = sent(school, kinds=["ai_media"], has_pupils="on", files=[picture()])
    client_of(head).post(reverse("socialmedia:log"), form)
    run_jobs()
    evidence = OnlineConcern.objects.get().screenshots.get().evidence

    assert evidence.is_sensitive
    assert evidence.sealed_at
    page = client_of(head).get(evidence.get_absolute_url())
    assert "app-blurred__picture" in page.text
    assert "Sealed as it came" in page.text


def test_a_sealed_picture_can_still_be_taken_out(client_of, head, school, run_jobs):
    client_of(head).post(reverse("socialmedia:log"), sent(school, kinds=["ai_media"], files=[picture()]))
    run_jobs()
    file = EvidenceFile.objects.get()

    client_of(head).post(reverse("cases:file_remove", args=[file.reference, file.pk]), {"reason": "The police keep it"})

    assert again(file).state == "removed"


# --- It is looked at again ----------------------------------------------------------------------------------------
def test_somebody_looks_again_on_the_day(log, head):
    concern = log()
    services.check_concern(concern=concern, found=Presence.LIVE, again_on=date(2026, 11, 9), by=head)

    duty = Duty.objects.open().get(kind=Kind.REMOVAL_CHECK)
    assert duty.due_at.date() == date(2026, 11, 10)
    services.check_concern(concern=concern, found=Presence.REMOVED, note="The post is gone.", by=head)
    assert Kind.REMOVAL_CHECK not in owed(concern)
    assert again(concern).state == Presence.REMOVED


def test_what_is_back_is_dealt_with_again(log, head):
    concern = log()
    services.check_concern(concern=concern, found=Presence.REMOVED, by=head)
    services.settle_concern(concern=concern, reason="They took it down.", by=head)
    assert owed(concern) == {}

    services.check_concern(concern=concern, found=Presence.LIVE, by=head)

    assert not again(concern).is_settled
    assert Kind.DEAL_WITH_POST in owed(concern)


# --- Who is told --------------------------------------------------------------------------------------------------
def test_nothing_is_settled_before_safeguarding_and_police_know(log, head):
    concern = log(is_indecent=True)
    with pytest.raises(Refused, match="First: Tell the safeguarding lead"):
        services.settle_concern(concern=concern, reason="Done.", by=head)

    for whom in Whom:
        services.log_told(concern=concern, whom=whom, name="R. Shah", told_at=timezone.now(), by=head)

    services.settle_concern(concern=concern, reason="The police have it.", by=head)
    assert again(concern).is_settled


def test_the_data_protection_lead_is_shown_what_was_put_into_a_tool_and_nothing_else(log, client_of, head):
    lead = make.UserFactory(role=(Role.DP_LEAD, None))
    concern = log(kinds=[ConcernKind.AI_DATA], words="The class list was pasted into a chat tool.")
    page = reverse("socialmedia:data", args=[concern.case.reference, concern.pk])

    assert owed(concern)[Kind.DATA_IN_TOOL] == Role.DP_LEAD
    shown = client_of(lead).get(page).text
    assert "class list" in shown
    assert "Kay" not in shown
    assert client_of(lead).get(concern.get_absolute_url()).status_code == 404
    assert client_of(head).get(page).status_code == 404
    with pytest.raises(PermissionDenied):
        services.judge_data(concern=concern, said="Nothing to it.", by=head)
    assert client_of(lead).post(page, {"said": "A breach: reported to the ICO."}).status_code == 302
    assert Kind.DATA_IN_TOOL not in owed(concern)


def test_personal_data_in_a_tool_is_judged_within_72_hours_of_when_it_was_seen(log, client_of, head, clock):
    lead = make.UserFactory(role=(Role.DP_LEAD, None))
    friday = at_local(date(2026, 10, 30), time(15))
    concern = log(kinds=[ConcernKind.AI_DATA], seen_at=friday)
    ends = "Monday 2 November 2026, 15:00"

    [duty] = Duty.objects.open().filter(case=concern.case, kind=Kind.DATA_IN_TOOL)
    shown = client_of(lead).get(reverse("socialmedia:data", args=[concern.case.reference, concern.pk])).text
    own = client_of(head).get(concern.get_absolute_url()).text

    assert duty.due_at <= friday.astimezone(UTC) + timedelta(hours=72)
    assert "UK GDPR, article 33" in shown
    assert wording.in_full(friday.astimezone(UTC) + timedelta(hours=72)) in shown
    assert wording.in_full(friday.astimezone(UTC) + timedelta(hours=72)) in own
    assert "The data protection lead sees what was reported and when" in own
    assert ends.split(",")[0] in shown


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.integers(0, 200), st.integers(0, 400))
def test_data_is_judged_within_72_hours_or_at_once(seen, later, usual):
    seen_at = seen.replace(tzinfo=UTC)
    now = seen_at + timedelta(hours=later)
    due = clocks.judge_by(OnlineConcern(seen_at=seen_at), now + timedelta(hours=usual), now)

    assert now <= due <= max(now, seen_at + timedelta(hours=72))


def test_who_sees_it_names_the_data_protection_lead_only_where_they_do(log, client_of, head):
    assert "data protection lead" not in client_of(head).get(log().get_absolute_url()).text


# --- What it is called ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kinds", "platform", "says"),
    [
        ([ConcernKind.AI_MISLEADING], Platform.LETTERS, "Sent by Kay Lowe"),
        ([ConcernKind.AI_EXCESSIVE], Platform.LETTERS, "Sent by Kay Lowe"),
        ([ConcernKind.AI_DATA], Platform.OTHER, "Put into an AI tool by Kay Lowe"),
        ([ConcernKind.AI_MEDIA], Platform.TIKTOK, "Picture, voice or video shared by Kay Lowe"),
        ([ConcernKind.AI_MISLEADING], Platform.FACEBOOK, "Post of Kay Lowe"),
        ([ConcernKind.AI_MEDIA, ConcernKind.RACIST], Platform.FACEBOOK, "Post of Kay Lowe"),
    ],
)
def test_what_is_no_post_is_called_none(log, client_of, head, kinds, platform, says):
    more = {"signs": "Forty alike.", "judged_by_name": "R. Shah"} if {*kinds} & {*JUDGED} else {}
    more |= {"platform_other": "A chat tool"} if platform == Platform.OTHER else {}
    concern = log(kinds=kinds, platform=platform, has_staff=True, words="About the trip.", **more)
    client, args = client_of(head), [concern.case.reference, concern.pk]
    pages = [concern.get_absolute_url(), concern.case.get_absolute_url()]
    pages += [reverse(f"socialmedia:{name}", args=args) for name in ("check", "kinds", "told", "settle", "ask_legal")]
    pages += [
        reverse("socialmedia:take", args=[*args, kind]) for kind in ("removal", "warning", "police", "discussion")
    ]
    shown = {page: strip_tags(MAIN.search(client.get(page).text)[0]) for page in pages}

    assert says in shown[reverse("socialmedia:settle", args=args)]
    if not says.startswith("Post"):
        assert [page for page, text in shown.items() if re.search(r"\bpost\b|posted it|was posted", text)] == []


# --- Who and what -------------------------------------------------------------------------------------------------
def test_who_posted_it_is_named_once(log, head, kay, school):
    concern = log(author=None, handle="@millparent")
    services.name_author(concern=concern, author=kay, by=head)

    assert concern.case.involvements.subjects().get().person == kay
    with pytest.raises(Refused, match="It is noted that"):
        services.name_author(concern=concern, author=make.PersonFactory(at=school), by=head)
    with pytest.raises(Refused, match="is behind something"):
        take_out(involvement=concern.case.involvements.subjects().get(), reason="Wrong", by=head)


def test_what_it_is_can_be_said_anew_and_makes_due_what_belongs_to_it(log, head):
    concern = log(kinds=[ConcernKind.NEGATIVE])
    services.say_kinds(concern=concern, kinds=[ConcernKind.AI_MEDIA], reason="His voice was copied.", by=head)

    assert Kind.TELL_POLICE in owed(concern)
    assert again(concern).kinds == [ConcernKind.AI_MEDIA]


def test_a_case_is_not_closed_over_a_post(log):
    assert "Something online is not settled" in left_open(log().case)


# --- Whoever reported it ------------------------------------------------------------------------------------------
def test_whoever_reported_it_sees_that_it_came_how_it_stands_and_can_add(log, staff, head, kay, client_of, run_jobs):
    concern = log(by=staff, handle="@millparent")
    page, client = concern.reported_url, client_of(staff)
    said = {"description": "He wrote more.", "may_be_indecent": "no"}

    shown = client.get(page).text
    assert "in hand" in shown
    assert WORDS in shown
    assert "Kay" not in shown
    assert concern.case.reference in client.get(reverse("socialmedia:concerns")).text
    assert concern.case.reference in client.get(reverse("desk:home")).text
    notices = Notice.objects.filter(kind=NoticeKind.ONLINE, to_user=head)
    assert client.post(page, {**said, "files": [picture()]}).status_code == 302
    run_jobs()
    assert EvidenceFile.objects.get().state == "cleaned"
    assert notices.count() == 2
    assert "He wrote more." in client_of(head).get(concern.get_absolute_url()).text
    assert client_of(head).get(page).status_code == 404

    services.settle_concern(concern=concern, reason="It was put right.", by=head)
    shown = client.get(page).text
    assert "dealt with" in shown
    assert "put right" not in shown
    assert client.post(page, said).status_code == 422


def test_nobody_reads_on_what_they_reported_once_it_is_about_them_or_they_left(log, school, staff, head, client_of):
    concern = log(by=staff, author=None, handle="@who")
    me = make.PersonFactory(user=staff, at=school)
    gone = log(by=(leaver := make.UserFactory(role=("staff", school))))
    leaver.memberships.update(period=(timezone.now() - timedelta(days=9), timezone.now() - timedelta(days=1)))

    services.name_author(concern=concern, author=me, by=head)

    for user, row in ((staff, concern), (leaver, gone)):
        fresh = type(user).objects.get(pk=user.pk)
        assert client_of(fresh).get(row.reported_url).status_code in (403, 404)
        with pytest.raises(PermissionDenied):
            services.add_to_report(concern=row, description="More.", by=fresh)


@pytest.mark.parametrize("way", ["check", "kinds", "reported"])
def test_what_turns_out_to_be_indecent_is_never_stored_and_both_are_told(log, head, staff, client_of, way):
    concern = log(by=staff)
    user = staff if way == "reported" else head
    url = reverse(f"socialmedia:{way}", args=[concern.case.reference, concern.pk])
    sent = {
        "check": {"found": "live", "may_be_indecent": "maybe"},
        "kinds": {"kinds": ["obscene"], "reason": "A colleague saw more of it.", "is_indecent": "on"},
        "reported": {"description": "It is a child.", "may_be_indecent": "maybe"},
    }[way]
    client = client_of(user)
    if way != "kinds":
        assert client.post(url, {**sent, "files": [picture()]}).status_code == 422
        unanswered = {name: value for name, value in sent.items() if name != "may_be_indecent"}
        assert "Answer this before you send any picture" in client.post(url, {**unanswered, "files": [picture()]}).text
        assert not again(concern).is_indecent

    assert client.post(url, sent).status_code == 302

    assert again(concern).is_indecent
    assert not EvidenceFile.objects.exists()
    assert {Kind.TELL_SAFEGUARDING, Kind.TELL_POLICE} <= {*owed(concern)}
    with pytest.raises(ProgrammingError), transaction.atomic():
        OnlineConcern.objects.filter(pk=concern.pk).update(is_indecent=False)


def test_what_turns_out_to_be_the_heads_own_goes_to_the_ceo(log, deputy, head, ceo, school):
    concern = log(by=deputy, author=None, handle="@who")

    services.name_author(concern=concern, author=make.PersonFactory(user=head, at=school), by=deputy)

    assert owed(concern) == {Kind.DEAL_WITH_POST: Role.CEO}
    assert Notice.objects.filter(kind=NoticeKind.ONLINE, to_user=ceo).exists()


# --- Addresses ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("url", "platform", "said"),
    [
        ("https://www.facebook.com/groups/1", "facebook", ""),
        ("https://facebook.com@evil.example/x", "facebook", "leads to evil.example, not to Facebook"),
        ("https://facebook.com.evil.example/x", "facebook", "leads to facebook.com.evil.example"),
        ("https://fаcebook.com/x", "facebook", "xn--"),
        ("javascript:alert(1)", "other", "not an address"),
        ("data:text/html,hello", "other", "not an address"),
        ("https://bücher.example/", "other", "look like others"),
        ("", "x", ""),
    ],
)
def test_an_address_that_lies_is_told_apart(url, platform, said):
    doubt = doubt_about(url, platform)

    assert said in doubt
    assert bool(said) == bool(doubt)


@given(st.text(max_size=200), st.sampled_from([*Platform.values]))
@example("http://[::1", "x")
@example("https://" + "a" * 70 + ".example", "x")
def test_no_address_whatever_it_is_breaks_the_page(url, platform):
    assert host_of(url).isascii()
    assert isinstance(doubt_about(url, platform), str)
    assert is_web_address(url) in (True, False)


def test_an_address_is_shown_and_never_a_link(log, client_of, head):
    concern = log(url="https://facebook.com@evil.example/<script>")
    page = client_of(head).get(concern.get_absolute_url()).text

    assert 'href="https://facebook.com@' not in page
    assert "&lt;script&gt;" in page
    assert "This leads to evil.example" in page
