"""The style of the house, kept by machine."""

import ast
import importlib
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.urls import get_resolver, reverse

from cases.duties import DUTIES, Kind
from desk.management.commands import write_docs
from notices.states import NoticeKind
from notices.words import SENTENCES
from tests.test_models import MOVES, OURS

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    "kernel",
    "accounts",
    "audit",
    "schools",
    "cases",
    "notices",
    "records",
    "incidents",
    "suspensions",
    "pupils",
    "meetings",
    "packs",
    "complaints",
    "socialmedia",
    "desk",
)
TREES = {
    path: ast.parse(path.read_text())
    for room in (*ROOMS, "inspires")
    for path in sorted((ROOT / room).rglob("*.py"))
    if "migrations" not in path.parts
}
CODE = [*TREES]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "templates").rglob("*.txt"))


def name_of(path):
    return str(path.relative_to(ROOT))


def is_in(path, kind):
    """Whether a file is, or lies in, the `views`, `services`, … of a room."""
    return path.stem == kind or kind in path.relative_to(ROOT).parts[1:-1]


VIEWS = [p for p in CODE if is_in(p, "views") and p.name != "__init__.py"]
SERVICES = [p for p in CODE if is_in(p, "services") and not p.name.startswith("_")]


def each(paths):
    """One test that reads all these files and names every one that fails: thousands of small tests cost more than they read."""
    return of_all([(path,) for path in paths], lambda path: name_of(path))


def of_all(rows, named):
    """One test over all rows; `named` gives the name under which a row that fails is told."""

    def decorate(test):
        def walk():
            assert rows
            wrong = {}
            for row in rows:
                try:
                    test(*row)
                except AssertionError as error:
                    wrong[named(*row)] = str(error)
            assert wrong == {}

        walk.__name__, walk.__doc__ = test.__name__, test.__doc__
        return walk

    return decorate


def found(path, *kinds):
    return [node for node in ast.walk(TREES[path]) if isinstance(node, kinds)]


def functions(path):
    """The functions of a module's top level."""
    return [node for node in TREES[path].body if isinstance(node, ast.FunctionDef)]


def places(nodes):
    """Where something stands, to be read in a failure."""
    return [f"line {node.lineno}: {ast.unparse(node)[:100]}" for node in nodes]


def module_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


# --- Files -----------------------------------------------------------------------------------------------------------
# A module that is one subject from end to end.
LONGER = {"kernel/embedded_postgres.py"}


@each([p for p in CODE if name_of(p) not in LONGER])
def test_a_file_stays_readable(path):
    assert len(path.read_text().splitlines()) <= 450


@each([p for p in CODE if TREES[p].body])
def test_a_file_says_what_question_it_answers(path):
    says = ast.get_docstring(TREES[path]) or ""

    assert says.strip()
    assert len(says.splitlines()) <= 12


@each(CODE)
def test_imports_stand_at_the_top(path):
    inside = [n for f in found(path, ast.FunctionDef, ast.AsyncFunctionDef) for n in ast.walk(f)]

    assert places(n for n in inside if isinstance(n, ast.Import | ast.ImportFrom)) == []


@each(CODE)
def test_no_signals_but_those_of_signing_in(path):
    imported = [ast.unparse(n) for n in found(path, ast.ImportFrom, ast.Import)]
    hits = [i for i in imported if re.search(r"\bsignals\b|\bSignal\b|\breceiver\b|django\.dispatch", i)]

    assert [
        h for h in hits if not re.search(r"^from (django\.contrib\.auth|allauth\.account)\.signals import", h)
    ] == []


@each(CODE)
def test_no_row_saves_itself_its_own_way(path):
    methods = [f for c in found(path, ast.ClassDef) for f in c.body if isinstance(f, ast.FunctionDef)]

    assert places(f for f in methods if f.name in {"save", "delete", "save_base"}) == []


@each(CODE)
def test_no_generic_foreign_keys(path):
    assert "GenericForeignKey" not in path.read_text()


@each([p for p in CODE if not name_of(p).startswith("kernel/")])
def test_nothing_is_marked_safe_outside_the_kernel(path):
    assert not re.search(r"mark_safe|SafeString\(|SafeText|html_safe", path.read_text())


PARTS = ("views", "forms")


@each(CODE)
def test_nobody_imports_another_rooms_views_or_forms(path):
    room = path.relative_to(ROOT).parts[0]
    if name_of(path) == "inspires/urls.py":
        return
    modules = [n.module or "" for n in found(path, ast.ImportFrom)]
    modules += [a.name for n in found(path, ast.Import) for a in n.names]
    foreign = [m for m in modules if m.split(".")[0] in ROOMS and m.split(".")[0] not in (room, "kernel")]

    assert [m for m in foreign if set(m.split(".")[1:2]) & set(PARTS)] == []


def test_every_room_stands_on_a_floor():
    folders = {p.parent.name for p in ROOT.glob("*/__init__.py")} - {"tests", "inspires"}
    layers = (ROOT / ".importlinter").read_text()

    assert folders == set(ROOMS)
    assert [room for room in ROOMS if f"    {room}\n" not in layers] == []


def test_rooms_import_only_what_stands_below_them():
    tool = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


WRITTEN = (*ROOMS, "inspires", "tests", "templates", "docs", "script", "static/src", ".ci")
SUFFIXES = {".py", ".html", ".txt", ".md", ".js", ".mjs", ".scss", ".css", ".toml", ".ini", ".in", ".json", ".sh", ""}


def committed():
    """Texts of ours, found without git: a release has none."""
    for top in WRITTEN:
        yield from (p for p in (ROOT / top).rglob("*") if p.is_file() and p.suffix in SUFFIXES)
    yield from (p for p in ROOT.iterdir() if p.is_file() and p.suffix in {*SUFFIXES, ".md"})


# Put together here, so that this file does not hold what it looks for.
UNWANTED = {
    "unfinished work": r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK"]) + r")\b",
    "a path of somebody's machine": "/" + r"(work|home/\w+|Users)/|/" + "tmp/" + "work",
    "an address of a package registry": r"https?://[^\s\"')]*(pypi|npmjs|pythonhosted|jfrog|nexus|artifactory)[^\s\"')]*",
}


@pytest.mark.parametrize("unwanted", UNWANTED)
def test_nothing_unwanted_is_committed(unwanted):
    pattern = re.compile(UNWANTED[unwanted])
    hits = [
        f"{name_of(path)}:{number}: {line.strip()[:80]}"
        for path in committed()
        if "__pycache__" not in path.parts
        for number, line in enumerate(path.read_text(errors="ignore").splitlines(), 1)
        if pattern.search(line)
    ]

    assert hits == []


# --- Jobs ------------------------------------------------------------------------------------------------------------
def test_the_worker_knows_the_jobs_of_every_room():
    rooms = {path.parent.name for path in CODE if path.name == "jobs.py" and path.parent.parent == ROOT}

    assert {*settings.PROCRASTINATE_IMPORT_PATHS} == {f"{room}.jobs" for room in rooms}


# --- Views -----------------------------------------------------------------------------------------------------------
# The doors of a queryset: what follows them is already narrowed to what this user may see.
DOORS = {
    "visible_to",
    "in_file_of",
    "owed_by",
    "addressed_to",
    "at_gate_of",
    "handed_to_board",
    "handed_to_panel",
    "handed_to_data_lead",
    "reported_by",
    "handled_by",
    "asked_of",
}


@each(VIEWS)
def test_views_reach_rows_only_through_a_door(path):
    behind = {id(inner) for n in found(path, ast.Attribute) if n.attr in DOORS for inner in ast.walk(n.value)}
    managers = [n for n in found(path, ast.Attribute) if n.attr in {"objects", "_base_manager", "_default_manager"}]

    assert places(m for m in managers if id(m) not in behind) == []


@each(VIEWS)
def test_views_fetch_nothing_by_its_class(path):
    calls = [n for n in found(path, ast.Call) if ast.unparse(n.func) in {"get_object_or_404", "get_list_or_404"}]

    assert places(c for c in calls if isinstance(c.args[0], ast.Name) and c.args[0].id[0].isupper()) == []


@each(VIEWS)
def test_views_do_not_catch_lock_or_write(path):
    writes = {
        "save",
        "create",
        "bulk_create",
        "delete",
        "update",
        "update_or_create",
        "get_or_create",
        "select_for_update",
    }
    calls = [n for n in found(path, ast.Call) if isinstance(n.func, ast.Attribute) and n.func.attr in writes]
    on_rows = [
        c for c in calls if not re.match(r"(request\.session|self|data|context|params|fields)\b", ast.unparse(c.func))
    ]

    assert places(found(path, ast.Try)) == []
    assert "transaction" not in path.read_text()
    assert "connection" not in path.read_text()
    assert places(on_rows) == []


@each(VIEWS)
def test_a_form_is_bound_where_the_method_says_so(path):
    """An empty POST is one all the same: its form says what is missing."""
    either = [n for n in found(path, ast.BoolOp) if ast.unparse(n.values[0]) in {"request.POST", "request.GET"}]

    assert places(either) == []


@each(VIEWS)
def test_views_stay_short(path):
    assert [f.name for f in functions(path) if f.end_lineno - f.lineno >= 40] == []


# --- Services --------------------------------------------------------------------------------------------------------
# Public functions of services that are not acts: they read, lock or are called by acts in a way of their own.
NOT_ACTS = {
    "audit.services.subject_of": "names a row",
    "audit.services.move": "takes the row first; atomic, with `by`",
    "audit.services.amend": "takes the row first; atomic, with `by`",
    "cases.services.case.lock": "locks inside the caller's transaction",
    "cases.services.case.new_reference": "makes up a reference",
    "cases.services.evidence.note_new_fact": "queues what follows from an act; writes nothing",
    "desk.services.entering.draft_key": "names a draft",
    "desk.services.chasing.chase_overdue": "goes round; each digest is an act of its own",
    "complaints.services.recounting.recount": "a part of the change of a calendar, with `by`",
    "pupils.services.recounting.hold_concerned": "locks inside the caller's transaction",
    "pupils.services.recounting.recount": "a part of the change of a calendar, with `by`",
    "schools.services.holding.hold_days": "locks inside the caller's transaction",
    "schools.services.people.search_key_of": "folds names, asks nothing",
    "schools.services.roles.sync_roles": "run after every migrate, by nobody",
}


def public_services():
    for path in SERVICES:
        for function in functions(path):
            if not function.name.startswith("_"):
                yield path, function


def service_name(path, service):
    return f"{module_of(path)}.{service.name}"


ACTS = [one for one in public_services() if service_name(*one) not in NOT_ACTS]


@of_all(ACTS, service_name)
def test_a_service_is_atomic_keyword_only_and_says_who(path, service):
    assert "transaction.atomic" in map(ast.unparse, service.decorator_list)
    assert service.args.args == []
    assert "by" in [a.arg for a in service.args.kwonlyargs]
    position = [a.arg for a in service.args.kwonlyargs].index("by")
    assert service.args.kw_defaults[position] is None
    assert [n for n in ast.walk(service) if isinstance(n, ast.Name) and n.id == "by"] != []


@of_all([*public_services()], service_name)
def test_a_service_says_what_it_does(path, service):
    assert ast.get_docstring(service)


def test_what_is_excused_from_being_a_service_exists():
    assert set(NOT_ACTS) <= {service_name(*one) for one in public_services()}


DECIDING = [p for p in CODE if (is_in(p, "rules") or is_in(p, "selectors")) and p.name != "__init__.py"]


@each(DECIDING)
def test_rules_and_selectors_say_what_they_answer(path):
    assert [f.name for f in functions(path) if not f.name.startswith("_") and not ast.get_docstring(f)] == []


@each(DECIDING)
def test_rules_and_selectors_do_not_write(path):
    writes = {"save", "bulk_create", "delete", "update", "update_or_create", "get_or_create", "select_for_update"}
    calls = [n for n in found(path, ast.Call) if isinstance(n.func, ast.Attribute) and n.func.attr in writes]
    on_rows = [c for c in calls if "objects" in ast.unparse(c.func) or c.func.attr == "save"]

    assert places(on_rows) == []


@each(CODE)
def test_a_lock_on_rows_with_others_beside_them_names_which_it_holds(path):
    """Without `of` PostgreSQL locks every table of the join: a case's lock would hold its school, and two acts wait in a ring."""
    chains = [ast.unparse(call) for call in found(path, ast.Call)]
    locking = [text for text in chains if "select_for_update(" in text and "select_related(" in text]

    assert [text for text in locking if "of=" not in text] == []


@each(CODE)
def test_what_begins_with_an_underscore_is_used_in_its_own_room_only(path):
    room = path.relative_to(ROOT).parts[0]
    taken = [n for n in found(path, ast.ImportFrom) if n.module and re.search(r"(^|\.)_[a-z]", n.module)]

    assert places([n for n in taken if n.module.split(".")[0] != room]) == []


@each([p for p in CODE if is_in(p, "rules")])
def test_rules_are_phrased_as_refusals(path):
    public = [f.name for f in functions(path) if not f.name.startswith("_")]

    assert [
        name for name in public if not re.match(r"(cannot|must|has|is|may|needs|who|why|what|warns?|wrong)_", name)
    ] == []


UNCLEANED = {
    "audit.services.write": "every column is computed; the constraints hold them",
    "audit.services.note_reading": "every column is computed; the constraints hold them",
}


@of_all(ACTS, service_name)
def test_a_service_cleans_before_it_saves(path, service):
    text = ast.unparse(service)
    is_whole_row = re.search(r"\.save\((?!update_fields)", text)

    assert not is_whole_row or "full_check" in text or f"{module_of(path)}.{service.name}" in UNCLEANED


# --- Words -----------------------------------------------------------------------------------------------------------
def words_of_verbs():
    """Every verb that some room has words for."""
    found_words = {}
    for path in CODE:
        if path.stem == "words":
            found_words |= getattr(importlib.import_module(module_of(path)), "VERBS", {})
    return found_words


VERB = re.compile(r"^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$")


def verbs_written():
    """Every verb that a service hands to the history, by keyword or in the place of a parameter named `verb`."""
    verbs = set()
    for path in CODE:
        takes = {
            f.name: [*(a.arg for a in f.args.args)].index("verb")
            for f in found(path, ast.FunctionDef)
            if "verb" in [a.arg for a in f.args.args]
        }
        for call in found(path, ast.Call):
            given = [k.value for k in call.keywords if k.arg == "verb"]
            place = takes.get(ast.unparse(call.func))
            if place is not None and len(call.args) > place:
                given.append(call.args[place])
            texts = [n.value for g in given for n in ast.walk(g) if isinstance(n, ast.Constant)]
            verbs |= {t for t in texts if isinstance(t, str) and VERB.match(t)}
    return verbs


def test_every_verb_of_the_history_has_words_and_every_word_a_verb():
    assert verbs_written() == set(words_of_verbs())


def test_verbs_are_noun_and_past_tense():
    verbs = words_of_verbs()

    assert [v for v in verbs if not VERB.match(v)] == []
    assert [v for v, said in verbs.items() if not said.strip()] == []


def number_of_arguments(url_name):
    """How many arguments a route takes."""
    room, name = url_name.split(":")
    _, resolver = get_resolver().namespace_dict[room]
    return len(resolver.reverse_dict[name][0][0][1])


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_duty_has_its_sentence_source_and_page(kind):
    declared = DUTIES[kind]

    assert declared.sentence
    assert declared.source
    assert declared.button
    # The page of the case, or of what the duty concerns in it.
    arguments = ["HIL-2026-7K4Q", "1"][: number_of_arguments(declared.url_name)]
    assert reverse(declared.url_name, args=arguments)


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_of_notice_has_its_sentence(kind):
    assert kind in SENTENCES


# --- Templates -------------------------------------------------------------------------------------------------------
TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)


@each([p for p in TEMPLATES if p.suffix == ".html"])
def test_templates_trust_no_text(path):
    text = path.read_text()

    assert not re.search(r"\|\s*(safe|safeseq)\b", text)
    assert "autoescape off" not in text


@each([p for p in TEMPLATES if p.suffix == ".html"])
def test_templates_hold_no_style_and_no_script(path):
    markup = TAGS.sub("", re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", path.read_text(), flags=re.DOTALL))

    assert not re.search(r"\sstyle\s*=", markup)
    assert not re.search(r"\son[a-z]+\s*=", markup)
    assert not re.search(r"<style\b", markup)
    assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", markup) == []
    assert "javascript:" not in markup


@each(TEMPLATES)
def test_templates_ask_the_database_nothing(path):
    tags = TAGS.findall(path.read_text())

    assert [
        t for t in tags if re.search(r"\.(all|filter|exclude|exists|objects|count|latest|earliest)\b(?!\w)", t)
    ] == []


@each(TEMPLATES)
def test_templates_decide_no_permission(path):
    tags = TAGS.findall(path.read_text())

    assert [t for t in tags if re.search(r"\bperms\.|has_perm|is_superuser|is_staff\b", t)] == []


# Those of account/ have the names and layers that django-allauth asks for.
@each([p for p in TEMPLATES if p.suffix == ".html" and p.parent.name != "account"])
def test_templates_extend_at_most_twice(path):
    depth, text = 0, path.read_text()
    while (parent := re.search(r"{%\s*extends\s+['\"](.+?)['\"]", text)) and (ROOT / "templates" / parent[1]).exists():
        depth, text = depth + 1, (ROOT / "templates" / parent[1]).read_text()

    assert depth <= 2


# --- What is generated -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", write_docs.documents())
def test_a_generated_document_is_current(name):
    assert (ROOT / "docs" / name).read_text() == write_docs.documents()[name]


def test_every_table_of_moves_is_drawn():
    assert {column.rpartition(".")[0]: table for column, (_, table) in MOVES.items()} == write_docs.MOVES


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_every_column_is_personal_or_operational(model):
    classes = write_docs.FIELDS[model._meta.app_label][model.__name__]
    columns = {f.name for f in model._meta.local_fields} - {"id"}
    classed = [*classes.personal, *classes.operational]

    assert sorted(classed) == sorted(columns | ({"id"} & set(classed)))


def test_no_column_is_classed_that_does_not_exist():
    classed = {f"{room}.{name}" for room, models in write_docs.FIELDS.items() for name in models}

    assert classed == {m._meta.label for m in OURS}


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_room_is_installed():
    assert set(ROOMS) <= {config.label for config in apps.get_app_configs()}


def test_every_way_to_break_the_code_fits_the_code_and_names_tests_there_are():
    """`script/mutate` shows that tests notice: a break that no longer fits would show nothing."""
    spec = importlib.util.spec_from_file_location("mutations", ROOT / "script" / "mutations.py")
    mutations = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = mutations
    spec.loader.exec_module(mutations)

    for one in mutations.BREAKS:
        assert one.old in (ROOT / one.file).read_text(), one.name
        paths = one.tests.partition(" -k ")[0].split()
        assert [path for path in paths if (ROOT / path).exists()] == paths != [], one.name
