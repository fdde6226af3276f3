"""What people do in the life of a case, at random and by the real services only: rightly, wrongly, by the wrong person.

The acts for tests/test_life_of_a_case.py, which says what must hold after each.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from typing import Any
from uuid import UUID, uuid4

import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from accounts.models import User
from audit.models import Chain
from cases import jobs as case_jobs
from cases.duties import Kind
from cases.models import Case, Delegation, Duty, Evidence, Involvement
from cases.services.duties import reassign, waive
from cases.services.evidence import add_evidence
from cases.states import EvidenceKind, Part
from desk.selectors.report import issued_report
from desk.selectors.supplementary import supplementary_of
from desk.services import cover, delegation
from desk.services.closing import close_case, reopen_case
from desk.services.deciding import decide_on_report
from desk.services.entering import enter_suspension
from desk.services.informing import (
    acknowledge_as_chair,
    acknowledge_report,
    acknowledge_supplementary,
    inform_ceo_now,
    inform_chair,
)
from desk.services.involving import name_in_case, take_out
from desk.services.log import Party, submit_log
from desk.services.report import issue_report, write_report
from desk.services.supplementary import issue_supplementary, write_supplementary
from desk.services.suspending import suspend_on_case
from desk.services.voiding import void_case
from incidents.models import Incident, Interview
from incidents.services import add_addendum
from incidents.services.interviews import give_up_interview, hold_interview, plan_interview, settle_interview
from incidents.states import Category, Conclusion, InterviewState, NoteForm, Setting, WitnessKind
from kernel.refusal import Refused
from notices import jobs as notice_jobs
from notices.models import Notice
from notices.states import CallResult
from notices.states import Channel as Spoken
from records.models import Copy, WrittenRecord
from records.states import CopyMethod
from schools.calendar import LONDON, at_local, local_day
from schools.models import Relationship
from schools.services.roles import sync_roles
from schools.states import PersonKind, Role
from suspensions import jobs as suspension_jobs
from suspensions import services
from suspensions.models import BehaviourWarning, Extension, Representation, Review, SiteSuspension, Variation
from suspensions.states import Capacity, Channel, Outcome
from tests import factories as make
from tests.clockwork import let_pass

REFUSALS = (Refused, PermissionDenied, ValidationError)
# Jobs that change a case; mail, PDFs and files have tests of their own.
JOBS = [
    task.name
    for task in (
        case_jobs.settle_deciders,
        notice_jobs.tell_deciders,
        suspension_jobs.end_reached,
        suspension_jobs.new_facts,
        suspension_jobs.window_closed,
    )
]
CAST = {
    "head": (Role.HEAD, "here"),
    "deputy": (Role.SENIOR_LEADER, "here"),
    "office": (Role.OFFICE, "here"),
    "staff": (Role.STAFF, "here"),
    "stranger": (Role.HEAD, "there"),
    "teacher": (Role.STAFF, "there"),
    "ceo": (Role.CEO, None),
    "central": (Role.CENTRAL_TEAM, None),
    "aunt": (Role.CENTRAL_TEAM, None),
    "chair": (Role.CHAIR, None),
    "vice": (Role.VICE_CHAIR, None),
    "trustee": (Role.TRUSTEE, None),
    "admin": (Role.ADMINISTRATOR, None),
}
# Round half-term and the end of summer time: on a school day, an hour before the weekend, in the night the clocks go
# back, in the holiday, before Christmas.
STARTS = (
    datetime(2026, 10, 22, 8, 19, tzinfo=LONDON),
    datetime(2026, 10, 23, 16, 5, tzinfo=LONDON),
    datetime(2026, 10, 24, 23, 30, tzinfo=LONDON),
    datetime(2026, 10, 27, 11, 0, tzinfo=LONDON),
    datetime(2026, 12, 17, 15, 45, tzinfo=LONDON),
)
HOLIDAYS = (date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29))

BEFORE = st.sampled_from(
    [timedelta(0)] * 6 + [timedelta(minutes=5), timedelta(hours=3), timedelta(days=2), -timedelta(hours=1)]
)
DAYS = st.sampled_from([1, 2, 5, 9, 14, 14, 14, 28, 28, 40, 41, 42, 90, 200, 363, 364, 365, 366, 0, -1])
WHICH = st.integers(min_value=0, max_value=5)
SUBJECTS = st.sampled_from(["father", "father", "father", "mother", "employee"])
# Mostly a reason; now and then nothing, or nothing but blanks.
REASON = st.sampled_from(
    ["He may come back and hit somebody.", "Two colleagues saw it.", "He has apologised."] * 8 + ["", " \n"]
)
GOOD = "Two colleagues saw it, and he said that he will be back."


HOW_HEARD = st.sampled_from(["waiver", "all", "some", "time", "time"])


class Station(IntEnum):
    """How far a case has come."""

    SUSPENDED = 1
    EXTENDED = 2
    WRITTEN = 3
    HEARD = 4
    JUDGED = 5
    LIFTED = 6
    CLOSED = 7


@dataclass(frozen=True)
class Beginning:
    """How a life begins: who logs it when, who acts for the CEO, who saw it, how far it has come when we look."""

    starts_at: datetime
    by: str
    delegate: str
    witness: str
    station: Station
    how: str = "time"
    days: int = 14


def anybody(*likely: str) -> st.SearchStrategy[str]:
    """Mostly one of these, else whoever it is."""
    return st.sampled_from([*(likely * (40 // len(likely))), *CAST])


@dataclass
class Seen:
    """Everything about the cases that the rows say, read at once."""

    cases: list[Case] = field(default_factory=list)
    suspensions: list[SiteSuspension] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    involved: list[Involvement] = field(default_factory=list)
    interviews: list[Interview] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    variations: list[Variation] = field(default_factory=list)
    said: list[Representation] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    delegations: list[Delegation] = field(default_factory=list)
    records: list[WrittenRecord] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    chains: list[Chain] = field(default_factory=list)

    @classmethod
    def now(cls) -> "Seen":
        people = Involvement.objects.select_related("person", "user")
        return cls(
            cases=[*Case.objects.order_by("pk")],
            suspensions=[*SiteSuspension.objects.select_related("person").order_by("pk")],
            duties=[*Duty.objects.order_by("due_at", "pk")],
            incidents=[*Incident.objects.order_by("pk")],
            involved=[*people.order_by("pk")],
            interviews=[*Interview.objects.order_by("pk")],
            evidence=[*Evidence.objects.order_by("pk")],
            extensions=[*Extension.objects.order_by("pk")],
            variations=[*Variation.objects.order_by("pk")],
            said=[*Representation.objects.order_by("pk")],
            reviews=[*Review.objects.order_by("pk")],
            delegations=[*Delegation.objects.order_by("pk")],
            records=[*WrittenRecord.objects.defer("content").order_by("pk")],
            copies=[*Copy.objects.order_by("pk")],
            notices=[*Notice.objects.order_by("pk")],
            chains=[*Chain.objects.order_by("pk")],
        )

    def open_duties(self) -> list[Duty]:
        return [duty for duty in self.duties if duty.discharged_at is None and duty.waived_at is None]


class World:
    """A family with children at two schools, a colleague who is a parent, and everybody who may have to do with it."""

    def __init__(self) -> None:
        make.TrustFactory()
        self.here = make.SchoolFactory(name="Hillside Primary", prefix="HIL")
        self.there = make.SchoolFactory(name="Brook Secondary", prefix="BRO")
        for day in HOLIDAYS:
            make.BankHolidayFactory(on=day)
        sync_roles()
        places = {"here": self.here, "there": self.there, None: None}
        self.cast = {
            name: make.UserFactory(name=f"{name.title()} Person", role=(role, places[place])).pk
            for name, (role, place) in CAST.items()
        }
        make.StandingDeputyFactory(user_id=self.cast["deputy"], school=self.here, named_by_id=self.cast["head"])
        father = make.PersonFactory(at=self.here)
        mother = make.PersonFactory(at=self.here, given_name="Ruby", title="Ms", user_id=self.cast["aunt"])
        kinds = [PersonKind.PARENT, PersonKind.STAFF]
        names = {"given_name": "Noor", "family_name": "Haddad"}
        employee = make.PersonFactory(at=self.here, kinds=kinds, user_id=self.cast["teacher"], **names)
        self.people = {"father": father, "mother": mother, "employee": employee}
        for school, name in ((self.here, "Alfie"), (self.there, "Bea")):
            pupil = make.PersonFactory(pupil=True, at=school, given_name=name)
            for adult in (father, mother):
                make.RelationshipFactory(adult=adult, pupil=pupil)


class Acts(RuleBasedStateMachine):
    """A case in that world. Each example happens inside a transaction that is rolled back."""

    world: World
    beginnings: st.SearchStrategy[Beginning]

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.clock = time_machine.travel(STARTS[0], tick=False)
        self.traveller = self.clock.start()
        self.here, self.there = self.world.here, self.world.there
        self.cast, self.people = self.world.cast, self.world.people
        self.counts: dict[str, int] = {}
        self.seen = Seen()

    def teardown(self) -> None:
        self.clock.stop()
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    # --- The people -----------------------------------------------------------------------------------------------------
    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        """A case at some station of its way, as it should go; then anything happens."""
        it: Beginning = data.draw(self.beginnings)
        self.traveller.move_to(it.starts_at)
        if it.delegate:
            until, to = timezone.now() + timedelta(days=60), self.user(it.delegate)
            self.do(delegation.give, by="ceo", case=None, to=to, reason=GOOD, until=until)
        self.log(self.here, it.by, "father", is_suspended=True, tells_ceo=True)
        if it.witness:
            self.do(name_in_case, by="head", case=self.case(), part=Part.WITNESS, user=self.user(it.witness))
        if self.seen.suspensions:
            self.proceed_to(it.station, 0, it.days, it.how, "head")

    def proceed_to(self, station: Station, which: int, days: int, how: str, lead: str) -> None:
        """From the first day onwards, as it should be done."""
        suspension = self.suspension(which)
        if station >= Station.EXTENDED:
            said = {"until_on": self.today(days), "reason": GOOD, "considered": GOOD}
            self.do(services.extend_site_suspension, by=lead, suspension=suspension, **said)
        if station >= Station.WRITTEN:
            self.letter(self.suspension(which), lead, CopyMethod.HAND, GOOD)
        if station >= Station.HEARD:
            self.judge(self.suspension(which), "ceo", Outcome.UPHELD)
            self.judge(self.suspension(which), "chair", Outcome.UPHELD)
            self.hear(self.suspension(which), how, lead)
        if station >= Station.JUDGED:
            self.everybody_judges(which, [*CAST], "uphold")
        if station >= Station.LIFTED:
            self.do(services.lift_suspension, by=lead, suspension=self.suspension(which), reason=GOOD)
        if station >= Station.CLOSED:
            self.wind_up_case(self.case(which))

    def hear(self, suspension: SiteSuspension, how: str, lead: str) -> None:
        """The person waives their side, says all of it or some of it, or lets the time pass."""
        facts = {"received_at": timezone.now(), "channel": Channel.LETTER, "text": "I was upset."}
        if how == "waiver":
            self.do(services.note_waiver, by=lead, suspension=suspension, **facts)
        elif how in ("all", "some"):
            self.do(services.note_representation, by=lead, suspension=suspension, is_all=how == "all", **facts)
        else:
            self.pass_until(at_local(self.today(21), time(0)))

    def user(self, name: str) -> User:
        """Somebody as at the beginning of a request: nothing is remembered of what they may do."""
        return User.objects.get(pk=self.cast[name])

    # --- Doing ----------------------------------------------------------------------------------------------------------
    def do(self, service: Callable[..., Any], *, by: str, **facts: Any) -> Any:
        """Let somebody do something; refused, nothing of it may remain. Then everything must hold."""
        before = [(chain.pk, chain.length) for chain in Chain.objects.order_by("pk")]
        name = getattr(service, "__name__", str(service))
        try:
            with transaction.atomic():
                done = service(by=self.user(by), **facts)
        except REFUSALS:
            self.counts[f"{name} refused"] = self.counts.get(f"{name} refused", 0) + 1
            assert [(chain.pk, chain.length) for chain in Chain.objects.order_by("pk")] == before
            return None
        self.counts[name] = self.counts.get(name, 0) + 1
        self.check()
        return done

    def check(self) -> None:
        """What must hold now; tests/test_life_of_a_case.py says it."""
        raise NotImplementedError

    def involved_in(self, cases: set[int]) -> dict[int, str]:
        """The accounts that have to do with these cases, and how; said there too."""
        raise NotImplementedError

    def token(self) -> UUID:
        return uuid4()

    def today(self, days: int = 0) -> date:
        return local_day(timezone.now()) + timedelta(days=days)

    def case(self, which: int = 0) -> Case:
        return Case.objects.select_related("school").get(pk=self.seen.cases[which % len(self.seen.cases)].pk)

    def suspension(self, which: int) -> SiteSuspension:
        """Mostly the newest one."""
        rows = self.seen.suspensions
        pk = rows[-1 - max(0, which - 2) % len(rows)].pk
        found: SiteSuspension = SiteSuspension.objects.with_people().get(pk=pk)
        return found

    # --- It begins ------------------------------------------------------------------------------------------------------
    def log(self, school: Any, by: str, whom: str, *, is_suspended: bool, tells_ceo: bool) -> None:
        risk = GOOD if is_suspended else ""
        parties = [
            Party(part=Part.SUBJECT, person=self.people[whom], is_suspended=is_suspended, risk=risk, was_told=tells_ceo)
        ]
        self.do(
            submit_log,
            by=by,
            token=self.token(),
            school=school,
            occurred_at=timezone.now() - timedelta(minutes=14),
            setting=Setting.GATE,
            categories=[Category.THREATENING],
            account="He shouted and raised a fist.",
            parties=parties,
            tells_ceo=tells_ceo,
            why_not_suspended=GOOD,
        )

    @precondition(lambda self: len(self.seen.cases) < 2)
    @rule(by=anybody("head", "stranger", "staff"), whom=SUBJECTS, is_here=st.booleans(), is_suspended=st.booleans())
    def log_another(self, by: str, whom: str, is_here: bool, is_suspended: bool) -> None:
        self.log(self.here if is_here else self.there, by, whom, is_suspended=is_suspended, tells_ceo=False)

    @precondition(lambda self: len(self.seen.cases) == 1)
    @rule(
        by=anybody("head", "ceo"), whom=SUBJECTS, ago=DAYS, days=DAYS, is_upheld=st.booleans(), has_letter=st.booleans()
    )
    def enter_one_from_before(self, by: str, whom: str, ago: int, days: int, is_upheld: bool, has_letter: bool) -> None:
        self.do(
            enter_suspension,
            by=by,
            person=self.people[whom],
            school=self.here,
            from_on=self.today(-ago),
            until_on=self.today(days),
            decided_on=self.today(-ago),
            capacity=Capacity.HEAD,
            grounds=GOOD,
            is_upheld=is_upheld,
            decider_name="Mr Elder",
            review_on=self.today(days // 2) if is_upheld else None,
            letter_on=self.today(-ago) if has_letter else None,
        )

    @precondition(lambda self: self.seen.cases)
    @rule(which=WHICH, by=anybody("head", "head", "ceo", "deputy", "stranger"), whom=SUBJECTS, grounds=REASON)
    def suspend(self, which: int, by: str, whom: str, grounds: str) -> None:
        case = self.case(which)
        self.do(suspend_on_case, by=by, case=case, person=self.people[whom], school=case.school, grounds=grounds)

    @precondition(lambda self: self.seen.incidents)
    @rule(
        which=WHICH,
        by=anybody("head", "ceo"),
        conclusion=st.sampled_from([Conclusion.SUSPEND] * 3 + [*Conclusion]),
        reason=REASON,
    )
    def decide_on_a_report(self, which: int, by: str, conclusion: Conclusion, reason: str) -> None:
        incident = self.seen.incidents[which % len(self.seen.incidents)]
        person = self.people["father"]
        self.do(
            decide_on_report,
            by=by,
            incident=Incident.objects.select_related("case__school", "logged_by").get(pk=incident.pk),
            conclusion=conclusion,
            reason=reason,
            why_not_suspended=reason,
            suspended=[person],
            warned=[person],
            talked_to=person,
            talk_channel=Spoken.IN_PERSON,
            talk_moment=timezone.now(),
            talk_note="He was told to keep away.",
        )

    # --- Who is in it ---------------------------------------------------------------------------------------------------
    @precondition(lambda self: self.seen.cases)
    @rule(
        which=WHICH,
        by=anybody("head", "deputy", "ceo"),
        part=st.sampled_from([Part.WITNESS] * 4 + [*Part]),
        whom=st.sampled_from(
            ["", "", "staff", "deputy", "head", "ceo", "ceo", "chair", "central", "employee", "mother"]
        ),
    )
    def name_somebody(self, which: int, by: str, part: Part, whom: str) -> None:
        who: dict[str, Any] = {"name": "A neighbour"}
        if whom:
            who = {"person": self.people[whom]} if whom in self.people else {"user": self.user(whom)}
        self.do(name_in_case, by=by, case=self.case(which), part=part, **who)

    @precondition(lambda self: self.seen.involved)
    @rule(which=WHICH, by=anybody("head", "deputy"), reason=REASON)
    def take_somebody_out(self, which: int, by: str, reason: str) -> None:
        row = self.seen.involved[-1 - which % len(self.seen.involved)]
        self.do(take_out, by=by, involvement=self.involvement(row.pk), reason=reason)

    def involvement(self, pk: int) -> Involvement:
        return Involvement.objects.select_related("case__school", "person__merged_into", "user").get(pk=pk)

    # --- Interviews, evidence, reports ----------------------------------------------------------------------------------
    @precondition(lambda self: len(self.seen.involved) > 1)
    @rule(
        which=WHICH,
        by=anybody("head", "deputy", "ceo"),
        leader=st.sampled_from(["head", "deputy", "ceo", "central", "staff"]),
        what=st.sampled_from(["plan", "hold", "agree", "disagree", "settle", "give up"]),
        reason=REASON,
    )
    def interview(self, which: int, by: str, leader: str, what: str, reason: str) -> None:
        witnesses = [row for row in self.seen.involved if row.part != Part.SUBJECT] or self.seen.involved
        row, now = self.involvement(witnesses[which % len(witnesses)].pk), timezone.now()
        about: dict[str, Any] = {"involvement": row, "witness_kind": WitnessKind.STAFF}
        if what == "settle":
            said = {"agreement": InterviewState.NOT_AGREED, "disagreement": reason}
            for known in Interview.objects.with_people().filter(involvement=row):
                self.do(settle_interview, by=by, interview=known, **said)
            return
        if what == "plan":
            self.do(
                plan_interview, by=by, **about, interviewer=self.user(leader), planned_start_at=now + timedelta(days=1)
            )
            return
        if what == "give up":
            self.do(give_up_interview, by=by, **about, reason=reason)
            return
        agreement = {"agree": InterviewState.AGREED, "disagree": InterviewState.NOT_AGREED}.get(what)
        self.hold(row, by, leader, agreement, reason)

    def hold(self, row: Involvement, by: str, leader: str, agreement: InterviewState | None, reason: str) -> None:
        now = timezone.now()
        self.do(
            hold_interview,
            by=by,
            involvement=row,
            witness_kind=WitnessKind.STAFF,
            started_at=now - timedelta(minutes=10),
            ended_at=now,
            account="He stood very close and shouted.",
            note_form=NoteForm.SUMMARY,
            is_read_back=True,
            interviewer=self.user(leader),
            agreement=agreement,
            disagreement=reason if agreement == InterviewState.NOT_AGREED else "",
        )

    @precondition(lambda self: self.seen.cases)
    @rule(which=WHICH, by=anybody("head", "deputy", "ceo"), is_addendum=st.booleans(), text=REASON)
    def add_what_is_known(self, which: int, by: str, is_addendum: bool, text: str) -> None:
        case = self.case(which)
        incident = Incident.objects.filter(case=case).select_related("case").first()
        if is_addendum and incident is not None:
            self.do(add_addendum, by=by, incident=incident, text=text)
        else:
            self.do(add_evidence, by=by, case=case, kind=EvidenceKind.CCTV, description=text)

    @precondition(lambda self: self.seen.incidents)
    @rule(
        which=WHICH,
        by=anybody("head", "deputy"),
        is_supplementary=st.booleans(),
        is_issued=st.sampled_from([True] * 4 + [False]),
    )
    def report(self, which: int, by: str, is_supplementary: bool, is_issued: bool) -> None:
        self.write(self.case(which), by, is_supplementary=is_supplementary, is_issued=is_issued)

    def write(self, case: Case, by: str, *, is_supplementary: bool, is_issued: bool = True) -> None:
        said = {"action_taken": "He was told to leave.", "correction": "A time was wrong."}
        if is_supplementary:
            self.do(write_supplementary, by=by, case=case, findings=GOOD, view=GOOD, **said)
        else:
            facts = {"circumstances": GOOD, "injuries": "", "police_called_at": None, "police_reference": ""}
            self.do(write_report, by=by, case=case, **facts, **said)
        if is_issued:
            self.do(issue_supplementary if is_supplementary else issue_report, by=by, case=case)

    def read(self, case: Case, by: str, what: str) -> None:
        if what == "chair":
            self.do(acknowledge_as_chair, by=by, case=case)
            return
        record = issued_report(case) if what == "report" else supplementary_of(case)[1]
        if record is not None:
            service = acknowledge_report if what == "report" else acknowledge_supplementary
            self.do(service, by=by, case=case, record=record)

    @precondition(lambda self: self.seen.cases)
    @rule(
        which=WHICH,
        by=anybody("ceo", "chair", "head"),
        what=st.sampled_from(["tell chair", "tell ceo", "report", "supplementary", "chair"]),
    )
    def inform_or_read(self, which: int, by: str, what: str) -> None:
        if what == "tell chair":
            self.do(inform_chair, by=by, case=self.case(which), note="A threat at the gate.")
        elif what == "tell ceo":
            self.do(inform_ceo_now, by=by, case=self.case(which))
        else:
            self.read(self.case(which), by, what)

    # --- How long, and where --------------------------------------------------------------------------------------------
    @precondition(lambda self: self.seen.suspensions)
    @rule(
        which=WHICH,
        by=anybody("head", "head", "ceo", "stranger", "central"),
        days=DAYS,
        reason=REASON,
        review_in=st.none() | DAYS,
    )
    def extend(self, which: int, by: str, days: int, reason: str, review_in: int | None) -> None:
        self.do(
            services.extend_site_suspension,
            by=by,
            suspension=self.suspension(which),
            until_on=self.today(days),
            reason=reason,
            considered=reason,
            review_on=None if review_in is None else self.today(review_in),
        )

    @precondition(lambda self: self.seen.suspensions)
    @rule(which=WHICH, by=anybody("ceo", "ceo", "central"), days=DAYS, grounds=REASON)
    def suspend_from_every_site(self, which: int, by: str, days: int, grounds: str) -> None:
        self.do(
            services.suspend_trust_wide,
            by=by,
            suspension=self.suspension(which),
            until_on=self.today(days),
            grounds=grounds,
            considered=grounds,
        )

    @precondition(lambda self: self.seen.suspensions)
    @rule(which=WHICH, by=anybody("head", "ceo"), reason=REASON, is_asked=st.booleans())
    def let_end_or_ask(self, which: int, by: str, reason: str, is_asked: bool) -> None:
        """Decide that it ends by itself, or ask the CEO to make it hold for every site."""
        if is_asked:
            self.do(services.ask_for_trust_wide, by=by, suspension=self.suspension(which), reason=reason)
        else:
            self.do(services.let_end, by=by, suspension=self.suspension(which), note=reason)

    # --- Word to the person ---------------------------------------------------------------------------------------------
    @precondition(lambda self: self.seen.suspensions)
    @rule(
        which=WHICH,
        by=anybody("head", "deputy", "ceo"),
        result=st.sampled_from([CallResult.SPOKE] * 3 + [*CallResult]),
        ago=BEFORE,
    )
    def tell(self, which: int, by: str, result: CallResult, ago: timedelta) -> None:
        self.do(
            services.log_telling,
            by=by,
            suspension=self.suspension(which),
            channel=Spoken.TELEPHONE,
            spoken_at=timezone.now() - ago,
            call_result=result,
            note="He listened.",
        )

    @precondition(lambda self: self.seen.suspensions)
    @rule(
        which=WHICH,
        by=anybody("head", "head", "deputy", "ceo"),
        method=st.sampled_from([CopyMethod.HAND, CopyMethod.HAND, CopyMethod.POST, CopyMethod.EMAIL, None]),
        reason=REASON,
    )
    def write_to_them(self, which: int, by: str, method: CopyMethod | None, reason: str) -> None:
        self.letter(self.suspension(which), by, method, reason)

    def letter(self, suspension: SiteSuspension, by: str, method: CopyMethod | None, reason: str) -> None:
        self.do(services.set_arrangement, by=by, suspension=suspension, collection="Grandmother, side gate, 15:20")
        self.do(
            services.issue_letter,
            by=by,
            suspension=suspension,
            happened="You shouted at a teacher and raised a fist.",
            reason=reason,
            method=method,
            address="2 Mill Lane, Middleton" if method == CopyMethod.POST else "",
        )

    @precondition(lambda self: self.seen.records)
    @rule(
        which=WHICH, by=anybody("head", "deputy"), days=DAYS, method=st.sampled_from([CopyMethod.HAND, CopyMethod.POST])
    )
    def note_that_it_went(self, which: int, by: str, days: int, method: CopyMethod) -> None:
        if self.seen.suspensions:
            self.do(
                services.log_letter_sent,
                by=by,
                suspension=self.suspension(which),
                method=method,
                sent_on=self.today(-days),
                address="2 Mill Lane, Middleton",
            )

    # --- Their side -----------------------------------------------------------------------------------------------------
    @precondition(lambda self: self.seen.suspensions)
    @rule(
        which=WHICH,
        by=anybody("head", "deputy", "ceo"),
        channel=st.sampled_from([*Channel]),
        ago=BEFORE,
        text=REASON,
        what=st.sampled_from(["side", "all", "waiver"]),
    )
    def answer(self, which: int, by: str, channel: Channel, ago: timedelta, text: str, what: str) -> None:
        facts = {"received_at": timezone.now() - ago, "channel": channel, "text": text}
        if what == "waiver":
            self.do(services.note_waiver, by=by, suspension=self.suspension(which), **facts)
        else:
            self.do(
                services.note_representation, by=by, suspension=self.suspension(which), is_all=what == "all", **facts
            )

    @precondition(lambda self: self.seen.said)
    @rule(which=WHICH, by=anybody("ceo", "central", "chair", "trustee", "head"), text=REASON)
    def consider(self, which: int, by: str, text: str) -> None:
        row = self.seen.said[which % len(self.seen.said)]
        said = Representation.objects.select_related("suspension__case").get(pk=row.pk)
        self.do(services.consider_representation, by=by, representation=said, consideration=text)

    # --- The decision ---------------------------------------------------------------------------------------------------
    @precondition(lambda self: self.seen.suspensions)
    @rule(
        which=WHICH,
        by=anybody("ceo", "ceo", "central", "chair", "vice", "trustee", "aunt", "head"),
        outcome=st.sampled_from([Outcome.UPHELD] * 4 + [Outcome.VARIED, Outcome.NOT_UPHELD, Outcome.CONTINUED]),
        reasons=REASON,
        review_in=st.none() | DAYS,
        consideration=REASON,
        until_in=st.none() | DAYS,
    )
    def review(
        self,
        which: int,
        by: str,
        outcome: Outcome,
        reasons: str,
        review_in: int | None,
        consideration: str,
        until_in: int | None,
    ) -> None:
        self.judge(self.suspension(which), by, outcome, reasons, review_in, consideration, until_in)

    @precondition(lambda self: self.seen.suspensions)
    @rule(
        which=WHICH, first=st.integers(0, len(CAST) - 1), what=st.sampled_from(["uphold", "uphold", "weigh", "change"])
    )
    def everybody_tries_to_judge(self, which: int, first: int, what: str) -> None:
        self.everybody_judges(which, [*CAST][first:] + [*CAST][:first], what)

    def everybody_judges(self, which: int, names: list[str], what: str) -> None:
        """With nothing wrong in what they say: one after the other, whoever has to do with it first."""
        involved = self.involved_in({self.suspension(which).case_id})
        for by in sorted(names, key=lambda name: self.cast[name] not in involved):
            suspension = self.suspension(which)
            if what == "uphold":
                self.judge(suspension, by, Outcome.UPHELD, consideration=GOOD)
            elif what == "change":
                self.do(services.vary_site_suspension, by=by, suspension=suspension, terms=GOOD, reason=GOOD)
                self.look(suspension, by, Outcome.ENDED, GOOD, 1)
            else:
                for said in Representation.objects.filter(suspension=suspension).select_related("suspension__case"):
                    self.do(services.consider_representation, by=by, representation=said, consideration=GOOD)

    def judge(
        self,
        suspension: SiteSuspension,
        by: str,
        outcome: Outcome,
        reasons: str = GOOD,
        review_in: int | None = None,
        consideration: str = "",
        until_in: int | None = None,
    ) -> None:
        last = local_day(suspension.period.upper - timedelta(seconds=1))
        review_on = self.today(review_in) if review_in is not None else max(self.today(), last - timedelta(days=1))
        self.do(
            services.review_site_suspension,
            by=by,
            suspension=suspension,
            outcome=outcome,
            reasons=reasons,
            considered=reasons,
            risk=reasons,
            follows=reasons,
            consideration=consideration,
            terms=reasons,
            review_on=review_on,
            until_on=None if until_in is None else self.today(until_in),
            evidence=[row.pk for row in self.seen.evidence if row.case_id == suspension.case_id],
        )

    @precondition(lambda self: self.seen.reviews)
    @rule(
        which=WHICH,
        by=anybody("ceo", "central", "chair", "trustee"),
        terms=REASON,
        reason=REASON,
        until_in=st.none() | DAYS,
    )
    def vary(self, which: int, by: str, terms: str, reason: str, until_in: int | None) -> None:
        until_on = None if until_in is None else self.today(until_in)
        self.do(
            services.vary_site_suspension,
            by=by,
            suspension=self.suspension(which),
            terms=terms,
            reason=reason,
            until_on=until_on,
        )

    @precondition(lambda self: self.seen.suspensions)
    @rule(
        which=WHICH,
        by=anybody("ceo", "central", "chair", "trustee"),
        goes_on=st.booleans(),
        reasons=REASON,
        review_in=DAYS,
    )
    def look_again(self, which: int, by: str, goes_on: bool, reasons: str, review_in: int) -> None:
        self.look(self.suspension(which), by, Outcome.CONTINUED if goes_on else Outcome.ENDED, reasons, review_in)

    def look(self, suspension: SiteSuspension, by: str, outcome: Outcome, reasons: str, review_in: int) -> None:
        said = {"reasons": reasons, "considered": reasons, "risk": reasons, "review_on": self.today(review_in)}
        self.do(services.look_again, by=by, suspension=suspension, outcome=outcome, **said)

    @precondition(lambda self: self.seen.suspensions)
    @rule(which=WHICH, by=anybody("head", "ceo"), days=DAYS, grounds=REASON)
    def renew(self, which: int, by: str, days: int, grounds: str) -> None:
        self.do(
            services.renew_site_suspension,
            by=by,
            suspension=self.suspension(which),
            until_on=self.today(days),
            grounds=grounds,
            considered=grounds,
        )

    @precondition(lambda self: self.seen.suspensions)
    @rule(which=WHICH, by=anybody("head", "ceo"), reason=REASON, is_error=st.booleans())
    def end(self, which: int, by: str, reason: str, is_error: bool) -> None:
        service = services.void_suspension if is_error else services.lift_suspension
        self.do(service, by=by, suspension=self.suspension(which), reason=reason)

    # --- Acting for somebody --------------------------------------------------------------------------------------------
    @precondition(lambda self: self.seen.cases)
    @rule(
        which=WHICH,
        by=anybody("ceo", "chair"),
        to=anybody("central", "aunt", "trustee", "vice"),
        is_every=st.booleans(),
        days=st.none() | st.sampled_from([1, 5, 30]),
        reason=REASON,
    )
    def delegate(self, which: int, by: str, to: str, is_every: bool, days: int | None, reason: str) -> None:
        until = None if days is None else timezone.now() + timedelta(days=days)
        case = None if is_every else self.case(which)
        self.do(delegation.give, by=by, case=case, to=self.user(to), reason=reason, until=until)

    @precondition(lambda self: self.seen.delegations)
    @rule(which=WHICH, by=anybody("ceo", "chair", "central"))
    def take_back(self, which: int, by: str) -> None:
        row = self.seen.delegations[which % len(self.seen.delegations)]
        found = Delegation.objects.select_related("case", "to", "given_by").filter(pk=row.pk).first()
        if found is not None:
            self.do(delegation.end, by=by, delegation=found)

    @rule(by=anybody("deputy", "chair"), of_head=st.booleans(), days=st.sampled_from([1, 5]))
    def stand_in(self, by: str, of_head: bool, days: int) -> None:
        if of_head:
            self.do(cover.act_as_head_today, by=by, school=self.here)
            return
        until = timezone.now() + timedelta(days=days)
        self.do(
            cover.appoint,
            by=by,
            role=Role.CEO,
            school=None,
            user=self.user("central"),
            of=self.user("ceo"),
            until=until,
            from_at=None,
        )

    # --- Duties ---------------------------------------------------------------------------------------------------------
    @precondition(lambda self: self.seen.open_duties())
    @rule(which=WHICH, by=anybody("head", "ceo", "chair"), to=anybody("deputy"), is_waived=st.booleans(), reason=REASON)
    def set_aside(self, which: int, by: str, to: str, is_waived: bool, reason: str) -> None:
        rows = self.seen.open_duties()
        duty = Duty.objects.select_related("case", "owner_user").get(pk=rows[which % len(rows)].pk)
        if is_waived:
            self.do(waive, by=by, duty=duty, reason=reason)
        else:
            self.do(reassign, by=by, duty=duty, to=self.user(to), reason=reason)

    @precondition(lambda self: self.seen.open_duties())
    @rule(which=WHICH)
    def do_what_is_due(self, which: int) -> None:
        """Whoever owes it does it, as they should."""
        rows = self.seen.open_duties()
        self.fulfil(rows[which % len(rows)])

    OWNERS = {Role.HEAD: "head", Role.CEO: "ceo", Role.CHAIR: "chair", Role.VICE_CHAIR: "vice"}

    def fulfil(self, duty: Duty) -> None:
        case = Case.objects.select_related("school").get(pk=duty.case_id)
        by = self.OWNERS.get(Role(duty.owner_role), "head")
        if by == "head" and case.school_id != self.here.pk:
            by = "stranger"
        kind = Kind(duty.kind)
        if kind == Kind.INTERVIEW:
            self.hold(self.involvement(int(duty.subject)), by, by, InterviewState.AGREED, "")
        elif kind in (Kind.REPORT_TO_CEO, Kind.SUPPLEMENTARY_REPORT):
            self.write(case, by, is_supplementary=kind == Kind.SUPPLEMENTARY_REPORT)
        elif kind in (Kind.INFORM_CHAIR, Kind.CHAIR_REPORT):
            self.do(inform_chair, by=by, case=case, note="A threat at the gate.")
        elif kind in (Kind.CEO_ACKNOWLEDGE, Kind.READ_SUPPLEMENTARY, Kind.CHAIR_ACKNOWLEDGE):
            what = {Kind.CEO_ACKNOWLEDGE: "report", Kind.READ_SUPPLEMENTARY: "supplementary"}.get(kind, "chair")
            self.read(case, by, what)
        elif kind == Kind.DECIDE_ON_REPORT:
            incident = Incident.objects.select_related("case__school", "logged_by").filter(case=case)[0]
            about = [row for row in self.seen.involved if row.case_id == case.pk and row.part == Part.SUBJECT]
            self.do(
                decide_on_report,
                by=by,
                incident=incident,
                conclusion=Conclusion.SUSPEND,
                reason=GOOD,
                suspended=[row.person for row in about if row.person],
            )
        elif kind == Kind.SEND_WARNING:
            warning = BehaviourWarning.objects.with_people().get(pk=duty.subject)
            said = {"happened": GOOD, "reason": GOOD, "method": CopyMethod.HAND}
            self.do(services.issue_warning, by=by, warning=warning, **said)
        elif duty.subject:
            self.fulfil_on(SiteSuspension.objects.with_people().get(pk=duty.subject), kind, by)

    def fulfil_on(self, suspension: SiteSuspension, kind: Kind, by: str) -> None:
        now = timezone.now()
        if kind == Kind.TELL_PARENT:
            self.do(
                services.log_telling, by=by, suspension=suspension, channel=Spoken.TELEPHONE, spoken_at=now,
                call_result=CallResult.SPOKE, note="He listened.",
            )  # fmt: skip
        elif kind == Kind.LETTER_TO_PARENT:
            self.letter(suspension, by, CopyMethod.HAND, GOOD)
        elif kind == Kind.DECIDE_BEFORE_END:
            until_on = self.today(14)
            said = {"reason": GOOD, "considered": GOOD}
            self.do(services.extend_site_suspension, by=by, suspension=suspension, until_on=until_on, **said)
        elif kind == Kind.REPRESENTATIONS:
            facts = {"received_at": now, "channel": Channel.LETTER, "text": "I was upset."}
            self.do(services.note_representation, by="head", suspension=suspension, is_all=True, **facts)
        elif kind == Kind.REVIEW:
            self.judge(suspension, by, Outcome.UPHELD, consideration=GOOD)
        elif kind == Kind.REVIEW_SITE_SUSPENSION:
            self.look(suspension, by, Outcome.ENDED, GOOD, 1)

    @precondition(lambda self: self.seen.suspensions)
    @rule(which=WHICH, station=st.sampled_from([*Station]), days=st.sampled_from([7, 14, 28, 41]), how=HOW_HEARD)
    def proceed(self, which: int, station: Station, days: int, how: str) -> None:
        """It goes on as it should, from wherever it is."""
        is_here = self.suspension(which).school_id == self.here.pk
        self.proceed_to(station, which, days, how, "head" if is_here else "stranger")

    # --- It ends --------------------------------------------------------------------------------------------------------
    @precondition(lambda self: self.seen.cases)
    @rule(which=WHICH, by=anybody("ceo", "head", "chair"), text=REASON)
    def close(self, which: int, by: str, text: str) -> None:
        self.do(close_case, by=by, case=self.case(which), outcome=text)

    @precondition(lambda self: self.seen.cases)
    @rule(which=WHICH)
    def wind_up(self, which: int) -> None:
        self.wind_up_case(self.case(which))

    def wind_up_case(self, case: Case) -> None:
        """Everybody does what is left to do, and whoever decides closes the case."""
        lead = "head" if case.school_id == self.here.pk else "stranger"
        for row in self.seen.suspensions:
            if row.case_id == case.pk and row.ended_at is None and row.period.upper > timezone.now():
                suspension = SiteSuspension.objects.with_people().get(pk=row.pk)
                self.do(services.lift_suspension, by=lead, suspension=suspension, reason=GOOD)
        for _ in range(3):
            for duty in self.seen.open_duties():
                if duty.case_id == case.pk and duty.kind != Kind.DECIDE_BEFORE_END:
                    self.fulfil(duty)
        for by in (lead, "ceo", "chair", "vice"):
            self.do(close_case, by=by, case=Case.objects.select_related("school").get(pk=case.pk), outcome=GOOD)

    @precondition(lambda self: any(case.state == "closed" for case in self.seen.cases))
    @rule(which=WHICH, by=anybody("ceo", "head", "chair"), reason=REASON)
    def reopen(self, which: int, by: str, reason: str) -> None:
        self.do(reopen_case, by=by, case=self.case(which), reason=reason)

    @precondition(lambda self: len(self.seen.cases) > 1)
    @rule(which=WHICH, by=anybody("head", "ceo"), reason=REASON)
    def void(self, which: int, by: str, reason: str) -> None:
        self.do(void_case, by=by, case=self.case(which), reason=reason)

    # --- Time -----------------------------------------------------------------------------------------------------------
    @rule(hours=st.sampled_from([1, 5, 5, 9, 24, 25]))
    def hours_pass(self, hours: int) -> None:
        self.pass_until(timezone.now() + timedelta(hours=hours))

    @rule(days=st.sampled_from([1, 1, 2, 3, 7, 10, 14, 30, 120]), is_late=st.booleans())
    def days_pass(self, days: int, is_late: bool) -> None:
        """Until midnight, to the minute; where the worker was away, what was due is done then."""
        self.pass_until(at_local(self.today(days), time(0)), is_late=is_late)

    def pass_until(self, until: datetime, *, is_late: bool = False) -> None:
        if is_late:
            self.traveller.move_to(until)
        let_pass(self.traveller, until, only=JOBS, after=self.job_done)
        self.check()

    def job_done(self, name: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1
        self.check()


def ties_of(users: set[int]) -> dict[int, set[int]]:
    """For each of these accounts the persons it has family ties with: its own record's children and their adults."""
    pairs = [*Relationship.objects.values_list("adult", "adult__user", "pupil")]
    found: dict[int, set[int]] = {}
    for user in users:
        own = {pupil for _, account, pupil in pairs if account == user}
        found[user] = own | {adult for adult, _, pupil in pairs if pupil in own}
    return found
