"""Signing at home: what a link opens, what is read there, whom an address belongs to."""

from dataclasses import dataclass

from accounts.models import User
from cases.models import Link
from records import content as contents
from records import rules
from records.content import Content
from records.models import Signatory, Signature, WrittenRecord
from records.selectors.signing import newer_of


@dataclass(frozen=True)
class SignAtHome:
    """What one person reads at home before they sign."""

    signatory: Signatory
    record: WrittenRecord
    content: Content
    title: str
    reason: str | None
    has_paper: bool
    school: str
    school_phone: str


def of_link(link: Link) -> Signatory | None:
    """Whoever signs by a link, with the record."""
    rows = Signatory.objects.select_related("record__case__school", "record__file", "record__supersedes")
    found: Signatory | None = rows.filter(record__case=link.case_id, pk=int(link.subject)).first()
    return found


def strangers_account(signatory: Signatory, email: str) -> User | None:
    """Whoever signs in with this address and is somebody else than the one who signs."""
    found = User.objects.who_can_sign_in().filter(email__iexact=email).first() if email else None
    own = {signatory.user_id, signatory.person.user_id if signatory.person is not None else None}
    return None if found is None or found.pk in own else found


def sign_at_home_page(signatory: Signatory) -> SignAtHome:
    """The record as somebody reads and signs it at home."""
    record, school = signatory.record, signatory.record.case.school
    answers = [*Signature.objects.standing().filter(signatory=signatory).order_by("pk")]
    return SignAtHome(
        signatory=signatory,
        record=record,
        content=contents.read(record.content),
        title=f"{record.title}, version {record.version}",
        reason=rules.cannot_sign_on_screen(record, newer_of(record)) or rules.cannot_sign(signatory, answers),
        has_paper=hasattr(record, "file"),
        school=school.name,
        school_phone=school.phone,
    )


def known_address(signatory: Signatory) -> dict[str, str]:
    """The e-mail address and telephone number that are known of somebody who signs."""
    facts = getattr(signatory.person, "adult_facts", None)
    return {"email": facts.email, "phone": facts.phone} if facts is not None else {}


def why_no_link(signatory: Signatory) -> str | None:
    """Why nobody can be sent a link to sign now, or None."""
    answers = [*Signature.objects.standing().filter(signatory=signatory).order_by("pk")]
    record = signatory.record
    return rules.cannot_sign_on_screen(record, newer_of(record)) or rules.cannot_sign(signatory, answers)
