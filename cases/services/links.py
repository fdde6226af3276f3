"""The only writers of links for people without an account: made, opened, kept open, left, used, taken back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.system import require_machine
from audit.services import write
from cases import links, rules
from cases.models import Case, Link
from cases.services.case import lock
from cases.states import LinkPurpose
from kernel.checking import full_check
from kernel.refusal import refuse_if


@dataclass(frozen=True)
class Issued:
    """A link that was made, and its code: the only moment at which anybody knows the code."""

    link: Link
    code: str


@dataclass(frozen=True)
class Opening:
    """What came of giving a code: the open link with what the browser keeps; or until when (aware) another has it open."""

    link: Link | None = None
    secret: str = ""
    elsewhere_until: datetime | None = None


@transaction.atomic
def issue_link(
    *,
    case: Case,
    purpose: LinkPurpose,
    subject: str,
    to_name: str,
    sent_to: str,
    expires_at: datetime,
    by: User,
    phone: str = "",
) -> Issued:
    """Make a link to one thing, as a part of an act that has checked its own power, open until `expires_at` (aware).

    One that was open for it before is taken back. Sending it is the caller's; the code goes by another channel.
    """
    case = lock(case)
    refuse_if(rules.cannot_change(case), about=case)
    take_back_links(case=case, purpose=purpose, subject=subject, by=by)
    now, seed, code = timezone.now(), links.new_seed(), links.new_code()
    token_digest = links.digest_of(links.token_of(seed))
    link = Link(
        case=case, purpose=purpose, subject=subject, to_name=to_name, sent_to=sent_to, phone=phone, seed=seed,
        token_digest=token_digest, code_digest=links.code_digest_of(code, token_digest), issued_at=now, issued_by=by,
        expires_at=expires_at,
    )  # fmt: skip
    full_check(link)
    link.save()
    data = {"who": to_name, "purpose": purpose, "until": expires_at}
    write(chain=link.chain, verb="link.issued", row=link, by=by, at=now, data=data)
    return Issued(link, code)


@transaction.atomic
def open_link(*, purpose: LinkPurpose, token: str, code: str, by: User, held: str = "") -> Opening:
    """Open a link by its code for the browser that gives it, which keeps `secret` from now on; `held` is what it kept.

    Refuses nothing by an exception, because a wrong try is counted and noted. For the machine alone.
    """
    require_machine(by)
    known = Link.objects.filter(purpose=purpose, token_digest=links.digest_of(token)).select_related("case").first()
    is_right = links.is_code(known, code)
    if known is None:
        return Opening()
    link, now = _locked(known), timezone.now()
    over = links.cannot_open(link, now)
    if over or not is_right:
        _count_try(link, over or links.WRONG, by)
        return Opening()
    if links.is_in_use(link, now) and not links.is_held_by(link, held):
        return Opening(elsewhere_until=link.session_ends_at)
    secret = links.new_secret()
    link.opened_at, link.session_digest = link.opened_at or now, links.digest_of(secret)
    link.session_ends_at = now + links.SESSION
    link.save(update_fields=["opened_at", "session_digest", "session_ends_at"])
    write(chain=link.chain, verb="link.opened", row=link, by=by, at=now, data={"who": link.to_name})
    return Opening(link, secret)


def _count_try(link: Link, why: str, by: User) -> None:
    """Count and note a try that opened nothing, until there were too many: then nothing is noted any more."""
    if link.tries >= links.MOST_TRIES:
        return
    link.tries += 1
    link.save(update_fields=["tries"])
    said = f"{why} (try {link.tries} of {links.MOST_TRIES})"
    write(chain=link.chain, verb="link.refused", row=link, by=by, data={"who": link.to_name, "why": said})


@transaction.atomic
def keep_open(*, link: Link, by: User) -> None:
    """Let the browser that has the link open keep it for another while, as long as the link lives. For the machine alone."""
    require_machine(by)
    now = timezone.now()
    if now < link.expires_at:
        Link.objects.filter(pk=link.pk, session_digest=link.session_digest, session_ends_at__gt=now).update(
            session_ends_at=now + links.SESSION
        )


@transaction.atomic
def leave_link(*, link: Link, by: User) -> None:
    """End the visit of the browser that has the link open: another may open it at once. For the machine alone."""
    require_machine(by)
    link = _locked(link)
    if link.session_ends_at is None:
        return
    _end_session(link)
    write(chain=link.chain, verb="link.left", row=link, by=by, data={"who": link.to_name})


@transaction.atomic
def use_link(*, link: Link, by: User) -> None:
    """Note that what the link was for is done: it opens nothing any more. Its visit may still take the copy."""
    require_machine(by)
    link = _locked(link)
    if link.used_at is not None:
        return
    now = timezone.now()
    Link.objects.filter(pk=link.pk).update(used_at=now)
    write(chain=link.chain, verb="link.used", row=link, by=by, at=now, data={"who": link.to_name})


@transaction.atomic
def note_copy(*, link: Link, by: User) -> bool:
    """Note that the copy was taken, once: False if it was already. For the machine alone."""
    require_machine(by)
    link = _locked(link)
    if link.used_at is None or link.copy_taken_at is not None:
        return False
    now = timezone.now()
    Link.objects.filter(pk=link.pk).update(copy_taken_at=now)
    write(chain=link.chain, verb="link.copy_taken", row=link, by=by, at=now, data={"who": link.to_name})
    return True


@transaction.atomic
def take_back_links(*, case: Case, purpose: LinkPurpose, subject: str, by: User) -> list[Link]:
    """Take back what is open for one thing, as a part of an act that has checked its own power: at once, visits too."""
    rows = Link.objects.not_over().filter(case=case, purpose=purpose, subject=subject)
    found = [_locked(row) for row in rows.select_related("case")]
    for link in found:
        now = timezone.now()
        link.taken_back_at, link.taken_back_by = now, by
        link.session_digest, link.session_ends_at = "", None
        link.save(update_fields=["taken_back_at", "taken_back_by", "session_digest", "session_ends_at"])
        write(chain=link.chain, verb="link.taken_back", row=link, by=by, at=now, data={"who": link.to_name})
    return found


def _end_session(link: Link) -> None:
    link.session_digest, link.session_ends_at = "", None
    link.save(update_fields=["session_digest", "session_ends_at"])


def _locked(link: Link) -> Link:
    """The link as it stands, under the lock of its case and its own."""
    lock(link.case)
    return Link.objects.select_for_update(no_key=True, of=("self",)).select_related("case").get(pk=link.pk)
