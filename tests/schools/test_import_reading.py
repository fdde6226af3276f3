"""A file is read whatever its encoding and delimiter, or refused in a sentence; a cell gives a value or says why not."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.importing.cells import Cells, check_letter
from schools.importing.columns import COLUMNS, guess
from schools.importing.reading import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Table, Unreadable, read
from schools.states import Kinship

TEXT = "Adno,Forename,Surname\r\n001,Zoë,O’Brien\r\n002,Łukasz,Żółty\r\n"
PLAIN = "Adno,Forename,Surname\r\n001,Zoë,Núñez\r\n"


# --- Files ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_file_is_read_in_any_unicode_encoding(encoding):
    table = read(TEXT.encode(encoding))

    assert table.headers == ("Adno", "Forename", "Surname")
    assert table.rows == ((2, ("001", "Zoë", "O’Brien")), (3, ("002", "Łukasz", "Żółty")))


def test_a_file_of_windows_is_read():
    table = read(PLAIN.encode("cp1252"))

    assert table.encoding == "cp1252"
    assert table.rows == ((2, ("001", "Zoë", "Núñez")),)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_cells_are_parted_by_what_parts_the_header(delimiter):
    text = 'Adno,Forename,Surname\n1,"Ann, Lee",Smith\n'.replace(",", delimiter)

    assert read(text.encode()).rows[0][1] == ("1", f"Ann{delimiter} Lee", "Smith")


def test_excel_may_name_the_delimiter():
    assert read(b"sep=;\nAdno;Name, first\n1;Ann\n").headers == ("Adno", "Name, first")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_three_ways(end):
    assert len(read(f"a,b{end}1,2{end}3,4".encode()).rows) == 2


def test_line_breaks_within_quotation_marks_and_blank_rows_keep_their_numbers():
    table = read(b'a,b\n\n1,"two\nlines"\n,,\n3,"say ""hi"""\n')

    assert table.rows == ((3, ("1", "two\nlines")), (5, ("3", 'say "hi"')))


def test_columns_without_a_name_or_with_the_same_get_names():
    assert read(b"Email,,Email,Email,\n1,2,3,4,\n").headers == ("Email", "Column 2", "Email (2)", "Email (3)")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\n\n  \r\n", "empty"),
        (b"a,b\n", "no rows under the header"),
        (b"a\n1\n", "Only one column"),
        (b'a,b\n1,"never closed\n2,3\n', "opened in row 2 and never closed"),
        (b'a,b\n1,"mid"dle\n', "Row 2 has a quotation mark in the middle"),
        (b'a,b\n1,2\n3,"' + b"x" * 200_000 + b'"\n', "far too long"),
        (b"a,b\n1,\x00\n", "cannot be read as text"),
        (b"\x00" * 50, "empty"),
        (b"PK\x03\x04" + b"x" * 40, "Excel"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 40, "old Excel"),
        (b"%PDF-1.7 ...", "PDF"),
        (bytes(range(256)) * 20, "cannot be read as text"),
        (b"a,b\n1,\x81\x8d\xff\n", "cannot be read as text"),
        (b"\xff\xfea\x00,\x00b", "cannot be read as text|no rows"),
        (b",".join(b"c" for _ in range(MOST_COLUMNS + 1)) + b"\n1\n", "more than 100 columns"),
        (b"a,b\n" + b"1,2\n" * (MOST_ROWS + 1), "more than 10,000 rows"),
        (b"a,b\n" + b"x" * MOST_BYTES, "larger than 8 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(content, said):
    with pytest.raises(Unreadable, match=said) as refused:
        read(content)

    assert refused.value.reason.endswith(".")


@given(st.binary(max_size=400))
def test_any_bytes_at_all_give_a_table_or_a_sentence(content):
    with contextlib.suppress(Unreadable):
        assert isinstance(read(content), Table)


# --- Headings ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("headings", "wanted"),
    [
        (
            ["Adno", "Legal Forename", "Legal Surname", "Preferred Forename", "DOB", "Year", "UPN"],
            {"pupil_id", "given_name", "family_name", "known_as", "born_on", "year_group", "upn"},
        ),
        (
            [
                "Student ID",
                "Student First Name",
                "Student Last Name",
                "Parent ID",
                "Parent First Name",
                "Parent Last Name",
            ],
            {"pupil_id", "given_name", "family_name", "contact_id", "contact_given_name", "contact_family_name"},
        ),
        (
            ["MIS_ID", "forename", "SURNAME", "Relationship to pupil", "Parental Responsibility", "Mobile", "E-mail"],
            {"pupil_id", "given_name", "family_name", "relationship", "has_parental_responsibility", "phone", "email"},
        ),
        (["Colour", "Shape"], set()),
    ],
)
def test_common_headings_are_guessed(headings, wanted):
    assert set(guess(headings)) == wanted


def test_no_heading_is_guessed_twice():
    matched = guess(["Forename", "Preferred Forename", "Surname", "Adno"])

    assert len(set(matched.values())) == len(matched) == 4


def test_what_the_school_matched_before_goes_first():
    matched = guess(["Nr", "Forename", "Surname"], {"pupil_id": "Nr", "email": "Gone", "nonsense": "Nr"})

    assert matched == {"pupil_id": "Nr", "given_name": "Forename", "family_name": "Surname"}


def test_every_column_has_a_heading_of_its_own():
    for column in COLUMNS:
        assert column.headings


# --- Cells ------------------------------------------------------------------------------------------------------------
def cells(**typed):
    return Cells(typed, date(2026, 11, 2))


UPNS = [
    ("B801200005001", True),
    ("A801200005001", False),
    ("V823120016001", True),
    ("U82312001601A", True),
    ("P207000016049", True),
    ("Q207000016049", False),
]


@pytest.mark.parametrize(("upn", "is_right"), UPNS)
def test_the_check_letter_of_a_upn(upn, is_right):
    assert (check_letter(upn[1:]) == upn[0]) is is_right


@pytest.mark.parametrize(("upn", "is_right"), UPNS)
def test_a_upn_with_a_wrong_letter_is_kept_with_a_warning(upn, is_right):
    read_cells = cells(upn=f" {upn.lower()} ")

    assert read_cells.upn() == upn
    assert bool(read_cells.warnings) is not is_right
    assert read_cells.problems == []


@pytest.mark.parametrize("upn", ["B80120000500", "B8012000050011", "1234567890123", "B80120000500!", "UPN"])
def test_what_is_no_upn_is_left_out(upn):
    read_cells = cells(upn=upn)

    assert read_cells.upn() == ""
    assert "left out" in read_cells.warnings[0]


@pytest.mark.parametrize(
    "text",
    ["31/12/2015", "2015-12-31", "31-12-2015", "31.12.2015", "31 Dec 2015", "31 December 2015", "31/12/2015 00:00:00"],
)
def test_days_are_read_as_written_in_england(text):
    assert cells(born_on=text).birthday() == date(2015, 12, 31)


@pytest.mark.parametrize("text", ["12/31/2015", "31/02/2015", "soon", "31/12/15", "42369", "01/01/2030", "01/01/1950"])
def test_a_day_that_cannot_be_is_left_out_with_a_sentence(text):
    read_cells = cells(born_on=text)

    assert read_cells.birthday() is None
    assert "left out" in read_cells.warnings[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [("Y", True), ("yes", True), ("TRUE", True), ("1", True), ("F", False), ("No", False), ("0", False), ("", None)],
)
def test_yes_and_no(text, value):
    assert cells(has_ehcp=text).flag("has_ehcp", "EHCP") is value


@pytest.mark.parametrize(("text", "value"), [("K", True), ("E", True), ("N", False)])
def test_codes_of_sen(text, value):
    assert cells(has_sen=text).flag("has_sen", "SEN") is value


def test_neither_yes_nor_no_is_left_out():
    read_cells = cells(has_ehcp="perhaps")

    assert read_cells.flag("has_ehcp", "Has an EHCP") is None
    assert read_cells.warnings == ["“Has an EHCP” says neither yes nor no and is left out."]


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "<b>Ann</b>", "Ann{{7*7}}", "Ann|Lee", "x" * 101]
)
def test_what_is_no_name_is_a_problem(text):
    read_cells = cells(given_name=text)
    read_cells.name("given_name", "The pupil’s first name")

    assert len(read_cells.problems) == 1


@pytest.mark.parametrize(
    "text", ["O'Brien", "Smith-Jones", "Łukasz", "王小明", "محمد", "D’Angelo", "Null", "Na", "van der Berg Jr."]
)
def test_names_of_all_kinds_are_names(text):
    read_cells = cells(given_name=f"  {text} ")

    assert read_cells.name("given_name", "The pupil’s first name") == text
    assert read_cells.problems == []


@pytest.mark.parametrize("text", ["", " ", "-", "–", "N/A", "#N/A"])
def test_what_stands_for_nothing_is_nothing(text):
    assert cells(phone=text).phone() == ""


@pytest.mark.parametrize(
    ("key", "text", "kept"),
    [
        ("phone", "+44 7700 900123", "+44 7700 900123"),
        ("phone", "07700 900123 (mum work)", "07700 900123 (mum work)"),
        ("phone", "none", ""),
        ("phone", "=HYPERLINK(1)", ""),
        ("email", "jo@home.example", "jo@home.example"),
        ("email", "jo at home", ""),
        ("email", "=cmd()", ""),
    ],
)
def test_how_somebody_is_reached(key, text, kept):
    read_cells = cells(**{key: text})

    assert getattr(read_cells, key)() == kept
    assert bool(read_cells.warnings) is (kept == "")


def test_an_address_keeps_its_lines():
    assert cells(address_1="Flat 2\n1 High Street", town="Middleton", postcode="MD1 1AA").address() == (
        "Flat 2\n1 High Street\nMiddleton\nMD1 1AA"
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mother", Kinship.MOTHER),
        ("dad", Kinship.FATHER),
        ("Step-father", Kinship.STEP_PARENT),
        ("Foster Carer", Kinship.FOSTER_CARER),
        ("Legal guardian", Kinship.CARER),
        ("Nan", Kinship.GRANDPARENT),
        ("Auntie", Kinship.OTHER_RELATIVE),
        ("Social worker", Kinship.SOCIAL_WORKER),
        ("", Kinship.OTHER),
        ("Landlord", Kinship.OTHER),
        ("Parent", Kinship.CARER),
    ],
)
def test_relationships_in_the_words_of_schools(text, kind):
    read_cells = cells(relationship=text)

    assert read_cells.kinship() == kind
    assert bool(read_cells.warnings) is (text in {"Landlord", "Parent"})


@pytest.mark.parametrize(
    ("text", "year"),
    [("3", "3"), ("Year 3", "3"), ("Y3", "3"), ("03", "3"), ("Yr 11", "11"), ("Reception", "Reception"), ("N2", "N2")],
)
def test_year_groups(text, year):
    assert cells(year_group=text).year_group() == year
