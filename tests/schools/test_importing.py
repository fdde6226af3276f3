"""Importing pupils and contacts: what a file would do, what it does, and what it never does."""

import time
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Entry
from audit.selectors import breaks
from kernel.refusal import Refused
from schools import jobs
from schools.access import forget_powers
from schools.importing import writing
from schools.models import AdultFacts, ImportLine, ImportRun, Person, PupilFacts, Relationship, SchoolLink
from schools.selectors.people import find
from schools.services import importing as services
from schools.services.people import merge_people
from schools.states import ImportState, Kinship, LineOutcome, PersonKind
from tests import factories

pytestmark = pytest.mark.django_db

HEADER = (
    "Adno,Forename,Surname,DOB,Year,UPN,Contact ID,Contact title,Contact forename,Contact surname,"
    "Relationship,Parental responsibility,Mobile,Email,Address,Court order"
)
ROWS = [
    "1,Alfie,Farrow,01/02/2018,3,B801200005001,c1,Mr,Darren,Farrow,Father,Y,07700 900001,d@home.example,1 High Street,",
    "1,Alfie,Farrow,01/02/2018,3,B801200005001,c2,Ms,Joanne,Reid,Mother,Y,07700 900002,,1 High Street,",
    "2,Mia,Farrow,03/04/2016,5,,c1,Mr,Darren,Farrow,Father,Y,07700 900001,d@home.example,1 High Street,",
    "3,Tom,Lin,05/06/2019,2,,,,,,,,,,,",
]


def csv(*rows, header=HEADER):
    return "\n".join([header, *(rows or ROWS)]).encode()


@pytest.fixture
def upload(admin, school):
    """Upload a file, match its columns by their names, and check it."""

    def run(content=None, mapping=None):
        one = services.upload_file(school=school, file_name="pupils.csv", content=content or csv(), by=admin)
        one.refresh_from_db()
        if one.state == ImportState.UPLOADED:
            services.match_columns(run=one, mapping=mapping or one.mapping, by=admin)
        one.refresh_from_db()
        return one

    return run


@pytest.fixture
def apply(upload, admin, run_jobs):
    """Import a file whole."""

    def run(content=None, mapping=None):
        one = upload(content, mapping)
        services.start_import(run=one, by=admin)
        run_jobs(raising=True)
        one.refresh_from_db()
        return one

    return run


def counts(run):
    return (run.new_count, run.changed_count, run.unchanged_count, run.problem_count)


def lines(run):
    return {line.number: line for line in run.lines.all()}


def everything():
    """All rows that an import writes, as they stand."""
    models = (Person, SchoolLink, PupilFacts, AdultFacts, Relationship)
    return [[*model.objects.order_by("pk").values()] for model in models]


# --- What it does -----------------------------------------------------------------------------------------------------
def test_checking_a_file_says_what_it_would_do_and_does_nothing(upload):
    run = upload()

    assert run.state == ImportState.CHECKED
    assert counts(run) == (4, 0, 0, 0)
    assert lines(run)[2].notes == ["New pupil", "New contact", "New: father of this pupil"]
    assert lines(run)[2].who == "Alfie Farrow: Darren Farrow (father)"
    assert lines(run)[4].notes == ["New pupil", "New: father of this pupil"]
    assert not Person.objects.exists()


def test_applying_a_file_writes_pupils_contacts_and_families(apply, admin, school):
    run = apply()

    assert (run.state, run.content, run.rows_done) == (ImportState.APPLIED, None, 4)
    assert counts(run) == (4, 0, 0, 0)
    alfie = SchoolLink.objects.get(school=school, mis_id="1").person
    assert (alfie.full_name, alfie.kinds) == ("Alfie Farrow", ["pupil"])
    assert (alfie.pupil_facts.born_on, alfie.pupil_facts.year_group) == (date(2018, 2, 1), "3")
    father = Person.objects.get(given_name="Darren")
    assert (father.formal_name, father.kinds, father.added_by) == ("Mr Darren Farrow", ["parent"], admin)
    assert (father.adult_facts.phone, father.adult_facts.address) == ("07700 900001", "1 High Street")
    assert {tie.pupil.given_name for tie in father.children.all()} == {"Alfie", "Mia"}
    assert all(tie.has_parental_responsibility for tie in father.children.all())
    assert Person.objects.count() == 5
    for person in Person.objects.all():
        person.full_clean()


def test_who_was_imported_is_found_at_once(apply, staff):
    apply()

    assert next((c.name, c.relation) for c in find(typed="alfie", user=staff)) == (
        "Darren Farrow",
        "father of Alfie (Year 3) and Mia (Year 5)",
    )


def test_the_same_file_again_changes_nothing(apply, upload, admin):
    apply()
    before = everything()

    run = upload()

    assert counts(run) == (0, 0, 4, 0)
    with pytest.raises(Refused, match="Nothing in this file is new"):
        services.start_import(run=run, by=admin)
    assert everything() == before


def test_what_the_file_says_otherwise_is_changed_and_shown(apply, upload):
    apply()
    rows = [
        ROWS[0].replace(",3,B80", ",4,B80").replace("07700 900001", "07700 900009"),
        ROWS[1].replace("Mother", "Step mother"),
        ROWS[3].replace("Lin", "Lyn"),
    ]

    run = upload(csv(*rows))
    assert counts(run) == (0, 3, 0, 0)
    assert lines(run)[2].notes == ["year group: 3 → 4", "Contact: telephone changes"]
    assert lines(run)[3].notes == ["Contact: relationship changes"]
    assert lines(run)[4].notes == ["surname: Lin → Lyn"]
    apply(csv(*rows))

    assert PupilFacts.objects.get(person__given_name="Alfie").year_group == "4"
    assert AdultFacts.objects.get(person__given_name="Darren").phone == "07700 900009"
    assert Relationship.objects.get(adult__given_name="Joanne").kind == Kinship.STEP_PARENT
    assert [*Person.objects.named_like("lyn")] == [Person.objects.get(given_name="Tom")]
    assert Person.objects.count() == 5


def test_a_blank_cell_changes_nothing(apply, upload):
    apply()
    before = everything()

    run = upload(csv("1,Alfie,Farrow,,,,c1,,Darren,Farrow,,,,,,"))

    assert counts(run) == (0, 0, 1, 0)
    assert everything() == before


def test_pupils_missing_from_a_file_stay_as_they_are(apply):
    apply()

    apply(csv(ROWS[0].replace(",3,B80", ",4,B80")))

    assert SchoolLink.objects.filter(is_current=True).count() == 5


def test_who_comes_back_is_on_the_roll_again(apply, upload):
    apply()
    SchoolLink.objects.filter(mis_id="3").update(is_current=False)

    assert lines(apply(csv(ROWS[3]))) == {}
    assert SchoolLink.objects.get(mis_id="3").is_current


def test_a_pupil_and_a_contact_may_have_the_same_id(apply):
    apply(csv("7,Ann,Lee,,3,,7,Ms,Bea,Lee,Mother,,,,,"))

    assert {*SchoolLink.objects.values_list("mis_id", flat=True)} == {"7", "contact:7"}


def test_two_schools_may_use_the_same_ids(apply, admin, other_school, run_jobs):
    apply()
    run = services.upload_file(school=other_school, file_name="x.csv", content=csv(), by=admin)
    services.match_columns(run=run, mapping=run.mapping, by=admin)
    run.refresh_from_db()

    assert run.new_count == 4


def test_contacts_without_an_id_are_known_by_name_and_how_they_are_reached(apply, upload):
    header = "Adno,Forename,Surname,Contact forename,Contact surname,Relationship,Mobile,Email"
    rows = [
        "1,Alfie,Reid,Joanne,Reid,Mother,07700 900002,",
        "2,Mia,Reid,Joanne,Reid,Mother,+44 7700 900002,jo@home.example",
        "3,Tom,Lin,Joanne,Reid,Friend,,JO@home.example",
        "4,Ann,Lin,Joanne,Reid,Aunt,,",
    ]
    apply(csv(*rows, header=header))

    assert Person.objects.filter(given_name="Joanne").count() == 2
    shared = Relationship.objects.get(pupil__given_name="Alfie").adult
    assert shared.children.count() == 3
    assert shared.adult_facts.email == "jo@home.example"
    assert counts(upload(csv(*rows, header=header))) == (0, 0, 4, 0)


def test_a_pupil_added_by_hand_gets_their_id_and_is_not_doubled(apply, head, school):
    by_hand = factories.PersonFactory(pupil=True, family_name="Farrow", at=school)
    father = factories.PersonFactory(at=school)
    factories.RelationshipFactory(adult=father, pupil=by_hand)

    run = apply()

    assert SchoolLink.objects.get(mis_id="1").person == by_hand
    assert SchoolLink.objects.get(mis_id="contact:c1").person == father
    assert run.changed_count == 1
    assert Person.objects.count() == 5


def test_a_colleague_who_is_a_parent_too_stays_one_person(apply, school):
    colleague = factories.PersonFactory(given_name="Joanne", family_name="Reid", kinds=[PersonKind.STAFF], at=school)
    factories.AdultFactsFactory(person=colleague, phone="07700900002")

    apply()

    colleague.refresh_from_db()
    assert colleague.kinds == ["staff", "parent"]
    assert colleague.children.get().pupil.given_name == "Alfie"


# --- What it never does -----------------------------------------------------------------------------------------------
def test_a_court_order_is_never_imported_and_always_said(apply):
    run = apply(csv(ROWS[0] + "Non-molestation order", ROWS[1] + "No", ROWS[2]))

    assert not Relationship.objects.exclude(contact_order="").exists()
    assert run.warning_count == 1
    kept = run.lines.get()
    assert kept.number == 2
    assert "never imported" in kept.warnings[0]


def test_an_import_does_not_touch_an_order_that_was_recorded(apply):
    apply()
    Relationship.objects.filter(adult__given_name="Darren").update(contact_order="No contact, order of 3 May")

    apply(csv(ROWS[0].replace("Father", "Step father"), ROWS[1], ROWS[2]))

    orders = Relationship.objects.filter(adult__given_name="Darren").values_list("contact_order", flat=True)
    assert {*orders} == {"No contact, order of 3 May"}


def test_the_same_id_with_two_names_is_refused_for_all_its_rows(upload):
    run = upload(csv(ROWS[0], ROWS[1].replace("Alfie", "Zoe"), ROWS[3]))

    assert counts(run) == (1, 0, 0, 2)
    assert lines(run)[2].notes == ["The pupil’s id 1 stands with different names (rows 2, 3)."]


def test_the_same_contact_id_with_two_names_is_refused(upload):
    run = upload(csv(ROWS[0], ROWS[2].replace("Darren", "Dan")))

    assert counts(run) == (0, 0, 0, 2)
    assert "The contact’s id c1 stands with different names" in lines(run)[2].notes[0]


def test_an_id_that_was_given_to_somebody_else_is_refused(apply, upload):
    apply()

    run = upload(csv("1,Zoe,Lin,09/09/2017,4,,,,,,,,,,,"))

    assert run.problem_count == 1
    assert "belongs to Alfie Farrow" in lines(run)[2].notes[0]


def test_a_row_that_is_broken_is_refused_and_the_others_are_not(apply):
    run = apply(
        csv(
            "1,Alfie",
            "5,=cmd(),Farrow,,,,,,,,,,,,,",
            "6,<b>Zed</b>,Farrow,,,,,,,,,,,,,",
            ",Ann,Lee" + "," * 13,
            ROWS[3],
        )
    )

    assert counts(run) == (1, 0, 0, 4)
    said = {line.number: line.notes[0] for line in run.lines.all()}
    assert said[2] == "It has 2 cells, the header has 16."
    assert "formula" in said[3]
    assert "characters that no name has" in said[4]
    assert said[5] == "The pupil’s id is missing."
    assert Person.objects.count() == 1


def test_two_pupils_with_one_upn_are_both_imported_and_looked_at(apply, upload):
    apply()

    run = upload(csv("9,Ann,Lee,,3,B801200005001,,,,,,,,,,"))

    assert counts(run) == (1, 0, 0, 0)
    assert "Alfie Farrow has the same UPN" in lines(run)[2].warnings[0]


def test_records_that_were_merged_by_hand_are_left_alone(apply, upload, head):
    apply()
    mia, joanne = Person.objects.get(given_name="Mia"), Person.objects.get(given_name="Joanne")
    keep = factories.PersonFactory(pupil=True, given_name="Amelia", at=SchoolLink.objects.first().school)
    merge_people(person=mia, into=keep, by=head)
    merge_people(person=joanne, into=Person.objects.get(given_name="Darren"), by=head)
    before = everything()

    run = upload(csv(ROWS[1].replace("900002", "900003"), ROWS[2].replace(",5,", ",6,")))

    assert "merged with another by hand" in lines(run)[2].warnings[0]
    assert run.problem_count == 1
    assert everything() == before


# --- Files and steps ----------------------------------------------------------------------------------------------------
def test_a_file_that_cannot_be_read_is_refused_and_not_kept(admin, school):
    with pytest.raises(Refused, match="never closed"):
        services.upload_file(school=school, file_name="x.csv", content=b'a,b\n1,"2\n', by=admin)

    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("who", ["head", "ceo", "central", "staff"])
def test_only_administrators_import(who, school, request):
    with pytest.raises(PermissionDenied):
        services.upload_file(school=school, file_name="x.csv", content=csv(), by=request.getfixturevalue(who))


def test_the_same_file_waiting_twice_is_one(admin, school):
    first = services.upload_file(school=school, file_name="a.csv", content=csv(), by=admin)

    assert services.upload_file(school=school, file_name="b.csv", content=csv(), by=admin) == first


def test_columns_that_every_pupil_needs_must_be_matched(admin, school):
    run = services.upload_file(school=school, file_name="x.csv", content=csv(), by=admin)

    for mapping, why in [
        ({}, "Choose the columns for “Id in the school’s system”, “First name”, “Surname”"),
        (run.mapping | {"known_as": "Forename"}, "“Forename” is chosen twice"),
        (run.mapping | {"known_as": "Nickname"}, "no column “Nickname”"),
    ]:
        with pytest.raises(Refused, match=why):
            services.match_columns(run=run, mapping=mapping, by=admin)


def test_how_a_school_matched_its_columns_is_remembered(apply, admin, school):
    odd = csv(header=HEADER.replace("Adno", "Nummer").replace("Mobile", "Rang"))
    run = services.upload_file(school=school, file_name="x.csv", content=odd, by=admin)
    assert "pupil_id" not in run.mapping
    apply(odd, run.mapping | {"pupil_id": "Nummer", "phone": "Rang"})

    again = services.upload_file(school=school, file_name="y.csv", content=odd + b"\n", by=admin)

    assert (again.mapping["pupil_id"], again.mapping["phone"]) == ("Nummer", "Rang")


def test_matching_again_checks_anew(upload, admin):
    run = upload()
    services.reopen(run=run, by=admin)
    run.refresh_from_db()
    without = {key: heading for key, heading in run.mapping.items() if not key.startswith("contact")}

    services.match_columns(run=run, mapping=without, by=admin)

    assert ImportLine.objects.filter(run=run).count() == 4
    assert lines(run)[3].outcome == LineOutcome.UNCHANGED


def test_one_file_of_a_school_is_applied_at_a_time(upload, admin):
    first, second = upload(), upload(csv(ROWS[3]))
    services.start_import(run=first, by=admin)

    with pytest.raises(Refused, match="Another file of this school"):
        services.start_import(run=second, by=admin)


def test_a_discarded_file_leaves_nothing_but_that_it_was(upload, admin):
    run = upload()

    services.discard_import(run=run, by=admin)

    run.refresh_from_db()
    assert (run.state, run.content) == (ImportState.DISCARDED, None)
    assert not ImportLine.objects.exists()
    with pytest.raises(Refused):
        services.start_import(run=run, by=admin)


def test_an_import_is_one_line_of_history_without_a_name(apply, school):
    apply()

    entries = Entry.objects.of_chain(school.chain)
    assert [entry.verb for entry in entries] == [
        "import.uploaded",
        "import.checked",
        "import.started",
        "import.applied",
    ]
    said = "".join(str(entry.payload.data) for entry in entries)
    assert entries[3].payload.data["new"] == 4
    for name in ("Farrow", "Alfie", "Darren", "home.example", "pupils.csv", "High Street"):
        assert name not in said
    assert [*breaks()] == []


def test_files_that_wait_for_a_month_are_dropped(upload, apply, clock):
    waiting = upload(csv(ROWS[3]))
    done = apply(csv(ROWS[0] + "No contact"))
    clock.shift(31 * 24 * 3600)

    jobs.forget()

    waiting.refresh_from_db()
    assert (waiting.state, waiting.content) == (ImportState.DISCARDED, None)
    assert not ImportLine.objects.exists()
    assert ImportRun.objects.get(pk=done.pk).state == ImportState.APPLIED


# --- The worker -------------------------------------------------------------------------------------------------------
def many(count):
    return csv(*(ROWS[0].replace("1,Alfie", f"{n},Alfie", 1).replace(",c1,", f",c{n},") for n in range(count)))


def test_a_worker_that_dies_is_followed_by_one_that_goes_on(upload, admin, monkeypatch, run_jobs):
    monkeypatch.setattr(jobs, "ROWS_AT_ONCE", 10)
    run = upload(many(35))
    services.start_import(run=run, by=admin)
    calls = []

    def dies(*args, **kwargs):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    real = writing.write_groups
    monkeypatch.setattr(services, "write_groups", dies)
    with pytest.raises(KeyboardInterrupt):
        jobs.import_file.func(run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, run.rows_done, run.new_count) == (ImportState.QUEUED, 20, 20)
    assert SchoolLink.objects.filter(mis_id__startswith="contact").count() == 20

    run_jobs(raising=True)

    run.refresh_from_db()
    assert (run.state, run.rows_done, counts(run)) == (ImportState.APPLIED, 35, (35, 0, 0, 0))
    assert Person.objects.count() == 70


def test_an_import_that_stops_says_so_and_is_tried_again(upload, admin, monkeypatch, run_jobs, caplog):
    monkeypatch.setattr(jobs, "ROWS_AT_ONCE", 10)
    run = upload(many(25))
    services.start_import(run=run, by=admin)
    monkeypatch.setattr(services, "write_groups", lambda *a, **k: 1 / 0)
    run_jobs(raising=True)
    run.refresh_from_db()
    assert run.state == ImportState.FAILED
    assert run.failed_reason == "It stopped after row 1. What was imported before stays. Try again."
    assert "Farrow" not in caplog.text
    monkeypatch.undo()

    services.start_import(run=run, by=admin)
    run_jobs(raising=True)

    run.refresh_from_db()
    assert (run.state, run.new_count, run.failed_reason) == (ImportState.APPLIED, 25, "")


def test_a_second_worker_with_the_same_job_writes_nothing(upload, admin):
    run = upload()
    services.start_import(run=run, by=admin)
    stale = ImportRun.objects.get(pk=run.pk)
    jobs.import_file.func(run_id=run.pk)
    before = everything()

    assert not services.write_batch(run=stale, groups=[], by=admin)
    jobs.import_file.func(run_id=run.pk)

    assert everything() == before


def test_three_thousand_rows_take_seconds_and_few_statements(upload, admin, run_jobs):
    content = csv(
        *(
            f"{n // 2},Name{n // 2},Family{n // 4},01/02/2018,{n % 7},,c{n},Ms,Parent{n},Family{n // 4},Mother,Y,"
            f"07700 9{n:05},p{n}@home.example,{n} High Street,"
            for n in range(3000)
        )
    )
    began = time.process_time()
    run = upload(content)
    checked = time.process_time()
    services.start_import(run=run, by=admin)
    with CaptureQueriesContext(connection) as queries:
        run_jobs(raising=True)
    done = time.process_time()

    run.refresh_from_db()
    assert counts(run) == (3000, 0, 0, 0)
    assert Person.objects.count() == 4500
    assert len(queries) < 200
    assert checked - began < 6
    assert done - checked < 8


# --- Pages ------------------------------------------------------------------------------------------------------------
@pytest.fixture
def browser(admin, client_of):
    return client_of(admin)


def post_file(browser, school, content, name="pupils.csv"):
    file = SimpleUploadedFile(name, content, content_type="text/csv")
    return browser.post(reverse("schools:import"), {"school": school.pk, "file": file})


def text_of(response):
    return " ".join(response.content.decode().split())


def test_a_file_is_imported_on_the_pages(browser, school, run_jobs):
    columns = browser.get(post_file(browser, school, csv()).headers["Location"])
    assert "Adno: 1" in text_of(columns)
    run = ImportRun.objects.get()

    report = browser.post(reverse("schools:import_columns", args=[run.pk]), run.mapping, follow=True)
    assert "4 new, 0 changed, 0 unchanged, 0 not imported" in text_of(report)
    assert "Alfie Farrow: Darren Farrow (father)" in text_of(report)

    going = browser.post(reverse("schools:import_start", args=[run.pk]), follow=True)
    assert "Importing rows" in text_of(going)
    assert 'data-refresh-seconds="2"' in text_of(going)
    run_jobs(raising=True)
    assert "applied" in text_of(browser.get(run.get_absolute_url()))
    assert Person.objects.count() == 5


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty."),
        (b"PK\x03\x04....", "Excel or zip file"),
        (b'a,b\n1,"x\n', "never closed"),
        (b"a,b\n1,\x00\n", "cannot be read as text"),
    ],
)
def test_a_bad_file_is_refused_beside_its_field(browser, school, content, said):
    response = post_file(browser, school, content)

    assert response.status_code == 422
    assert said in text_of(response)
    assert f'<option value="{school.pk}" selected>' in text_of(response)


def test_no_school_and_no_file_are_said(browser, trust):
    response = browser.post(reverse("schools:import"), {})

    assert response.status_code == 422
    assert "Choose the school." in text_of(response)
    assert "Choose a file." in text_of(response)


def test_columns_that_are_wrong_keep_what_was_chosen(browser, school):
    post_file(browser, school, csv())
    run = ImportRun.objects.get()

    response = browser.post(
        reverse("schools:import_columns", args=[run.pk]), {"pupil_id": "Adno", "known_as": "Nickname", "email": "Email"}
    )

    assert response.status_code == 422
    assert "Choose the column for “Surname”." in text_of(response)
    assert "Choose one of the file’s columns." in text_of(response)
    assert '<option value="Email" selected>' in text_of(response)


def test_rows_are_shown_by_how_they_end_and_page_by_page(browser, upload):
    run = upload(many(150) + b"\n,Ann,Lee" + b"," * 13)
    url = run.get_absolute_url()

    first = browser.get(url)
    assert len(first.context["page"].lines) == 100
    second = browser.get(url + first.context["page"].next_url)
    assert len(second.context["page"].lines) == 51
    assert len(browser.get(f"{url}?show=problem").context["page"].lines) == 1
    assert len(browser.get(f"{url}?show=nonsense&after=🙂").context["page"].lines) == 100


def test_what_a_file_says_is_shown_as_text(browser, school):
    header = HEADER.replace("Forename", "<script>alert(1)</script>{{ 7 }}", 1)
    response = browser.get(post_file(browser, school, csv(header=header)).headers["Location"])

    assert "<script>alert(1)" not in text_of(response)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 }}" in text_of(response)


@pytest.mark.parametrize("who", ["head", "staff", "ceo"])
def test_imports_are_for_administrators(who, upload, client_of, request):
    run = upload()
    user = request.getfixturevalue(who)
    forget_powers(user)

    for name in ("import_run", "import_columns"):
        assert client_of(user).get(reverse(f"schools:{name}", args=[run.pk])).status_code == 403
    for name in ("import_start", "import_reopen", "import_discard"):
        assert client_of(user).post(reverse(f"schools:{name}", args=[run.pk])).status_code == 403


def test_a_report_costs_the_same_with_few_rows_and_with_many(browser, upload):
    def cost(run):
        browser.get(run.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            browser.get(run.get_absolute_url())
        return len(queries)

    assert cost(upload(csv(ROWS[0]))) == cost(upload(many(60))) <= 12
