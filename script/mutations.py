"""Ways to break the code, and the tests that must notice each. Run by script/mutate, in a copy of the checkout."""

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = {".git", ".venv", "node_modules", "var", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis"}
LONGEST_SECONDS = 1800


@dataclass(frozen=True)
class Break:
    """One way to break the code: in a file, a text and what stands there instead; the tests that must fail."""

    name: str
    file: str
    old: str
    new: str
    tests: str


HOUSE, MODELS, ACCESS, WALLS = (
    "tests/test_house.py",
    "tests/test_models.py",
    "tests/test_access.py",
    "tests/test_walls.py",
)
CONSTRAINTS, REACH, PRIVACY = "tests/test_constraints.py", "tests/cases/test_access.py", "tests/test_privacy.py"
POWERS = "tests/test_powers.py -k lacks"
SCREEN, LINK = "tests/records/test_on_screen.py", "tests/records/test_by_link.py"
MEDIATION = "tests/meetings/test_mediation.py tests/meetings/test_mediated.py"
COMPLAINTS, PANEL = "tests/complaints/test_complaints.py", "tests/complaints/test_panel.py"
HASHING, WRITING, VERIFYING = (f"tests/audit/test_{name}.py" for name in ("hashing", "services", "verify"))

BREAKS = (
    # Who may
    Break("cases are seen without a role", "cases/access.py", "seen = Q(", "seen = Q(pk__gt=0) | Q(", REACH),
    Break("walls are forgotten", "cases/access.py", "if self.walled else queryset", "if False else queryset", REACH),
    Break("walls forget merged people", "cases/access.py", "ON other.merged_into_id = me.id OR", "ON", REACH),
    Break("walls forget whom one was merged into", "cases/access.py", " OR other.id = me.merged_into_id", "", REACH),
    Break("a wall stops sight but not power", "cases/access.py", "case.pk not in reach(user).walled and ", "", REACH),
    Break("grants never end", "cases/access.py", "AND period @> %(now)s", "", REACH),
    Break("memberships never end", "schools/access.py", "AND period @> %(now)s\n    UNION", "\n    UNION", REACH),
    Break(
        "cover never ends",
        "schools/access.py",
        "FROM schools_cover WHERE user_id = %(user)s AND period @> %(now)s",
        "FROM schools_cover WHERE user_id = %(user)s",
        REACH,
    ),
    Break("closed accounts keep their powers", "schools/access.py", "or not user.is_active", "", REACH),
    Break(
        "leavers keep what they were handed",
        "cases/access.py",
        "    if not held.positions:\n        return Reach(0, held, walled=walled)\n",
        "",
        REACH,
    ),
    Break(
        "a role's power at every school",
        "schools/access.py",
        "self.is_everywhere or school_id in self.ids",
        "self.is_everywhere or bool(self.ids)",
        REACH,
    ),
    Break(
        "the office suspends",
        "schools/roles.py",
        'Role.OFFICE: (*_STAFF, "view_suspended", "handle_records", "log_complaint"),',
        'Role.OFFICE: (*_STAFF, "view_suspended", "handle_records", "log_complaint", "suspend", "view_cases"),',
        f"{ACCESS} -k table_says and office",
    ),
    Break(
        "the office reads that a child of its own family is suspended",
        "pupils/querysets.py",
        "return held.without_walled(rows, self.to_case)",
        "return rows",
        "tests/pupils/test_register.py -k family",
    ),
    Break(
        "powers are given to the group by hand",
        "schools/services/roles.py",
        "table.objects.filter(pk__in=wrong).delete()",
        "pass",
        REACH,
    ),
    Break(
        "one's own reports are everybody's",
        "incidents/querysets.py",
        "Q(logged_by=held.user_id)",
        "Q(logged_by__isnull=False)",
        REACH,
    ),
    Break(
        "notices of others are read",
        "notices/querysets.py",
        "Q(to_user=held.user_id))",
        "Q(to_user__isnull=False))",
        REACH,
    ),
    Break(
        "an unscoped case page",
        "desk/views/case.py",
        "Case.objects.visible_to(request.user)",
        "Case.objects",
        f"{HOUSE} -k door",
    ),
    Break(
        "an unscoped record page",
        "records/views/record.py",
        "WrittenRecord.objects.visible_to(request.user)",
        "WrittenRecord.objects",
        f"{ACCESS} -k table_says and stranger",
    ),
    Break(
        "a view fetches by its class",
        "incidents/views/incident.py",
        "get_object_or_404(seen,",
        "get_object_or_404(Incident,",
        f"{HOUSE} -k by_its_class",
    ),
    Break("voiding without the power", "cases/services/case.py", 'require(by, "void_case", case)', "pass", POWERS),
    Break(
        "lifting without the power",
        "suspensions/services/suspension.py",
        "    require_ender(by, suspension)\n    suspension = locked(suspension)\n    require_ender_still(by, suspension)\n",
        "    suspension = locked(suspension)\n",
        POWERS,
    ),
    Break(
        "giving sight without the power", "cases/services/access.py", 'require(by, "delegate", case)', "pass", POWERS
    ),
    Break(
        "a route without a row",
        "desk/urls.py",
        "urlpatterns",
        "peek = path('peek/', case.case)\nurlpatterns",
        f"{ACCESS} -k every_route_is",
    ),
    Break(
        "a page without signing in",
        "inspires/settings.py",
        '    "django.contrib.auth.middleware.LoginRequiredMiddleware",\n',
        "",
        f"{ACCESS} -k table_says and anyone",
    ),
    Break(
        "one changes one's own address",
        "inspires/urls.py",
        '    path("account/email/", absent, name="account_email"),\n',
        "",
        f"{ACCESS} -k accounts",
    ),
    Break(
        "posts of other sites are taken",
        "desk/views/case.py",
        "@require_POST\ndef acknowledge",
        "@__import__('django.views.decorators.csrf').views.decorators.csrf.csrf_exempt\n@require_POST\ndef acknowledge",
        f"{ACCESS} -k another_site",
    ),
    # History
    Break("an entry forgets its chain", "audit/hashing.py", "parts = [chain, str(seq)", "parts = [str(seq)", HASHING),
    Break("an entry forgets who", "audit/hashing.py", "str(actor_id), verb", "verb", HASHING),
    Break(
        "microseconds are lost",
        "audit/hashing.py",
        "timedelta(microseconds=1)\n",
        "timedelta(milliseconds=1)\n",
        HASHING,
    ),
    Break("fractions as Python writes them", "audit/hashing.py", ", parse_float=str, parse_constant=str", "", HASHING),
    Break("no salt", "audit/hashing.py", 'f"{salt}{canonical}"', "canonical", HASHING),
    Break("a move without comparing", "audit/services.py", ', **{f"{field}__in": sources(table, target)}', "", WRITING),
    Break(
        "a move forgets its entry",
        "audit/services.py",
        "    write(chain=row.chain, verb=verb, row=row, by=by, at=at, data=told)\n\n\n@transaction.atomic\ndef amend",
        "\n\n@transaction.atomic\ndef amend",
        WRITING,
    ),
    Break(
        "an amendment forgets the old text",
        "audit/services.py",
        '"before": _named(before), "after": _named(differing)',
        '"after": _named(differing)',
        WRITING,
    ),
    Break(
        "writers do not wait for each other",
        "audit/services.py",
        "head = Chain.objects.select_for_update(no_key=True).filter(pk=chain).first()",
        "head = Chain.objects.filter(pk=chain).first()",
        WRITING,
    ),
    Break("readings every second", "audit/services.py", "minute=0, second=0, microsecond=0", "microsecond=0", WRITING),
    Break(
        "an emptied salt hides a change",
        "audit/selectors.py",
        'payload.salt == "" and payload.data == {}',
        'payload.salt == ""',
        VERIFYING,
    ),
    Break(
        "a cut tail is not noticed",
        "audit/selectors.py",
        "if seq != chain.length or previous != chain.head:",
        "if False:",
        VERIFYING,
    ),
    Break(
        "a broken link is not noticed",
        "audit/selectors.py",
        "if entry.previous_hash != previous:",
        "if False:",
        VERIFYING,
    ),
    Break(
        "the check succeeds at a break",
        "audit/management/commands/verify_audit.py",
        "sys.exit(1)",
        "continue",
        VERIFYING,
    ),
    # Models
    Break(
        "choices without a check",
        "incidents/models/incident.py",
        "    revision = ",
        '    mood = models.CharField(max_length=1, choices=[("a", "A")], default="a")\n    revision = ',
        f"{MODELS} -k outside_its_list",
    ),
    Break(
        "a stamp without its pair",
        "incidents/models/incident.py",
        "    revision = ",
        "    reviewed_at = models.DateTimeField(null=True)\n    revision = ",
        f"{MODELS} -k says_who_acted",
    ),
    Break(
        "a column nobody classed",
        "incidents/models/incident.py",
        "    revision = ",
        '    weather = models.TextField(blank=True, default="")\n    revision = ',
        f"{HOUSE} -k personal",
    ),
    Break(
        "a table of moves grows without a migration",
        "cases/states.py",
        "CaseState.VOID: (),",
        "CaseState.VOID: (CaseState.OPEN,),",
        f"{MODELS} -k permits",
    ),
    Break(
        "a constraint nobody tries",
        "cases/models/case.py",
        'models.CheckConstraint(name="case_title_given", condition=~Q(title="")),',
        'models.CheckConstraint(name="case_title_given", condition=~Q(title="")),'
        ' models.CheckConstraint(name="case_title_new", condition=~Q(title="x")),',
        f"{CONSTRAINTS} -k every",
    ),
    Break(
        "default permissions",
        "cases/models/writing.py",
        "        default_permissions = ()\n",
        "",
        f"{MODELS} -k by_default",
    ),
    Break(
        "null text",
        "cases/models/duty.py",
        'waive_reason = models.TextField(blank=True, default="")',
        "waive_reason = models.TextField(null=True)",
        f"{MODELS} -k never_null",
    ),
    # The house
    Break(
        "a service that is not atomic",
        "cases/services/duties.py",
        "@transaction.atomic\ndef waive",
        "def waive",
        f"{HOUSE} -k atomic",
    ),
    Break(
        "a service that does not ask who",
        "cases/services/writing.py",
        "def drop_draft(*, key: str, by: User)",
        "def drop_draft(*, key: str, by: User | None = None)",
        f"{HOUSE} -k atomic",
    ),
    Break(
        "a verb without words",
        "incidents/services/incident.py",
        'verb="incident.locked"',
        'verb="incident.shut"',
        f"{HOUSE} -k every_verb",
    ),
    Break(
        "an import inside a function",
        "cases/rules.py",
        '    """Say why nothing may be added to this case."""\n',
        '    """Say why nothing may be added to this case."""\n    import json  # noqa\n',
        f"{HOUSE} -k at_the_top",
    ),
    Break(
        "a lower room imports an upper one",
        "schools/rules.py",
        "from accounts.models import User\n",
        "from accounts.models import User\nfrom cases.models import Case\n",
        f"{HOUSE} -k import",
    ),
    Break(
        "a service imports views",
        "incidents/services/incident.py",
        "from incidents import rules\n",
        "from incidents import rules, views\n",
        f"{HOUSE} -k import",
    ),
    Break(
        "a view that catches",
        "notices/views.py",
        "    one = _visible(request, pk=pk)\n    note_reading",
        "    try:\n        one = _visible(request, pk=pk)\n    finally:\n        pass\n    note_reading",
        f"{HOUSE} -k catch",
    ),
    Break(
        "text marked safe",
        "templates/desk/history.html",
        "{% extends",
        "{{ case.title|safe }}{% extends",
        f"{HOUSE} -k trust_no_text",
    ),
    Break(
        "style in a template",
        "templates/desk/history.html",
        "{% extends",
        '<p style="color:red"></p>{% extends',
        f"{HOUSE} -k no_style",
    ),
    Break("a diagram out of date", "docs/states.md", "open --> void", "open --> lost", f"{HOUSE} -k current"),
    Break(
        "a duty that leads nowhere",
        "cases/duties.py",
        '"desk:report_read"',
        '"desk:nowhere"',
        f"{HOUSE} -k kind_of_duty",
    ),
    # Words
    Break(
        "an e-mail with a name",
        "notices/mail.py",
        '            f"{about}",\n',
        '            f"{about}", notice.note, notice.case.title if notice.case else "",\n',
        f"{PRIVACY} -k email",
    ),
    Break(
        "a log with a name",
        "notices/jobs.py",
        "    system = system_user()\n",
        "    system = system_user()\n    __import__('logging').getLogger('x').warning('%s', notice.case.title)\n",
        f"{PRIVACY} -k log_record",
    ),
    Break(
        "the walled are told",
        "notices/recipients.py",
        "if user.pk not in walled",
        "",
        f"{WALLS} -k told_nothing",
    ),
    Break(
        "the list counts the walled",
        "cases/querysets.py",
        "return reach(user).narrow(self, self.to_case)",
        "return self",
        f"{WALLS} -k colleagues",
    ),
    # Records that everyone signs
    Break(
        "an older text is signed", "records/services/on_screen.py", "if digest != record.digest:", "if False:", SCREEN
    ),
    Break(
        "an older text is signed by link",
        "records/services/by_link.py",
        "if digest != record.digest:",
        "if False:",
        LINK,
    ),
    Break(
        "somebody signs twice",
        "records/rules.py",
        'if any(answer.is_signed for answer in answers):\n        return f"The signature',
        'if False:\n        return f"The signature',
        SCREEN,
    ),
    Break("any name is a signature", "records/rules.py", "or theirs & _words_of(typed)", "or True", SCREEN),
    Break("codes are tried for ever", "cases/links.py", "if link.tries >= MOST_TRIES:", "if False:", LINK),
    Break(
        "a second browser takes a link over",
        "cases/services/links.py",
        "if links.is_in_use(link, now) and not links.is_held_by(link, held):",
        "if False:",
        LINK,
    ),
    Break(
        "a changed file is genuine",
        "records/verifying.py",
        "_answer(Verdict.ALTERED, carried)",
        "_answer(Verdict.GENUINE, carried)",
        "tests/records/test_verify.py",
    ),
    Break(
        "legal advice is for the whole file",
        "records/querysets.py",
        "found.filter(~Q(kind__in=PRIVILEGED) | is_advised(reach(user), self.to_case))",
        "found",
        "tests/socialmedia/test_steps.py",
    ),
    # Mediation
    Break(
        "a mediator's notes are everybody's",
        "meetings/querysets.py",
        'mine = {"written_by": held.user_id, "mediation__mediator": held.user_id}',
        "mine: dict[str, Any] = {}",
        MEDIATION,
    ),
    Break(
        "a mediator's access never ends",
        "meetings/querysets.py",
        "self.filter(**mine, mediation__access_ends_at__gt=timezone.now())",
        "self.filter(**mine)",
        MEDIATION,
    ),
    Break(
        "what one side said alone is read by the other",
        "meetings/querysets.py",
        "(together | alone)",
        "self._asked(held)",
        MEDIATION,
    ),
    # Complaints and panels
    Break(
        "whoever has to do with it decides",
        "complaints/rules.py",
        'complained of."\n    return conflict\n',
        'complained of."\n    return None\n',
        COMPLAINTS,
    ),
    Break(
        "whoever was sent the report sits on the panel",
        "complaints/selectors/panel_members.py",
        "may_have_logged=True) for case in _cases(complaint))",
        "may_have_logged=True) for case in ())",
        PANEL,
    ),
    Break(
        "a member reads on when the panel is over",
        "complaints/querysets.py",
        "Q(stage=Stage.PANEL) & Exists(mine)",
        "Exists(mine)",
        PANEL,
    ),
    # Packs
    Break(
        "a parent is given what names another child",
        "packs/reading.py",
        "    if paper.names_child:\n        return Ground.OTHER_CHILD\n    if paper.shows_address:\n",
        "    if paper.shows_address:\n",
        "tests/packs/test_bundles.py",
    ),
    Break(
        "a pack outlives a wall",
        "packs/querysets.py",
        'held.without_walled(mine, "record__case__")',
        "mine",
        "tests/packs/test_packs.py",
    ),
    # Online
    Break(
        "an indecent picture is kept",
        "socialmedia/rules/concern.py",
        "return INDECENT_FILE if is_indecent and has_files else None",
        "return None",
        "tests/socialmedia/test_concerns.py",
    ),
    Break(
        "criticism restricts somebody",
        "socialmedia/rules/restriction.py",
        "return None if grounds else CRITICISM",
        "return None",
        "tests/socialmedia/test_restrictions.py",
    ),
    Break(
        "steps need no order",
        "socialmedia/steps.py",
        'return f"Talk with them and ask them to {_thing(facts).ask} first, or say why not."',
        "return None",
        "tests/socialmedia/test_steps.py",
    ),
    Break(
        "terms bind before they are told",
        "socialmedia/rules/restriction.py",
        "    return cannot_breach(since, happened_at)\n",
        "    return None\n",
        "tests/socialmedia/test_restrictions.py",
    ),
    Break(
        "a lost letter tells somebody",
        "socialmedia/querysets.py",
        '            dispute="",\n        )\n        first =',
        "        )\n        first =",
        "tests/socialmedia/test_restrictions.py",
    ),
    Break(
        "72 hours are not kept to",
        "socialmedia/clocks.py",
        "return max(min(usual, reported_by(concern)), now)",
        "return usual",
        "tests/socialmedia/test_concerns.py",
    ),
    Break(
        "uploaded letters are everybody's",
        "socialmedia/querysets.py",
        "upload__uploaded_by=user.pk",
        "upload__uploaded_by__isnull=False",
        "tests/socialmedia/test_contacts.py",
    ),
)


def copy_to(place: Path) -> None:
    """Copy the checkout; what is large and not changed is linked."""
    shutil.copytree(ROOT, place, dirs_exist_ok=True, ignore=lambda _, names: LEFT_OUT & {*names})
    for name in (".venv", "node_modules"):
        (place / name).symlink_to((ROOT / name).resolve())


def fails(place: Path, tests: str, *, is_first: bool = False, shows_why: bool = False) -> bool | None:
    """Whether the tests fail in the copy; None if they could not be run to the end."""
    paths, _, words = tests.partition(" -k ")
    database = ["--create-db"] if is_first else ["--reuse-db"]
    command = [
        sys.executable,
        "-B",
        "-m",
        "pytest",
        "-x",
        "-q",
        "--tb=line",
        "--show-capture=no",
        *database,
        *paths.split(),
    ]
    try:
        done = subprocess.run(  # noqa: S603
            [*command, *(["-k", words] if words else [])],
            cwd=place,
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    if shows_why and done.returncode:
        print(done.stdout[-3000:], done.stderr[-1000:])  # noqa: T201
    return done.returncode != 0


def say(name: str, what: str, began: float) -> None:
    print(f"{name:<60} {what:<10} {time.monotonic() - began:5.1f} s", flush=True)  # noqa: T201


def main(place: Path, wanted: list[str]) -> int:
    """Break, test, mend, one at a time; with `wanted` those whose name has one of these parts.

    The number of breaks that were not noticed, or no longer fit the code.
    """
    chosen = [b for b in BREAKS if not wanted or any(part in b.name for part in wanted)]
    copy_to(place)
    for number, tests in enumerate(dict.fromkeys(b.tests for b in chosen)):
        began = time.monotonic()
        is_broken = fails(place, tests, is_first=number == 0, shows_why=True) is not False
        say(f"unbroken: {tests.removeprefix('tests/')}", "FAILS" if is_broken else "passes", began)
        if is_broken:
            return 1
    missed = 0
    for one in chosen:
        began, file = time.monotonic(), place / one.file
        whole = file.read_text()
        if one.old not in whole:
            verdict = "STALE"
        else:
            file.write_text(whole.replace(one.old, one.new, 1))
            verdict = {True: "noticed", False: "SURVIVED", None: "TOO SLOW"}[fails(place, one.tests)]
            file.write_text(whole)
        missed += verdict != "noticed"
        say(one.name, verdict, began)
    print(f"{len(chosen) - missed} of {len(chosen)} noticed")  # noqa: T201
    return missed


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1]), sys.argv[2:]) else 0)
