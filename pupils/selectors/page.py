"""Everything that the page of a pupil's suspension shows."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.rules import cannot_change
from kernel import wording
from kernel.components import Action, Band, Link, Row, Section, Tag
from kernel.together import hang, together
from pupils import rules
from pupils import wording as words
from pupils.access import may_decide
from pupils.codeset import BY_CODE
from pupils.counting import Counts, length_of
from pupils.models import ExamNote, PupilSuspension, SuspensionReason
from pupils.selectors.after import after_sections
from pupils.selectors.board_clock import board_has_begun
from pupils.selectors.case import band, state_tag
from pupils.selectors.counts import before_of, questions_of, totals_of, year_name
from pupils.selectors.exams import exam_section
from pupils.selectors.now import has_begun, is_over
from pupils.selectors.pupil import counts_url
from pupils.selectors.told import told_section
from schools.selectors.school_calendar import school_calendar
from suspensions.selectors.standing import current


@dataclass(frozen=True)
class About:
    """Which suspension a page is about: what stands on top of every page of one."""

    suspension: PupilSuspension
    name: str
    period: str
    crumbs: tuple[Link, ...]


def about(suspension: PupilSuspension) -> About:
    """What a page says on top; the rows it names were fetched with the suspension."""
    return About(
        suspension=suspension,
        name=current(suspension.pupil).full_name,
        period=words.period(suspension.absence),
        crumbs=(
            Link("Cases", reverse("desk:cases")),
            Link(suspension.case.reference, suspension.case.get_absolute_url()),
        ),
    )


@dataclass(frozen=True)
class SuspensionPage:
    """A pupil's suspension with everything around it."""

    name: str
    sub: str
    tag: Tag
    crumbs: tuple[Link, ...]
    bands: tuple[Band, ...]
    sections: tuple[Section, ...]
    after: tuple[Section, ...]
    further: Action
    cancel: Action
    mis: Link
    is_over: bool


def page(suspension: PupilSuspension, user: User) -> SuspensionPage:
    """Facts, what was weighed, counts as they are now, and what can be done, with the reason where it cannot."""
    now, top, calendar = timezone.now(), about(suspension), school_calendar(suspension.school)
    reasons, notes, found, noted = together(
        SuspensionReason.objects.filter(suspension=suspension).order_by("place"),
        ExamNote.objects.filter(suspension=suspension).select_related("noted_by").order_by("pk"),
        *questions_of(current(suspension.pupil)),
    )
    hang([suspension], "reasons", reasons)
    followers = [row for row in found if row.follows_id == suspension.pk]
    before = before_of(found, noted, suspension.school, leave_out=suspension.pk)
    counts = before.counts(suspension.absence, calendar)
    follower = next((row for row in followers if row.is_standing), None)
    is_in_force = has_begun(suspension, now) and not is_over(suspension, now)
    further, cancel = _actions(suspension, user, counts, follower)
    return SuspensionPage(
        name=top.name,
        sub=f"{suspension.get_category_display()} of a pupil of {suspension.school.name}",
        tag=state_tag(suspension, now),
        crumbs=top.crumbs,
        bands=(replace(band(suspension), link=None),) if is_in_force else (),
        # What is due today stands first: who must be told.
        sections=(
            told_section(suspension, user),
            _decision(suspension, followers),
            _weighed(suspension),
            exam_section(suspension, notes, user),
            _counts(suspension, counts, length_of(suspension.absence, calendar)),
        ),
        after=after_sections(suspension, user),
        further=further,
        cancel=cancel,
        mis=Link("Enter this in your MIS", _url("mis", suspension)),
        is_over=is_over(suspension, now),
    )


def _decision(suspension: PupilSuspension, followers: list[PupilSuspension]) -> Section:
    when = wording.in_full(suspension.decided_at)
    rows = [
        Row("Suspended", wording.capital(words.period(suspension.absence))),
        Row("Length", f"{words.in_days(suspension.half_days)}: {words.in_half_days(suspension.half_days)}"),
        Row("Reasons", [BY_CODE[reason.code].words for reason in suspension.reasons.all()]),
        Row("What the pupil did", suspension.conduct),
        Row("Why more likely than not", suspension.probability),
        Row("Decided by", f"{suspension.decided_by.name}, {suspension.get_capacity_display().lower()}, {when}"),
    ]
    if suspension.left_at is not None:
        rows.append(Row("Went home", wording.in_full(suspension.left_at)))
    if suspension.entered_at is not None:
        rows.append(Row("Entered here", f"{wording.in_full(suspension.entered_at)}: {suspension.late_reason}"))
    if suspension.follows is not None:
        rows.append(Row("Follows", [Link("The suspension before it", suspension.follows.get_absolute_url())]))
        rows.append(Row(suspension.get_further_basis_display(), suspension.further_reason))
    rows += [
        Row("Followed by", [Link(f"A further suspension, {words.period(row.absence)}", row.get_absolute_url())])
        for row in followers
    ]
    if suspension.ended_at is not None and suspension.ended_by is not None and suspension.back_on is not None:
        back = suspension.absence.served_before
        rows += [
            Row(
                suspension.get_state_display(), f"{wording.in_full(suspension.ended_at)}, by {suspension.ended_by.name}"
            ),
            Row("Why it ended", suspension.end_reason),
            Row("Back from", words.half_of(*back) if back else ""),
        ]
    return Section("The decision", rows=tuple(rows), key="decision")


def _weighed(suspension: PupilSuspension) -> Section:
    return Section(
        "What was weighed",
        rows=(
            Row("Special educational needs", suspension.needs_considered),
            Row("Disability", suspension.disability_considered),
            Row("Vulnerability", suspension.vulnerability_considered),
            Row("Instead of a suspension", suspension.alternatives),
        ),
        key="weighed",
    )


def _counts(suspension: PupilSuspension, counts: Counts, half_days: int) -> Section:
    """What it adds up to as the calendar is now, beside what was told when it was decided."""
    terms, years = totals_of(counts)
    rows = [
        Row(
            "When it was decided",
            f"{words.in_days(suspension.term_total)} in the term, "
            f"{words.in_days(suspension.year_total)} in the school year",
        )
    ]
    if half_days != suspension.half_days:
        rows.append(Row("Counted now", words.in_days(half_days)))
    rows += [Row(f"Now, in the {term.name}", words.in_days(total)) for term, total in terms]
    rows += [
        Row(f"Now, in the school year {year_name(year)}", [f"{words.in_days(total)}.", words.left_of_year(total)])
        for year, total in years
    ]
    rows.append(Row("One half-day more", words.next_half_day(counts.most_in_a_term)))
    link = Action("All half-days of this pupil", counts_url(current(suspension.pupil), suspension.school))
    return Section("What it adds up to", rows=tuple(rows), actions=(link,), key="counts")


def _actions(
    suspension: PupilSuspension, user: User, counts: Counts, follower: PupilSuspension | None
) -> tuple[Action, Action]:
    """A further suspension, and cancelling, each with the reason where it is not open."""
    only = None if may_decide(user, suspension.case) else rules.ONLY_HEAD
    why_not = only or cannot_change(suspension.case)
    cancel = rules.cannot_cancel(
        suspension,
        most_in_a_year=counts.most_in_a_year,
        has_board_begun=board_has_begun(suspension),
        follower=follower,
    )
    return (
        Action(
            "Further suspension",
            _url("further", suspension),
            reason=rules.cannot_follow(suspension, follower) or why_not,
        ),
        Action("Cancel", _url("cancel", suspension), reason=cancel or why_not),
    )


def _url(name: str, suspension: PupilSuspension) -> str:
    return reverse(f"pupils:{name}", args=[suspension.case.reference, suspension.pk])
