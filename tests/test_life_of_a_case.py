"""The life of a case at random: whatever people do, in whatever order, what the law and the policy promise holds.

A state machine of hypothesis over the real services on a real database; each example is rolled back. What must hold is
worked out here from the rows alone, never by asking the rules that are tested.
"""

import os
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from audit.models import Chain, Entry, Payload
from audit.selectors import first_break
from cases.access import sees
from cases.duties import Kind
from cases.models import Case
from cases.states import Part
from schools.calendar import LONDON
from schools.models import Cover
from schools.states import Role
from suspensions.models import SiteSuspension
from tests.life import HOLIDAYS, HOW_HEARD, STARTS, Acts, Beginning, Seen, Station, World, ties_of

pytestmark = pytest.mark.django_db

# In the suite a few lives from each beginning, the same ones each time: some twenty seconds. `LIVES=500` lives through
# that many, each time others; with `SHRINK=1` hypothesis looks, for minutes, for the shortest life that breaks a promise.
LIVES, STEPS = int(os.environ.get("LIVES", "0")), 12
SETTINGS = settings(
    max_examples=LIVES or 2,
    stateful_step_count=2 * STEPS if LIVES else STEPS,
    database=None,
    deadline=None,
    phases=[Phase.generate, *([Phase.shrink] if os.environ.get("SHRINK") else [])],
    report_multiple_bugs=False,
    suppress_health_check=[*HealthCheck],
    print_blob=True,
)
THURSDAY, FRIDAY, SATURDAY, TUESDAY, DECEMBER = STARTS
BEGINNINGS = {
    "on its first day": Beginning(THURSDAY, "head", "", "staff", Station.SUSPENDED),
    "logged by a colleague": Beginning(FRIDAY, "staff", "central", "", Station.SUSPENDED),
    "extended, family acts for the CEO": Beginning(FRIDAY, "head", "aunt", "", Station.EXTENDED),
    "written, a witness acts for the CEO": Beginning(SATURDAY, "head", "central", "central", Station.WRITTEN, days=41),
    "heard, the CEO decided and the Chair saw it": Beginning(
        TUESDAY, "ceo", "central", "chair", Station.HEARD, days=28
    ),
    "judged, the CEO saw it": Beginning(THURSDAY, "head", "aunt", "ceo", Station.JUDGED, "waiver"),
    "judged after Christmas, family acts for the CEO": Beginning(
        DECEMBER, "head", "aunt", "staff", Station.JUDGED, days=41
    ),
    "closed": Beginning(SATURDAY, "head", "", "", Station.CLOSED, "all", 7),
}
ANY = st.builds(
    Beginning,
    starts_at=st.sampled_from(STARTS),
    by=st.sampled_from(["head", "head", "head", "ceo", "staff"]),
    delegate=st.sampled_from(["", "central", "aunt"]),
    witness=st.sampled_from(["", "staff", "ceo", "central", "chair"]),
    station=st.sampled_from([*Station]),
    how=HOW_HEARD,
    days=st.sampled_from([7, 14, 28, 41]),
)

# --- What is lawful, in the words of the plan ---------------------------------------------------------------------------
LAWFUL_MOVES = {
    "cases.case": {"open": {"closed", "void"}, "closed": {"open"}},
    "incidents.interview": {"planned": {"held", "not_possible"}, "held": {"agreed", "not_agreed"}},
    "records.writtenrecord": {
        "draft": {"issued", "discarded"},
        "issued": {"complete", "superseded", "withdrawn"},
        "complete": {"superseded"},
    },
    "suspensions.sitesuspension": {
        "provisional": {"upheld", "not_upheld", "lifted", "void", "replaced"},
        "upheld": {"lifted", "void", "replaced"},
    },
}
BEGINS = {
    "cases.case": {"open"},
    "incidents.interview": {"planned"},
    "records.writtenrecord": {"draft"},
    "suspensions.sitesuspension": {"provisional"},
}
LIVE = ("provisional", "upheld")
# The six weeks of a provisional one end with the 41st day after its first.
DAYS_PROVISIONAL = 41
WORKING_DAYS_TO_ANSWER = 10
IN_WRITING = ("letter", "email", "handed")
OF_CLOCKS = (Kind.DECIDE_BEFORE_END, Kind.REPRESENTATIONS, Kind.REVIEW, Kind.REVIEW_SITE_SUSPENSION)
# Whoever may ever judge a suspension, and those who answer to the CEO.
JUDGES = {"ceo", "central", "aunt", "chair", "vice", "trustee"}
SIDE_OF_CEO = {"ceo", "central", "aunt"}
LETTERS = "letter"
LONG_BEFORE = datetime(2026, 9, 1, 8, 0, tzinfo=LONDON)


def day_of(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def last_day(suspension: SiteSuspension) -> date:
    return day_of(suspension.period.upper - timedelta(seconds=1))


def a_year_on(day: date) -> date:
    return day.replace(year=day.year + 1)


def working_days_later(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5 and day not in HOLIDAYS
    return day


class Life(Acts):
    """A case's life, and what must hold after every single act of it."""

    def __init__(self) -> None:
        super().__init__()
        self.states: dict[str, str] = {}
        self.last_entry = self.last_notice = 0
        self.counted: dict[int, date] = {}
        self.heard: set[int] = set()
        self.ever_upheld: set[int] = set()
        self.judged: set[tuple[str, int]] = set()
        self.lengths: dict[str, int] = {}

    def teardown(self) -> None:
        COUNTS.update(self.counts)
        super().teardown()

    def check(self) -> None:
        before, self.seen = self.seen, Seen.now()
        self.no_illegal_move()
        self.always_an_end(before)
        self.one_live_at_a_site()
        self.nobody_upheld_unheard()
        self.no_decision_without_a_reason()
        self.nobody_involved_judges()
        self.every_review_is_owed()
        self.nothing_open_on_a_closed_case()
        self.nobody_behind_a_wall_hears_of_it(before)
        self.chains_are_whole()

    # --- States ---------------------------------------------------------------------------------------------------------
    def no_illegal_move(self) -> None:
        """Every move stands in the history, is lawful, and leads to where the row is now."""
        entries = Payload.objects.filter(entry__pk__gt=self.last_entry).order_by("entry__pk")
        for pk, subject, data in entries.values_list("entry__pk", "entry__subject", "data"):
            self.last_entry = pk
            label = subject.split(":")[0]
            after, was = (data.get(key) or {} for key in ("after", "before"))
            if label not in LAWFUL_MOVES or "state" not in after:
                continue
            assert self.states.get(subject, was["state"]) == was["state"], f"{subject} moved without a word"
            assert subject in self.states or was["state"] in BEGINS[label]
            assert after["state"] in LAWFUL_MOVES[label].get(was["state"], ()), f"{subject}: {was} to {after}"
            self.states[subject] = after["state"]
        for row in (*self.seen.cases, *self.seen.interviews, *self.seen.records, *self.seen.suspensions):
            subject = f"{row._meta.label_lower}:{row.pk}"
            begins = BEGINS[row._meta.label_lower] | ({"upheld"} if getattr(row, "is_entered", False) else set())
            known = self.states.setdefault(subject, row.state)
            assert known == row.state, f"{subject} is {row.state}; its history says {known}"
            assert row.state in begins or Entry.objects.filter(subject=subject).exists()

    # --- How long -------------------------------------------------------------------------------------------------------
    def always_an_end(self, before: Seen) -> None:
        """Bounded, to a midnight in London; six weeks until it is upheld, a year after."""
        earlier = {row.pk: row for row in before.suspensions}
        for row in self.seen.suspensions:
            assert row.period.lower is not None
            assert row.period.upper is not None
            assert row.period.lower < row.period.upper
            end = row.period.upper.astimezone(LONDON)
            assert (end.hour, end.minute, end.second) == (0, 0, 0)
            if row.pk not in self.counted:
                replaced = [
                    one for one in self.seen.suspensions if one.state == "replaced" and one.ended_at == row.decided_at
                ]
                going_on = [one.pk for one in replaced if earlier[one.pk].state == "provisional"]
                is_wide = row.replaces_id is not None
                counted = [self.counted[pk] for pk in going_on] if is_wide else []
                self.counted[row.pk] = min(counted, default=day_of(row.period.lower))
            if row.state == "upheld":
                self.ever_upheld.add(row.pk)
            if row.is_entered:
                continue
            start = self.counted[row.pk]
            latest = a_year_on(start) - timedelta(days=1)
            if row.pk not in self.ever_upheld:
                latest = start + timedelta(days=DAYS_PROVISIONAL)
            assert last_day(row) <= latest, f"{row} from {start} lasts until {last_day(row)}"

    def one_live_at_a_site(self) -> None:
        live = [row for row in self.seen.suspensions if row.state in LIVE]
        for number, one in enumerate(live):
            for other in live[number + 1 :]:
                is_same_site = one.is_trust_wide or other.is_trust_wide or one.school_id == other.school_id
                overlaps = one.period.lower < other.period.upper and other.period.lower < one.period.upper
                assert not (one.person_id == other.person_id and is_same_site and overlaps), f"{one.pk} and {other.pk}"

    # --- Heard ----------------------------------------------------------------------------------------------------------
    def nobody_upheld_unheard(self) -> None:
        """Who is upheld against beyond the first day has been heard, has waived it in writing, or is out of time."""
        for row in self.seen.suspensions:
            is_longer = last_day(row) > self.counted[row.pk]
            if row.state != "upheld" or row.is_entered or not is_longer or row.pk in self.heard:
                continue
            assert self.is_heard(row), f"{row.pk} is upheld until {last_day(row)}, and nobody was heard"
            self.heard.add(row.pk)

    def is_heard(self, row: SiteSuspension) -> bool:
        now, said = timezone.now(), [one for one in self.seen.said if one.suspension_id == row.pk]
        if any(one.considered_at is None and not one.is_waiver for one in said):
            return False
        made_longer = [one.decided_at for one in self.seen.extensions if one.suspension_id == row.pk]
        since = min(made_longer, default=row.decided_at).replace(second=0, microsecond=0)
        for one in said:
            is_waived = one.is_waiver and one.channel in IN_WRITING
            if (is_waived or one.is_all) and one.received_at >= since:
                return True
        letters = {
            record.pk
            for record in self.seen.records
            if record.subject.split("-")[0] == str(row.pk) and record.issued_at and record.issued_at >= since
            and record.kind.endswith(LETTERS)
        }  # fmt: skip
        received = [copy.deemed_on for copy in self.seen.copies if copy.record_id in letters and copy.deemed_on]
        return bool(received) and day_of(now) > working_days_later(min(received), WORKING_DAYS_TO_ANSWER)

    # --- Reasons --------------------------------------------------------------------------------------------------------
    def no_decision_without_a_reason(self) -> None:
        seen = self.seen
        given = [(row, row.grounds) for row in seen.suspensions]
        given += [(row, row.end_reason) for row in seen.suspensions if row.ended_at]
        given += [(row, text) for row in seen.extensions for text in (row.reason, row.considered)]
        given += [(row, text) for row in seen.variations for text in (row.terms, row.reason)]
        given += [(row, text) for row in seen.reviews for text in (row.reasons, row.considered)]
        given += [
            (row, row.follows if row.outcome == "not_upheld" else row.risk)
            for row in seen.reviews
            if row.outcome != "ended"
        ]
        given += [(row, row.consideration) for row in seen.said if row.considered_at]
        given += [(row, row.text) for row in seen.said]
        given += [(row, row.outcome) for row in seen.cases if row.state == "closed"]
        given += [(row, row.void_reason) for row in seen.cases if row.state == "void"]
        given += [(row, row.reason) for row in seen.delegations]
        given += [(row, row.waive_reason) for row in seen.duties if row.waived_at]
        given += [(row, row.how) for row in seen.duties if row.discharged_at]
        given += [(row, row.conclusion_reason) for row in seen.incidents if row.concluded_at]
        given += [(row, row.given_up_reason) for row in seen.interviews if row.given_up_at]
        given += [(row, row.disagreement) for row in seen.interviews if row.state == "not_agreed"]
        assert [f"{row._meta.label} {row.pk}" for row, text in given if not text.strip()] == []

    # --- Who judges -----------------------------------------------------------------------------------------------------
    def nobody_involved_judges(self) -> None:
        """Whoever reviews, weighs the person's words or changes the terms has nothing to do with it, and may."""
        judged = [("review", row.pk, row.suspension_id, row.decided_by_id) for row in self.seen.reviews]
        judged += [("terms", row.pk, row.suspension_id, row.decided_by_id) for row in self.seen.variations]
        judged += [
            ("words", row.pk, row.suspension_id, row.considered_by_id) for row in self.seen.said if row.considered_by_id
        ]
        suspensions = {row.pk: row for row in self.seen.suspensions}
        for what, pk, suspension, user in judged:
            if (what, pk) in self.judged:
                continue
            self.judged.add((what, pk))
            self.may_judge(suspensions[suspension], user, suspensions)

    def may_judge(self, row: SiteSuspension, user: int, suspensions: dict[int, SiteSuspension]) -> None:
        name = next(name for name, pk in self.cast.items() if pk == user)
        assert name in JUDGES, f"{name} judged"
        cases, one = {row.case_id}, row
        while one.replaces_id is not None:
            one = suspensions[one.replaces_id]
            cases.add(one.case_id)
        involved = self.involved_in(cases)
        assert user not in involved, f"{name} judged and {involved[user]}"
        ceos = {
            self.cast["ceo"],
            *Cover.objects.filter(role=Role.CEO, period__contains=timezone.now()).values_list("user", flat=True),
        }
        named = {user for user, why in self.involved_in({row.case_id}).items() if why != "interviewed"} & ceos
        decided = [one for one in self.seen.suspensions if one.case_id == row.case_id and not one.decider_name]
        by_ceo = [one for one in decided if one.capacity in ("ceo", "acting_ceo")]
        if named or by_ceo:
            assert name not in SIDE_OF_CEO, f"{name} judged what the CEO is in"

    def involved_in(self, cases: set[int]) -> dict[int, str]:
        """The accounts that have to do with these cases, and how."""
        seen = self.seen
        mine = {row.pk for row in seen.suspensions if row.case_id in cases}
        found = {row.opened_by_id: "opened it" for row in seen.cases if row.pk in cases}
        found |= {row.logged_by_id: "logged it" for row in seen.incidents if row.case_id in cases}
        found |= {
            row.decided_by_id: "suspended"
            for row in seen.suspensions
            if row.pk in mine and not (row.is_entered and row.decider_name)
        }
        found |= {row.decided_by_id: "extended" for row in seen.extensions if row.suspension_id in mine}
        people = [row for row in seen.involved if row.case_id in cases]
        talked = {row.pk for row in people}
        found |= {
            row.interviewer_id: "interviewed"
            for row in seen.interviews
            if row.involvement_id in talked and row.interviewer_id and row.noted_at
        }
        found |= {user: "is in it" for row in people if (user := row.user_id or (row.person and row.person.user_id))}
        subjects = {row.person_id for row in people if row.part == Part.SUBJECT}
        tied = ties_of({self.cast["aunt"], self.cast["teacher"]})
        return found | {user: "is family" for user, persons in tied.items() if persons & subjects}

    # --- What is owed ---------------------------------------------------------------------------------------------------
    def every_review_is_owed(self) -> None:
        """A live suspension's review is open or settled, and it is looked at again; of an ended one nothing is owed."""
        duties: dict[tuple[str, str], list[bool]] = {}
        open_ones = {row.pk for row in self.seen.open_duties()}
        for duty in self.seen.duties:
            duties.setdefault((duty.kind, duty.subject), []).append(duty.pk in open_ones)
        for row in self.seen.suspensions:
            subject = str(row.pk)
            if row.state not in LIVE:
                left = [kind for kind in OF_CLOCKS if any(duties.get((kind, subject), []))]
                assert left == [], f"{row.pk} is {row.state}, and still {left}"
            elif row.state == "provisional":
                assert duties.get((Kind.REVIEW, subject)), f"{row.pk}: nobody owes a review"
                assert any(duties[Kind.REVIEW, subject]) or self.was_waived(Kind.REVIEW, subject)
            else:
                assert not any(duties.get((Kind.REVIEW, subject), [])), f"{row.pk} is upheld and still to be reviewed"
                if last_day(row) > day_of(timezone.now()):
                    assert row.review_on is not None
                    assert duties.get((Kind.REVIEW_SITE_SUSPENSION, subject)), f"{row.pk}: nobody looks again"

    def was_waived(self, kind: Kind, subject: str) -> bool:
        return any(row.waived_at for row in self.seen.duties if (row.kind, row.subject) == (kind, subject))

    def nothing_open_on_a_closed_case(self) -> None:
        for case in self.seen.cases:
            if case.state != "closed":
                continue
            left = [row.kind for row in self.seen.open_duties() if row.case_id == case.pk]
            left += [
                row.state for row in self.seen.suspensions if row.case_id == case.pk and row.is_in_force(timezone.now())
            ]
            left += [row.kind for row in self.seen.records if row.case_id == case.pk and row.state == "draft"]
            assert left == [], f"{case} is closed, and still {left}"

    # --- Walls and history ----------------------------------------------------------------------------------------------
    def nobody_behind_a_wall_hears_of_it(self, before: Seen) -> None:
        """Whom a case is about sees nothing of it, and nothing is sent to them."""
        walled = {
            (row.case_id, row.person.user_id)
            for row in before.involved
            if row.part == Part.SUBJECT and row.person and row.person.user_id
        }
        for notice in self.seen.notices:
            if notice.pk > self.last_notice:
                self.last_notice = notice.pk
                assert (notice.case_id, notice.to_user_id) not in walled
        names = {pk: name for name, pk in self.cast.items()}
        kept = {
            (row.case_id, row.person.user_id) for row in self.seen.involved if row.part == Part.SUBJECT and row.person
        }
        for case, user in walled & kept:
            assert not sees(self.user(names[user]), Case.objects.get(pk=case))

    def chains_are_whole(self) -> None:
        """Every chain verifies from its first entry, and none got shorter."""
        for chain in self.seen.chains:
            assert chain.length >= self.lengths.get(chain.pk, 0)
            if chain.length > self.lengths.get(chain.pk, 0):
                assert first_break(Chain.objects.get(pk=chain.pk)) is None
            self.lengths[chain.pk] = chain.length


COUNTS: Counter[str] = Counter()


@pytest.fixture
def world():
    with time_machine.travel(LONG_BEFORE, tick=False):
        return World()


@pytest.mark.parametrize("beginning", BEGINNINGS.values(), ids=[*BEGINNINGS])
@pytest.mark.skipif(bool(LIVES), reason="Other lives are asked for.")
def test_whatever_happens_in_the_life_of_a_case_it_is_lawful(world, beginning):
    live(world, st.just(beginning), number=[*BEGINNINGS.values()].index(beginning))


@pytest.mark.skipif(not LIVES, reason="Asked for by LIVES=500.")
def test_so_it_is_in_any_other_life(world):
    live(world, ANY)

    for name, count in sorted(COUNTS.items()):
        print(f"{count:6} {name}")  # noqa: T201  (asked for by hand)


def live(world, beginnings, *, number=None):
    """Live from these beginnings; the lives of a number are the same each time."""
    kind = type("Life", (Life,), {"world": world, "beginnings": beginnings})
    run_state_machine_as_test(kind if number is None else seed(number)(kind), settings=SETTINGS)
