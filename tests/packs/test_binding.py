"""Papers bound together: every page stamped, each paper on a right-hand page, tags and their numbers whole."""

import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name

from packs import binding
from packs.binding import Binder, Paper, page_numbers


@pytest.fixture
def bound(papers, tmp_path):
    """Bind papers of so many pages behind a first one of one page."""

    def act(*counts, is_duplex=True):
        for pages, data in papers.items():
            (tmp_path / f"{pages}.pdf").write_bytes(data)
        starts, total = page_numbers(counts, 1, is_duplex=is_duplex)
        with Binder(papers[1], pages=total, stamp="Pack 7", is_duplex=is_duplex) as whole:
            for place, count in enumerate(counts, 1):
                path = tmp_path / f"{count}.pdf"
                whole.add(Paper(path, "Pack 7 · HIL-2026-7K4Q", f"{place}. Interview note"))
            assert whole.pages == total
            whole.write_to(tmp_path / "whole.pdf")
        return tmp_path / "whole.pdf", starts, total

    return act


def texts(path: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True)
    return done.stdout.split("\f")[:-1]


def test_page_numbers_leave_backs_blank_where_both_sides_are_printed():
    assert page_numbers([1, 2, 3], 3, is_duplex=True) == ([5, 7, 9], 12)
    assert page_numbers([1, 2, 3], 3, is_duplex=False) == ([4, 5, 7], 9)


def test_every_page_is_stamped_and_each_paper_begins_on_a_right_hand_page(bound):
    path, starts, total = bound(1, 2)
    said = texts(path)
    assert starts == [3, 5]
    assert total == len(said) == 6
    for number, text in enumerate(said, 1):
        assert f"page {number} of 6" in text
    assert all("Interview note" in said[start - 1] and "HIL-2026-7K4Q" in said[start - 1] for start in starts)
    assert "left blank" in said[1]
    assert "left blank" in said[3]


def test_on_one_side_no_page_is_blank(bound):
    path, starts, total = bound(1, 2, is_duplex=False)
    assert starts == [2, 3]
    assert not any("left blank" in text for text in texts(path))
    assert len(texts(path)) == total == 4


def test_the_tags_of_every_paper_stay_and_point_at_its_own_page(bound):
    path, _, _ = bound(2, 2, is_duplex=False)
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        tree = pdf.Root.StructTreeRoot
        numbers = [int(number) for number in list(tree.ParentTree.Nums)[::2]]
        assert numbers == sorted(set(numbers))
        assert all(int(page.StructParents) in numbers for page in pdf.pages)
        assert int(tree.ParentTreeNextKey) > max(numbers)
        pages = {page.obj.objgen for page in pdf.pages}
        found, names = [], []
        waiting = list(tree.K)
        while waiting:
            part = waiting.pop()
            if not isinstance(part, pikepdf.Dictionary):
                continue
            if "/Pg" in part:
                found.append(part.Pg.objgen)
            if "/ID" in part:
                names.append(str(part.ID))
            below = part.get("/K")
            waiting += [] if below is None else list(below) if isinstance(below, pikepdf.Array) else [below]
        assert {*found} == pages
        assert len(names) == len({*names})


def test_the_stamp_is_no_part_of_what_is_read_out_and_its_font_is_carried_along(bound):
    path, _, _ = bound(1)
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            assert b"/Artifact <</Type /Pagination>> BDC" in page.Contents.read_bytes()
            for font in page.Resources.Font.values():
                assert {"/FontFile2", "/FontFile3"} & {*font.DescendantFonts[0].FontDescriptor.keys()}


def test_bookmarks_lead_to_each_paper(bound):
    path, starts, _ = bound(1, 2)
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        *_, first, second = outline.root
        assert [first.title, second.title] == ["1. Interview note", "2. Interview note"]
        leads = [item.destination[0].objgen for item in (first, second)]
        assert leads == [pdf.pages[start - 1].obj.objgen for start in starts]


def test_a_seal_leaves_no_field_behind(papers, tmp_path):
    with pikepdf.open(BytesIO(papers[1])) as pdf:
        field = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=pikepdf.String("Seal"), Rect=[0, 0, 0, 0]
            )
        )
        pdf.pages[0].Annots = pikepdf.Array([field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)
        pdf.save(tmp_path / "sealed.pdf")
    with Binder(papers[1], pages=2, stamp="Pack 7", is_duplex=False) as whole:
        whole.add(Paper(tmp_path / "sealed.pdf", "Pack 7", "1. Sealed"))
        whole.write_to(tmp_path / "whole.pdf")
    with pikepdf.open(tmp_path / "whole.pdf") as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[1]


def test_the_stamp_knows_every_letter_it_may_need():
    assert {*binding.LETTERS} <= {*binding._glyphs()}
