"""A mediation is proposed, answered by those it is for, mediated by somebody uninvolved, and ended."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import amend, move, write
from cases import rules as case_rules
from cases.access import may, require, require_still
from cases.duties import Kind
from cases.independence import what_ties
from cases.models import Case
from cases.services.case import involve, lock, open_beside
from cases.services.duties import discharge, open_duty
from cases.services.writing import claim, drop_draft, settle
from cases.states import Part
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_blank, refuse_if
from meetings import mediating
from meetings.access import mediates
from meetings.keys import mediation_key
from meetings.models import Mediation, MediationParty, Meeting, PartyAnswer
from meetings.selectors.mediation import Known, known_of, name_of_party, names_of
from meetings.selectors.people import did_in, invitable, is_walled
from meetings.services._shared import locked_mediation
from meetings.services.mediated import drop_owed, hand_meetings_on
from meetings.states import MEDIATION_MOVES, MediationState
from notices.services import tell
from notices.states import Audience, NoticeKind
from schools.access import forget_powers
from schools.calendar import at_local, local_day, next_midnight
from schools.models import Person
from suspensions.states import Channel

PROPOSE_KEY = "mediation_propose:{reference}"


@transaction.atomic
def propose_mediation(
    *, source: Case, persons: Sequence[Person], users: Sequence[User], about: str, by: User, token: UUID | None = None
) -> Mediation | None:
    """Propose a mediation beside a case, between its parents and colleagues, as a case of its own: each is to be asked.

    By whoever decides for the CEO. Whoever is kept out of the case is kept out of this. None if this form was sent
    before. Raises `Refused`. Policy, Methods.
    """
    require(by, "review", source)
    if token is not None and claim(token=token, by=by):
        return None
    source, now = lock(source), timezone.now()
    require_still(by, "review", source)
    refuse_if(case_rules.cannot_change(source), about=source)
    known = {one.pk: one for one in invitable(source).people}
    persons = [known[one.pk] for one in persons if one.pk in known]
    reason = mediating.cannot_propose([one.pk for one in persons], known, [one.pk for one in users])
    refuse_if(reason, about=source, field="persons")
    refuse_blank(about, "Say what it is about.", about=source, field="about")
    names = wording.listed([*(one.full_name for one in persons), *(one.name for one in users)])
    # Not the title of the other case: it says of what somebody is accused, and the mediator reads this one.
    case = open_beside(source=source, title=f"Mediation: {names}", by=by)
    for person in persons:
        involve(case=case, part=Part.SUBJECT, person=person, by=by)
    walled = [one for one in users if is_walled(case, _anew(one))]
    if walled:
        raise Refused(f"{walled[0].name} cannot be told anything of this case.", about=source, field="users")
    mediation = Mediation(case=case, source=source, about=about.strip(), proposed_at=now, proposed_by=by)
    full_check(mediation)
    mediation.save(force_insert=True)
    for party in [
        *(MediationParty(mediation=mediation, person=person) for person in persons),
        *(MediationParty(mediation=mediation, user=user) for user in users),
    ]:
        full_check(party)
        party.save(force_insert=True)
    write(chain=case.chain, verb="mediation.proposed", row=mediation, by=by, at=now, data={"who": names})
    write(chain=source.chain, verb="mediation.proposed", row=mediation, by=by, at=now, data={"who": names})
    open_duty(case=case, kind=Kind.ASK_MEDIATION, about=names[:200], by=by)
    drop_draft(key=PROPOSE_KEY.format(reference=source.reference), by=by)
    if token is not None:
        settle(token=token, led_to=mediation.get_absolute_url(), by=by)
    return mediation


def _anew(user: User) -> User:
    """The account with nothing remembered of what it reached before this case was opened."""
    forget_powers(user)
    return user


@transaction.atomic
def note_answer(
    *,
    party: MediationParty,
    is_willing: bool,
    channel: Channel,
    answered_on: date,
    by: User,
    token: UUID | None = None,
) -> PartyAnswer | None:
    """Note whether somebody takes part, on which local day they said so, and how. The last answer counts.

    Once all take part, a mediator is to be appointed; before one is, somebody who does not ends it. None if sent before.
    """
    mediation = party.mediation
    require(by, "work_case", mediation.case)
    if token is not None and claim(token=token, by=by):
        return None
    mediation, now = locked_mediation(mediation), timezone.now()
    require_still(by, "work_case", mediation.case)
    refuse_if(case_rules.cannot_change(mediation.case), about=mediation)
    refuse_if(mediating.cannot_answer(mediation), about=mediation)
    day = mediating.wrong_answer_day(answered_on, local_day(mediation.proposed_at), local_day(now))
    refuse_if(day, about=mediation, field="answered_on")
    answer = PartyAnswer(
        party=party, is_willing=is_willing, channel=channel, answered_on=answered_on, noted_at=now, noted_by=by
    )
    full_check(answer)
    answer.save(force_insert=True)
    said = "takes part in the mediation" if is_willing else "does not take part in the mediation"
    how, day_said = wording.mid(str(Channel(channel).label)), wording.full_day(answered_on)
    data = {"who": name_of_party(party), "said": said, "channel": how, "day": day_said}
    write(chain=mediation.chain, verb="mediation.answered", row=answer, by=by, at=now, data=data)
    _settle_answers(mediation, known_of(mediation), by)
    drop_draft(key=mediation_key("mediation_answer", mediation), by=by)
    if token is not None:
        settle(token=token, led_to=mediation.get_absolute_url(), by=by)
    return answer


def _settle_answers(mediation: Mediation, known: Known, by: User) -> None:
    """What follows from the answers so far."""
    case, names = mediation.case, names_of(known.parties)
    if mediation.state != MediationState.ASKED:
        return
    if known.declined:
        data = {"who": names}
        move(
            mediation,
            MediationState.NOT_TAKEN_UP,
            table=MEDIATION_MOVES,
            verb="mediation.not_taken_up",
            by=by,
            data=data,
        )
        write(chain=mediation.source.chain, verb="mediation.not_taken_up", row=mediation, by=by, data=data)
        for kind in (Kind.ASK_MEDIATION, Kind.APPOINT_MEDIATOR):
            discharge(case=case, kind=kind, how="Somebody does not take part", by=by)
    elif not known.waiting:
        discharge(case=case, kind=Kind.ASK_MEDIATION, how="All take part", by=by)
        open_duty(case=case, kind=Kind.APPOINT_MEDIATOR, about=names[:200], by=by)


@transaction.atomic
def appoint_mediator(
    *,
    mediation: Mediation,
    until_on: date,
    by: User,
    user: User | None = None,
    name: str = "",
    token: UUID | None = None,
) -> Mediation | None:
    """Appoint who mediates until the end of a local day: an account with no part in the matter, or somebody from outside.

    Once more: another mediator, or another last day; nobody reads the notes of the one before. Only with all parties
    willing. None if this form was sent before. Raises `Refused`.
    """
    require(by, "delegate", mediation.case)
    if token is not None and claim(token=token, by=by):
        return None
    mediation, now, name = locked_mediation(mediation), timezone.now(), name.strip()
    require_still(by, "delegate", mediation.case)
    refuse_if(case_rules.cannot_change(mediation.case), about=mediation)
    known = known_of(mediation)
    refuse_if(mediating.cannot_appoint(mediation, [name_of_party(one) for one in known.unwilling]), about=mediation)
    refuse_if(mediating.cannot_be_one(is_account=user is not None, name=name), about=mediation, field="name")
    if user is not None:
        refuse_if(_why_not(mediation, known, user), about=mediation, field="user")
    until = next_midnight(at_local(until_on, now.min.time()))
    refuse_if(mediating.wrong_end_of_access(until, now), about=mediation, field="until_on")
    was, before, chosen = mediation.mediator, mediation.mediated_by, user.name if user is not None else name
    data = {"mediator": chosen, "until": wording.full_day(until_on), "instead_of": before}
    changes: dict[str, Any] = {
        "mediator": user, "mediator_name": name, "access_ends_at": until, "appointed_at": now, "appointed_by": by
    }  # fmt: skip
    if mediation.state == MediationState.ASKED:
        move(
            mediation, MediationState.RUNNING, table=MEDIATION_MOVES, verb="mediation.begun", by=by, at=now, data=data,
            **changes,
        )  # fmt: skip
    else:
        amend(mediation, verb="mediation.appointed", by=by, at=now, data=data, **changes)
    for kind in (Kind.APPOINT_MEDIATOR, Kind.MEDIATE):
        discharge(case=mediation.case, kind=kind, how=f"{chosen} mediates", by=by)
    about = names_of(known.parties)[:200]
    open_duty(
        case=mediation.case, kind=Kind.MEDIATE, about=about, owner_user=user, by_name_ends_at=until, due_at=until, by=by
    )
    if before:
        hand_meetings_on(mediation=mediation, before=was, by=by)
    if user is not None:
        _tell(mediation, NoticeKind.MEDIATOR_APPOINTED, user, by)
    drop_draft(key=mediation_key("mediation_mediator", mediation), by=by)
    if token is not None:
        settle(token=token, led_to=mediation.get_absolute_url(), by=by)
    return mediation


def _why_not(mediation: Mediation, known: Known, user: User) -> str | None:
    """Say why this account cannot mediate: it takes part, or has to do with the case it arose from."""
    return mediating.cannot_mediate(
        user.name,
        what_ties(mediation.source, user, did_in(mediation.source)),
        is_party=any(one.user_id == user.pk for one in known.parties),
        is_walled=is_walled(mediation.case, user),
    )


def _tell(mediation: Mediation, kind: NoticeKind, user: User, by: User) -> None:
    tell(kind=kind, audience=Audience.COLLEAGUE, to=user, path=mediation.get_absolute_url(), by=by, case=mediation.case)


@transaction.atomic
def end_mediation(*, mediation: Mediation, outcome: str, by: User) -> Mediation:
    """Note how a mediation ended, without a word of what was said in it: by the mediator, or who works on the case.

    The mediator's access ends with the day, and nothing is owed of its meetings any more. Raises `Refused` while one is
    still to come.
    """
    now = timezone.now()
    if not (may(by, "work_case", mediation.case) or mediates(by, mediation)):
        raise PermissionDenied
    mediation = locked_mediation(mediation)
    forget_powers(by)
    if not (may(by, "work_case", mediation.case) or mediates(by, mediation)):
        raise PermissionDenied
    refuse_if(case_rules.cannot_change(mediation.case), about=mediation)
    waiting = Meeting.objects.arranged().filter(case=mediation.case).order_by("starts_at", "pk")
    days = [wording.in_full(at) for at in waiting.values_list("starts_at", flat=True)]
    refuse_if(mediating.cannot_end(mediation, days), about=mediation)
    refuse_blank(outcome, "Say how it ended.", about=mediation, field="outcome")
    assert mediation.access_ends_at is not None, "a mediation under way has a mediator"
    names = names_of(known_of(mediation).parties)
    data = {"who": names, "outcome": wording.closed(outcome.strip())}
    move(
        mediation, MediationState.ENDED, table=MEDIATION_MOVES, verb="mediation.ended", by=by, at=now, data=data,
        ended_at=now, ended_by=by, outcome=outcome.strip(),
        access_ends_at=min(mediation.access_ends_at, next_midnight(now)),
    )  # fmt: skip
    discharge(case=mediation.case, kind=Kind.MEDIATE, how="Ended", by=by)
    drop_owed(mediation=mediation, by=by)
    write(chain=mediation.source.chain, verb="mediation.ended", row=mediation, by=by, at=now, data=data)
    drop_draft(key=mediation_key("mediation_end", mediation), by=by)
    return mediation
