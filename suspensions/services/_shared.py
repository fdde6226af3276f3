"""What several acts on a suspension do alike: lock it, tell the site, owe the person word of it."""

from django.urls import reverse

from accounts.models import User
from cases.access import reach
from cases.duties import Kind
from cases.models import Case
from cases.services.case import lock
from cases.services.duties import open_duty
from cases.services.writing import drop_draft
from notices.recipients import holders, not_walled
from notices.services import tell
from notices.states import Audience, NoticeKind
from schools.states import Role
from suspensions.drafts import draft_key
from suspensions.models import SiteSuspension


def locked(suspension: SiteSuspension) -> SiteSuspension:
    """The suspension as it stands, under the lock of its case. Call inside a transaction."""
    lock(suspension.case)
    row: SiteSuspension = SiteSuspension.objects.with_people().get(pk=suspension.pk)
    return row


def tell_site(*, suspension: SiteSuspension, kind: NoticeKind, by: User, tells_head: bool) -> set[User]:
    """Tell the site's office, and its head where they did not act themselves; never whom the case is about."""
    told: set[User] = {by}
    roles = [(Role.OFFICE, Audience.OFFICE), *([(Role.HEAD, Audience.HEAD)] if tells_head else [])]
    for role, audience in roles:
        for user in not_walled(holders(role, suspension.school), suspension.case):
            if user not in told:
                path = page_for(user, suspension)
                tell(kind=kind, audience=audience, to=user, path=path, by=by, case=suspension.case)
                told.add(user)
    return told


def page_for(user: User, suspension: SiteSuspension) -> str:
    """Where a message leads: the suspension for whoever sees the file, the gate register for everybody else."""
    if reach(user).sees(suspension.case):
        return suspension.get_absolute_url()
    return reverse("suspensions:gate_school", args=[suspension.school_id])


def owe_word(*, suspension: SiteSuspension, case: Case, by: User, in_writing: bool = True) -> None:
    """Open the duties to tell the person, in talk and in writing; one that is open stays as it is."""
    about = suspension.person.formal_name[:200]
    for kind in (Kind.TELL_PARENT, *([Kind.LETTER_TO_PARENT] if in_writing else [])):
        open_duty(case=case, kind=kind, subject=str(suspension.pk), about=about, by=by)


def forget_draft(*, form: str, suspension: SiteSuspension, by: User) -> None:
    """What was typed half has been sent."""
    drop_draft(key=draft_key(form, suspension), by=by)
