"""The report of circumstances for the CEO, assembled from what the case holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.access import reach
from cases.duties import Kind
from cases.models import Case, Duty, Involvement
from cases.selectors import duty_sentence
from cases.states import Part
from desk import rules
from desk.selectors.suspend import report_waits
from incidents.models import Incident, Interview
from incidents.rules import is_serious
from incidents.selectors import first_incident
from incidents.selectors.interviews import interviews_of, open_for
from incidents.states import Category, InterviewState
from kernel import wording
from kernel.wording import LONDON
from notices.models import SPOKEN, Notice
from notices.recipients import deciders
from notices.selectors import CEO_KINDS
from records.models import WrittenRecord
from records.states import RecordKind, RecordState
from schools.access import powers
from schools.states import Role
from suspensions.models import SiteSuspension
from suspensions.selectors.standing import current
from suspensions.selectors.warning import warnings_on
from suspensions.states import SuspensionState

ADDRESSED = {
    Role.CEO: "The Chief Executive Officer",
    Role.CHAIR: "The Chair of Trustees",
    Role.VICE_CHAIR: "The Vice-chair of Trustees",
}
COUNTING = (RecordState.DRAFT, RecordState.ISSUED, RecordState.COMPLETE)
PARTS_IN_ORDER = (Part.SUBJECT, Part.TARGET, Part.INJURED, Part.WITNESS, Part.PRESENT)


@dataclass(frozen=True)
class Answers:
    """What the writer of the report adds to what was logged."""

    circumstances: str = ""
    action_taken: str = ""
    injuries: str = ""
    police_called_at: datetime | None = None
    police_reference: str = ""


def reports_of(
    case: Case, kind: RecordKind = RecordKind.INCIDENT_REPORT
) -> tuple[WrittenRecord | None, WrittenRecord | None]:
    """The report being written and the one that counts now, if there are any: one query."""
    return reports_among(WrittenRecord.objects.filter(case=case, kind=kind, state__in=COUNTING), kind)


def reports_among(
    records: Iterable[WrittenRecord], kind: RecordKind = RecordKind.INCIDENT_REPORT
) -> tuple[WrittenRecord | None, WrittenRecord | None]:
    """The same among records of one case that are at hand."""
    counting = [row for row in records if row.kind == kind and row.state in COUNTING]
    rows = sorted(counting, key=lambda row: (row.number, row.version))
    drafts = [row for row in rows if row.state == RecordState.DRAFT]
    issued = [row for row in rows if row.state != RecordState.DRAFT]
    return (drafts[-1] if drafts else None), (issued[-1] if issued else None)


def draft_report(case: Case) -> WrittenRecord | None:
    """The report being written."""
    return reports_of(case)[0]


def issued_report(case: Case) -> WrittenRecord | None:
    """The incident report that counts now: the latest issued version."""
    return reports_of(case)[1]


@dataclass(frozen=True)
class ReportPage:
    """What the page for writing shows around the form."""

    incident: Incident | None
    issued: WrittenRecord | None
    draft: WrittenRecord | None
    initial: dict[str, Any]
    reason: str | None
    is_unexplained: bool

    @property
    def is_correction(self) -> bool:
        """A report was issued, so this is a new version."""
        return self.issued is not None and self.draft is None


def report_page(case: Case) -> ReportPage:
    """The report as far as it is written: what a draft or the issued version says, or what was logged."""
    incident, (draft, issued) = first_incident(case), reports_of(case)
    latest = draft or issued
    said = latest.content.get("source", {}) if latest else {}
    called = said.get("police_called_at")
    called_at = datetime.fromisoformat(called) if called else None
    if latest is None and incident is not None:
        called_at = incident.police_called_at
    local = called_at.astimezone(LONDON) if called_at else None
    initial = {
        "circumstances": said.get("circumstances", ""),
        "action_taken": said.get("action_taken", ""),
        "injuries": said.get("injuries", incident.injuries if incident else ""),
        "police_on": local.date() if local else None,
        "police_at": f"{local:%H:%M}" if local else "",
        "police_reference": said.get("police_reference", incident.police_reference if incident else ""),
    }
    why_not = rules.cannot_report(case, incident)
    is_open = incident is not None and is_unexplained(case, incident, str(initial["injuries"]))
    return ReportPage(incident, issued, draft, initial, why_not, is_unexplained=is_open)


@dataclass(frozen=True)
class ReadingPage:
    """What the CEO reads: the report, whether it was sent to them, and whether they have confirmed it."""

    record: WrittenRecord | None
    reason: str | None
    read_at: datetime | None


def reading_page(case: Case, user: User) -> ReadingPage:
    """The report that counts now, for the reader."""
    mine = [*Notice.objects.filter(case=case, to_user=user, kind__in=CEO_KINDS)]
    read = [notice.acknowledged_at for notice in mine if notice.acknowledged_at]
    owed = Duty.objects.open().owed_by(user).filter(case=case, kind=Kind.CEO_ACKNOWLEDGE).exists()
    reason = None if owed else rules.cannot_acknowledge(mine)
    return ReadingPage(issued_report(case), reason, max(read, default=None))


def is_unexplained(case: Case, incident: Incident, injuries: str = "") -> bool:
    """An attack, a threat or an injury, decided without a suspension, and nobody has said yet why."""
    if incident.not_suspended_why or not is_serious(incident.categories, injuries) or report_waits(case):
        return False
    return not SiteSuspension.objects.filter(case=case).exclude(state=SuspensionState.VOID).exists()


def asks_why(case: Case) -> bool:
    """Nobody has said yet why nobody is suspended for what a case began with."""
    incident = first_incident(case)
    return incident is not None and is_unexplained(case, incident, incident.injuries)


def report_content(*, case: Case, incident: Incident, answers: Answers, by: User) -> dict[str, Any]:
    """Assemble the report's full text: what an issued report says for good. Times are shown as in London."""
    now = timezone.now()
    return {
        "kind": "report",
        "reference": case.reference,
        "date": now.astimezone(LONDON).date().isoformat(),
        "to": [ADDRESSED[deciders(case)[0]]],
        "summary": case.title,
        "sections": [
            _in_short(case, incident, answers),
            {"heading": "What happened", "paragraphs": paragraphs(incident.account)},
            *optional_section("What led up to it", answers.circumstances),
            _people(case),
            *suspension_sections(case),
            *warning_sections(case),
            {"heading": "What was done", "paragraphs": paragraphs(answers.action_taken)},
            *optional_section("Who was hurt", answers.injuries),
            *told_sections(case),
            *interview_sections(case),
            *evidence_sections(case),
            *due_sections(case, without=Kind.REPORT_TO_CEO),
        ],
        "sign_off": [by.name, capacity_of(by, case), case.school.name],
        "confidentiality": "Confidential: for the person it is addressed to. It names people; do not pass it on.",
        "enclosures": [],
        "source": {
            "incident_revision": str(incident.revision),
            "circumstances": answers.circumstances,
            "action_taken": answers.action_taken,
            "injuries": answers.injuries,
            "police_called_at": answers.police_called_at.isoformat() if answers.police_called_at else "",
            "police_reference": answers.police_reference,
        },
    }


def capacity_of(user: User, case: Case) -> str:
    """In which capacity somebody writes on a case: their role at its school, or in the trust."""
    held = powers(user)
    if held.holds(Role.HEAD, case.school_id):
        return "Acting headteacher" if held.is_acting(Role.HEAD, case.school_id) else "Headteacher"
    for role in (Role.SENIOR_LEADER, Role.OFFICE, Role.STAFF):
        if held.holds(role, case.school_id):
            return str(role.label)
    acts_as = reach(user).acts_as(case)
    if acts_as is not None and not held.holds(Role.CEO):
        return str(acts_as.label)
    for role in (Role.CEO, Role.CENTRAL_TEAM):
        if held.holds(role):
            return f"Acting for the {role.label}" if held.is_acting(role) else role.label
    return user.job_title


def moment(at: datetime) -> str:
    """A moment as a record says it: "Monday 2 November 2026, 08:05"."""
    local = at.astimezone(LONDON)
    return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}"


def _in_short(case: Case, incident: Incident, answers: Answers) -> dict[str, Any]:
    kinds = [Category(value).label for value in incident.categories]
    if incident.other_category:
        kinds.append(incident.other_category)
    rows = [
        ["School", case.school.name],
        ["When", moment(incident.occurred_at)],
        ["Where", ", ".join(part for part in (incident.get_setting_display(), incident.place) if part)],
        ["Behaviour", "; ".join(kinds) or "Not said"],
        ["Logged", f"{moment(incident.logged_at)}, by {incident.logged_by.name}"],
    ]
    if incident.not_suspended_why:
        rows.append(["Why nobody was suspended", incident.not_suspended_why])
    if incident.on_behalf_of:
        rows.append(["On behalf of", incident.on_behalf_of])
    if incident.discovered_at:
        rows.append(["Found out", moment(incident.discovered_at)])
    if incident.is_child_at_risk:
        rows.append(["A child may be at risk", "Yes. The safeguarding lead acts on this separately."])
    police = [moment(answers.police_called_at)] if answers.police_called_at else []
    police += [f"reference {answers.police_reference}"] if answers.police_reference else []
    rows.append(["Police", ", ".join(police) or "Not called"])
    return {"heading": "In short", "rows": rows}


def _people(case: Case) -> dict[str, Any]:
    involved = Involvement.objects.filter(case=case).select_related("person", "user").order_by("added_at", "pk")
    by_part = sorted(involved, key=lambda row: PARTS_IN_ORDER.index(Part(row.part)))
    rows = [[row.get_part_display(), f"{row.who}. {row.note}".removesuffix(". ")] for row in by_part]
    return {"heading": "People", "rows": rows}


def suspension_sections(case: Case) -> list[dict[str, Any]]:
    """Who is or was suspended from site on the case."""
    rows = []
    for suspension in (
        SiteSuspension.objects.filter(case=case).select_related("person", "school", "decided_by").order_by("pk")
    ):
        last = (suspension.period.upper - timedelta(minutes=1)) if suspension.period.upper else None
        until = moment(last) if last else ""
        rows += [
            [suspension.person.full_name, f"{suspension.get_state_display()}: {suspension.school.name}"],
            ["From and until", f"{moment(suspension.period.lower)}, until {until}"],
            ["Decided by", f"{suspension.decided_by.name}, {wording.mid(suspension.get_capacity_display())}"],
            ["Risk to staff or children", suspension.grounds],
        ]
    return [{"heading": "Suspended from site", "rows": rows}] if rows else []


def warning_sections(case: Case) -> list[dict[str, Any]]:
    """Who was warned in writing on the case."""
    rows = []
    for warning in warnings_on(case).order_by("pk"):
        by = f"{warning.decided_by.name}, {wording.mid(warning.get_capacity_display())}"
        rows += [
            [current(warning.person).full_name, f"Decided {moment(warning.decided_at)}, by {by}"],
            ["What was wrong", warning.reason],
        ]
    return [{"heading": "Warned in writing", "rows": rows}] if rows else []


def told_sections(case: Case, since: datetime | None = None) -> list[dict[str, Any]]:
    """Who was told, and how; from a moment on (aware), if one is given."""
    entries = []
    told = Notice.objects.filter(case=case, queued_at__gte=since) if since else Notice.objects.filter(case=case)
    for notice in told.select_related("to_user", "to_person").order_by("queued_at", "pk"):
        at = notice.spoken_at or notice.queued_at
        how = wording.mid(notice.get_channel_display())
        result = f" ({wording.mid(notice.get_call_result_display())})" if notice.channel in SPOKEN else ""
        entries.append([moment(at), f"{notice.who}, {wording.mid(notice.get_audience_display())}: {how}{result}"])
    return [{"heading": "Who was told", "entries": entries}] if entries else []


def interview_sections(case: Case) -> list[dict[str, Any]]:
    """Who was interviewed so far and who was not; what they said follows in the supplementary report."""
    rows = [[one.who, _interviewed(one)] for one in interviews_of(case) if one.state != InterviewState.PLANNED]
    rows += [[row.who, "Not yet interviewed"] for row in open_for(case)]
    return [{"heading": "Interviews so far", "rows": rows}] if rows else []


def _interviewed(one: Interview) -> str:
    if one.started_at is None:
        return f"Not possible: {one.given_up_reason}"
    return f"Interviewed {moment(one.started_at)}" + (f", by {one.leader}" if one.leader else "")


def evidence_sections(case: Case) -> list[dict[str, Any]]:
    """The evidence, as it is described."""
    rows = [[item.get_kind_display(), item.description] for item in case.evidence.order_by("added_at", "pk")]
    return [{"heading": "Evidence", "rows": rows}] if rows else []


def due_sections(case: Case, *, without: Kind) -> list[dict[str, Any]]:
    """What is still due, without the duty that is done by what is being written."""
    duties = Duty.objects.open().filter(case=case).exclude(kind=without).order_by("due_at", "pk")
    entries = [[moment(wording.last_moment(duty.due_at)), duty_sentence(duty)] for duty in duties]
    return [{"heading": "Still to be done when this was written", "entries": entries}] if entries else []


def optional_section(heading: str, text: str) -> list[dict[str, Any]]:
    """A typed text under its heading; nothing where none was typed."""
    return [{"heading": heading, "paragraphs": paragraphs(text)}] if text else []


def paragraphs(text: str) -> list[str]:
    """A typed text in its paragraphs."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]
