"""Accounts: made, changed, switched off and on, and linked with the person they belong to."""

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from audit.services import amend, subject_of, write
from kernel.jobs import queue
from kernel.refusal import Refused, refuse_if
from schools import rules
from schools.access import forget_powers, require_set_up
from schools.models import Cover, Membership, Person, RoleProposal, StandingDeputy
from schools.roles import CASE_ROLES
from schools.selectors.roles import is_last_administrator
from schools.states import ProposalState

T = TypeVar("T")
TAKEN = "There is already an account with this e-mail address."


@transaction.atomic
def create_account(*, email: str, name: str, by: User, job_title: str = "") -> User:
    """Make an account without a password and without a role; nothing is sent yet."""
    require_set_up(by)
    user = _unless_taken(
        lambda: User.objects.create_user(email.strip().lower(), None, name=name, job_title=job_title), about=by
    )
    write(chain=user.chain, verb="account.created", row=user, by=by, data={"email": user.email, "name": user.name})
    return user


@transaction.atomic
def change_account(*, user: User, email: str, name: str, job_title: str, by: User) -> bool:
    """Change an account's e-mail address, name or job title. When the address changes, both addresses are told, and so are
    the CEO and the data protection lead. Refused for whoever holds a role in the whole trust or opens cases.
    """
    require_set_up(by)
    refuse_if(rules.cannot_change_account(user), about=user)
    old, email = user.email, email.strip().lower()
    if old.lower() != email:
        # A role that somebody gives meanwhile waits for this lock, or is met here.
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        reason = rules.cannot_change_address(holds_trust_role=_holds_trust_role(user), opens_cases=_opens_cases(user))
        refuse_if(reason, about=user, field="email")
    changes: dict[str, Any] = {"email": email, "name": name, "job_title": job_title}
    has_changed = _unless_taken(lambda: amend(user, verb="account.changed", by=by, **changes), about=user)
    if old.lower() != email:
        EmailAddress.objects.filter(user=user).delete()
        entry = Entry.objects.filter(subject=subject_of(user), verb="account.changed").latest("seq")
        queue("schools.address_changed", user_id=user.pk, entry_id=entry.pk)
        queue("desk.address_changed", user_id=user.pk, by_id=by.pk)
    return has_changed


@transaction.atomic
def send_password_link(*, user: User, by: User) -> None:
    """Send an account the link with which its owner sets a password."""
    require_set_up(by)
    refuse_if(rules.cannot_send_link(user), about=user)
    write(chain=user.chain, verb="account.link_sent", row=user, by=by)
    queue("accounts.password_link", user_id=user.pk)


@transaction.atomic
def deactivate_account(*, user: User, by: User) -> None:
    """Switch an account off: its sessions end and its password is forgotten. Its roles stay and count for nothing."""
    require_set_up(by)
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    is_last = is_last_administrator(user)
    refuse_if(rules.cannot_deactivate(user, by=by, is_last_administrator=is_last), about=user)
    user.is_active = False
    # A session holds a hash of the password: without it no session of before lives on, even after a later switching on.
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    write(chain=user.chain, verb="account.deactivated", row=user, by=by, data={"name": user.name})
    forget_powers(user)


@transaction.atomic
def reactivate_account(*, user: User, by: User) -> None:
    """Switch an account on again. Its owner needs a new link to set a password."""
    require_set_up(by)
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    refuse_if(rules.cannot_reactivate(user), about=user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    write(chain=user.chain, verb="account.reactivated", row=user, by=by, data={"name": user.name})


@transaction.atomic
def link_person(*, user: User, person: Person, by: User) -> None:
    """Say that an account and a person are the same human being, so that they never see a case about themselves."""
    require_set_up(by)
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    has_other = Person.objects.filter(user=user).exists()
    refuse_if(rules.cannot_link_account(person, has_other=has_other), about=user)
    amend(person, verb="person.account_linked", by=by, data={"user": user.pk}, user=user)


@transaction.atomic
def unlink_person(*, user: User, by: User) -> Person:
    """Take back that an account and a person are the same human being. Gives the person."""
    require_set_up(by)
    refuse_if(rules.cannot_free_oneself(is_own=user.pk == by.pk), about=user)
    person = Person.objects.filter(user=user).first()
    if person is None:
        raise Refused("This account is not linked with a person.", about=user)
    amend(person, verb="person.account_unlinked", by=by, data={"user": user.pk}, user=None)
    return person


def _holds_trust_role(user: User) -> bool:
    """A role in the whole trust, held, covered or proposed, now or later."""
    return _is_given(user, Q(school__isnull=True))


def _opens_cases(user: User) -> bool:
    """A role that opens the cases of a school, held, covered or proposed, now or later; or the right to act as head."""
    return _is_given(user, Q(role__in=CASE_ROLES)) or StandingDeputy.objects.filter(user=user).exists()


def _is_given(user: User, which: Q) -> bool:
    own = which & Q(user=user)
    later = own & (Q(period__endswith__gt=timezone.now()) | Q(period__upper_inf=True))
    is_held = Membership.objects.filter(later).exists() or Cover.objects.filter(later).exists()
    return is_held or RoleProposal.objects.filter(own, state=ProposalState.PROPOSED).exists()


def _unless_taken(write_it: Callable[[], T], *, about: User) -> T:
    """Write; where somebody else took the address a moment ago, refuse with a sentence."""
    try:
        with transaction.atomic():
            return write_it()
    except IntegrityError as error:
        if getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") == "user_email_unique":
            raise Refused(TAKEN, about=about, field="email") from error
        raise
