"""Print packs: asked for, bound by the worker, fetched, deleted; who may, and what the history says."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.system import system_user
from audit.models import Entry
from cases.services.delegation import delegate, end_delegation
from cases.states import Part
from kernel.catching_up import LOST_AFTER
from kernel.refusal import Refused
from packs import jobs, rules, services
from packs.models import KEPT, Pack, PackLine
from packs.states import PackState
from records.models import RecordFile
from records.states import RecordState
from schools.access import forget_powers
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(case, stored, ask, head):
    return ask(stored(case), stored(case, pages=2), by=head)


@pytest.fixture
def made(pack, run_jobs):
    run_jobs(raising=True)
    pack.refresh_from_db()
    return pack


def verbs(chain):
    return [*Entry.objects.filter(chain=chain).order_by("seq").values_list("verb", flat=True)]


def test_records_are_bound_in_the_order_they_were_chosen_and_it_is_noted_where_each_stands(made):
    assert made.state == PackState.MADE
    lines = [*made.lines.order_by("order")]
    assert [line.pages for line in lines] == [1, 2]
    assert [line.first_page % 2 for line in lines] == [1, 1]
    assert made.pages == lines[1].first_page + 1
    assert made.size == default_storage.size(made.file.name)
    assert made.done_count == made.line_count == 2


def test_the_history_of_each_case_says_who_had_it_printed_for_whom_and_why(school, case, stored, ask, head, run_jobs):
    other = make.CaseFactory(school=school)
    pack = ask(stored(case), stored(other), stored(other), by=head)
    run_jobs(raising=True)
    pack.refresh_from_db()
    for one, count in ((case, "1 record"), (other, "2 records")):
        entry = Entry.objects.get(chain=one.chain, verb="pack.printed")
        assert entry.actor == head
        told = entry.payload.data
        assert (told["for_whom"], told["purpose"], told["count"]) == ("The interviews", "To be signed.", count)
        assert told["sha256"] == pack.sha256
    assert verbs(f"school:{school.pk}") == ["pack.made"]


def test_a_pack_of_several_schools_stands_in_the_history_of_the_trust(case, stranger, stored, ask, ceo, run_jobs):
    elsewhere = make.CaseFactory(school=stranger.memberships.get().school)
    pack = ask(stored(case), stored(elsewhere), by=ceo)
    run_jobs(raising=True)
    assert pack.school is None
    assert verbs("trust") == ["pack.made"]


def test_each_fetching_is_entered(made, head):
    services.take_pack(pack=made, by=head)
    services.take_pack(pack=made, by=head)
    assert verbs(made.chain) == ["pack.made", "pack.taken", "pack.taken"]


def test_sent_twice_it_is_one(case, stored, ask, head):
    record, token = stored(case), uuid4()
    assert ask(record, by=head, token=token) is not None
    assert ask(record, by=head, token=token) is None
    assert Pack.objects.count() == 1


def test_two_people_who_print_the_same_have_one_each(case, stored, ask, head, deputy, run_jobs):
    record = stored(case)
    first, second = ask(record, by=head), ask(record, by=deputy)
    run_jobs(raising=True)
    assert [*Pack.objects.visible_to(head)] == [first]
    assert [*Pack.objects.visible_to(deputy)] == [second]


def test_the_same_job_twice_keeps_one_file(pack, run_jobs, files):
    run_jobs(raising=True)
    jobs.make_pack(pack.pk)
    assert len([*files.glob("packs/**/*.pdf")]) == 1


def test_of_two_workers_who_bind_one_pack_the_second_leaves_no_file(pack, monkeypatch, files):
    bind = jobs._bound

    def meanwhile(*args):
        monkeypatch.setattr(jobs, "_bound", bind)
        jobs.make_pack(pack.pk)
        return bind(*args)

    monkeypatch.setattr(jobs, "_bound", meanwhile)
    jobs.make_pack(pack.pk)
    pack.refresh_from_db()
    assert [path.name for path in files.glob("packs/**/*.pdf")] == [pack.file.name.rpartition("/")[2]]
    assert verbs(pack.chain) == ["pack.made"]


def test_a_record_replaced_while_the_pack_is_made_stays_in_it_and_is_marked(pack, run_jobs, client_of, head):
    line = pack.lines.first()
    line.record.__class__.objects.filter(pk=line.record_id).update(state=RecordState.SUPERSEDED)
    run_jobs(raising=True)
    page = client_of(head).get(pack.get_absolute_url()).content.decode()
    assert "replaced since by a later version" in page
    assert "version 1" in page


# --- Who may ------------------------------------------------------------------------------------------------------
def test_records_of_another_school_a_walled_case_or_none_at_all_are_refused_alike(case, stored, ask, head, stranger):
    elsewhere = stored(make.CaseFactory(school=stranger.memberships.get().school))
    walled = make.CaseFactory(school=case.school)
    make.InvolvementFactory(case=walled, part=Part.SUBJECT, user=head, person=None)
    said = set()
    for record in (elsewhere, stored(walled), stored(case, state=RecordState.SUPERSEDED)):
        with pytest.raises(Refused) as refused:
            ask(stored(case), record, by=head)
        said.add(refused.value.reason)
    with pytest.raises(Refused) as refused:
        services.ask_pack(records=[10**9], for_whom="x", purpose="y", is_duplex=True, by=head)
    assert said | {refused.value.reason} == {rules.NOT_YOURS}


def test_whoever_handles_no_records_may_have_nothing_printed(case, stored, ask, staff, admin, chair):
    for user in (staff, admin, chair):
        with pytest.raises(PermissionDenied):
            ask(stored(case), by=user)


def test_office_and_central_team_print_what_is_in_their_tray_and_nothing_else_of_a_file(
    case, stored, ask, office, central
):
    record = stored(case)
    for user in (office, central):
        with pytest.raises(Refused, match="may not print"):
            ask(record, by=user)


def test_a_pack_is_its_askers_alone(made, deputy, ceo, client_of, head):
    assert client_of(head).get(made.get_absolute_url()).status_code == 200
    for user in (deputy, ceo):
        assert client_of(user).get(made.get_absolute_url()).status_code == 404
        assert client_of(user).post(f"{made.get_absolute_url()}file/").status_code == 404


def test_whoever_comes_behind_a_wall_or_loses_the_role_loses_the_pack(made, case, head):
    assert Pack.objects.visible_to(head).exists()
    involvement = make.InvolvementFactory(case=case, part=Part.SUBJECT, user=head, person=None)
    forget_powers(head)
    assert not Pack.objects.visible_to(head).exists()
    with pytest.raises(Refused):
        services.take_pack(pack=made, by=head)
    involvement.delete()
    head.memberships.update(period=(timezone.now() - timedelta(days=9), timezone.now() - timedelta(days=1)))
    forget_powers(head)
    assert not Pack.objects.visible_to(head).exists()


# --- What goes wrong ----------------------------------------------------------------------------------------------
def test_a_missing_file_fails_the_pack_with_a_sentence_and_it_can_be_made_again(pack, run_jobs, head, files):
    stored = RecordFile.objects.order_by("pk").first()
    path = files / stored.file.name
    data = path.read_bytes()
    path.unlink()
    run_jobs(raising=True)
    pack.refresh_from_db()
    assert (pack.state, pack.failed_reason) == (PackState.FAILED, jobs.MISSING)
    path.write_bytes(data)
    services.try_again(pack=pack, by=head)
    run_jobs(raising=True)
    pack.refresh_from_db()
    assert pack.state == PackState.MADE
    assert verbs(pack.chain) == ["pack.failed", "pack.tried_again", "pack.made"]


def test_a_damaged_file_fails_the_pack(pack, run_jobs, files):
    (files / RecordFile.objects.order_by("pk").first().file.name).write_bytes(b"no PDF at all")
    run_jobs(raising=True)
    pack.refresh_from_db()
    assert (pack.state, pack.failed_reason) == (PackState.FAILED, jobs.WENT_WRONG)


def test_only_a_failed_pack_is_made_again(made, head):
    with pytest.raises(Refused, match="could not be made"):
        services.try_again(pack=made, by=head)


def test_too_many_papers_pages_or_bytes_are_refused_with_what_fits(case, stored, ask, head, monkeypatch):
    records = [stored(case, pages=2) for _ in range(2)]
    monkeypatch.setattr(rules, "MOST_PAPERS", 1)
    with pytest.raises(Refused, match="A pack takes 1: make two"):
        ask(*records, by=head)
    monkeypatch.setattr(rules, "MOST_PAPERS", 300)
    monkeypatch.setattr(rules, "MOST_PAGES", 3)
    with pytest.raises(Refused, match="This is 4 pages"):
        ask(*records, by=head)
    monkeypatch.setattr(rules, "MOST_PAGES", 3000)
    monkeypatch.setattr(rules, "MOST_BYTES", 10)
    with pytest.raises(Refused, match="leave out large pictures"):
        ask(*records, by=head)


def test_nobody_has_more_than_a_few_made_at_once(case, stored, ask, head):
    record = stored(case)
    for _ in range(rules.MOST_WAITING):
        ask(record, by=head)
    with pytest.raises(Refused, match="Wait until one is ready"):
        ask(record, by=head)


def test_a_pack_without_a_job_is_caught_up(pack, clock_after, run_jobs):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    with clock_after(LOST_AFTER + timedelta(minutes=1)):
        jobs.catch_up(0)
        run_jobs(raising=True)
    pack.refresh_from_db()
    assert pack.state == PackState.MADE


def test_how_far_it_is_is_noted_while_it_is_made(case, stored, ask, head, monkeypatch, run_jobs):
    monkeypatch.setattr(jobs, "STEP", 1)
    pack = ask(stored(case), stored(case), by=head)
    seen, note = [], jobs.note_progress
    monkeypatch.setattr(jobs, "note_progress", lambda **known: (note(**known), seen.append(known["done"])))
    run_jobs(raising=True)
    assert seen == [1, 2]
    assert Pack.objects.get(pk=pack.pk).done_count == 2


# --- How long it is kept ------------------------------------------------------------------------------------------
def test_the_whole_has_title_language_and_tags_of_its_own(made, files):
    with pikepdf.open(files / made.file.name) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.docinfo["/Title"]) == f"Print pack {made.pk}"
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "pdfuaid" in pdf.Root.Metadata.read_bytes().decode()
        numbers = [int(number) for number in list(pdf.Root.StructTreeRoot.ParentTree.Nums)[::2]]
        # A blank back has nothing to be read out, every other page stands in the tree.
        assert {int(page.StructParents) for page in pdf.pages if "/StructParents" in page} == {*numbers}
        assert all("/StructParents" in pdf.pages[line.first_page - 1] for line in made.lines.all())


def test_its_file_is_deleted_after_some_days_and_what_it_was_is_kept(made, clock_after, run_jobs, head, files):
    with clock_after(KEPT + timedelta(hours=1)):
        with pytest.raises(Refused, match="deleted"):
            services.take_pack(pack=made, by=head)
        jobs.expire(0)
        run_jobs(raising=True)
    made.refresh_from_db()
    assert made.state == PackState.GONE
    assert made.lines.count() == 2
    assert not [*files.glob("packs/**/*.pdf")]
    assert verbs(made.chain) == ["pack.made", "pack.gone"]


def test_a_stray_file_is_cleared_away_after_a_day(made, clock_after, files):
    stray = files / "packs" / "stray.pdf"
    stray.write_bytes(b"half")
    jobs.clear_orphans(0)
    assert stray.exists()
    with clock_after(timedelta(days=2)):
        jobs.clear_orphans(0)
    assert not stray.exists()
    assert default_storage.exists(made.file.name)


def test_what_the_worker_notes_nobody_else_may(pack, head):
    known = {"pack": pack, "by": head}
    for act in (
        lambda: services.note_progress(done=1, **known),
        lambda: services.fail_pack(reason="x", **known),
        lambda: services.drop_file(**known),
        lambda: services.keep_pack(name="x", sha256="a" * 64, pages=1, size=1, placed={}, **known),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_failing_what_is_made_already_changes_nothing(made):
    services.fail_pack(pack=made, reason="too late", by=system_user())
    made.refresh_from_db()
    assert made.state == PackState.MADE


# --- Pages --------------------------------------------------------------------------------------------------------
def test_the_list_is_narrowed_by_kind_school_case_and_day(case, stored, head, client_of, school):
    stored(case, title="Report of Monday")
    other = make.CaseFactory(school=school)
    stored(other, title="Report of another case")
    client = client_of(head)
    whole = client.get("/records/print/").content.decode()
    assert "Report of Monday" in whole
    assert "another case" in whole
    narrowed = client.get(f"/records/print/?reference={case.reference.lower()}").content.decode()
    assert "Report of Monday" in narrowed
    assert "another case" not in narrowed
    assert "Report of Monday" not in client.get("/records/print/?kind=interview_note").content.decode()
    tomorrow = timezone.now() + timedelta(days=1)
    asked = f"issued_from_day={tomorrow.day}&issued_from_month={tomorrow.month}&issued_from_year={tomorrow.year}"
    assert "Report of Monday" not in client.get(f"/records/print/?{asked}").content.decode()
    assert client.get("/records/print/?reference=nonsense").status_code == 422


def shown(client):
    """What the page says of which records it shows."""
    return re.search(r'name="shown" value="(\w+)"', client.get("/records/print/").content.decode())[1]


def test_what_came_to_the_list_since_it_was_opened_is_not_printed_unseen(case, stored, head, client_of):
    stored(case)
    seen = shown(client_of(head))
    stored(case)
    typed = {"every": "on", "shown": seen, "for_whom": "The file", "purpose": "On paper"}

    answer = client_of(head).post("/records/print/", typed)

    assert answer.status_code == 422
    assert "The list has changed since you opened it." in answer.content.decode()
    assert not Pack.objects.exists()
    again = re.search(r'name="shown" value="(\w+)"', answer.content.decode())[1]
    client_of(head).post("/records/print/", {**typed, "shown": again})
    assert Pack.objects.get().line_count == 2


def test_a_list_that_is_narrowed_wrongly_shows_nothing_to_print(case, stored, head, client_of):
    stored(case)
    assert "Make the pack" not in client_of(head).get("/records/print/?reference=nonsense").content.decode()


def test_whose_delegation_has_ended_fetches_the_pack_no_more(case, stored, ask, ceo, run_jobs, client_of):
    central = make.UserFactory(role=("central_team", None))
    given = delegate(case=case, to=central, reason="While I am away.", by=ceo)
    pack = ask(stored(case), by=central)
    run_jobs(raising=True)
    assert client_of(central).get(pack.get_absolute_url()).status_code == 200

    end_delegation(delegation=given, by=ceo)

    assert client_of(central).get(pack.get_absolute_url()).status_code == 404
    assert client_of(central).post(reverse("packs:file", args=[pack.pk])).status_code == 404


def test_whatever_a_stored_file_lacks_whoever_waits_is_told(case, stored, ask, head, run_jobs, monkeypatch):
    def lacking(*args):
        raise AttributeError("StructTreeRoot")

    monkeypatch.setattr("packs.jobs._bound", lacking)
    pack = ask(stored(case), by=head)
    run_jobs()
    pack.refresh_from_db()
    assert pack.state == PackState.FAILED


def test_all_that_are_shown_go_into_one_pack(case, stored, head, client_of):
    for _ in range(3):
        stored(case)
    typed = {"every": "on", "shown": shown(client_of(head)), "for_whom": "The file", "purpose": "On paper"}
    answer = client_of(head).post("/records/print/", typed)
    pack = Pack.objects.get()
    assert answer.url == pack.get_absolute_url()
    assert pack.line_count == PackLine.objects.count() == 3
    assert not pack.is_duplex


def test_nothing_chosen_is_said_beside_the_records_and_what_was_typed_stays(case, stored, head, client_of):
    stored(case)
    answer = client_of(head).post("/records/print/", {"for_whom": "The file", "purpose": "On paper"})
    assert answer.status_code == 422
    assert "Choose at least one record" in answer.content.decode()
    assert "The file" in answer.content.decode()


def test_its_page_says_how_far_it_is_and_then_offers_the_file(pack, head, client_of, run_jobs):
    client = client_of(head)
    going = client.get(pack.get_absolute_url()).content.decode()
    assert "0 of 2" in going
    assert 'data-refresh-seconds="2"' in going
    assert "Download" not in going
    run_jobs(raising=True)
    ready = client.get(pack.get_absolute_url()).content.decode()
    assert "Download the PDF" in ready
    assert "data-refresh-seconds" not in ready
    answer = client.post(f"{pack.get_absolute_url()}file/")
    data = b"".join(answer.streaming_content)
    assert data.startswith(b"%PDF")
    assert f"print-pack-{pack.pk}.pdf" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_it_is_one_pack(case, stored, ask, head):
    record, token = stored(case), uuid4()

    def press(_):
        try:
            return ask(record, by=type(head).objects.get(pk=head.pk), token=token)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        found = [*two.map(press, range(2))]
    assert sum(one is not None for one in found) == Pack.objects.count() == 1


def test_roles_that_end_with_the_list_open(case, stored, head, client_of):
    """A head whose role ended meanwhile sees no list at all."""
    record = stored(case)
    client = client_of(head)
    head.memberships.update(period=(timezone.now() - timedelta(days=9), timezone.now() - timedelta(days=1)))
    answer = client.post("/records/print/", {"records": [record.pk], "for_whom": "x", "purpose": "y"})
    assert answer.status_code in (302, 403)
    assert not Pack.objects.exists()
