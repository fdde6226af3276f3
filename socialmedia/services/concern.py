"""Something online is reported, looked at again, given a name, judged anew, settled."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.services import amend, move, write
from cases.access import require, require_still, sees
from cases.arrivals import Arrival
from cases.duties import DUTIES, Kind
from cases.models import Case, Duty, Evidence
from cases.rules import cannot_change
from cases.selectors import duty_sentence
from cases.services.case import involve, lock, open_case
from cases.services.duties import pass_to_role, settle_waived
from cases.services.evidence import enter_evidence
from cases.services.writing import claim, drop_draft, settle
from cases.states import EvidenceKind, Part
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import refuse_blank, refuse_if
from notices.recipients import acting_for_ceo, holders, reachable
from notices.services import tell
from notices.states import Audience, NoticeKind
from schools.access import forget_powers, require_at
from schools.calendar import local_day
from schools.models import Person, School
from schools.selectors import calendar
from schools.states import Role
from socialmedia import clocks
from socialmedia.access import REPORTS
from socialmedia.addresses import is_web_address
from socialmedia.drafts import LOG_KEY, draft_key
from socialmedia.models import Check, ConcernStep, Named, OnlineConcern, Screenshot
from socialmedia.rules import concern as rules
from socialmedia.services._concern import (
    FIRST,
    dealing,
    done,
    end,
    kinds_in_words,
    locked,
    open_of,
    owe,
    owe_check,
    owed_on,
)
from socialmedia.services.steps import thank
from socialmedia.states import PACKS, PRESENCE_MOVES, ConcernKind, Platform, Presence, StepKind, Whom


@transaction.atomic
def log_concern(
    *,
    school: School,
    platform: Platform,
    words: str,
    kinds: Sequence[ConcernKind],
    seen_at: datetime,
    by: User,
    platform_other: str = "",
    place: str = "",
    url: str = "",
    author: Person | None = None,
    handle: str = "",
    posted_on: date | None = None,
    posted_time: time | None = None,
    has_pupils: bool = False,
    has_staff: bool = False,
    named: Iterable[Person] = (),
    colleagues: Iterable[User] = (),
    is_indecent: bool = False,
    signs: str = "",
    judged_by_name: str = "",
    files: Sequence[Arrival] = (),
    case: Case | None = None,
    token: UUID | None = None,
) -> OnlineConcern | None:
    """Report something online at a school, in a case of its own or in one that is open. None if sent before.

    Whoever may report does not decide: the headteacher deals with it, or whoever decides for the CEO where it names the
    headteacher. Raises `Refused`. Policy: Social media, Use of AI.
    """
    require_at(by, REPORTS, school)
    if case is not None and not sees(by, case):
        raise PermissionDenied
    if case is not None:
        require(by, "work_case", case)
    if token is not None and claim(token=token, by=by):
        return None
    page = case if case is not None else "/online/log/"
    now, shown = timezone.now(), [*dict.fromkeys(named)]
    refuse_if(rules.cannot_report_own(author, by.pk), about=page, field="author")
    refuse_if(rules.cannot_have_been(posted_on, posted_time, seen_at, now), about=page, field="posted_on")
    refuse_blank(words, "Write down what it says, or describe what it shows.", about=page, field="words")
    refuse_if(rules.cannot_say_kinds(kinds), about=page, field="kinds")
    refuse_if(rules.cannot_judge_without(kinds, signs, judged_by_name), about=page, field="signs")
    refuse_if(rules.cannot_hold_file(is_indecent=is_indecent, has_files=bool(files)), about=page, field="files")
    if case is None:
        who = author.full_name if author is not None else handle.strip()
        refuse_blank(who, "Say who is behind it: a known person, or the name shown there.", about=page, field="handle")
        case = open_case(school=school, title=f"Online: {who}", by=by, at=now)
    else:
        case = lock(case)
        require_still(by, "work_case", case)
        refuse_if(cannot_change(case), about=case)
    concern = OnlineConcern(
        case=case,
        platform=platform,
        platform_other=platform_other.strip(),
        place=place.strip(),
        url=url.strip(),
        author=author,
        handle=handle.strip(),
        posted_on=posted_on,
        posted_time=posted_time,
        seen_at=seen_at,
        words=words.strip(),
        kinds=[*dict.fromkeys(kinds)],
        has_pupils=has_pupils or any(person.is_pupil for person in shown),
        has_staff=has_staff or bool([*colleagues]),
        is_indecent=is_indecent,
        signs=signs.strip(),
        judged_by_name=judged_by_name.strip(),
        logged_at=now,
        logged_by=by,
    )
    full_check(concern)
    concern.save()
    data = {"who": concern.who, "where": concern.where, "kinds": _labels(kinds), "is_indecent": is_indecent}
    write(chain=case.chain, verb="concern.logged", row=concern, by=by, at=now, data=data)
    _involve(concern, shown, colleagues, by)
    if files:
        _show(concern, files, by, seen_at=seen_at)
    _owe_at_first(concern, by)
    drop_draft(key=LOG_KEY, by=by)
    drop_draft(key=draft_key("online_from", case), by=by)
    if token is not None:
        settle(token=token, led_to=concern.get_absolute_url() if sees(by, case) else concern.reported_url, by=by)
    return concern


def _involve(concern: OnlineConcern, named: Iterable[Person], colleagues: Iterable[User], by: User) -> None:
    """Whoever posted it is who the case is about; those it names are whom it was aimed at."""
    case = concern.case
    if concern.author is not None:
        involve(case=case, part=Part.SUBJECT, person=concern.author, by=by)
    for person in named:
        _name(concern, by, person=person)
        involve(case=case, part=Part.TARGET, person=person, by=by)
    for user in dict.fromkeys(colleagues):
        _name(concern, by, user=user)
        involve(case=case, part=Part.TARGET, user=user, by=by)


def _name(concern: OnlineConcern, by: User, person: Person | None = None, user: User | None = None) -> None:
    row = Named(concern=concern, person=person, user=user)
    full_check(row)
    row.save()


def _show(
    concern: OnlineConcern, files: Sequence[Arrival], by: User, description: str = "", seen_at: datetime | None = None
) -> Evidence:
    """Keep the screenshots as evidence of the case; what was made up of somebody is sealed and blurred."""
    evidence = enter_evidence(
        case=concern.case,
        kind=EvidenceKind.POST,
        description=description or f"{concern.where}: as it was seen, {concern.thing.done} by {concern.who}",
        captured_at=seen_at,
        source_url=concern.url if is_web_address(concern.url) and len(concern.url) <= 1000 else "",
        files=files,
        is_sensitive=concern.is_made_up,
        by=by,
    )
    row = Screenshot(concern=concern, evidence=evidence)
    full_check(row)
    row.save()
    return evidence


def _owe_at_first(concern: OnlineConcern, by: User) -> None:
    """Open what a post makes due, and tell whoever deals with it; of a threat the CEO as well."""
    role, told = dealing(concern.case, by)
    owe(concern, Kind.DEAL_WITH_POST, by, role)
    also = acting_for_ceo(concern.case) if ConcernKind.THREAT in concern.kinds else []
    known = {user for _, user in told}
    _tell(concern, [*told, *((audience, user) for audience, user in also if user not in known)], by)
    _owe_by_kind(concern, by, role)


def _tell(concern: OnlineConcern, told: Iterable[tuple[Audience, User]], by: User) -> None:
    for audience, user in told:
        if user.pk != by.pk:
            path = concern.get_absolute_url()
            tell(kind=NoticeKind.ONLINE, audience=audience, to=user, path=path, by=by, case=concern.case)


def _owe_by_kind(concern: OnlineConcern, by: User, role: Role) -> None:
    """Who else must hear of it: the safeguarding lead and the police, the data protection lead. Once each."""
    known = {*concern.tellings.values_list("whom", flat=True)}
    is_grave = concern.is_indecent or concern.is_made_up or ConcernKind.THREAT in concern.kinds
    for whom, kind in ((Whom.SAFEGUARDING, Kind.TELL_SAFEGUARDING), (Whom.POLICE, Kind.TELL_POLICE)):
        if is_grave and whom not in known:
            owe(concern, kind, by, role)
    is_judged = concern.case.duties.filter(kind=Kind.DATA_IN_TOOL, subject=str(concern.pk)).exists()
    if ConcernKind.AI_DATA in concern.kinds and not is_judged:
        now = timezone.now()
        due_at = clocks.judge_by(concern, DUTIES[Kind.DATA_IN_TOOL].clock(calendar(), now), now)
        owe(concern, Kind.DATA_IN_TOOL, by, Role.DP_LEAD, due_at=due_at)
        path = reverse("socialmedia:data", args=[concern.case.reference, concern.pk])
        for user in reachable(holders(Role.DP_LEAD), concern.case):
            tell(kind=NoticeKind.ONLINE, audience=Audience.DP_LEAD, to=user, path=path, by=by, case=concern.case)


@transaction.atomic
def add_to_report(
    *,
    concern: OnlineConcern,
    description: str,
    by: User,
    is_indecent: bool = False,
    files: Sequence[Arrival] = (),
    token: UUID | None = None,
) -> Evidence | None:
    """Add what came since, or more of what it shows, to a post that somebody reported themselves. None if sent before.

    They need not see the file; whoever deals with it is told. Where it may be indecent, only the description is kept.
    Raises `Refused`.
    """
    _require_reported(by, concern)
    if token is not None and claim(token=token, by=by):
        return None
    concern = locked(concern)
    forget_powers(by)
    _require_reported(by, concern)
    page = concern.reported_url
    refuse_if(rules.cannot_add(concern), about=page)
    refuse_blank(description, "Say what it shows.", about=page, field="description")
    is_grave = is_indecent or concern.is_indecent
    refuse_if(rules.cannot_hold_file(is_indecent=is_grave, has_files=bool(files)), about=page, field="files")
    role, told = dealing(concern.case, by)
    if is_indecent:
        _say_indecent(concern, by, role)
    row = _show(concern, files, by, description.strip())
    write(chain=concern.chain, verb="concern.added_to", row=concern, by=by, data={"who": concern.who})
    _tell(concern, told, by)
    drop_draft(key=draft_key("online_reported", concern.case, concern.pk), by=by)
    if token is not None:
        settle(token=token, led_to=page, by=by)
    return row


def _require_reported(by: User, concern: OnlineConcern) -> None:
    """Deny (403) unless they reported it, still may report there, and it is not about them."""
    require_at(by, REPORTS, concern.case.school)
    if not OnlineConcern.objects.reported_by(by).filter(pk=concern.pk).exists():
        raise PermissionDenied


def _say_indecent(concern: OnlineConcern, by: User, role: Role) -> None:
    """It turns out that it may be indecent: no file of it is taken any more, and who must know of it is told."""
    if amend(concern, verb="concern.indecent_said", by=by, data={"who": concern.who}, is_indecent=True):
        _owe_by_kind(concern, by, role)


@transaction.atomic
def check_concern(
    *,
    concern: OnlineConcern,
    found: Presence,
    by: User,
    note: str = "",
    again_on: date | None = None,
    is_indecent: bool = False,
    files: Sequence[Arrival] = (),
    token: UUID | None = None,
) -> Check | None:
    """Note whether a post is still there, and on which local day somebody looks again. None if sent before.

    Gone, nothing more is looked at; what was settled and is back begins again. Raises `Refused`.
    """
    require(by, "work_case", concern.case)
    if token is not None and claim(token=token, by=by):
        return None
    concern = locked(concern)
    require_still(by, "work_case", concern.case)
    now = timezone.now()
    refuse_if(rules.cannot_check(concern), about=concern)
    refuse_if(rules.cannot_look_again_on(found, again_on, local_day(now)), about=concern, field="again_on")
    is_grave = is_indecent or concern.is_indecent
    refuse_if(rules.cannot_hold_file(is_indecent=is_grave, has_files=bool(files)), about=concern, field="files")
    row = Check(concern=concern, found=found, note=note.strip(), checked_at=now, checked_by=by)
    full_check(row)
    row.save()
    data = {"who": concern.who, "found": concern.thing.stand(found), "note": note.strip()}
    is_gone_still = concern.state == Presence.REMOVED and found == Presence.UNREACHABLE
    if concern.state == found or is_gone_still:
        write(chain=concern.chain, verb="concern.checked", row=row, by=by, at=now, data=data)
    else:
        move(concern, found, table=PRESENCE_MOVES, verb="concern.checked", by=by, at=now, data=data)
    if is_indecent:
        _say_indecent(concern, by, dealing(concern.case, by)[0])
    if files:
        _show(concern, files, by, seen_at=now)
    done(concern, Kind.REMOVAL_CHECK, f"{concern.thing.stand(found)}. {note.strip()}".strip(), by)
    if found == Presence.LIVE and concern.is_settled:
        amend(concern, verb="concern.taken_up", by=by, settled_at=None, settled_by=None, settled_why="")
        owe(concern, Kind.DEAL_WITH_POST, by)
    if found == Presence.REMOVED and not concern.is_settled:
        _end_if_gone(concern, by)
    if found != Presence.REMOVED and again_on is not None:
        owe_check(concern, again_on, by)
    drop_draft(key=draft_key("online_check", concern.case, concern.pk), by=by)
    if token is not None:
        settle(token=token, led_to=concern.get_absolute_url(), by=by)
    return row


def _end_if_gone(concern: OnlineConcern, by: User) -> None:
    """What they took down as they were asked to ends there, with thanks, unless somebody still waits for an answer."""
    asked = concern.steps.filter(kind=StepKind.REMOVAL).values_list("pk", flat=True)
    unsent = Duty.objects.open().filter(case=concern.case, kind=Kind.ONLINE_PAPER, subject__in=[*map(str, asked)])
    for duty in unsent.order_by("pk"):
        settle_waived(
            duty=duty,
            reason=f"{wording.capital(concern.thing.gone)}: nobody is asked any more to {concern.thing.ask}.",
            by=by,
        )
    if thank(concern=concern, by=by) is None:
        return
    steps = ConcernStep.objects.filter(concern=concern, kind__in=PACKS)
    waits = Duty.objects.open().filter(
        case=concern.case, kind=Kind.STEP_CHECK, subject__in=[str(pk) for pk in steps.values_list("pk", flat=True)]
    )
    if not waits.exists() and not any(duty.kind in FIRST for duty in open_of(concern)):
        end(concern, f"{wording.capital(concern.thing.gone)}, as we asked.", by)


@transaction.atomic
def name_author(*, concern: OnlineConcern, author: Person, by: User) -> None:
    """Say who posted it, where only a name shown there was known. They stay; the case is about them from now on."""
    require(by, "work_case", concern.case)
    concern = locked(concern)
    require_still(by, "work_case", concern.case)
    refuse_if(rules.cannot_name_author(concern, author), about=concern, field="author")
    refuse_if(rules.cannot_report_own(author, by.pk), about=concern, field="author")
    amend(concern, verb="concern.author_named", by=by, data={"who": author.full_name}, author=author)
    involve(case=concern.case, part=Part.SUBJECT, person=author, by=by)
    role, told = dealing(concern.case, by)
    if role != Role.HEAD:
        # It was the headteacher's until it turned out that they posted it.
        for duty in owed_on(concern):
            if duty.owner_role == Role.HEAD:
                pass_to_role(duty=duty, role=role, reason="It is about the headteacher.", by=by)
        _tell(concern, told, by)


@transaction.atomic
def say_kinds(
    *,
    concern: OnlineConcern,
    kinds: Sequence[ConcernKind],
    reason: str,
    by: User,
    signs: str = "",
    judged_by_name: str = "",
    is_indecent: bool = False,
) -> None:
    """Say anew what a post is, and why; the history keeps what it was taken for. Raises `Refused`."""
    require(by, "work_case", concern.case)
    concern = locked(concern)
    require_still(by, "work_case", concern.case)
    refuse_if(rules.cannot_deal(concern), about=concern)
    refuse_if(rules.cannot_say_kinds(kinds), about=concern, field="kinds")
    refuse_if(rules.cannot_judge_without(kinds, signs, judged_by_name), about=concern, field="signs")
    refuse_blank(reason, "Say why.", about=concern, field="reason")
    changed: dict[str, Any] = {
        "kinds": [*dict.fromkeys(kinds)],
        "signs": signs.strip(),
        "judged_by_name": judged_by_name.strip(),
    }
    data = {"who": concern.who, "kinds": _labels(kinds), "reason": reason.strip()}
    amend(concern, verb="concern.kinds_said", by=by, data=data, **changed)
    role = dealing(concern.case, by)[0]
    if is_indecent:
        _say_indecent(concern, by, role)
    _owe_by_kind(concern, by, role)
    drop_draft(key=draft_key("online_kinds", concern.case, concern.pk), by=by)


@transaction.atomic
def settle_concern(*, concern: OnlineConcern, reason: str, by: User) -> None:
    """Say that nothing more is done about a post, and why. What is still to be looked at falls away.

    Refuses (`Refused`) while the safeguarding lead, the police or the data protection lead were not told.
    """
    require(by, "work_case", concern.case)
    concern = locked(concern)
    require_still(by, "work_case", concern.case)
    left = [*open_of(concern)]
    owed = [duty_sentence(duty) for duty in left if duty.kind in FIRST]
    refuse_if(rules.cannot_settle(concern, owed), about=concern)
    refuse_blank(reason, "Say how it ended.", about=concern, field="reason")
    end(concern, reason.strip(), by)
    drop_draft(key=draft_key("online_settle", concern.case, concern.pk), by=by)


def _labels(kinds: Iterable[ConcernKind]) -> str:
    return kinds_in_words(ConcernKind(kind).label for kind in kinds)
