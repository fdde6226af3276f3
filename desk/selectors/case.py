"""The case page: what it is, what is in force, what is due, who was told, what happened."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.urls import reverse

from accounts.models import User
from audit.models import Entry as HistoryEntry
from cases import rules as case_rules
from cases.access import may, reach
from cases.models import AnsweredPrompt, Case, Duty, Involvement
from cases.selectors import Standing, evidence_counted, mark_of, named, seers, standing, tags_of
from cases.states import CaseState, Part
from complaints.selectors.case import on_case as complaints_on
from complaints.selectors.case import section_of as complaint_section
from desk import rules
from desk.selectors.delegation import action_of, band_of
from desk.selectors.history import lines_of
from desk.selectors.prompts import prompts_of
from desk.selectors.report import reports_among
from desk.selectors.steps import steps_of
from incidents.models import Incident
from incidents.selectors import first_incident, section_of
from incidents.selectors.interviews import OnCasePage as Talks
from incidents.selectors.interviews import on_case_page as talks_of
from incidents.selectors.statements import with_briefs
from kernel import wording
from kernel.components import Action, Band, ChainLink, Entry, Item, Link, Section
from kernel.together import together
from kernel.wording import minutes_between
from meetings.selectors.case import on_case as meetings_on
from meetings.selectors.case import section_of as meetings_of
from meetings.selectors.mediation import on_case as mediations_on
from meetings.selectors.mediation import section_of as mediation_section
from notices.selectors import Informing, informing
from notices.selectors import case_section as notice_section
from notices.states import NoticeKind
from pupils.selectors.case import on_case as pupil_suspensions_on
from pupils.selectors.case import on_case_page as pupil_part_of
from records.models import WrittenRecord
from records.selectors import records_of
from records.selectors import section_of as record_section
from records.states import RecordKind
from schools.states import ActsAs, Role
from socialmedia.selectors.concern_case import on_case as concerns_on
from socialmedia.selectors.concern_case import section_of as online_section
from socialmedia.selectors.messages_case import bands_of as restriction_bands
from socialmedia.selectors.messages_case import on_case as messages_on
from socialmedia.selectors.messages_case import section_of as messages_of
from suspensions.selectors import on_case_page

SHOWN_HISTORY = 25


def case_page(case: Case, user: User) -> dict[str, Any]:
    """Everything the case page shows to somebody who sees the file."""
    incident = first_incident(case)
    told = informing(case)
    suspensions = on_case_page(case, user)
    parts, duties, answered, as_pupil, complaints, mediations, concerns, restricted, terms, reached, *more = together(
        with_briefs(case.involvements.select_related("person", "user").order_by("added_at", "pk")),
        Duty.objects.open().filter(case=case).order_by("due_at", "pk"),
        AnsweredPrompt.objects.filter(case=case),
        pupil_suspensions_on(case),
        complaints_on(case, user),
        mediations_on(case, user),
        concerns_on(case),
        *messages_on(case),
        *meetings_on(case),
    )
    meetings, parents = more
    pupil_part = pupil_part_of(as_pupil, case)
    is_complaint = any(one.case_id == case.pk for one in complaints)
    is_mediation = any(one.case_id == case.pk for one in mediations)
    is_online = bool(concerns) and incident is None
    stands_alone = is_complaint or is_mediation or is_online
    online = online_section(concerns, case, user)
    complained = complaint_section(complaints, case, user)
    involved = _in_order(parts)
    for duty in duties:
        duty.case = case
    records = records_of(case, user)
    talks = talks_of(case, user, involved)
    held = standing(case)
    chairs = [one for one in held if one.role == Role.CHAIR]
    return {
        "case": case,
        "incident": incident,
        "sub": _sub(case, incident),
        "bands": [
            *_state(case),
            *band_of(case, user),
            *suspensions.bands,
            *(pupil_part.bands if pupil_part else ()),
            *restriction_bands(restricted, terms, user),
        ],
        "chain": informing_chain(incident, told, reach(user).handed_over.get(case.pk)) if incident else [],
        "page_actions": page_actions(
            case, user, incident, told, records, chairs, talks, was_suspended=suspensions.was_suspended
        )
        if pupil_part is None and not stands_alone
        else pupil_actions(case, user, told),
        "crumbs": [Link("Cases", reverse("desk:cases"))],
        "sections": [
            *([complained] if is_complaint else []),
            *([online] if is_online else []),
            *_what_happened(case, user, incident, pupil_part, suspensions.section, stands_alone=stands_alone),
            talks.section,
            *([mediation_section(mediations, case, user)] if is_mediation else []),
            meetings_of(meetings, parents, case, user, is_mediation=is_mediation),
            *([] if is_mediation else [mediation_section(mediations, case, user)]),
            *([] if stands_alone or pupil_part else [messages_of(restricted, terms, reached, case, user)]),
            _printed(record_section(records), records, case, user),
            _evidence(case, user),
            *([] if is_complaint or is_mediation or is_online else [online]),
            *([] if is_complaint or is_mediation else [complained]),
            notice_section(case, user),
        ],
        "steps": steps_of(duties, user, offers_ways=True),
        "prompts": prompts_of(case, incident, involved, answered) if may(user, "work_case", case) else [],
        "people": [_person(row) for row in involved],
        "people_url": _people_url(case, user),
        "who_sees": named(seers(held)),
        "sight_url": reverse("cases:sight", args=[case.reference]) if may(user, "delegate", case) else "",
        "history": history(case, leaves_out=("duty.opened",), most=SHOWN_HISTORY),
        "history_url": reverse("desk:history", args=[case.reference]),
    }


def _what_happened(
    case: Case, user: User, incident: Incident | None, pupil_part: Any, suspended: Section, *, stands_alone: bool
) -> list[Section]:
    """The part of what the case is about: a pupil's suspension, or an incident with what followed; a complaint has none."""
    if stands_alone:
        return []
    return [pupil_part.section] if pupil_part else [section_of(incident, case, user), suspended]


def _sub(case: Case, incident: Incident | None) -> str:
    if incident is None:
        return case.school.name
    happened, logged = wording.in_full(incident.occurred_at), wording.clock_time(incident.logged_at)
    return f"{case.school.name} · happened {happened} · logged {logged} by {incident.logged_by.name}"


def history(case: Case, leaves_out: tuple[str, ...] = (), most: int | None = None) -> list[Entry]:
    """What happened on a case, in words, newest first; without the verbs that a short account leaves out."""
    entries = HistoryEntry.objects.of_chain(case.reference).exclude(verb__in=leaves_out).newest_first()
    return lines_of(entries, case, most)


def informing_chain(incident: Incident, told: Informing, office: ActsAs | None = None) -> list[ChainLink]:
    """The proof that the CEO and the Chair were informed, with the minutes between.

    `office`: who decides in the CEO's place; informed as the CEO would be, and nobody after them.
    """
    decider = str(Role(office.value).label) if office is not None else "CEO"
    moments = [
        ("It happened", incident.occurred_at),
        ("Logged", incident.logged_at),
        (f"{decider} told", told.ceo_told),
        (f"{decider} read it", told.ceo_read),
        ("Chair told", told.chair_told),
        ("Chair read it", told.chair_read),
    ]
    links: list[ChainLink] = []
    before = None
    for what, at in moments if office is None or told.chair_told else moments[:4]:
        minutes = minutes_between(before, at) if before and at and at >= before else None
        links.append(ChainLink(what, at, minutes))
        before = at or before
    return links


def page_actions(
    case: Case,
    user: User,
    incident: Incident | None,
    told: Informing,
    records: list[WrittenRecord],
    chairs: list[Standing],
    talks: Talks,
    *,
    was_suspended: bool,
) -> list[Action]:
    """What the reader can do next on this case, with the reason where it is not open now. No query."""
    found = [*_reading(case, told.unread_by(user))]
    if may(user, "work_case", case):
        draft, issued = reports_among(records)
        label = "Go on with the report" if draft else "Correct the report" if issued else "Write the report"
        reason = rules.cannot_report(case, incident)
        found.append(Action(label, reverse("desk:report", args=[case.reference]), reason=reason))
        found += _supplementary(case, records, issued, talks)
    if may(user, "inform_chair", case):
        reason = rules.cannot_inform_chair(case, chairs)
        found.append(Action("Inform the Chair", reverse("desk:inform_chair", args=[case.reference]), reason=reason))
    found += action_of(case, user)
    found += _ending(case, user, was_suspended=was_suspended)
    if may(user, "void_case", case):
        reason = case_rules.cannot_void(case)
        if reason is None:
            found.append(Action("Logged in error", reverse("desk:void", args=[case.reference]), style="link"))
    return found


def pupil_actions(case: Case, user: User, told: Informing) -> list[Action]:
    """What the reader can do next on a case that is about a pupil's suspension: no report of an incident is owed."""
    return [
        *_reading(case, told.unread_by(user)),
        *action_of(case, user),
        *_ending(case, user, was_suspended=False),
    ]


def _ending(case: Case, user: User, *, was_suspended: bool) -> list[Action]:
    """Closing it, or opening it again, for whoever may."""
    if not may(user, "close_suspended_case" if was_suspended else "close_case", case):
        return []
    if case.state == CaseState.CLOSED:
        return [Action("Open this case again", reverse("desk:reopen", args=[case.reference]))]
    return (
        [Action("Close this case", reverse("desk:close", args=[case.reference]), style="link")] if case.is_open else []
    )


def _supplementary(case: Case, records: list[WrittenRecord], first: WrittenRecord | None, talks: Talks) -> list[Action]:
    """The way to the supplementary report, once anybody was interviewed."""
    if not talks.has_interviews:
        return []
    draft, issued = reports_among(records, RecordKind.SUPPLEMENTARY_REPORT)
    label = "Go on with the supplementary report" if draft else "Write the supplementary report"
    if issued and not draft:
        label = "Correct the supplementary report"
    reason = rules.cannot_supplement(case, first=first, waiting=talks.waiting, has_interviews=True)
    return [Action(label, reverse("desk:supplementary", args=[case.reference]), reason=reason)]


def _reading(case: Case, unread: set[str]) -> list[Action]:
    """The button that confirms what was sent to this reader and not yet confirmed."""
    if NoticeKind.REPORT_ISSUED in unread:
        return [Action("Read the report", reverse("desk:report_read", args=[case.reference]), style="primary")]
    if NoticeKind.SUPPLEMENTARY_ISSUED in unread:
        url = reverse("desk:supplementary_read", args=[case.reference])
        return [Action("Read the supplementary report", url, style="primary")]
    if NoticeKind.CEO_INFORMED in unread:
        url = reverse("desk:acknowledge", args=[case.reference])
        return [Action("I have read this", url, style="primary", method="post")]
    return []


def _state(case: Case) -> list[Band]:
    """That the case is void or closed, by whom and why."""
    if case.voided_by is not None:
        return [Band("This case is void", f"{case.voided_by.name}: {case.void_reason}", tone="soon")]
    if case.closed_by is not None and case.closed_at is not None:
        when = wording.in_full(case.closed_at)
        return [Band("This case is closed", f"{case.closed_by.name}, {when}: {case.outcome}", tone="ok")]
    return []


def _in_order(rows: Iterable[Involvement]) -> list[Involvement]:
    """Everybody in the case, in the order of their parts."""
    order = [*Part]
    return sorted(rows, key=lambda row: order.index(Part(row.part)))


def _people_url(case: Case, user: User) -> str:
    """Where people are added and taken out, while the case can be changed."""
    if case_rules.cannot_change(case) or not may(user, "work_case", case):
        return ""
    return reverse("desk:involved", args=[case.reference])


def _person(row: Involvement) -> tuple[str, str, str]:
    """Name, part and page of somebody in the case."""
    part = f"{row.get_part_display()}. {row.note}".removesuffix(". ")
    return row.who, part, row.person.get_absolute_url() if row.person else ""


def _printed(section: Section, records: list[WrittenRecord], case: Case, user: User) -> Section:
    """The written records, with the way to have them printed together."""
    if not any(record.is_current for record in records) or not may(user, "handle_records", case):
        return section
    url = f"{reverse('packs:choose')}?reference={case.reference}"
    bundle = Action("Case bundle", reverse("packs:bundle", args=[case.reference]), style="link")
    return replace(section, actions=(*section.actions, Action("Print records", url, style="link"), bundle))


def _evidence(case: Case, user: User) -> Section:
    rows = [*evidence_counted(case)]
    items = tuple(_piece(row, number) for number, row in enumerate(rows, 1))
    actions: tuple[Action, ...] = ()
    if may(user, "work_case", case) and case.is_open:
        actions = (Action("Add evidence", reverse("cases:evidence_add", args=[case.reference])),)
    if rows:
        actions = (
            *actions,
            Action("Evidence register", reverse("cases:evidence", args=[case.reference]), style="link"),
        )
    return Section("Evidence", items=items, actions=actions, empty="Nothing described yet.")


def _piece(row: Any, number: int) -> Item:
    label = f"{row.kept_count} file{'' if row.kept_count == 1 else 's'}" if row.kept_count else "Open"
    mark = mark_of(row)
    tags = [*tags_of(row.waiting_count, row.refused_count), *([mark] if mark else [])]
    return Item(
        lead=row.get_kind_display(),
        title=row.description,
        text=row.source_url,
        links=(Link(label, row.get_absolute_url(), f"of evidence {number}"),),
        tag=tags[0] if tags else None,
    )
