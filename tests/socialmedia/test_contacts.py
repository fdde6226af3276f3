"""Contacts: logged by hand, uploaded by the hundred, counted by week, shown to whoever may see them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.system import system_user
from audit.models import Entry
from cases.states import Part
from kernel import apart
from kernel.catching_up import stored_under
from kernel.refusal import Refused
from socialmedia import jobs, services
from socialmedia.models import Contact, MailFile, MailUpload
from socialmedia.selectors.volume import counted, volume_of
from socialmedia.services.mail import leave_unanswered
from socialmedia.states import ContactChannel
from tests import factories as make
from tests.socialmedia import mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def kay(school):
    person = make.PersonFactory(given_name="Kay", family_name="Lowe", at=school)
    make.AdultFactsFactory(person=person, email="Kay@Letters.example")
    return person


def words(answer):
    return " ".join(answer.content.decode().split())


def eml(n=1, data=None, **more):
    more.setdefault("at", timezone.now() - timedelta(hours=n))
    return SimpleUploadedFile(f"m{n}.eml", mails.mail(n, **more) if data is None else data)


def send(client, *files, **headers):
    return client.post(reverse("socialmedia:upload_new"), {"files": [*files]}, headers=headers)


def test_whoever_may_warn_or_restrict_finds_it_beside_the_contacts(client_of, head, office, kay, school, clock):
    make.ContactFactory(person=kay, school=school)
    page = reverse("socialmedia:contacts_of", args=[kay.pk])
    assert "there is no open one that you work on" in words(client_of(head).get(page))

    case = make.CaseFactory(school=school)
    merged = make.PersonFactory(merged_into=kay)
    make.InvolvementFactory(case=case, person=merged, part=Part.SUBJECT)
    url = f"{reverse('socialmedia:restrict', args=[case.reference])}?person={kay.pk}"

    assert url in words(client_of(head).get(page))
    assert client_of(head).get(url).context["form"]["person"].value() == merged.pk
    assert "Warn or restrict" not in client_of(office).get(page).text


def test_nobody_restricts_a_pupil_from_their_contacts(client_of, head, school, clock):
    pupil = make.PersonFactory(pupil=True, at=school)
    page = words(client_of(head).get(reverse("socialmedia:contacts_of", args=[pupil.pk])))

    assert "This is about adults." in page


def states():
    return [*MailFile.objects.order_by("number").values_list("state", flat=True)]


# --- By hand ------------------------------------------------------------------------------------------------------
def test_the_office_logs_a_call_in_one_form(client_of, office, kay, clock):
    sent = {"find": "low", "person": kay.pk, "channel": "call", "subject": "Is the trip on?", "when": "now"}

    answer = client_of(office).post(reverse("socialmedia:contact_log"), sent)

    assert answer.status_code == 302
    contact = Contact.objects.get()
    assert (contact.person, contact.subject, contact.happened_at) == (kay, "Is the trip on?", timezone.now())
    assert "Trip" not in str(Entry.objects.get(verb="contact.logged").payload.data)


def test_the_office_reads_nothing_of_what_was_logged(client_of, office, kay, clock):
    make.ContactFactory(person=kay, school=kay.school_links.get().school, subject="About the bruise")
    client = client_of(office)

    assert "bruise" not in words(client.get(reverse("socialmedia:contacts")))
    assert client.get(reverse("socialmedia:contacts_of", args=[kay.pk])).status_code == 403


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"when": "earlier"}, "Enter the time, as near as you know."),
        ({"when": "earlier", "at_time": "23:00"}, "This time is in the future."),
        ({"subject": " "}, "Say in one line what it was about."),
        ({"person": ""}, "Say who got in touch."),
    ],
)
def test_what_cannot_be_logged_says_why(client_of, head, kay, clock, more, reason):
    sent = {"find": "low", "person": kay.pk, "channel": "call", "subject": "Trip", "when": "now", **more}

    answer = client_of(head).post(reverse("socialmedia:contact_log"), sent)

    assert answer.status_code == 422
    assert reason in words(answer)


def test_a_pupils_messages_are_not_counted(head, school, clock):
    pupil = make.PersonFactory(pupil=True, at=school)
    said = {"school": school, "happened_at": timezone.now(), "channel": ContactChannel.EMAIL, "subject": "Hi"}

    with pytest.raises(Refused, match="not those of pupils"):
        services.log_contact(person=pupil, by=head, **said)


def test_what_is_taken_back_counts_no_more_and_stays_to_be_read(client_of, head, school, kay, clock):
    contact = make.ContactFactory(person=kay, school=school)

    services.take_back_contact(contact=contact, reason="It was her sister", by=head)

    page = words(client_of(head).get(reverse("socialmedia:contacts_of", args=[kay.pk])))
    assert "0 in all" in page
    assert "taken back" in page
    with pytest.raises(Refused, match="taken back already"):
        services.take_back_contact(contact=contact, reason="Again", by=head)


def test_nobody_reads_or_takes_back_their_own(client_of, head, school, clock):
    mine = make.PersonFactory(user=head, at=school)
    contact = make.ContactFactory(person=make.PersonFactory(merged_into=mine), school=school, subject="About my boy")
    client = client_of(head)

    assert client.get(contact.get_absolute_url()).status_code == 404
    assert "my boy" not in words(client.get(reverse("socialmedia:contacts_of", args=[mine.pk])))
    assert "About" not in words(client.get(reverse("socialmedia:contacts")))
    with pytest.raises(PermissionDenied):
        services.take_back_contact(contact=contact, reason="Mine", by=head)


def test_another_schools_head_finds_nothing(client_of, stranger, school, kay, clock):
    contact = make.ContactFactory(person=kay, school=school)

    assert client_of(stranger).get(contact.get_absolute_url()).status_code == 404


# --- Uploaded -----------------------------------------------------------------------------------------------------
def test_three_hundred_messages_are_sent_at_once_and_logged(client_of, head, school, kay, clock, run_jobs):
    client = client_of(head)

    answer = send(client, *(eml(n) for n in range(1, 301)), **{"X-Requested-With": "fetch"})

    page = answer.json()["url"]
    assert 'value="0"' in words(client.get(page))
    run_jobs(raising=True)
    assert Contact.objects.filter(person=kay, school=school).count() == 300
    assert {*states()} == {"taken"}
    text = words(client.get(page))
    assert "300 logged" in text
    assert "More files" in text
    first = MailFile.objects.get(number=1)
    with default_storage.open(first.original.name) as kept:
        assert kept.read() == mails.mail(1, at=timezone.now() - timedelta(hours=1))


def test_every_file_has_its_sentence_and_none_is_lost(client_of, head, school, kay, clock, run_jobs):
    files = [eml(1), eml(1), eml(2, sender="jo@elsewhere.example"), eml(3, at=timezone.now() + timedelta(days=2))]
    files += [SimpleUploadedFile(name, data or b"\n") for name, (data, _) in mails.UNFIT.items()]
    files += [SimpleUploadedFile("a.msg", b"x"), SimpleUploadedFile("../../x.exe", b"x")]
    client, before = client_of(head), len(stored_under("mail"))

    page = send(client, *files).url
    run_jobs(raising=True)

    assert len(states()) == len(files)
    assert states()[:4] == ["taken", "refused", "asked", "refused"]
    assert {*states()[4:]} == {"refused"}
    for file in MailFile.objects.filter(state="refused"):
        assert file.note.endswith(".")
        assert not file.original
    text = words(client.get(page))
    assert "This message was logged before." in text
    assert "This message is dated in the future" in text
    assert "1 message" in text
    assert "jo@elsewhere.example" in text
    assert len(stored_under("mail")) == before + 2


def test_a_message_of_two_people_or_of_nobody_is_asked_about_once_for_each_address(
    client_of, head, school, kay, clock, run_jobs
):
    other = make.PersonFactory(given_name="Lee", family_name="Lowe", at=school)
    make.AdultFactsFactory(person=other, email="kay@letters.example")
    client = client_of(head)
    page = send(client, eml(1), eml(2), eml(3, sender="jo@elsewhere.example")).url
    run_jobs(raising=True)
    asked = MailFile.objects.get(number=1)
    url = reverse("socialmedia:upload_sender", args=[asked.upload_id, asked.pk])

    assert "2 messages" in words(client.get(url))
    assert "Lee Lowe" in words(client.post(url, {"find": "lowe", "find_people": "1"}))
    client.post(url, {"find": "lowe", "person": other.pk})
    rest = MailFile.objects.get(number=3)
    client.post(reverse("socialmedia:upload_sender", args=[rest.upload_id, rest.pk]), {"leave_out": "1"})
    run_jobs(raising=True)

    assert states() == ["taken", "taken", "left_out"]
    assert {*Contact.objects.values_list("person", flat=True)} == {other.pk}
    assert MailFile.objects.exclude(told={}).count() == 0
    assert not default_storage.exists(rest.original.name)
    assert "Somebody has said already" in words(client.get(url))
    assert "Whose are these?" not in words(client.get(page))


def test_whose_messages_they_are_is_asked_only_the_first_time(client_of, head, school, clock, run_jobs):
    jo = make.PersonFactory(given_name="Jo", family_name="Bright", at=school)
    client = client_of(head)
    send(client, eml(1, sender="jo@elsewhere.example"))
    run_jobs(raising=True)
    services.name_sender(file=MailFile.objects.get(), person=jo, by=head)

    send(client, eml(2, sender="jo@elsewhere.example"))
    run_jobs(raising=True)

    assert Contact.objects.filter(person=jo).count() == 2


def test_what_nobody_names_is_left_out_after_a_month(client_of, head, school, clock, run_jobs):
    send(client_of(head), eml(1))
    run_jobs(raising=True)
    clock.shift(timedelta(days=31))

    assert leave_unanswered(by=system_user()) == 1

    assert states() == ["left_out"]


def test_a_job_done_again_logs_nothing_twice(client_of, head, school, kay, clock, run_jobs):
    send(client_of(head), eml(1), eml(2))
    run_jobs(raising=True)

    jobs.read_mails(MailUpload.objects.get().pk)

    assert Contact.objects.count() == 2


def test_what_lost_its_job_is_read_later(client_of, head, school, kay, clock, run_jobs, monkeypatch):
    upload = make.MailUploadFactory(school=school, uploaded_by=head)
    make.MailFileFactory(upload=upload)
    clock.shift(timedelta(minutes=11))

    jobs.catch_up(0)
    run_jobs(raising=True)

    assert states() == ["refused"]


def test_a_message_that_brings_the_reader_down_is_refused_alone(tmp_path, monkeypatch):
    real = apart._run_on

    def falls(command, **given):
        if given.get("input", b"").count(b"boom"):
            raise apart.Unfit(apart.UNSAFE)
        return real(command, **given)

    monkeypatch.setattr(apart, "_run_on", falls)
    for name, data in (("a", mails.mail(1)), ("b", b"boom")):
        (tmp_path / name).write_bytes(data)

    first, second = apart.read_mails_apart([str(tmp_path / "a"), str(tmp_path / "b")])

    assert first.subject == "Message 1"
    assert second.reason == apart.UNSAFE


def test_more_than_five_hundred_are_read_past_and_named(client_of, head, school, clock, run_jobs):
    send(client_of(head), *(SimpleUploadedFile(f"{n}.eml", b"x") for n in range(503)))

    reasons = [*MailFile.objects.filter(number__gt=500).values_list("note", flat=True)]
    assert reasons == ["More than 500 files were sent at once. Send the others after these."] * 3


def test_an_upload_is_its_uploaders_alone(client_of, head, deputy, school, clock):
    upload = make.MailUploadFactory(school=school, uploaded_by=head)
    file = make.MailFileFactory(upload=upload)
    sender = reverse("socialmedia:upload_sender", args=[upload.pk, file.pk])

    for user, status in ((head, 200), (deputy, 404)):
        assert client_of(user).get(upload.get_absolute_url()).status_code == status
        assert client_of(user).get(sender).status_code == status
        assert MailFile.objects.visible_to(user).exists() == (status == 200)


# --- Shown --------------------------------------------------------------------------------------------------------
def test_the_words_of_a_message_are_text_and_nothing_else(client_of, head, school, kay, clock, run_jobs):
    data = mails.KAY + mails.WHEN + b"Subject: <img src=x onerror=alert(1)>\nContent-Type: text/plain\n\n" + mails.PAGE
    send(client_of(head), eml(1, data=data))
    run_jobs(raising=True)

    answer = client_of(head).get(Contact.objects.get().get_absolute_url())

    page = answer.content.decode()
    assert "<img src" not in page
    assert "<iframe" not in page
    assert "&lt;iframe src=//trap.example&gt;" in page
    assert 'href="https://trap' not in page


def test_an_original_is_only_downloaded_as_it_came(client_of, head, school, kay, clock, run_jobs):
    send(client_of(head), eml(1))
    run_jobs(raising=True)
    contact = Contact.objects.get()

    answer = client_of(head).get(reverse("socialmedia:contact_original", args=[contact.pk]))

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == mails.mail(1, at=timezone.now() - timedelta(hours=1))
    assert (
        client_of(head)
        .get(reverse("socialmedia:contact_original", args=[make.ContactFactory(school=school).pk]))
        .status_code
        == 404
    )


def test_contacts_are_counted_by_week_in_london(school, kay, clock):
    sunday_night, monday = timezone.now() - timedelta(hours=9), timezone.now() - timedelta(hours=1)
    for at, channel in ((sunday_night, "email"), (monday, "email"), (monday, "call"), (monday, "letter")):
        make.ContactFactory(person=kay, school=school, happened_at=at, channel=channel)

    volume = volume_of(Contact.objects.all(), "Kay")

    last, this = volume.weeks[-2:]
    assert (last.begins_on, last.total) == (date(2026, 10, 26), 1)
    assert (this.begins_on, this.mails, this.spoken, this.others) == (date(2026, 11, 2), 1, 1, 1)
    assert len(volume.weeks) == 8
    assert volume.chart.bars[-1].height == 120
    assert volume.chart.bars[-2].height == 40


def test_at_most_half_a_year_is_drawn_and_the_rest_is_counted(clock):
    volume = counted([(date(2024, 1, 1), "email", 5), (date(2026, 10, 26), "email", 2)], "Kay")

    assert len(volume.weeks) == 26
    assert (volume.total, volume.in_weeks) == (7, 2)


def test_the_page_of_a_person_says_it_in_a_drawing_and_in_a_table(client_of, head, school, kay, clock):
    for _ in range(3):
        make.ContactFactory(person=kay, school=school)

    text = words(client_of(head).get(reverse("socialmedia:contacts_of", args=[kay.pk])))

    assert '<title id="chart-title">Contacts of Kay Lowe by week</title>' in text
    assert "3 contacts in 8 weeks. Most in the week from Monday 2 November 2026: 3." in text
    assert "The system counts." in text


def test_contacts_under_a_merged_record_are_the_persons(client_of, head, school, kay, clock):
    make.ContactFactory(person=make.PersonFactory(merged_into=kay), school=school, subject="As Kaye")

    assert "As Kaye" in words(client_of(head).get(reverse("socialmedia:contacts_of", args=[kay.pk])))


def test_older_contacts_stand_on_the_next_page(client_of, head, school, kay, clock):
    for n in range(51):
        make.ContactFactory(person=kay, school=school, subject=f"Number {n}")
    client, url = client_of(head), reverse("socialmedia:contacts_of", args=[kay.pk])

    first = client.get(url)
    older = first.context["page"].older

    assert len(first.context["page"].contacts) == 50
    assert [one.subject for one in client.get(f"{url}?before={older}").context["page"].contacts] == ["Number 0"]
