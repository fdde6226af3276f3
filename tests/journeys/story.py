"""What people do in the browser in the story of a case, one method for each thing, and what was due when."""

import re
from datetime import datetime
from types import SimpleNamespace
from urllib.parse import urlsplit

from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from cases.models import Case, Duty
from schools.calendar import LONDON
from suspensions.models import SiteSuspension
from tests.browser.conftest import DESK, PHONE, bring_cookie
from tests.clockwork import let_pass

ON_PHONES = ("head", "staff", "office")
ASKED = "He was asked. Nothing points to a disability or an illness, and English is his first language."


class Story:
    """The head and colleagues on phones, everybody else at a desk, and a clock that goes on with the story."""

    def __init__(self, traveller, page_of, site, shown, people: SimpleNamespace) -> None:
        self.traveller, self.page_of, self.site, self.shown, self.people = traveller, page_of, site, shown, people
        self.pages: dict[str, Page] = {}
        self.looked: set[tuple[int, str]] = set()

    # --- When and who ---------------------------------------------------------------------------------------------------
    def at(self, text: str) -> None:
        """Go on to a moment in London: "2026-10-23 16:40"; what is due on the way happens by itself."""
        let_pass(self.traveller, datetime.fromisoformat(text).replace(tzinfo=LONDON))

    def settle(self) -> None:
        """Do what was queued for now: mail, PDFs."""
        let_pass(self.traveller, timezone.now())

    def page(self, who: str) -> Page:
        """Somebody's page, signed in: a session does not last until the next thing in the story."""
        if who not in self.pages:
            self.pages[who] = self.page_of(viewport=PHONE if who in ON_PHONES else DESK)
        page = self.pages[who]
        bring_cookie(page, getattr(self.people, who), self.site)
        return page

    def look(self, page: Page) -> None:
        """Look at a page for what is wrong with it: each kind of page once at each width."""
        size = page.viewport_size or DESK
        kind = (size["width"], re.sub(r"[A-Z]+-\d{4}-\w+|[0-9a-f-]{36}|\d+", "", urlsplit(page.url).path))
        if kind not in self.looked:
            self.looked.add(kind)
            self.shown(page)

    def open(self, who: str, path: str = "/") -> Page:
        page = self.page(who)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{who} gets {answer.status} for {path}"
        return page

    def status(self, who: str, path: str) -> int:
        """What somebody gets who asks for a page, without opening it."""
        client = Client()
        client.force_login(getattr(self.people, who), backend="accounts.backends.Backend")
        return client.get(path).status_code

    @property
    def case(self) -> Case:
        return Case.objects.get(school=self.people.school)

    @property
    def suspension(self) -> SiteSuspension:
        return SiteSuspension.objects.get(case=self.case)

    def path(self, tail: str = "") -> str:
        return f"/cases/{self.case.reference}/{tail}"

    def of_suspension(self, tail: str = "") -> str:
        return f"{self.suspension.get_absolute_url()}{tail}"

    # --- The first day --------------------------------------------------------------------------------------------------
    def log(self, *, account: str, risk: str, is_told: bool, others: dict[str, str] | None = None) -> None:
        """The head logs it at the gate and suspends the father; `others` are found by name, each with their part."""
        page = self.open("head", "/")
        page.get_by_role("link", name="Log an incident").click()
        page.get_by_label("Find them").fill("alf")
        page.get_by_role("button", name=re.compile("Darren Farrow")).click()
        page.get_by_label("Suspend from site for the rest of today").check()
        page.get_by_label("What is the risk to staff or children?").fill(risk)
        if is_told:
            page.get_by_label("I have told them in person").check()
        for number, (name, part) in enumerate((others or {}).items(), 1):
            page.get_by_label("Add another person").fill(name)
            page.get_by_role("button", name=re.compile(name)).last.click()
            page.get_by_label("Their part").nth(number).select_option(label=part)
        page.get_by_label("At the gate").check()
        page.get_by_label("Threatening words or behaviour").check()
        page.get_by_label("What happened?").fill(account)
        self.look(page)
        page.get_by_role("button", name="Log incident").click()
        page.wait_for_url("**/logged/")
        self.look(page)
        self.settle()

    def extend(self, who: str, until: str, reason: str) -> None:
        page = self.open(who, self.of_suspension("extend/"))
        fill_day(page, "until_on", until)
        page.get_by_label("Why must it go on?").fill(reason)
        page.locator("[name=considered]").fill(ASKED)
        self.press(page, "Extend")

    def telephone(self, who: str, said: str, *, result: str = "I spoke to them") -> None:
        """A call to the father, now."""
        page = self.open(who, self.of_suspension("tell/"))
        page.get_by_label("By telephone").check()
        page.get_by_label(result).check()
        page.get_by_label("What was said?").fill(said)
        self.press(page, "Log it")

    def letter(self, who: str, happened: str, reason: str, *, way: str, arrangement: str = "") -> None:
        """The letter of what was decided last, issued and handed over or posted."""
        page = self.open(who, self.of_suspension("letter/"))
        if arrangement:
            page.get_by_label("Collecting the child").fill(arrangement)
            page.get_by_role("button", name="Set arrangements").click()
            page.wait_for_url("**/letter/")
        page.get_by_label("What happened").fill(happened)
        page.locator("[name=reason]").fill(reason)
        page.get_by_label(way).first.check()
        self.look(page)
        page.get_by_role("button", name="Issue letter").click()
        page.wait_for_url("**/records/*/")
        self.settle()
        page.reload()
        self.look(page)

    # --- Reports --------------------------------------------------------------------------------------------------------
    def report(self, action: str) -> None:
        page = self.open("head", self.path("report/"))
        page.get_by_label("What was done?").fill(action)
        page.get_by_role("button", name="Look at the report").click()
        page.wait_for_url("**/preview/")
        self.look(page)
        self.press(page, "Issue report")

    def supplement(self, findings: str, view: str) -> None:
        page = self.open("head", self.path("supplementary/"))
        page.locator("[name=findings]").fill(findings)
        page.locator("[name=view]").fill(view)
        page.get_by_role("button", name="Look at the report").click()
        page.wait_for_url("**/preview/")
        self.look(page)
        self.press(page, "Issue report")

    def read(self, who: str, tail: str) -> None:
        page = self.open(who, self.path(tail))
        self.look(page)
        page.get_by_role("button", name="I have read this report", exact=True).first.click()
        page.wait_for_load_state()
        self.settle()

    def inform_chair(self, note: str) -> None:
        page = self.open("ceo", self.path("chair/inform/"))
        page.get_by_label("What the Chair needs to know").fill(note)
        self.press(page, "Inform the Chair")

    def interview(self, name: str, *, begin: str, end: str, account: str) -> None:
        page = self.open("head", self.path("interviews/"))
        page.get_by_role("link", name=re.compile(name)).first.click()
        page.get_by_role("link", name=re.compile("Write down|Note")).first.click()
        page.locator("[name=from_time]").fill(begin)
        page.locator("[name=to_time]").fill(end)
        page.get_by_label("A summary").check()
        page.get_by_label("What did they say?").fill(account)
        page.get_by_role("group", name="Was the note read back to them?").get_by_label("Yes").check()
        page.get_by_label("Yes, they agree with this note").check()
        self.press(page, "Keep the note")

    # --- Their side -----------------------------------------------------------------------------------------------------
    def side(self, who: str, text: str, *, way: str, at: str, is_all: bool = False) -> None:
        page = self.open(who, self.of_suspension("side/"))
        form = page.locator("form").filter(has=page.get_by_role("button", name="Note it"))
        form.get_by_label(way, exact=True).check()
        form.locator("[name=at_time]").fill(at)
        form.get_by_label("What do they say?").fill(text)
        if is_all:
            form.get_by_label("They say that this is all").check()
        self.press(page, "Note it")

    # --- The decision ---------------------------------------------------------------------------------------------------
    def review(
        self,
        who: str,
        reasons: str,
        *,
        outcome: str,
        weighed: str = "",
        risk: str = "",
        again_on: str = "",
        follows: str = "",
    ) -> None:
        """The three screens of a review."""
        page = self.open(who, self.of_suspension("review/"))
        self.look(page)
        page.get_by_role("button", name="Go on").click()
        if weighed:
            page.get_by_label("What do you make of what they say?").fill(weighed)
        page.locator("[name=considered]").fill(ASKED)
        self.look(page)
        page.get_by_role("button", name="Go on").click()
        page.wait_for_url("**/decide/")
        page.get_by_label("Your reasons").fill(reasons)
        if risk:
            page.locator("[name=risk]").fill(risk)
            fill_day(page, "review_on", again_on)
        if follows:
            page.get_by_label("What follows?").fill(follows)
        self.look(page)
        self.press(page, outcome)

    def look_again(self, who: str, reasons: str, *, decision: str, risk: str = "", again_on: str = "") -> None:
        page = self.open(who, self.of_suspension("again/"))
        page.get_by_label(decision).check()
        if risk:
            page.locator("[name=risk]").fill(risk)
            fill_day(page, "review_on", again_on)
        page.get_by_label("Your reasons").fill(reasons)
        page.locator("[name=considered]").fill(ASKED)
        self.press(page, "Decide")

    def not_invited(self, who: str, why: str) -> None:
        page = self.open(who, self.path(f"meetings/invite/{self.suspension.pk}/"))
        page.get_by_label("Why are they not invited?").fill(why)
        self.press(page, "Do not invite")

    def lift(self, who: str, why: str) -> None:
        page = self.open(who, self.of_suspension("lift/"))
        page.get_by_label("Why do you lift it?").fill(why)
        self.press(page, "Lift")

    def give_review(self, to: str, why: str) -> None:
        page = self.open("chair", self.path("delegate/"))
        page.locator("select[name=to]").select_option(label=to)
        page.locator("[name=reason]").fill(why)
        self.press(page, "Give the review")

    def close(self, who: str, outcome: str) -> None:
        page = self.open(who, self.path("close/"))
        page.locator("[name=outcome]").fill(outcome)
        self.press(page, "Close this case")

    def press(self, page: Page, name: str) -> None:
        """Press the button and be led on; what was queued by it is done."""
        self.look(page)
        with page.expect_navigation():
            page.get_by_role("button", name=name, exact=True).click()
        assert page.locator(".govuk-error-summary").count() == 0, page.locator(".govuk-error-summary").inner_text()
        self.settle()


def fill_day(page: Page, name: str, day: str) -> None:
    """The three boxes of a day: "2026-11-13"."""
    year, month, number = day.split("-")
    for part, value in (("day", number), ("month", month), ("year", year)):
        page.locator(f"[name={name}_{part}]").fill(str(int(value)))


# --- What was due when ------------------------------------------------------------------------------------------------
def told(moment: datetime | None) -> str:
    """ "Fri 23 Oct 16:40", by the clock on the wall; the end of a day is the midnight after it."""
    return f"{moment.astimezone(LONDON):%a %d %b %H:%M}" if moment is not None else "open"


def duties_of(case: Case) -> list[str]:
    """Every duty there ever was on a case, by when it opened: kind, owner, opened, due, closed and by whom."""
    rows = Duty.objects.filter(case=case).select_related("discharged_by", "waived_by").order_by("opened_at", "pk")
    lines = []
    for row in rows:
        closed = row.discharged_at or row.waived_at
        by = row.discharged_by or row.waived_by
        how = "waived" if row.waived_at else "done"
        lines.append(
            f"{row.kind} | {row.owner_role} | {told(row.opened_at)} | {told(row.due_at)} | {told(closed)} | "
            f"{how} by {by.name if by else 'nobody'}"
        )
    return sorted(lines)


def table(text: str) -> list[str]:
    """The table as it is written in a test."""
    lines = [re.sub(r"\s*\|\s*", " | ", line.strip()) for line in text.strip().splitlines()]
    return sorted(line for line in lines if line and not line.startswith("#"))
