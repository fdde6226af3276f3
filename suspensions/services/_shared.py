"""What several acts on a suspension do alike: lock it, tell the site, owe the person word of it."""

from collections.abc import Iterable

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
from schools.models import School
from schools.states import Role
from suspensions.drafts import draft_key
from suspensions.models import SiteSuspension
from suspensions.selectors.children import schools_of_children

TOLD_AT_A_SITE = ((Role.OFFICE, Audience.OFFICE), (Role.HEAD, Audience.HEAD))


def locked(suspension: SiteSuspension) -> SiteSuspension:
    """The suspension as it stands, under the lock of its case. Call inside a transaction."""
    lock(suspension.case)
    row: SiteSuspension = SiteSuspension.objects.with_people().get(pk=suspension.pk)
    return row


def tell_site(
    *, suspension: SiteSuspension, kind: NoticeKind, by: User, tells_head: bool, only: School | None = None
) -> set[User]:
    """Tell the office of each site it holds for, or of one, and the head who did not act; never whom it is about."""
    told: set[User] = {by}
    for school in [only] if only is not None else sites_of(suspension):
        _tell_at(school, suspension, kind, by, told, TOLD_AT_A_SITE if tells_head else TOLD_AT_A_SITE[:1])
    return told


def tell_neighbours(*, suspension: SiteSuspension, by: User) -> None:
    """Tell the other schools where the person has children: they may come there, and the register has a note of it."""
    told: set[User] = {by}
    for school in schools_of_children(suspension.person):
        if not suspension.covers(school.pk):
            _tell_at(school, suspension, NoticeKind.GATE_ELSEWHERE, by, told, TOLD_AT_A_SITE)


def sites_of(suspension: SiteSuspension) -> list[School]:
    """The sites it holds for: one, or every one that is open."""
    return [*School.objects.filter(is_open=True)] if suspension.is_trust_wide else [suspension.school]


def _tell_at(
    school: School,
    suspension: SiteSuspension,
    kind: NoticeKind,
    by: User,
    told: set[User],
    roles: Iterable[tuple[Role, Audience]],
) -> None:
    for role, audience in roles:
        for user in not_walled(holders(role, school), suspension.case):
            if user not in told:
                path = page_for(user, suspension, school)
                tell(kind=kind, audience=audience, to=user, path=path, by=by, case=suspension.case)
                told.add(user)


def page_for(user: User, suspension: SiteSuspension, school: School | None = None) -> str:
    """Where a message leads: the suspension for whoever sees the file, the gate register for everybody else."""
    if reach(user).sees(suspension.case):
        return suspension.get_absolute_url()
    return reverse("suspensions:gate_school", args=[school.pk if school is not None else suspension.school_id])


def owe_word(*, suspension: SiteSuspension, case: Case, by: User, in_writing: bool = True) -> None:
    """Open the duties to tell the person, in talk and in writing; one that is open stays as it is."""
    about = suspension.person.formal_name[:200]
    for kind in (Kind.TELL_PARENT, *([Kind.LETTER_TO_PARENT] if in_writing else [])):
        open_duty(case=case, kind=kind, subject=str(suspension.pk), about=about, by=by)


def owe_letter(*, suspension: SiteSuspension, by: User) -> None:
    """Open the duty to tell the person in writing alone: they had been told, and a letter never came."""
    kind, about = Kind.LETTER_TO_PARENT, suspension.person.formal_name[:200]
    open_duty(case=suspension.case, kind=kind, subject=str(suspension.pk), about=about, by=by)


def forget_draft(*, form: str, suspension: SiteSuspension, by: User) -> None:
    """What was typed half has been sent."""
    drop_draft(key=draft_key(form, suspension), by=by)
