"""Messages and calls in the stories: hundreds of e-mails come in, a warning goes, then terms, then it is quiet again."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from django.core.files.base import ContentFile
from django.utils import timezone

from cases.arrivals import keep
from desk.demo.stage import Act, Scene
from kernel.mailfiles import cannot_take_mail
from records.states import CopyMethod
from schools.models import AdultFacts, Person
from socialmedia import services as online
from socialmedia.models import Restriction
from socialmedia.selectors.restriction_letter import LetterKey, key_now
from socialmedia.services.mail import FOLDER
from socialmedia.states import ContactChannel, Ground

SUBJECTS = (
    "The coat",
    "The coat again",
    "You have not answered",
    "Coat: third time of asking",
    "A question about lunch",
)
TEXTS = ("Where is the blue coat?", "I wrote about this this morning.", "Please tell me who looked, when, and where.")


def writes_often(count: int, weeks: int) -> Act:
    """Whom the case is about has written so many e-mails in the weeks before, more each week; the head uploads them."""

    def act(scene: Scene) -> None:
        person, now = _subject(scene), timezone.now()
        address = AdultFacts.objects.get(person=person).email
        # The square root puts more of them near the end.
        moments = [now - timedelta(weeks=weeks) * (1 - ((n + 1) / (count + 1)) ** 0.5) for n in range(count)]
        files = [ContentFile(_mail(n, address, at), name=f"{n + 1:03}.eml") for n, at in enumerate(moments)]
        sent = keep(files, folder=FOLDER, why_not=cannot_take_mail)
        online.upload_mails(school=scene.case.school, files=sent, by=scene.writer)

    return act


def _mail(number: int, address: str, at: datetime) -> bytes:
    message = EmailMessage()
    message["From"] = address
    message["To"] = "office@demo.example"
    message["Date"] = format_datetime(at)
    message["Subject"] = SUBJECTS[number % len(SUBJECTS)]
    message["Message-ID"] = f"<{number}.{address}>"
    message.set_content(TEXTS[number % len(TEXTS)])
    return message.as_bytes()


def rings(subject: str) -> Act:
    """They ring, and the office logs it."""

    def act(scene: Scene) -> None:
        online.log_contact(
            school=scene.case.school,
            person=_subject(scene),
            happened_at=timezone.now(),
            channel=ContactChannel.CALL,
            subject=subject,
            by=scene.writer,
        )

    return act


def warned_of_terms(why: str) -> Act:
    """They are warned about messages and calls; the letter goes by hand."""

    def act(scene: Scene) -> None:
        grounds = [Ground.VOLUME, Ground.REPEATED]
        person, by = _subject(scene), scene.writer
        online.warn_of_restriction(case=scene.case, person=person, grounds=grounds, why=why, by=by)
        _letter(scene)

    return act


def restricted(until: int, review: int, *, contact: str, frequency: str, considered: str) -> Act:
    """Terms are set until a day so many working days from today, looked at again on another; the letter goes by hand."""

    def act(scene: Scene) -> None:
        online.set_restriction(
            restriction=_of(scene),
            channels=[ContactChannel.CALL, ContactChannel.MESSAGE],
            single_contact=contact,
            frequency=frequency,
            considered=considered,
            until_on=scene.day(until),
            review_on=scene.day(review),
            by=scene.writer,
        )
        _letter(scene)

    return act


def not_kept_to(what: str) -> Act:
    """They did not keep to it."""

    def act(scene: Scene) -> None:
        online.note_breach(restriction=_of(scene), what=what, happened_at=timezone.now(), by=scene.writer)

    return act


def terms_ended(reason: str) -> Act:
    """It is quiet, and the restriction ends; the letter goes by hand."""

    def act(scene: Scene) -> None:
        online.end_restriction(restriction=_of(scene), reason=reason, by=scene.writer)
        _letter(scene)

    return act


def _letter(scene: Scene) -> None:
    row = _of(scene)
    key = key_now(row, [*row.terms.all()])
    assert isinstance(key, LetterKey), "there is always a letter here"
    online.issue_restriction_letter(restriction=row, key=key, said="", method=CopyMethod.HAND, by=scene.writer)


def _of(scene: Scene) -> Restriction:
    """The restriction of the story."""
    found: Restriction = Restriction.objects.with_people().get(case=scene.case)
    return found


def _subject(scene: Scene) -> Person:
    person = scene.case.involvements.subjects()[0].person
    assert person is not None, "the story is about somebody who is known"
    return person
