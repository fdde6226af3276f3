"""Loads the demonstration: all of it in one transaction, or nothing."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from accounts.system import system_user
from cases.models import Case
from desk.demo.calendars import load_calendars
from desk.demo.clock import Clock
from desk.demo.people import fill
from desk.demo.place import ACCOUNTS, AUTHORITY, AUTHORITY_EMAIL, HEADS, SITES, TRUST, TRUST_NAME
from desk.demo.stage import Act, Scene, Stage
from desk.demo.tales import TALES
from desk.services.cover import appoint
from kernel.jobs import queue
from notices.jobs import tell_deciders
from notices.models import Notice
from notices.services import note_attempt, note_delivery
from notices.states import MAILED
from schools.calendar import Calendar, local_day
from schools.models import Person, School
from schools.selectors.calendar import published_days
from schools.services.accounts import create_account, link_person
from schools.services.calendar import prefill_bank_holidays
from schools.services.cover import name_deputy
from schools.services.roles import give_role, sync_roles
from schools.services.school import add_school
from schools.services.trust import change_trust, found_trust
from schools.states import Role
from socialmedia.jobs import read_mails
from suspensions.jobs import end_reached, new_facts, window_closed

YEARS = (2025, 2026, 2027)
# What happened before this long ago has been sent and is not sent again; the rest goes out by the worker.
RECENT = timedelta(hours=12)
A_MOMENT = timedelta(seconds=20)
# What the worker does at its moment. What it makes of files and messages is left to it: it works as soon as it runs.
DONE_BY_THEN: dict[str, Callable[..., None]] = {
    "suspensions.end_reached": end_reached,
    "suspensions.window_closed": window_closed,
    "suspensions.new_facts": new_facts,
    "notices.tell_who_decides": tell_deciders,
    "socialmedia.read_mails": read_mails,
}
Say = Callable[[str], None]


@transaction.atomic
def load(say: Say) -> None:
    """Found the trust, fill its schools and tell the stories, in the order in which everything happened."""
    clock = Clock(timezone.now(), Calendar(bank_holidays=frozenset(published_days())))
    with clock.stopped():
        stage = Stage(clock, _found())
        say(f"{len(stage.sites)} sites and {_make_accounts(stage)} accounts")
        stage.people = fill(stage.sites, today=local_day(clock.now), by=system_user())
        _link_staff(stage)
        say(f"{Person.objects.count()} pupils, parents and others")
        with _all_or_nothing():
            _tell(stage, say)
        clock.go_to(clock.now)
        _stand_in(stage)
        _forget_jobs_done()
        queue("desk.print_demo")


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """Leave out the savepoints of services within services, a third of all questions: an error ends the loading anyway."""
    connection.features.uses_savepoints = False
    try:
        yield
    finally:
        connection.features.uses_savepoints = True


def _found() -> dict[str, School]:
    system = system_user()
    trust = found_trust(name=TRUST_NAME, by=system, is_demo=True)
    change_trust(trust=trust, by=system, name=TRUST_NAME, **TRUST)
    for year in YEARS:
        prefill_bank_holidays(by=system, year=year)
    sites = {}
    for number, site in enumerate(SITES):
        sites[site.prefix] = add_school(
            by=system,
            name=site.name,
            prefix=site.prefix,
            phase=site.phase,
            # Numbers outside those that schools are given.
            urn="" if site.prefix == "CEN" else f"99000{number}",
            dfe_number="" if site.prefix == "CEN" else f"999/900{number}",
            address=f"{site.street}\nWexcombe\n{site.postcode}",
            phone=f"01632 9601{number + 1}0",
            email=f"office.{site.prefix.lower()}@demo.example" if site.prefix != "HIL" else "office@demo.example",
            local_authority=AUTHORITY,
            local_authority_email=AUTHORITY_EMAIL,
            safeguarding_lead=_safeguarding_lead(site.prefix),
            safeguarding_phone=f"01632 9601{number + 1}9",
        )
    sync_roles()
    load_calendars(sites, by=system)
    return sites


def _safeguarding_lead(prefix: str) -> str:
    """The deputy of a site, else its head."""
    leaders = [account.name for account in ACCOUNTS if account.at == prefix and account.role == Role.SENIOR_LEADER]
    heads = [account.name for account in ACCOUNTS if account.at == prefix and account.role == Role.HEAD]
    return next(iter(leaders + heads), "")


def _make_accounts(stage: Stage) -> int:
    """Everybody who signs in, with the demonstration's password and the mark that shuts them out of a real site."""
    system, password = system_user(), make_password(settings.DEMO_PASSWORD)
    for account in ACCOUNTS:
        user = create_account(
            email=f"{account.key}@demo.example", name=account.name, job_title=account.job_title, by=system
        )
        user.is_demo, user.password = True, password
        user.save(update_fields=["is_demo", "password"])
        give_role(user=user, role=account.role, school=stage.sites.get(account.at), by=system)
    name_deputy(user=stage.user("deputy"), school=stage.sites["HIL"], by=stage.user("head"))
    return len(ACCOUNTS)


def _link_staff(stage: Stage) -> None:
    """Colleagues who are parents too: walls follow both."""
    for key, account in {"helen bell": "staff", "sam okoro": "deputy", "dana whitlock": "ceo"}.items():
        link_person(user=stage.user(account), person=stage.person(key), by=system_user())


def _tell(stage: Stage, say: Say) -> None:
    """Tell all stories at once, always the one whose next step comes first; steps still to come are left out."""
    scenes = [scene for tale in TALES if (scene := Scene(stage, tale)).can_be_told]
    days = stage.clock.days
    waiting = [(scene.began + timedelta(minutes=scene.tale.logged_after), n, -1) for n, scene in enumerate(scenes)]
    heapify(waiting)
    while waiting:
        at, number, step = heappop(waiting)
        if at > stage.clock.now:
            if step >= 0:
                continue
            at = stage.clock.now
        scene = scenes[number]
        _work(stage, at)
        stage.clock.go_to(at)
        _act(scene, step)
        if step + 1 < len(scene.tale.then):
            later = scene.tale.then[step + 1][0]
            heappush(waiting, (later.after(at, days), number, step + 1))
        if not waiting or waiting[0][0] > at:
            _settle_mail(stage, at)
    _work(stage, stage.clock.now)
    say(f"{Case.objects.count()} cases")


def _act(scene: Scene, step: int) -> None:
    if step < 0:
        scene.log()
        return
    act: Act = scene.tale.then[step][1]
    try:
        act(scene)
    except Exception as error:
        tale = scene.tale
        error.add_note(
            f"In the story that {tale.by} began {tale.before} days ago, step {step + 1} of {len(tale.then)}."
        )
        raise


def _work(stage: Stage, until: datetime) -> None:
    """Do what the worker has done by a moment, each job at its own: an end that came, a time to answer that is over."""
    while job := _next_job(until):
        number, name, arguments, due_at = job
        if due_at is not None:
            stage.clock.go_to(due_at)
        DONE_BY_THEN[name](**arguments)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [number])


def _next_job(until: datetime) -> tuple[int, str, dict[str, int], datetime | None] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, task_name, args::text, scheduled_at FROM procrastinate_jobs WHERE task_name = ANY(%s)"
            " AND (scheduled_at IS NULL OR scheduled_at <= %s) ORDER BY scheduled_at NULLS FIRST, id LIMIT 1",
            [[*DONE_BY_THEN], until],
        )
        row = cursor.fetchone()
    return None if row is None else (row[0], row[1], json.loads(row[2]), row[3])


def _settle_mail(stage: Stage, at: datetime) -> None:
    """What was told long ago arrived a moment later; nothing of it is sent now."""
    if stage.clock.now - at < RECENT:
        return
    system = system_user()
    stage.clock.go_to(at + A_MOMENT)
    for notice in Notice.objects.filter(channel__in=MAILED, sent_at__isnull=True, failed_at__isnull=True):
        note_attempt(notice=notice, by=system)
        note_delivery(notice=notice, by=system)


def _stand_in(stage: Stage) -> None:
    """Somebody stands in today: the CEO has appointed a deputy."""
    appoint(
        role=Role.HEAD,
        school=stage.sites["MIL"],
        user=stage.user("deputy.mil"),
        of=stage.user(HEADS["MIL"]),
        until=stage.clock.now + timedelta(days=3),
        by=stage.user("ceo"),
        from_at=None,
    )


def _forget_jobs_done() -> None:
    """Take out the jobs of messages that have been delivered: the worker would look at each and do nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE status = 'todo' AND task_name = 'notices.deliver'"
            " AND (args ->> 'notice_id')::bigint IN"
            " (SELECT id FROM notices_notice WHERE sent_at IS NOT NULL OR failed_at IS NOT NULL)"
        )
