"""Does the embedded PostgreSQL start, stop and survive kills without harming a stranger's process or folder?"""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from kernel import embedded_postgres as embedded

AS_ROOT = os.geteuid() == 0


def remove(checkout: Path) -> None:
    """Stop what a throwaway checkout runs and take away what it keeps, under /var/lib and /tmp too."""
    for instance in ("main", "test"):
        embedded.stop(instance, checkout=checkout)
        where = embedded.cluster(instance, checkout)
        if where.sockets != where.data:
            shutil.rmtree(where.sockets, ignore_errors=True)
    if where.home.parent == embedded.ROOTS_HOME:
        shutil.rmtree(where.home, ignore_errors=True)
    shutil.rmtree(checkout, ignore_errors=True)


@pytest.fixture
def checkout() -> Iterator[Path]:
    """A folder that stands for a checkout; its data directory's path is short enough for a socket."""
    folder = Path(tempfile.mkdtemp(prefix="inspires-"))
    yield folder
    remove(folder)


@pytest.fixture(scope="module")
def standing() -> Iterator[Path]:
    """A checkout whose server is up, for tests that leave it as it is."""
    folder = Path(tempfile.mkdtemp(prefix="inspires-"))
    embedded.start("test", checkout=folder)
    yield folder
    remove(folder)


def ask(query: str, url: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(query).fetchone()
        return row[0] if row else None


def postmaster(checkout: Path) -> int:
    return int((embedded.cluster("test", checkout).data / "postmaster.pid").read_text().splitlines()[0])


def until(condition: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def gone(pid: int) -> bool:
    """Whether a process has ended; one that only waits to be reaped by its parent has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


# --- Every day --------------------------------------------------------------------------------------------------------


def test_first_start_makes_owner_web_role_and_database(standing):
    owner, web = (embedded.url("test", owner=owner, checkout=standing) for owner in (True, False))
    assert ask("SELECT current_user || ' in ' || current_database()", owner) == "inspires_owner in inspires"
    assert ask("SELECT current_user || ' in ' || current_database()", web) == "inspires_web in inspires"
    assert ask("SELECT rolcreatedb AND NOT rolsuper FROM pg_roles WHERE rolname = current_user", owner)
    assert not ask("SELECT rolcreatedb OR rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user", web)
    assert (
        ask("SELECT datlocprovider::text || datcollate FROM pg_database WHERE datname = 'inspires'", web) == "bC.UTF-8"
    )


def test_web_role_can_create_nothing(standing):
    with psycopg.connect(embedded.url("test", checkout=standing), autocommit=True) as connection:
        for command in ("CREATE TABLE t ()", "CREATE TEMPORARY TABLE t ()", "CREATE SCHEMA s", "CREATE DATABASE d"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(command)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SET ROLE inspires_owner")


def test_second_start_leaves_the_running_server_alone(standing):
    before = postmaster(standing)

    began = time.monotonic()
    embedded.start("test", checkout=standing)

    assert postmaster(standing) == before
    assert time.monotonic() - began < 0.5


def test_what_was_stored_survives_a_stop_and_a_start(checkout):
    embedded.start("test", checkout=checkout)
    owner = embedded.url("test", owner=True, checkout=checkout)
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")

    embedded.stop("test", checkout=checkout)
    assert not embedded.is_running("test", checkout=checkout)
    embedded.start("test", checkout=checkout)

    assert ask("SELECT n FROM kept", owner) == 7


def test_stopping_what_does_not_run_is_no_error(checkout):
    embedded.stop("test", checkout=checkout)

    assert not embedded.is_running("test", checkout=checkout)
    assert list(checkout.iterdir()) == []


def test_instance_for_use_is_safe_and_discreet_and_instance_for_tests_is_fast(checkout):
    for instance in ("main", "test"):
        embedded.start(instance, checkout=checkout)

    main, test = (embedded.superuser_url(instance, checkout=checkout) for instance in ("main", "test"))
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        assert (ask(f"SHOW {name}", main), ask(f"SHOW {name}", test)) == ("on", "off")
    assert ask("SHOW listen_addresses", main) == ask("SHOW listen_addresses", test) == ""


def test_log_of_the_instance_for_use_never_quotes_a_statement(checkout):
    embedded.start("main", checkout=checkout)

    with psycopg.connect(embedded.url("main", owner=True, checkout=checkout), autocommit=True) as connection:
        connection.execute("CREATE TABLE people (name text UNIQUE CHECK (name <> 'Barnaby'))")
        connection.execute("INSERT INTO people VALUES ('Ottoline')")
        for name, error in (("Ottoline", psycopg.errors.UniqueViolation), ("Barnaby", psycopg.errors.CheckViolation)):
            with pytest.raises(error):
                connection.execute(f"INSERT INTO people VALUES ('{name}')")

    log = embedded.cluster("main", checkout).log.read_text()
    assert "duplicate key" in log
    assert "Ottoline" not in log
    assert "Barnaby" not in log


def test_checkout_with_a_long_path_gets_a_short_private_socket_folder(checkout):
    long = checkout / ("deep" * 12) / ("deeper" * 12)

    where = embedded.Cluster("test", long, long / "var" / "postgres", None)

    assert len(str(where.data)) > embedded.LONGEST_SOCKET_PATH
    assert len(str(where.sockets / ".s.PGSQL.5432")) <= embedded.LONGEST_SOCKET_PATH
    assert where.sockets.parent == Path("/", "tmp")


def test_unknown_instance_is_refused_in_a_sentence():
    with pytest.raises(embedded.EmbeddedPostgresError, match="no instance 'live'"):
        embedded.cluster("live")


def test_no_permission_changes_outside_the_own_folder(checkout):
    package = Path(find_spec(embedded.PACKAGE).origin).parent
    watched = [checkout, *checkout.parents, package, *package.parents, Path("/var/lib")]
    before = [(path, path.stat().st_mode, path.stat().st_uid) for path in watched]

    embedded.start("test", checkout=checkout)
    embedded.stop("test", checkout=checkout)

    assert [(path, path.stat().st_mode, path.stat().st_uid) for path in watched] == before
    assert stat.S_IMODE(embedded.cluster("test", checkout).data.stat().st_mode) == 0o700


def test_new_checkout_at_the_path_of_a_removed_one_begins_empty(checkout):
    embedded.start("test", checkout=checkout)
    owner = embedded.url("test", owner=True, checkout=checkout)
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("CREATE TABLE of_the_earlier_checkout ()")

    if not AS_ROOT:  # whose data lie in the checkout and go with it
        embedded.stop("test", checkout=checkout)
    shutil.rmtree(checkout)
    checkout.mkdir()
    embedded.start("test", checkout=checkout)

    assert ask("SELECT to_regclass('of_the_earlier_checkout')", owner) is None
    assert (embedded.cluster("test", checkout).home / "test.earlier").is_dir() == AS_ROOT


# --- Kills ------------------------------------------------------------------------------------------------------------


@pytest.mark.faults
def test_start_after_kill_9_of_the_server_recovers_what_was_committed(checkout):
    embedded.start("main", checkout=checkout)
    owner = embedded.url("main", owner=True, checkout=checkout)
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
        pid = int((embedded.cluster("main", checkout).data / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGKILL)
        until(lambda: gone(pid))
        embedded.start("main", checkout=checkout)  # while the killed server's session may still be there

    assert ask("SELECT n FROM kept", owner) == 7


@pytest.mark.faults
def test_process_that_got_the_old_number_is_neither_an_obstacle_nor_harmed(checkout):
    embedded.start("test", checkout=checkout)
    data = embedded.cluster("test", checkout).data
    os.kill(postmaster(checkout), signal.SIGKILL)
    until(lambda: not embedded.is_running("test", checkout=checkout))
    with subprocess.Popen(["sleep", "60"]) as innocent:
        for lock in (data / "postmaster.pid", data / ".s.PGSQL.5432.lock"):
            lines = lock.read_text().splitlines()
            lock.write_text("\n".join([str(innocent.pid), *lines[1:]]) + "\n")

        assert not embedded.is_running("test", checkout=checkout)
        embedded.stop("test", checkout=checkout)
        assert innocent.poll() is None
        embedded.start("test", checkout=checkout)
        embedded.stop("test", checkout=checkout)
        assert innocent.poll() is None
        innocent.kill()


@pytest.mark.faults
def test_half_made_cluster_is_made_anew(checkout):
    where = embedded.cluster("test", checkout)
    left = where.home / "test.new"
    left.mkdir(parents=True)
    (left / "PG_VERSION").write_text("18\n")

    embedded.start("test", checkout=checkout)

    assert embedded.is_running("test", checkout=checkout)
    assert not left.exists()


@pytest.mark.faults
def test_server_that_cannot_start_says_why(checkout):
    embedded.start("test", checkout=checkout)
    embedded.stop("test", checkout=checkout)
    with (embedded.cluster("test", checkout).data / "postgresql.conf").open("a") as conf:
        conf.write("max_connections = 'many'\n")

    with pytest.raises(embedded.EmbeddedPostgresError, match="max_connections"):
        embedded.start("test", checkout=checkout)


# --- As a command, by whoever runs the tests and by an ordinary user --------------------------------------------------


class Command:
    """The module's command line in a small checkout of its own, with nothing but the standard library and binaries."""

    def __init__(self, folder: Path, package: Path, user: str | None) -> None:
        self.checkout, self.package, self.user = folder, package, user
        (folder / "kernel").mkdir()
        (folder / "kernel" / "__init__.py").touch()
        shutil.copy(embedded.__file__, folder / "kernel")
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o755)
            if user:
                shutil.chown(path, user)

    def popen(self, action: str, instance: str = "test") -> subprocess.Popen[str]:
        return subprocess.Popen(
            ["/usr/bin/python3" if self.user else sys.executable, "-m", "kernel.embedded_postgres", action]
            + ["--instance", instance],
            cwd=self.checkout,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(self.package)},
            user=self.user,
            group=pwd.getpwnam(self.user).pw_gid if self.user else None,
            extra_groups=[] if self.user else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def __call__(self, action: str) -> tuple[int, str]:
        with self.popen(action) as process:
            said = process.communicate(timeout=60)[0]
        return process.returncode, said.strip()

    def start(self) -> None:
        status, said = self("start")
        assert status == 0, said

    def server(self) -> int:
        """The server's process number, once it is ready."""
        data = self.checkout / "var" / "postgres" / "test" if self.user or not AS_ROOT else None
        lock = (data or embedded.cluster("test", self.checkout).data) / "postmaster.pid"
        until(lambda: lock.exists() and lock.read_text().endswith("ready   \n"))
        return int(lock.read_text().splitlines()[0])


@pytest.fixture(scope="module")
def package() -> Iterator[Path]:
    """A copy of the carried binaries where any user can read them."""
    copy = Path(tempfile.mkdtemp(prefix="inspires-"))
    installed = Path(find_spec(embedded.PACKAGE).origin).parent
    for part in (f"{embedded.PACKAGE}/pginstall{embedded.MAJOR}", f"{embedded.PACKAGE}.libs"):
        shutil.copytree(installed.parent / part, copy / part, ignore=shutil.ignore_patterns("include"))
    for part in (installed / "__init__.py", *installed.parent.glob(f"{embedded.PACKAGE}-*.dist-info/METADATA")):
        (copy / part.parent.name).mkdir(exist_ok=True)
        shutil.copy(part, copy / part.parent.name)
    for path in [copy, *copy.rglob("*")]:
        path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    yield copy
    shutil.rmtree(copy)


@pytest.fixture(params=["whoever runs the tests", *(["an ordinary user"] if AS_ROOT else [])])
def command(request, package) -> Iterator[Command]:
    folder = Path(tempfile.mkdtemp(prefix="inspires-"))
    command = Command(folder, package, "nobody" if request.param == "an ordinary user" else None)
    yield command
    command("stop")
    remove(command.checkout)


def test_command_starts_tells_and_stops(command):
    assert command("status") == (3, "stopped")
    command.start()
    assert command("status") == (0, "running")
    assert command("start") == (0, "")
    assert ask("SELECT current_user", command("url")[1]) == "inspires_web"
    assert command("stop") == (0, "")
    assert command("status") == (3, "stopped")


def test_two_starts_at_once_give_one_server(command):
    both = [command.popen("start"), command.popen("start")]
    for process in both:
        said = process.communicate(timeout=60)[0]
        assert process.returncode == 0, said

    assert command("status") == (0, "running")


@pytest.mark.faults
def test_server_of_run_ends_with_it_however_it_ends(command):
    for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
        with command.popen("run") as process:
            server = command.server()

            process.send_signal(how)
            process.communicate(timeout=20)

        until(lambda server=server: gone(server))
    command.start()


@pytest.mark.faults
def test_run_beside_a_running_server_leaves_it_running(command):
    command.start()
    with command.popen("run") as process:
        assert "ready" in process.stdout.readline()
        process.terminate()
        process.communicate(timeout=20)

    assert command("status") == (0, "running")


@pytest.mark.faults
def test_run_ends_when_its_server_was_killed(command):
    with command.popen("run") as process:
        os.kill(command.server(), signal.SIGKILL)
        process.communicate(timeout=20)

    assert process.returncode != 0
    command.start()


@pytest.mark.faults
def test_first_start_killed_at_any_moment_does_not_spoil_the_next(command):
    for moment in (0.05, 0.15, 0.3, 0.45, 0.6):
        with command.popen("start") as process:
            time.sleep(moment)
            process.kill()

    command.start()
    assert ask("SELECT current_user", command("url")[1]) == "inspires_web"


def test_checkout_can_be_moved(command):
    command.start()
    command("stop")
    moved = command.checkout.with_name(command.checkout.name + "-moved")

    command.checkout.rename(moved)
    old, command.checkout = command.checkout, moved
    try:
        command.start()
        assert ask("SELECT current_user", command("url")[1]) == "inspires_web"
    finally:
        command("stop")
        remove(old)


def test_folder_of_another_user_is_refused_in_a_sentence(command):
    (command.checkout / "var").mkdir()
    (command.checkout / "var").chmod(0o555)

    status, said = command("start")

    if command.user or not AS_ROOT:
        assert status == 1
        assert "belongs to another user" in said
        assert "Traceback" not in said
    else:  # root may write anywhere
        assert status == 0
