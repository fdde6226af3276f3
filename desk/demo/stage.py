"""Where the stories are told: the people by what the stories call them, the moment it is, and one scene for each case."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import uuid4

from accounts.models import User
from cases.models import Case
from cases.states import Part
from desk.demo.clock import Clock, Later
from desk.demo.place import HEADS
from desk.demo.plan import NOTHING_KNOWN, OVER, Plan
from desk.services.cover import act_as_head_today
from desk.services.entering import enter_suspension
from desk.services.log import Newcomer, Party, submit_log
from incidents.models import Incident
from incidents.selectors import first_incident
from incidents.states import Category, Setting
from pupils import services as pupils
from pupils.models import PupilSuspension
from pupils.states import Category as PupilCategory
from pupils.states import HalfOfDay, TermNumber
from schools.calendar import at_local, local_day
from schools.models import Person, School
from schools.schooldays import SchoolCalendar
from schools.selectors.school_calendar import school_calendar
from socialmedia.services import log_concern
from socialmedia.states import ConcernKind, Platform
from suspensions.models import SiteSuspension
from suspensions.states import Capacity


@dataclass(frozen=True)
class Who:
    """Somebody in a story: known by the story's name for them, or new to the school."""

    key: str = ""
    part: Part = Part.SUBJECT
    newcomer: Newcomer | None = None
    risk: str = ""
    was_told: bool = False


@dataclass(frozen=True)
class Paper:
    """A suspension from before the trust used the system, as its paper says; days are working days from today."""

    given_name: str
    family_name: str
    decider_name: str
    from_on: int
    until_on: int
    grounds: str
    letter_on: int | None = None


@dataclass(frozen=True)
class Post:
    """Something online, as somebody reports it; `author` is what the story calls whoever posted it, where known."""

    platform: Platform
    words: str
    kinds: tuple[ConcernKind, ...]
    author: str = ""
    handle: str = ""
    place: str = ""
    url: str = ""
    has_pupils: bool = False
    has_staff: bool = False
    signs: str = ""
    judged_by_name: str = ""


@dataclass(frozen=True)
class Tale:
    """One case: when it began, what was logged by whom, and what came of it, step by step.

    `before` counts working days back from today; `ago`, where given, counts minutes back from now instead. Where
    somebody `stands_in`, they say first that they are acting head today. A `paper` is entered instead of an incident; by
    a `plan` a pupil is suspended instead; a `post` is reported instead.
    """

    site: str
    by: str
    who: tuple[Who, ...]
    account: str = ""
    setting: Setting = Setting.ON_SITE
    categories: tuple[Category, ...] = ()
    before: int = 0
    at: str = "08:05"
    ago: int = 0
    logged_after: int = 14
    place: str = ""
    other_category: str = ""
    on_behalf_of: str = ""
    is_child_at_risk: bool = False
    tells_ceo: bool = False
    why_not: str = ""
    on_paper_after: int = 0
    found_after: int = 0
    stands_in: bool = False
    paper: "Paper | None" = None
    plan: Plan | None = None
    post: "Post | None" = None
    then: "Sequence[tuple[Later, Act]]" = ()


@dataclass
class Stage:
    """The trust as the stories need it."""

    clock: Clock
    sites: dict[str, School]
    people: dict[str, Person] = field(default_factory=dict)

    def user(self, key: str) -> User:
        """An account, read anew: what it may do is resolved for the moment it is now."""
        found: User = User.objects.get(email=f"{key}@demo.example")
        return found

    def person(self, key: str) -> Person:
        return Person.objects.get(pk=self.people[key].pk)


@dataclass
class Scene:
    """One case while its story is told."""

    stage: Stage
    tale: Tale
    case_pk: int = 0

    @property
    def began(self) -> datetime:
        clock, tale = self.stage.clock, self.tale
        if tale.plan is not None:
            placed = self._placed
            assert placed is not None, "only what can be told is begun"
            return at_local(placed[0], OVER)
        return clock.minutes_ago(tale.ago) if tale.ago else clock.moment(tale.before, tale.at)

    @property
    def can_be_told(self) -> bool:
        """A pupil is suspended on school days, which the calendar must hold; anything else happens on any day."""
        return self.tale.plan is None or self._placed is not None

    @cached_property
    def _placed(self) -> tuple[date, date] | None:
        """The school day on which a pupil's suspension is decided, and its first."""
        clock, plan = self.stage.clock, self.tale.plan
        assert plan is not None
        placed = plan.place(self.calendar, local_day(clock.now))
        is_past = placed is not None and clock.founding < at_local(placed[0], OVER) < clock.now
        return placed if is_past else None

    @cached_property
    def calendar(self) -> SchoolCalendar:
        """The school days of the site."""
        return school_calendar(self.stage.sites[self.tale.site])

    @property
    def case(self) -> Case:
        return Case.objects.select_related("school").get(pk=self.case_pk)

    @property
    def incident(self) -> Incident:
        found = first_incident(self.case)
        assert found is not None, "every story begins with an incident"
        return found

    @property
    def pupil_suspension(self) -> PupilSuspension:
        """The newest suspension of a pupil in this case."""
        rows = PupilSuspension.objects.with_people().filter(case=self.case_pk)
        found: PupilSuspension = rows.order_by("-pk")[0]
        return found

    def suspensions(self, of: str = "") -> list[SiteSuspension]:
        """The newest suspension of each person, or of one whom the story names."""
        rows = SiteSuspension.objects.filter(case=self.case_pk).select_related("case", "person", "school")
        newest = {row.person_id: row for row in rows.order_by("pk")}
        return [row for pk, row in newest.items() if not of or pk == self.stage.people[of].pk]

    def suspension(self, of: str = "") -> SiteSuspension:
        return self.suspensions(of)[0]

    def day(self, offset: int) -> date:
        """A working day so many working days from the day of loading."""
        return self.stage.clock.day(offset)

    @property
    def head(self) -> User:
        """The headteacher of the case's site; the CEO for the central office."""
        return self.stage.user(HEADS.get(self.tale.site, "ceo"))

    @property
    def writer(self) -> User:
        """Who works on the case: whoever logged it where they may, else the headteacher."""
        return self.stage.user(self.tale.by) if self.tale.by in ("head", "head2", "ceo", "deputy") else self.head

    def log(self) -> None:
        """Log the incident, or enter the suspension from before, as the form does."""
        tale, stage = self.tale, self.stage
        if tale.paper is not None:
            self._enter(tale.paper)
            return
        if tale.plan is not None:
            self._suspend(tale.plan)
            return
        if tale.post is not None:
            self._report(tale.post)
            return
        if tale.stands_in:
            act_as_head_today(school=stage.sites[tale.site], by=stage.user(tale.by))
        earlier = {*Case.objects.values_list("pk", flat=True)}
        submit_log(
            token=uuid4(),
            school=stage.sites[tale.site],
            occurred_at=self.began,
            discovered_at=self._since(tale.found_after),
            on_paper_at=self._since(tale.on_paper_after),
            setting=tale.setting,
            place=tale.place,
            account=tale.account,
            categories=tale.categories,
            other_category=tale.other_category,
            on_behalf_of=tale.on_behalf_of,
            is_child_at_risk=tale.is_child_at_risk,
            tells_ceo=tale.tells_ceo,
            why_not_suspended=tale.why_not,
            parties=[self._party(who) for who in tale.who],
            by=stage.user(tale.by),
        )
        self.case_pk = Case.objects.exclude(pk__in=earlier).get().pk

    def _enter(self, paper: Paper) -> None:
        entered = enter_suspension(
            person=None,
            given_name=paper.given_name,
            family_name=paper.family_name,
            school=self.stage.sites[self.tale.site],
            from_on=self.day(paper.from_on),
            until_on=self.day(paper.until_on),
            decided_on=self.day(paper.from_on),
            capacity=Capacity.HEAD,
            decider_name=paper.decider_name,
            grounds=paper.grounds,
            is_upheld=False,
            letter_on=None if paper.letter_on is None else self.day(paper.letter_on),
            by=self.stage.user(self.tale.by),
        )
        assert entered is not None, "nothing was sent before"
        self.case_pk = entered.case_id

    def _report(self, post: Post) -> None:
        """Report what was posted, as the form does."""
        said = {field.name: getattr(post, field.name) for field in fields(post) if field.name != "author"}
        concern = log_concern(
            school=self.stage.sites[self.tale.site],
            author=self.stage.person(post.author) if post.author else None,
            seen_at=self.began,
            by=self.stage.user(self.tale.by),
            **said,
        )
        assert concern is not None, "nothing was sent before"
        self.case_pk = concern.case_id

    def _suspend(self, plan: Plan) -> None:
        """Note what other schools did, and suspend the pupil as the four pages do."""
        person, school, by = (
            self.stage.person(plan.pupil),
            self.stage.sites[self.tale.site],
            self.stage.user(self.tale.by),
        )
        assert self._placed is not None
        first_on = self._placed[1]
        if plan.elsewhere is not None:
            term, (where, half_days) = self.calendar.statutory_term_of(first_on), plan.elsewhere
            number = TermNumber(str(term.number))
            pupils.note_elsewhere(
                pupil=person, school=school, where=where, year=term.year, term=number, half_days=half_days, by=by
            )
        self.case_pk = self.suspend_pupil(plan, first_on).case_id

    def suspend_pupil(self, plan: Plan, first_on: date, **more: Any) -> PupilSuspension:
        """Suspend a pupil from the morning of a school day on, as planned."""
        return pupils.decide_suspension(
            pupil=self.stage.person(plan.pupil),
            school=self.stage.sites[self.tale.site],
            category=PupilCategory.LUNCHTIME if plan.is_lunchtime else PupilCategory.SUSPENSION,
            first_on=first_on,
            first_half=HalfOfDay.MORNING,
            last_on=self.calendar.school_days_in(first_on, date.max)[plan.days - 1],
            last_half=HalfOfDay.MORNING if plan.half_days % 2 and not plan.is_lunchtime else HalfOfDay.AFTERNOON,
            conduct=plan.conduct,
            reasons=plan.reasons,
            probability=plan.probability,
            needs_considered=plan.needs,
            disability_considered=NOTHING_KNOWN,
            vulnerability_considered=plan.vulnerability,
            alternatives=plan.alternatives,
            by=self.stage.user(self.tale.by),
            **more,
        )

    def _since(self, minutes: int) -> datetime | None:
        return Later(minutes=minutes).after(self.began, self.stage.clock.days) if minutes else None

    def _party(self, who: Who) -> Party:
        person = self.stage.person(who.key) if who.key else None
        return Party(
            part=who.part,
            person=person,
            newcomer=who.newcomer,
            is_suspended=bool(who.risk),
            risk=who.risk,
            was_told=who.was_told,
        )


Act = Callable[[Scene], None]
