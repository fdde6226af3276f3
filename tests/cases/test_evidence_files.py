"""Files of evidence: sent, waited for, shown, taken out, sealed; with a virus scanner, without, and with one that is away."""

import hashlib
import io
import threading
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, transaction
from django.utils import timezone
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from audit.models import Entry, Reading
from cases import jobs, selectors
from cases.arrivals import keep
from cases.models import Evidence, EvidenceFile, Sealing
from cases.services.evidence import add_evidence, add_files, note_examined, refuse_file, remove_file, seal
from cases.states import EvidenceKind, FileKind
from desk.selectors import health
from kernel import apart, filetypes, uploadhandler, uploads, virus
from kernel.catching_up import stored_under
from kernel.refusal import Refused
from tests.cases import files as make
from tests.cases.clamd import Clamd
from tests.factories import CaseFactory, EvidenceFactory, EvidenceFileFactory, GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(school, clock):
    return CaseFactory(school=school)


def upload(name="gate.jpg", data=None):
    return SimpleUploadedFile(name, make.picture() if data is None else data)


def described(**more):
    return {"kind": "photo", "description": "The gate", "is_fit": "on", **more}


def add_url(case):
    return f"/cases/{case.reference}/evidence/add/"


def download(client, url):
    """An answer with its bytes read, as a browser does."""
    answer = client.get(url)
    if answer.streaming:
        answer.data = b"".join(answer.streaming_content)
    return answer


def words(answer):
    return " ".join(answer.content.decode().split())


# --- Sending ------------------------------------------------------------------------------------------------------
def test_many_files_arrive_at_once_each_with_its_state(client_of, head, case, run_jobs):
    client = client_of(head)
    sent = [upload("one.jpg"), upload("two.png", make.picture("PNG")), upload("film.mp4", make.film()), upload("x.exe")]

    page = client.post(add_url(case), described(files=sent)).url

    assert "Files are being checked" in words(client.get(page))
    run_jobs(raising=True)
    assert [*EvidenceFile.objects.order_by("pk").values_list("name", "state", "kind")] == [
        ("one.jpg", "cleaned", "picture"),
        ("two.png", "cleaned", "picture"),
        ("film.mp4", "clean", "video"),
        ("x.exe", "refused", ""),
    ]
    text = words(client.get(page))
    assert "Files are being checked" not in text
    assert uploads.UNSHOWN in text
    assert filetypes.PROGRAM in text
    assert text.count("<img class") == 2
    register = words(client.get(f"/cases/{case.reference}/evidence/"))
    assert "1 not kept" in register
    assert "film.mp4" in register
    assert "1 not kept" in words(client.get(case.get_absolute_url()))


def test_the_original_is_what_was_sent_with_its_hash(client_of, head, case, run_jobs):
    data = make.picture(exif=make.exif_of_home())
    client_of(head).post(add_url(case), described(files=[upload(data=data)]))
    run_jobs(raising=True)

    file = EvidenceFile.objects.get()
    with file.original.open() as stored:
        assert stored.read() == data
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    assert file.note == uploads.WHERE


def test_the_same_bytes_twice_are_one_file(client_of, head, case):
    client = client_of(head)
    page = client.post(add_url(case), described(files=[upload(), upload("again.jpg")])).url

    assert client.post(page, {"is_fit": "on", "files": [upload("once more.jpg")]}).url == page

    assert [file.name for file in EvidenceFile.objects.all()] == ["gate.jpg"]


def test_files_need_a_word_on_what_they_show(client_of, head, case):
    answer = client_of(head).post(add_url(case), {"kind": "photo", "description": "The gate", "files": [upload()]})

    assert answer.status_code == 422
    assert "Say that no file shows this" in words(answer)
    assert "Choose the files again" in words(answer)
    assert not Evidence.objects.exists()
    assert not EvidenceFile.objects.exists()


def test_a_page_whose_script_holds_the_files_is_not_asked_for_them_again(client_of, head, case):
    client, held = client_of(head), {"headers": {"X-Requested-With": "fetch"}}

    answer = client.post(add_url(case), {"files": [upload()], "is_fit": "on"}, **held)
    assert answer.status_code == 422
    assert "Choose the files again" not in words(answer)

    answer = client.post(add_url(case), described(files=[upload()]), **held)
    assert answer.json() == {"url": Evidence.objects.get().get_absolute_url()}


def test_more_files_are_added_to_evidence_that_is_there(client_of, head, case):
    row = EvidenceFactory(case=case)
    client = client_of(head)

    assert client.post(row.get_absolute_url(), {"is_fit": "on"}).status_code == 422
    assert client.post(row.get_absolute_url(), {"is_fit": "on", "files": [upload()]}).url == row.get_absolute_url()

    assert row.files.get().state == "waiting"


def test_too_many_files_at_once_are_named_and_the_others_kept(client_of, head, case, monkeypatch):
    monkeypatch.setattr(uploadhandler, "MOST_FILES", 2)
    sent = [upload(f"{number}.txt", f"Note {number}".encode()) for number in range(4)]

    client_of(head).post(add_url(case), described(files=sent))

    states = [*EvidenceFile.objects.order_by("pk").values_list("name", "state", "note")]
    assert [(name, state) for name, state, _ in states] == [
        ("0.txt", "waiting"),
        ("1.txt", "waiting"),
        ("2.txt", "refused"),
        ("3.txt", "refused"),
    ]
    assert states[3][2] == filetypes.too_many(2)


@pytest.mark.parametrize(
    ("limit", "reason"), [("MOST_TOGETHER", filetypes.TOO_MUCH), ("LARGEST", uploadhandler.TOO_LONG)]
)
def test_what_is_too_large_is_read_past_and_named_and_the_others_kept(
    client_of, head, case, settings, monkeypatch, limit, reason
):
    monkeypatch.setattr(uploadhandler, limit, 100_000)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    sent = [upload("first.txt", b"First"), upload("long.txt", b"x" * 150_000), upload("last.txt", b"Last")]

    client_of(head).post(add_url(case), described(files=sent))

    states = {name: (state, note) for name, state, note in EvidenceFile.objects.values_list("name", "state", "note")}
    assert states["long.txt"] == ("refused", reason)
    assert states["first.txt"][0] == states["last.txt"][0] == "waiting"
    with EvidenceFile.objects.get(name="first.txt").original.open() as stored:
        assert stored.read() == b"First"


def test_a_case_holds_so_many_files_and_no_more(client_of, head, case, monkeypatch):
    monkeypatch.setattr("cases.rules.MOST_IN_A_CASE", 1)
    answer = client_of(head).post(add_url(case), described(files=[upload(), upload("two.txt", b"Two")]))

    assert answer.status_code == 422
    assert "A case holds at most" in words(answer)


def test_each_type_is_limited_in_size():
    assert filetypes.cannot_take("gate.jpg", 31 * filetypes.MB).startswith("This file is larger than 30 MB")
    assert filetypes.cannot_take("gate.mp4", 31 * filetypes.MB) is None


# --- Looking and downloading --------------------------------------------------------------------------------------
def test_a_file_that_waits_is_shown_to_nobody(client_of, head, case):
    file = EvidenceFileFactory(evidence__case=case)
    for place in ("", "original/"):
        assert client_of(head).get(f"/cases/{case.reference}/files/{file.pk}/{place}").status_code == 404


def test_sight_of_the_case_opens_its_files_and_looks_are_noted(client_of, central, case):
    file = EvidenceFileFactory(evidence__case=case, cleaned=True)
    assert client_of(central).get(file.get_served_url()).status_code == 404
    GrantFactory(case=case, user=central)
    client = client_of(central)

    for url in (file.get_served_url(), file.get_original_url(), file.get_absolute_url()):
        assert download(client, url).status_code == 200

    subjects = {*Reading.objects.filter(user=central).values_list("subject", flat=True)}
    assert {f"cases.evidencefile:{file.pk}", f"cases.evidence:{file.evidence_id}"} <= subjects
    assert "Add files" not in words(client.get(file.get_absolute_url()))
    assert client.post(file.get_absolute_url(), {}).status_code == 403


def test_a_file_is_found_by_its_own_case_only(client_of, head, school, case):
    file, other = EvidenceFileFactory(evidence__case=case, cleaned=True), CaseFactory(school=school)

    assert client_of(head).get(f"/cases/{other.reference}/files/{file.pk}/").status_code == 404
    assert client_of(head).get(f"/cases/{other.reference}/evidence/{file.evidence_id}/").status_code == 404


def test_a_download_of_ours_names_nobody_and_an_original_its_own_name(client_of, head, case):
    file = EvidenceFileFactory(evidence__case=case, cleaned=True, name="Zoë’s gate.jpg")

    served, original = (download(client_of(head), url) for url in (file.get_served_url(), file.get_original_url()))

    assert served["Content-Disposition"] == (
        f'attachment; filename="{case.reference}-evidence-{file.evidence_id}-{file.pk}.jpg"'
    )
    assert served["Content-Type"] == "image/jpeg"
    assert "filename*=utf-8''Zo%C3%AB" in original["Content-Disposition"]


# --- Taking out and sealing ---------------------------------------------------------------------------------------
def test_a_file_sent_by_mistake_is_taken_out_with_the_reason(client_of, head, case, run_jobs):
    file = EvidenceFileFactory(evidence__case=case, cleaned=True)
    stored, client = [file.original.name, file.served.name], client_of(head)
    url = f"/cases/{case.reference}/files/{file.pk}/remove/"
    assert client.post(url, {"reason": " "}).status_code == 422

    assert client.post(url, {"reason": "Another child’s"}).url == file.get_absolute_url()
    run_jobs(raising=True)

    file.refresh_from_db()
    assert (file.state, file.remove_reason, file.sha256 != "") == ("removed", "Another child’s", True)
    assert not any(default_storage.exists(name) for name in stored)
    assert "Taken out" in words(client.get(file.get_absolute_url()))
    assert Entry.objects.get(verb="evidence.file_removed").payload.data["reason"] == "Another child’s"
    assert "This file was taken out already." in words(client.get(url))


def test_a_sealed_piece_keeps_its_files_and_takes_no_more(client_of, head, ceo, case, clock):
    file = EvidenceFileFactory(evidence__case=case, cleaned=True)
    seal(case=case, by=ceo)
    file.refresh_from_db()
    client = client_of(head)

    answer = client.post(f"/cases/{case.reference}/files/{file.pk}/remove/", {"reason": "x"})
    assert answer.status_code == 422
    assert "Nothing of it can be taken out any more." in words(answer)
    answer = client.post(file.get_absolute_url(), {"is_fit": "on", "files": [upload()]})
    assert answer.status_code == 422
    assert "it will be marked as added after it" in words(answer)
    assert "Take it out" not in words(client.get(file.get_absolute_url()))


def test_the_database_itself_keeps_what_a_decision_rests_on(ceo, case):
    file = EvidenceFileFactory(evidence__case=case, cleaned=True)
    seal(case=case, by=ceo)
    now = file.added_at
    out = {"state": "removed", "original": "", "served": "", "removed_at": now, "removed_by": ceo, "remove_reason": "x"}
    tries = {
        "a file taken out": lambda: EvidenceFile.objects.filter(pk=file.pk).update(**out),
        "a file added": lambda: EvidenceFileFactory(evidence=file.evidence),
        "a file deleted": lambda: EvidenceFile.objects.filter(pk=file.pk)._raw_delete("default"),
        "another hash": lambda: EvidenceFile.objects.filter(pk=file.pk).update(sha256="f" * 64),
        "another description": lambda: Evidence.objects.filter(pk=file.evidence_id).update(description="x"),
        "unsealed": lambda: Evidence.objects.filter(pk=file.evidence_id).update(sealed_at=None, sealed_by=None),
        "deleted": lambda: Evidence.objects.filter(pk=file.evidence_id)._raw_delete("default"),
    }
    for what in tries:
        with pytest.raises(Error, match="Cannot"), transaction.atomic():
            tries[what]()


@pytest.mark.parametrize("is_sealed", [True, False], ids=["sealed", "not sealed"])
@pytest.mark.parametrize("trait", ["waiting", "clean", "cleaned", "refused", "removed"])
def test_no_bytes_and_no_finding_of_a_file_are_swapped_in_the_database(ceo, case, trait, is_sealed):
    """What was found is noted once, with the move; whoever writes SQL changes nothing of it before or after."""
    traits = {} if trait == "waiting" else {trait: True}
    file = EvidenceFileFactory(evidence__case=case, **traits)
    if is_sealed:
        seal(case=case, by=ceo)
    others = {
        "original": "evidence/2026/11/other.jpg",
        "served": "evidence/2026/11/other.jpg",
        "note": "Another",
        "kind": FileKind.PDF,
        "is_scanned": not file.is_scanned,
        "examined_at": timezone.now() - timedelta(days=1),
    }
    row = EvidenceFile.objects.filter(pk=file.pk)
    for column, value in others.items():
        with pytest.raises(Error, match="Cannot update"), transaction.atomic():
            row.update(**{column: value})
    with pytest.raises(Error, match="Cannot update"), transaction.atomic():
        row.update(state="clean", examined_at=timezone.now(), original="evidence/2026/11/other.jpg")


def test_what_waits_when_a_decision_seals_it_is_still_examined(ceo, case, run_jobs, head):
    evidence = EvidenceFactory(case=case)
    add_files(evidence=evidence, files=arrived(), by=head)
    seal(case=case, by=ceo)

    run_jobs(raising=True)

    assert EvidenceFile.objects.get().state == "cleaned"


def arrived():
    return keep([upload()])


def test_evidence_says_how_it_stands_to_the_decisions(head, ceo, case, clock):
    def add(description):
        return add_evidence(case=case, kind=EvidenceKind.PHOTO, description=description, by=head)

    add("Before")
    clock.shift(60)
    seal(case=case, by=ceo)
    clock.shift(60)
    add("After")
    assert [(piece.description, piece.mark.text) for piece in selectors.evidence(case)] == [
        ("Before", "Sealed by the decision of Monday 2 November 2026"),
        ("After", "Added after the decision of Monday 2 November 2026"),
    ]
    clock.shift(timedelta(days=2))
    seal(case=case, by=ceo)
    add("Later")
    assert [piece.mark.text for piece in selectors.evidence(case)] == [
        "Sealed by the decision of Monday 2 November 2026",
        "Added after the decision of Monday 2 November 2026",
        "Added after the decision of Wednesday 4 November 2026",
    ]
    assert Sealing.objects.count() == 2
    assert Evidence.objects.unsealed().count() == 1


def test_files_that_come_after_a_decision_are_told_to_whoever_decided(head, ceo, case, clock):
    seal(case=case, by=ceo)
    clock.shift(60)
    evidence = EvidenceFactory(case=case)

    add_files(evidence=evidence, files=arrived(), by=head)
    add_files(evidence=evidence, files=arrived(), by=head)

    assert ProcrastinateJob.objects.filter(task_name="suspensions.new_facts").count() == 1


def test_sealing_says_in_the_history_what_it_sealed(ceo, case):
    file = EvidenceFileFactory(evidence__case=case, cleaned=True)
    EvidenceFileFactory(evidence=file.evidence, refused=True)

    seal(case=case, by=ceo)

    told = Entry.objects.get(verb="evidence.sealed").payload.data
    assert (told["pieces"], told["files"]) == ([file.evidence_id], [file.sha256])


def test_a_void_or_closed_case_takes_no_files(head, school):
    evidence = EvidenceFactory(case=CaseFactory(school=school, void=True))
    with pytest.raises(Refused, match="void"):
        add_files(evidence=evidence, files=[], by=head)
    with pytest.raises(Refused, match="void"):
        remove_file(file=EvidenceFileFactory(evidence=evidence), reason="x", by=head)


# --- The worker ---------------------------------------------------------------------------------------------------
@pytest.fixture
def waiting(head, case):
    row = add_evidence(case=case, kind=EvidenceKind.PHOTO, description="The gate", files=arrived(), by=head)
    return row.files.get()


def test_only_the_system_says_what_a_file_is(head, waiting):
    with pytest.raises(PermissionDenied):
        note_examined(file=waiting, kind=FileKind.PICTURE, served="", note="", is_scanned=False, by=head)
    with pytest.raises(PermissionDenied):
        refuse_file(file=waiting, reason="x", is_scanned=False, by=head)


def test_examining_twice_is_examining_once(waiting, run_jobs):
    run_jobs(raising=True)
    before, entries = EvidenceFile.objects.values().get(), Entry.objects.count()

    jobs.examine_file(waiting.pk)

    assert EvidenceFile.objects.values().get() == before
    assert Entry.objects.count() == entries


def test_what_was_taken_out_while_it_was_examined_stays_out_and_leaves_no_copy(head, waiting, run_jobs, monkeypatch):
    def examine_meanwhile(path, end):
        found = apart.examine_apart(path, end)
        remove_file(file=waiting, reason="By mistake", by=head)
        return found

    monkeypatch.setattr(jobs, "examine_apart", examine_meanwhile)
    before = {*stored_under(jobs.FOLDER)}
    run_jobs(raising=True)

    assert before - {*stored_under(jobs.FOLDER)} == {waiting.original.name}
    assert {*stored_under(jobs.FOLDER)} <= before
    waiting.refresh_from_db()
    assert waiting.state == "removed"


def test_a_lost_job_is_queued_again_and_orphans_go_after_a_day(waiting, clock, monkeypatch):
    ProcrastinateJob.objects.filter(task_name="cases.examine").delete()
    jobs.catch_up(0)
    assert not ProcrastinateJob.objects.filter(task_name="cases.examine").exists()
    clock.shift(timedelta(minutes=11))
    jobs.catch_up(0)
    jobs.catch_up(0)
    assert ProcrastinateJob.objects.filter(task_name="cases.examine").count() == 1

    orphan = default_storage.save(f"{jobs.FOLDER}/2026/11/orphan", io.BytesIO(b"x"))
    monkeypatch.setattr(type(default_storage._wrapped), "get_modified_time", lambda self, name: timezone.now())
    jobs.clear_orphans(0)
    assert default_storage.exists(orphan)
    clock.shift(timedelta(days=2))
    monkeypatch.setattr(
        type(default_storage._wrapped), "get_modified_time", lambda self, name: timezone.now() - timedelta(days=2)
    )
    jobs.clear_orphans(0)
    assert not default_storage.exists(orphan)
    assert default_storage.exists(waiting.original.name)


def test_a_process_that_fails_leaves_the_file_waiting_and_one_that_the_file_broke_refuses_it(
    waiting, run_jobs, monkeypatch
):
    ended = SimpleNamespace(returncode=1, stdout=b"")
    with monkeypatch.context() as broken:
        broken.setattr(apart.subprocess, "run", lambda *args, **more: ended)
        assert run_jobs() == ["cases.examine"]
        waiting.refresh_from_db()
        assert waiting.state == "waiting"
        assert ProcrastinateJob.objects.get(task_name="cases.examine", status="todo").args["tries"] == 1
        ended.returncode = -11
        jobs.examine_file(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.note) == ("refused", apart.UNSAFE)


def test_a_file_that_is_never_examined_is_refused_after_some_tries(
    waiting, run_jobs, monkeypatch, clock, client_of, head
):
    def too_long(*args, timeout, **more):
        raise apart.subprocess.TimeoutExpired("x", timeout)

    monkeypatch.setattr(apart.subprocess, "run", too_long)
    tries = 0
    while EvidenceFile.objects.get().is_waiting and tries < 50:
        tries += run_jobs(raising=True).count("cases.examine")
        jobs.catch_up(0)
        clock.shift(300)

    assert tries == apart.MOST_TRIES
    waiting.refresh_from_db()
    assert (waiting.state, waiting.note, waiting.original.name) == ("refused", apart.IN_VAIN, "")
    assert apart.IN_VAIN in client_of(head).get(waiting.evidence.get_absolute_url()).content.decode()
    assert "cases.examine" not in run_jobs()


def test_a_scanner_that_is_away_costs_no_try(waiting, run_jobs, settings, clock):
    settings.CLAMD_URL = "unix:///nowhere/clamd.ctl"
    for _ in range(2 * apart.MOST_TRIES):
        run_jobs()
        clock.shift(300)

    assert EvidenceFile.objects.get().is_waiting
    settings.CLAMD_URL = ""
    run_jobs(raising=True)
    assert EvidenceFile.objects.get().state == "cleaned"


def test_the_process_gets_no_secret_and_little_memory(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "kept from it")
    seen = {}
    run = apart.subprocess.run

    def watch(command, **more):
        seen.update(more["env"], command=command)
        return run(command, **more)

    monkeypatch.setattr(apart.subprocess, "run", watch)
    path = tmp_path / "large"
    path.write_bytes(make.picture("PNG", size=(7000, 7000)))
    assert apart.examine_apart(str(path), "png").end == "png"
    assert "kept from it" not in str(seen)
    assert {"PATH", "LANG", "command"} == {*seen}

    small = "from kernel import uploads; uploads.MOST_MEMORY = 250 << 20; uploads.main('png')"
    with path.open("rb") as file:
        done = run([*seen["command"][:1], "-c", small], stdin=file, cwd=apart.ROOT, capture_output=True, check=False)
    assert uploads.MUCH_WORK.encode() in done.stdout or done.returncode


# --- Examining ----------------------------------------------------------------------------------------------------
def test_a_large_picture_is_shown_small_and_a_drawing_sharp():
    large = uploads.examine(make.picture(size=(6000, 3000)), "a.jpg")
    assert Image.open(io.BytesIO(large.served)).size == (2400, 1200)
    assert uploads.examine(make.picture("PNG"), "a.png").end == "png"
    assert uploads.examine(make.picture("WEBP"), "a.webp").end == "jpg"


def test_a_moving_picture_is_shown_by_its_first():
    out = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue", "green")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])

    found = uploads.examine(out.getvalue(), "a.gif")

    assert found.note == uploads.MOVING
    assert getattr(Image.open(io.BytesIO(found.served)), "n_frames", 1) == 1


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("v.mov", make.film(b"qt  "), "video"),
        ("v.3gp", make.film(b"3gp4"), "video"),
        ("v.m4a", make.film(b"M4A "), "sound"),
        ("v.mp3", make.sound(), "sound"),
        ("letter.docx", make.docx(relations=make.relation("hyperlink", "https://school.example/")), "office"),
    ],
)
def test_what_cannot_be_made_anew_is_only_offered_for_download(name, data, kind):
    found = uploads.examine(data, name)

    assert (found.kind, found.served, found.note) == (kind, None, uploads.UNSHOWN)


def test_a_text_is_kept_as_text():
    found = uploads.examine("\ufeffHe said:\r\n“No”\x07 😀".encode(), "chat.txt")

    assert found.served.decode() == "He said:\n“No” 😀"


# --- The virus scanner --------------------------------------------------------------------------------------------
def test_without_a_scanner_the_page_says_so(client_of, head, waiting, run_jobs):
    run_jobs(raising=True)
    text = words(client_of(head).get(waiting.get_absolute_url()))

    assert "Not set up" in text
    assert "Not scanned for viruses." in text
    assert {check.name: check.words for check in health.checks()}["virus scanner"] == "off"


@pytest.mark.parametrize("kind", ["unix", "tcp"])
def test_with_a_scanner_every_byte_is_scanned_first(client_of, head, waiting, run_jobs, settings, tmp_path, kind):
    clamd = Clamd(str(tmp_path / "clamd") if kind == "unix" else ("127.0.0.1", 0))
    settings.CLAMD_URL = clamd.url
    assert {check.name: check.words for check in health.checks()}["virus scanner"] == "well"

    run_jobs(raising=True)
    clamd.close()

    waiting.refresh_from_db()
    assert (waiting.state, waiting.is_scanned, clamd.streams) == ("cleaned", True, [make.picture()])
    assert "Scanned for viruses: nothing found." in words(client_of(head).get(waiting.get_absolute_url()))


def test_a_scanner_that_is_away_lets_nothing_through_and_makes_up_for_it(
    client_of, head, waiting, run_jobs, settings, tmp_path, clock
):
    settings.CLAMD_URL = f"unix://{tmp_path}/clamd"

    assert run_jobs() == []
    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    assert client_of(head).get(waiting.get_original_url()).status_code == 404
    assert "Waits for the virus scanner." in words(client_of(head).get(waiting.get_absolute_url()))
    assert not {check.name: check.is_well for check in health.checks()}["virus scanner"]

    clamd = Clamd(f"{tmp_path}/clamd")
    clock.shift(timedelta(hours=1))
    run_jobs(raising=True)
    clamd.close()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.is_scanned) == ("cleaned", True)


@pytest.mark.parametrize(
    "says", [b"", b"stream: OK", b"\0", b"stream: \0", b"OK\0", b"stream: ERROR\0", b"UNKNOWN COMMAND\0", b"x" * 9000]
)
def test_an_answer_that_says_neither_lets_nothing_through(settings, tmp_path, says):
    clamd = Clamd(str(tmp_path / "clamd"), says=says)
    settings.CLAMD_URL = clamd.url

    with pytest.raises(virus.ScannerAway):
        virus.scan(io.BytesIO(b"bytes"))
    clamd.close()


def test_a_scanner_that_says_nothing_is_waited_for_and_given_up(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(virus, "SECONDS", 0.2)
    clamd = Clamd(str(tmp_path / "clamd"))
    clamd.send = lambda caller, answer: threading.Event().wait(1)
    settings.CLAMD_URL = clamd.url
    began = time.monotonic()

    with pytest.raises(virus.ScannerAway):
        virus.scan(io.BytesIO(b"bytes"))

    assert time.monotonic() - began < 5
    clamd.close()


def test_what_is_too_large_for_the_scanner_is_refused(waiting, run_jobs, settings, tmp_path):
    clamd = Clamd(str(tmp_path / "clamd"), most=100)
    settings.CLAMD_URL = clamd.url

    run_jobs(raising=True)
    clamd.close()

    waiting.refresh_from_db()
    assert (waiting.state, waiting.note) == ("refused", virus.TOO_LARGE)
