"""Case bundles: what each reader gets, what nobody can put in, what is said of what was left out, how it is bound."""

import re
import subprocess
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from audit.models import Entry, Payload
from cases.services.delegation import end_delegation
from cases.states import FileKind, FileState, Part
from kernel import wording
from kernel.refusal import Refused
from packs import jobs, services
from packs.models import KEPT, Pack
from packs.reading import EVIDENCE, FOR_PARENT, PaperFacts, ground_for, may_go_in
from packs.selectors.bundle import bundle_page, left_out, readers_of
from packs.states import Ground, PackState, Reader
from records.states import RecordKind, RecordState
from schools.access import forget_powers
from schools.calendar import local_day
from schools.states import Role
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def father(case, school):
    person = make.PersonFactory(given_name="Darren", family_name="Farrow", at=school)
    make.InvolvementFactory(case=case, part=Part.SUBJECT, person=person)
    return person


@pytest.fixture
def record(case, stored):
    """An issued record of a kind with its PDF, numbered on."""

    def act(kind, title="", text="", **more):
        content = {"kind": "report", "sections": [{"heading": "What", "paragraphs": [text], "rows": [], "entries": []}]}
        number = case.records.count() + 1
        return stored(case, kind=kind, title=title or kind, content=content, number=number, **more)

    return act


def picture():
    drawn = BytesIO()
    Image.new("RGB", (60, 40), "navy").save(drawn, "JPEG")
    return drawn.getvalue()


@pytest.fixture
def photo(case):
    def act(**more):
        evidence = make.EvidenceFactory(case=case, description="The gate at half past three")
        known = {"cleaned": True, "served__data": picture(), "name": "gate.jpg", **more}
        return make.EvidenceFileFactory(evidence=evidence, **known)

    return act


def ask(case, reader, by, **more):
    facts = {"for_whom": "Edwin Marsh", "purpose": "For the review", "is_duplex": False, **more}
    return services.ask_bundle(case=case, reader=reader, by=by, **facts)


def grounds(case, reader, by, person=None):
    return {paper.title: paper.ground for paper in bundle_page(case, reader, person, by).papers}


def verbs(case):
    return [
        *Entry.objects.filter(chain=case.chain, verb__startswith="bundle.")
        .order_by("seq")
        .values_list("verb", flat=True)
    ]


# --- The rules ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", [*RecordKind, EVIDENCE])
def test_nothing_is_a_parents_that_they_were_not_given(kind):
    ground = ground_for(Reader.PARENT, PaperFacts(kind=kind))
    assert ground is not None
    assert may_go_in(Reader.PARENT, ground) == (kind == EVIDENCE)


def test_a_kind_that_nobody_weighed_is_never_a_parents():
    assert ground_for(Reader.PARENT, PaperFacts(kind="mediation_notes", is_theirs=True)) == Ground.INTERNAL
    assert ground_for(Reader.PARENT, PaperFacts(kind="legal_advice", is_theirs=True)) == Ground.INTERNAL
    assert not may_go_in(Reader.PARENT, Ground.INTERNAL)
    assert RecordKind.INCIDENT_REPORT not in FOR_PARENT


@pytest.mark.parametrize("kind", [*FOR_PARENT, EVIDENCE])
def test_another_familys_child_or_a_secret_address_keeps_every_paper_from_a_parent(kind):
    for said, ground in (({"names_child": True}, Ground.OTHER_CHILD), ({"shows_address": True}, Ground.HOME_ADDRESS)):
        assert ground_for(Reader.PARENT, PaperFacts(kind=kind, is_theirs=True, **said)) == ground
        assert not may_go_in(Reader.PARENT, ground)


def test_what_is_not_checked_or_cannot_be_printed_goes_to_nobody():
    for reader in Reader:
        assert ground_for(reader, PaperFacts(kind=EVIDENCE, is_checked=False)) == Ground.NOT_CHECKED
        assert ground_for(reader, PaperFacts(kind=EVIDENCE, is_printable=False)) == Ground.NO_PAPER
        assert not {Ground.NOT_CHECKED, Ground.NO_PAPER} & {one for one in Ground if may_go_in(reader, one)}


def test_the_chair_reads_all_that_counts_a_panel_no_secret_address_the_police_what_happened():
    report = {"kind": RecordKind.INCIDENT_REPORT}
    assert ground_for(Reader.CHAIR, PaperFacts(**report, shows_address=True)) is None
    assert ground_for(Reader.PANEL, PaperFacts(**report, shows_address=True)) == Ground.HOME_ADDRESS
    assert not may_go_in(Reader.PANEL, Ground.HOME_ADDRESS)
    assert ground_for(Reader.CHAIR, PaperFacts(**report, is_replaced=True)) == Ground.REPLACED
    assert ground_for(Reader.POLICE, PaperFacts(**report)) is None
    meeting = PaperFacts(kind=RecordKind.MEETING_RECORD)
    assert ground_for(Reader.POLICE, meeting) == Ground.NOT_NEEDED
    assert may_go_in(Reader.POLICE, Ground.NOT_NEEDED)


# --- What is read of a case ---------------------------------------------------------------------------------------
def test_of_a_case_a_parent_gets_what_they_were_given_and_nothing_of_others(case, father, record, photo, head, school):
    child = make.PersonFactory(pupil=True, given_name="Mia", family_name="Brandt", at=school)
    make.InvolvementFactory(case=case, part=Part.TARGET, person=child)
    given = record(RecordKind.FIRST_LETTER, "Letter")
    make.CopyFactory(record=given, to_user=None, to_person=father)
    telling = record(RecordKind.UPHELD_LETTER, "Outcome", "You shouted at Mia  Brandt.")
    make.CopyFactory(record=telling, to_user=None, to_person=father)
    record(RecordKind.INTERVIEW_NOTE, "Interview with a neighbour")
    record(RecordKind.LIFTED_LETTER, "Never given")
    photo()

    assert grounds(case, Reader.PARENT, head, father) == {
        "Letter, version 1": None,
        "Outcome, version 1": Ground.OTHER_CHILD,
        "Interview with a neighbour, version 1": Ground.IN_CONFIDENCE,
        "Never given, version 1": Ground.NOT_GIVEN,
        "Evidence: gate.jpg": Ground.OTHERS,
    }


def test_a_secret_address_of_somebody_else_in_the_case_keeps_a_paper_from_panel_and_parent(
    case, father, record, head, school
):
    neighbour = make.PersonFactory(at=school)
    make.AdultFactsFactory(person=neighbour, address="4 Safe Row\nAB1 2CD", is_address_confidential=True)
    make.InvolvementFactory(case=case, part=Part.WITNESS, person=neighbour)
    row = record(RecordKind.FIRST_LETTER, "Letter", "He waited outside 4 Safe Row.")
    make.CopyFactory(record=row, to_user=None, to_person=father)
    for reader, person in ((Reader.PANEL, None), (Reader.PARENT, father)):
        assert grounds(case, reader, head, person) == {"Letter, version 1": Ground.HOME_ADDRESS}
    assert grounds(case, Reader.CHAIR, head) == {"Letter, version 1": None}


def test_a_record_of_oneself_under_a_merged_record_is_ones_own(case, father, record, head, school):
    row = record(RecordKind.FIRST_LETTER, "Letter")
    make.CopyFactory(record=row, to_user=None, to_person=make.PersonFactory(at=school, merged_into=father))
    assert grounds(case, Reader.PARENT, head, father) == {"Letter, version 1": None}


def test_refused_and_removed_files_are_no_papers_and_originals_are_never_bound(case, photo, head):
    for state in ("refused", "removed"):
        make.EvidenceFileFactory(evidence=make.EvidenceFactory(case=case), name=f"{state}.jpg", **{state: True})
    photo(name="film.mp4", cleaned=False, clean=True)
    waiting = make.EvidenceFileFactory(evidence=make.EvidenceFactory(case=case), name="new.jpg")
    assert waiting.state == FileState.WAITING
    assert grounds(case, Reader.CHAIR, head) == {
        "Evidence: film.mp4": Ground.NO_PAPER,
        "Evidence: new.jpg": Ground.NOT_CHECKED,
    }


def test_whom_it_may_be_for_the_adults_it_is_about_and_the_parents_of_its_pupils(case, father, school):
    pupil = make.PersonFactory(pupil=True, at=school)
    make.InvolvementFactory(case=case, part=Part.SUBJECT, person=pupil)
    mother, barred = (make.PersonFactory(at=school) for _ in range(2))
    make.RelationshipFactory(adult=mother, pupil=pupil, kind="mother", has_parental_responsibility=True)
    make.RelationshipFactory(
        adult=barred, pupil=pupil, kind="father", has_parental_responsibility=True, contact_order="No contact"
    )
    assert [key for key, _ in readers_of(case)] == [
        "chair", "panel", "police", f"parent-{father.pk}", f"parent-{mother.pk}",
    ]  # fmt: skip


# --- Asked for ----------------------------------------------------------------------------------------------------
def test_it_stands_in_the_history_with_reader_reason_and_what_was_changed(case, record, photo, head, run_jobs):
    report, file = record(RecordKind.INCIDENT_REPORT, "Report"), photo()
    pack = ask(case, "chair", head, chosen=[f"record-{report.pk}"])
    run_jobs(raising=True)
    pack.refresh_from_db()
    assert pack.state == PackState.MADE
    assert [(line.record, line.evidence, line.ground) for line in pack.lines.all()] == [
        (report, None, ""),
        (None, file, Ground.BY_HAND),
    ]
    told = Entry.objects.get(chain=case.chain, verb="bundle.asked").payload.data
    assert (told["reader"], told["for_whom"], told["purpose"]) == (
        "The Chair of Trustees",
        "Edwin Marsh",
        "For the review.",
    )
    assert (told["left"], told["changed"]) == ("1 paper", "Evidence: gate.jpg taken out")
    services.take_pack(pack=pack, by=head)
    assert verbs(case) == ["bundle.asked", "bundle.made", "bundle.taken"]


def test_what_nobody_may_put_in_stays_out_whatever_is_sent(case, father, record, photo, head):
    note, file = record(RecordKind.INTERVIEW_NOTE, "Note"), photo()
    chosen = [f"record-{note.pk}", f"file-{file.pk}"]
    pack = ask(case, f"parent-{father.pk}", head, chosen=chosen)
    assert {line.ground for line in pack.lines.filter(record=note)} == {Ground.IN_CONFIDENCE}
    assert {line.ground for line in pack.lines.filter(evidence=file)} == {""}
    assert pack.for_whom == father.formal_name


def test_only_whoever_decides_changes_what_the_rules_say(case, record, head, deputy, ceo):
    report, old = (
        record(RecordKind.INCIDENT_REPORT, "Report"),
        record(RecordKind.STATEMENT, state=RecordState.SUPERSEDED),
    )
    with pytest.raises(Refused, match="Only whoever decides"):
        ask(case, "panel", deputy, chosen=[f"record-{report.pk}", f"record-{old.pk}"])
    assert ask(case, "panel", deputy).line_count == 1
    for user in (head, ceo):
        assert ask(case, "panel", user, chosen=[f"record-{report.pk}", f"record-{old.pk}"]).line_count == 2


def test_nobody_has_one_made_who_does_not_see_the_file_or_is_behind_its_wall(
    case, record, office, central, staff, stranger, chair, head
):
    record(RecordKind.INCIDENT_REPORT)
    for user in (office, central, staff, stranger, chair):
        with pytest.raises(PermissionDenied):
            ask(case, "chair", user)
    make.InvolvementFactory(case=case, part=Part.SUBJECT, user=head, person=None)
    forget_powers(head)
    with pytest.raises(PermissionDenied):
        ask(case, "chair", head)


def test_whoever_comes_behind_the_wall_has_it_no_more(case, record, head, run_jobs, client_of):
    record(RecordKind.INCIDENT_REPORT)
    pack = ask(case, "chair", head)
    run_jobs(raising=True)
    assert client_of(head).get(pack.get_absolute_url()).status_code == 200
    make.InvolvementFactory(case=case, part=Part.SUBJECT, user=head, person=None)
    assert client_of(head).get(pack.get_absolute_url()).status_code == 404


def test_what_lawyers_are_asked_goes_into_no_bundle_of_whoever_takes_no_legal_steps(case, record, head, ceo, client_of):
    record(RecordKind.INCIDENT_REPORT, "Report")
    advice = record(RecordKind.SOLICITOR_PACK, "For the solicitors")
    for reader in ("chair", "police"):
        url = reverse("packs:bundle_for", args=[case.reference, reader])
        assert advice.title not in client_of(head).get(url).text
    assert not ask(case, "chair", head).lines.filter(record=advice).exists()

    assert ask(case, "chair", ceo).lines.filter(record=advice, ground="").exists()


def test_that_lawyers_were_asked_is_named_to_the_chair_alone(case, record, ceo):
    report = record(RecordKind.INCIDENT_REPORT, "Report")
    record(RecordKind.SOLICITOR_PACK, "For the solicitors")

    assert left_out(ask(case, "police", ceo)) == []
    said = left_out(ask(case, "chair", ceo, chosen=[f"record-{report.pk}"]))
    assert said == ["For the solicitors, version 1: taken out by whoever had the bundle made"]
    asked = Payload.objects.filter(entry__verb="bundle.asked").order_by("entry__seq").last()
    assert asked.data["changed"] == "A paper taken out"


def test_whoever_takes_no_legal_steps_any_more_has_no_bundle_with_what_lawyers_were_asked(
    case, record, deputy, ceo, client_of
):
    record(RecordKind.INCIDENT_REPORT, "Report")
    plain = ask(case, "chair", deputy)
    record(RecordKind.SOLICITOR_PACK, "For the solicitors")
    make.MembershipFactory(user=deputy, role=Role.CENTRAL_TEAM, school=None)
    delegation = make.DelegationFactory(case=case, to=deputy)
    forget_powers(deputy)
    pack = ask(case, "chair", deputy)
    assert (plain.line_count, pack.line_count) == (1, 2)
    assert client_of(deputy).get(pack.get_absolute_url()).status_code == 200

    end_delegation(delegation=delegation, by=ceo)

    assert client_of(deputy).get(pack.get_absolute_url()).status_code == 404
    assert client_of(deputy).get(plain.get_absolute_url()).status_code == 200


def test_an_unknown_reader_nothing_to_bind_and_a_second_sending(case, record, head):
    with pytest.raises(Refused, match="at least one"):
        ask(case, "chair", head)
    record(RecordKind.INCIDENT_REPORT)
    for nobody in ("", "parent-0", "chair-1", "press"):
        with pytest.raises(Refused, match="Choose who"):
            ask(case, nobody, head)
    token = uuid4()
    assert ask(case, "chair", head, token=token) is not None
    assert ask(case, "chair", head, token=token) is None
    assert Pack.objects.count() == 1


# --- Bound --------------------------------------------------------------------------------------------------------
def texts(pack, files):
    done = subprocess.run(
        ["pdftotext", "-layout", files / pack.file.name, "-"], check=True, capture_output=True, text=True
    )
    return done.stdout.split("\f")[:-1]


def test_it_has_cover_contents_what_was_left_out_and_photographs_on_pages_of_their_own(
    case, father, record, photo, papers, head, run_jobs, files
):
    """Title, language and tags are those of the whole; every figure has words; a PDF of somebody else is set in."""
    record(RecordKind.INCIDENT_REPORT, "Report")
    record(RecordKind.STATEMENT, "Old statement", state=RecordState.SUPERSEDED)
    first = photo()
    photo(name="letter.pdf", kind=FileKind.PDF, served__data=papers[2], served__filename="copy.pdf", sha256="c" * 64)
    pack = ask(case, "chair", head)
    run_jobs(raising=True)
    pack.refresh_from_db()

    assert pack.state == PackState.MADE, pack.failed_reason
    said = texts(pack, files)
    whole = " ".join(" ".join(said).split())
    assert len(said) == pack.pages
    assert "The Chair of Trustees" in said[0]
    assert "Old statement, version 1: a later version took its place" in whole
    for number, text in enumerate(said, 1):
        assert f"{case.reference} · bundle {pack.pk} · page {number} of {pack.pages}" in text
    lines = {line.evidence.name: line for line in pack.lines.filter(evidence__isnull=False)}
    sheet = said[lines["gate.jpg"].first_page - 1]
    assert "The gate at half past three" in sheet
    assert first.added_by.name in sheet
    assert first.sha256[:8] in sheet
    assert lines["letter.pdf"].pages == 3
    with pikepdf.open(files / pack.file.name) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.get("/Title")) == f"Case bundle {pack.pk}"
        figures = [part for part in tagged(pdf.Root.StructTreeRoot) if part.get("/S") == pikepdf.Name.Figure]
        words = [str(part.get("/Alt", "")) for part in figures]
        assert all(words)
        assert sum("letter.pdf, page" in one for one in words) == 2
        assert {page.obj.objgen for page in pdf.pages} <= {
            part.Pg.objgen for part in tagged(pdf.Root.StructTreeRoot) if "/Pg" in part
        }


def tagged(tree):
    waiting = list(tree.K)
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Dictionary):
            yield part
            below = part.get("/K")
            waiting += [] if below is None else list(below) if isinstance(below, pikepdf.Array) else [below]


def test_a_parents_version_names_nothing_that_was_left_out_and_nobody_who_gave_it(
    case, father, record, photo, head, run_jobs, files
):
    letter = record(RecordKind.FIRST_LETTER, "Letter")
    make.CopyFactory(record=letter, to_user=None, to_person=father)
    record(RecordKind.INTERVIEW_NOTE, "Interview with Ottilie Brandt")
    file = photo(name="mia-brandt.jpg")
    chosen = [f"record-{letter.pk}", f"file-{file.pk}"]
    pack = ask(case, f"parent-{father.pk}", head, chosen=chosen)
    run_jobs(raising=True)
    pack.refresh_from_db()

    whole = " ".join(" ".join(texts(pack, files)).split())
    assert "What a witness said: 1 paper" in whole
    for word in ("Brandt", "brandt", file.added_by.name, "half past three"):
        assert word not in whole
    with pikepdf.open(files / pack.file.name) as pdf, pdf.open_outline() as outline:
        assert "brandt" not in " ".join(item.title for item in outline.root).lower()


def test_a_file_taken_out_meanwhile_fails_the_bundle_with_a_sentence(case, photo, head, run_jobs):
    file = photo()
    pack = ask(case, "chair", head)
    file.__class__.objects.filter(pk=file.pk).update(
        state=FileState.REMOVED, original="", served="", removed_at=file.added_at, removed_by=head, remove_reason="x"
    )
    run_jobs(raising=True)
    pack.refresh_from_db()
    assert (pack.state, pack.failed_reason) == (PackState.FAILED, jobs.MISSING)


def test_its_file_is_deleted_after_the_days_of_a_pack(case, record, head, run_jobs, clock_after):
    record(RecordKind.INCIDENT_REPORT)
    pack = ask(case, "chair", head)
    run_jobs(raising=True)
    with clock_after(KEPT + timedelta(hours=1)):
        jobs.expire(0)
        run_jobs(raising=True)
    pack.refresh_from_db()
    assert pack.state == PackState.GONE
    assert verbs(case) == ["bundle.asked", "bundle.made", "bundle.gone"]


# --- Pages --------------------------------------------------------------------------------------------------------
def test_who_it_is_for_then_what_goes_in_with_why(case, father, record, head, client_of):
    record(RecordKind.INTERVIEW_NOTE, "Note")
    client, url = client_of(head), reverse("packs:bundle", args=[case.reference])
    assert father.formal_name in client.get(url).content.decode()
    assert client.get(f"{url}?reader=press").status_code == 422
    chosen = client.get(f"{url}?reader=parent-{father.pk}")
    page = client.get(chosen.url).content.decode()
    assert "Note, version 1: what a witness said" in page
    assert client.get(f"{url}press/").status_code == 404
    panel = client.get(f"{url}panel/").content.decode()
    assert re.search(r'<input[^>]* name="chosen" value="record-\d+"[^>]*checked', panel)
    shown = re.search(r'name="shown" value="([0-9a-f]+)"', panel).group(1)
    sent = {"for_whom": "The panel", "purpose": "", "chosen": [], "shown": shown}
    assert client.post(f"{url}panel/", sent).status_code == 422
    chosen = [f"record-{case.records.get().pk}"]
    answer = client.post(f"{url}panel/", {**sent, "purpose": "The review", "chosen": chosen})
    assert answer.url == Pack.objects.get().get_absolute_url()


# --- Of a complaint -----------------------------------------------------------------------------------------------
@pytest.fixture
def heard(case, kay):
    """The complaint that the case is of, before a panel."""
    make.InvolvementFactory(case=case, part=Part.COMPLAINANT, person=kay)
    return make.ComplaintFactory(case=case, complainant=kay, panel=True)


@pytest.fixture
def kay(school):
    return make.PersonFactory(given_name="Kay", family_name="Lowe", at=school)


def test_a_panel_on_a_complaint_reads_with_whoever_complains(case, heard, record, photo, ceo, kay, school):
    other = make.PersonFactory(pupil=True, given_name="Mia", family_name="Brandt", at=school)
    make.InvolvementFactory(case=case, part=Part.TARGET, person=other)
    record(RecordKind.COMPLAINT_OUTCOME, "Answer")
    record(RecordKind.INTERVIEW_NOTE, "Interview with a neighbour")
    record(RecordKind.MEETING_RECORD, "Talk", "Mia Brandt was there.")
    record(RecordKind.INCIDENT_REPORT, "Report")
    record(RecordKind.SOLICITOR_PACK, "For advice")
    photo()

    assert grounds(case, Reader.HEARING, ceo) == {
        "Answer, version 1": None,
        "Interview with a neighbour, version 1": Ground.IN_CONFIDENCE,
        "Talk, version 1": Ground.OTHER_CHILD,
        "Report, version 1": Ground.NOT_GIVEN,
        "For advice, version 1": Ground.INTERNAL,
        "Evidence: gate.jpg": Ground.OTHERS,
    }
    assert [key for key, _ in readers_of(case)] == ["chair", "hearing", "police"]
    with pytest.raises(Refused, match="Choose who"):
        ask(case, "panel", ceo)


def test_the_panel_reads_in_front_what_whoever_complains_told_us(case, heard, record, ceo, run_jobs, files):
    make.PointFactory(complaint=heard, text="Nobody rang me back.")
    make.PointFactory(complaint=heard, text="Entered twice.", taken_back=True)
    make.NextStageFactory(complaint=heard, words="I was not heard.")
    record(RecordKind.COMPLAINT_OUTCOME, "Answer")
    record(RecordKind.COMPLAINT_OUTCOME, "Answer")
    pack = ask(case, "hearing", ceo)
    run_jobs(raising=True)
    pack.refresh_from_db()

    front = texts(pack, files)[: pack.lines.order_by("first_page")[0].first_page - 1]
    said = " ".join(" ".join(front).split())
    assert f"Who complains {heard.who}" in said
    assert heard.words in said
    assert "1. Nobody rang me back." in said
    assert "Entered twice." not in said
    assert "why they are not content I was not heard." in said
    assert said.count(f"{case.reference} · of {wording.full_day(local_day(timezone.now()))}") == 2


def test_the_children_and_addresses_of_the_case_it_came_from_are_kept_too(case, kay, record, ceo, school):
    source = make.CaseFactory(school=school)
    make.ComplaintFactory(case=case, complainant=kay, source=source, panel=True)
    child = make.PersonFactory(pupil=True, given_name="Mia", family_name="Brandt", at=school)
    make.InvolvementFactory(case=source, part=Part.TARGET, person=child)
    neighbour = make.PersonFactory(at=school)
    make.AdultFactsFactory(person=neighbour, address="4 Safe Row\nAB1 2CD", is_address_confidential=True)
    make.InvolvementFactory(case=source, part=Part.WITNESS, person=neighbour)
    record(RecordKind.COMPLAINT_OUTCOME, "Answer", "Mia Brandt was hurt.")
    record(RecordKind.COMPLAINT_UPDATE, "Update", "He waited outside 4 Safe Row.")

    assert grounds(case, Reader.HEARING, ceo) == {
        "Answer, version 1": Ground.OTHER_CHILD,
        "Update, version 1": Ground.HOME_ADDRESS,
    }


def test_what_others_said_goes_to_whoever_complains_only_for_a_reason(case, heard, record, ceo):
    note = record(RecordKind.INTERVIEW_NOTE, "Note")
    with pytest.raises(Refused, match="Say why"):
        ask(case, "hearing", ceo, chosen=[f"record-{note.pk}"])

    pack = ask(case, "hearing", ceo, chosen=[f"record-{note.pk}"], reason="He agreed in writing.")

    assert [line.ground for line in pack.lines.all()] == [""]
    told = Entry.objects.get(chain=case.chain, verb="bundle.asked").payload.data
    assert told["changed"] == "Note, version 1 put in (He agreed in writing)"


def test_whoever_answered_before_takes_nothing_out_of_the_bundle_of_the_panel(case, heard, record, head, ceo, chair):
    """The headteacher answered informally; a CEO in whose place the Chair decides has no say either."""
    record(RecordKind.COMPLAINT_OUTCOME, "Answer")
    with pytest.raises(Refused, match="Only whoever decides"):
        ask(case, "hearing", head, chosen=[])
    assert bundle_page(case, Reader.HEARING, None, ceo).may_change
    make.DelegationFactory(case=case, chair=True)
    forget_powers(ceo)
    assert not bundle_page(case, Reader.HEARING, None, ceo).may_change


def test_a_paper_that_came_while_somebody_chose_was_not_taken_out_by_them(case, record, head, client_of):
    first = record(RecordKind.INCIDENT_REPORT, "Report")
    shown = bundle_page(case, Reader.CHAIR, None, head).digest
    record(RecordKind.SUPPLEMENTARY_REPORT, "Second report")
    sent = {"chosen": [f"record-{first.pk}"], "shown": shown, "for_whom": "Edwin Marsh", "purpose": "For the review"}

    page = client_of(head).post(reverse("packs:bundle_for", args=[case.reference, "chair"]), sent)

    assert page.status_code == 422
    assert "has changed since you opened it" in page.content.decode()
    assert not Pack.objects.exists()
    with pytest.raises(Refused, match="has changed"):
        ask(case, "chair", head, chosen=[f"record-{first.pk}"], shown=shown)
    sent["shown"] = bundle_page(case, Reader.CHAIR, None, head).digest
    assert client_of(head).post(reverse("packs:bundle_for", args=[case.reference, "chair"]), sent).status_code == 302
