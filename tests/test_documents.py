"""Do the documents name what is there?"""

import pkgutil
import re
from pathlib import Path

import pytest

from tests.test_house import ROOMS, ROOT

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
NAMED = re.compile(r"`([^`\s]+)`")
LINKED = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
# Made by set-up or by a build, so that a checkout does not hold them.
MADE = ("var/", "static/build/", "node_modules/")
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir()}
DOTTED = re.compile(rf"({'|'.join(ROOMS)})(\.\w+){{1,4}}")


def paths_in(text: str) -> list[str]:
    """What a document names as a path of the checkout: within one of its folders, or a script of one."""
    named = [name.split("(")[0] for name in NAMED.findall(text)]
    return [name for name in named if name.split("/")[0] in FOLDERS and "/" in name and not name.startswith(MADE)]


def is_there(path: str) -> bool:
    """A path as it is written: `docs/x.md`, `script/test`, `templates/<room>/`, `*/models.py`."""
    return any(ROOT.glob(re.sub(r"<[^>]*>|…", "*", path).rstrip("/")))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_that_a_document_names_exists(document):
    text = document.read_text()
    links = [link for link in LINKED.findall(text) if "://" not in link and not link.startswith("mailto:")]

    assert [path for path in paths_in(text) if not is_there(path)] == []
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_everything_of_ours_that_a_document_names_exists(document):
    missing = []
    for name in NAMED.findall(document.read_text()):
        dotted = name.split("(")[0]
        if DOTTED.fullmatch(dotted) and not _resolves(dotted):
            missing.append(name)

    assert missing == []


def _resolves(dotted: str) -> bool:
    """A module, or something in one; the names of models stand after their room's, as Django writes them."""
    room, _, rest = dotted.partition(".")
    for name in (dotted, f"{room}.models.{rest}"):
        try:
            pkgutil.resolve_name(name)
        except (ImportError, AttributeError):
            continue
        return True
    return _is_written_as_a_text(dotted)


def _is_written_as_a_text(dotted: str) -> bool:
    """An audit verb or a job has the same form: it stands in the room's code as a text."""
    room = ROOT / dotted.split(".")[0]
    return any(f'"{dotted}"' in path.read_text() for path in Path(room).rglob("*.py"))


def test_the_search_for_paths_would_notice_one_that_is_missing():
    assert paths_in("See `docs/nowhere.md`, `manage.py`, `script/test` and `0.5/1`.") == [
        "docs/nowhere.md",
        "script/test",
    ]
    assert not is_there("docs/nowhere.md")
    assert is_there("docs/decisions/0001-references.md")
    assert not _resolves("cases.access.no_such_thing")
