"""How a notice becomes an e-mail: a reference, what to do, a link; never a name or a fact."""

import re
from datetime import UTC, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from icalendar import Calendar, Event, vCalAddress

from accounts.models import User
from cases.links import path_of, token_of
from cases.models import Link
from cases.states import LinkPurpose
from kernel.wording import LONDON, full_day, last_moment
from notices.models import Notice
from notices.states import NoticeKind
from notices.words import SENTENCES

# What a digest may say: how many things, in these words and no others.
MINE = r"(?:One thing|\d+ things) on your list (?:is|are) overdue\."
OTHERS = r"(?:One thing|\d+ things) of others (?:has|have) been overdue for more than two days\."
COUNTS = re.compile(f"(?:{MINE})? ?(?:{OTHERS})?")


# What the subject of an e-mail with a link says.
OUTWARD = {
    LinkPurpose.STATEMENT: "a school asks you for a statement",
    LinkPurpose.SIGN: "a school asks you to sign a record",
    LinkPurpose.COPY: "a school gives you a copy of a record",
    LinkPurpose.DRAFT: "a draft waits for your word",
}


def counts_in(note: str) -> str:
    """The counts of a digest; nothing of any other note, which may name somebody."""
    return note if note and COUNTS.fullmatch(note) else "Something is overdue."


def email_of(notice: Notice) -> EmailMessage:
    """Build the message. Its Message-ID stays the same however often it is sent."""
    if notice.link is not None:
        return _with_link(notice, notice.link)
    if notice.to_user is None:
        raise ValueError("Only accounts are told by e-mail.")
    kind = NoticeKind(notice.kind)
    about = notice.case.reference if notice.case is not None else "Inspires casework"
    body = "\n".join(
        [
            f"{about}",
            "",
            SENTENCES[kind].replace("{note}", counts_in(notice.note)),
            "",
            f"{settings.BASE_URL}{notice.get_absolute_url()}",
            "",
            "You will be asked to sign in. This message names nobody on purpose: please do not add names when you forward it.",
            "",
        ]
    )
    urgent = {"X-Priority": "1", "Importance": "high"} if kind == NoticeKind.GATE_BREACH else {}
    message = EmailMessage(
        subject=f"{about}: {kind.label.lower()}",
        body=body,
        to=[notice.to_user.email],
        headers={"Message-ID": notice.message_id, "Auto-Submitted": "auto-generated", **urgent},
    )
    if hasattr(notice, "appointment"):
        method = "CANCEL" if notice.appointment.is_cancelled else "REQUEST"
        message.attach("meeting.ics", calendar_of(notice, notice.to_user), f"text/calendar; method={method}")
    return message


def calendar_of(notice: Notice, to: User) -> str:
    """What a calendar reads of a notice: when, where, and the reference; no name and nothing of what it is about."""
    one = notice.appointment
    about = notice.case.reference if notice.case is not None else "Inspires casework"
    event = Event()
    event.add("uid", f"{one.uid}@inspires-casework")
    event.add("sequence", one.revision - 1)
    event.add("dtstamp", notice.queued_at.astimezone(UTC))
    event.add("dtstart", one.starts_at.astimezone(UTC))
    event.add("dtend", (one.starts_at + timedelta(minutes=one.minutes)).astimezone(UTC))
    event.add("summary", f"Meeting {about}")
    event.add("location", one.place)
    event.add("url", f"{settings.BASE_URL}{notice.get_absolute_url()}")
    event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"))
    event.add("attendee", vCalAddress(f"mailto:{to.email}"), parameters={"RSVP": "FALSE"})
    calendar = Calendar()
    calendar.add("prodid", "-//Inspires casework//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if one.is_cancelled else "REQUEST")
    calendar.add_component(event)
    return str(calendar.to_ical().decode())


def _with_link(notice: Notice, link: Link) -> EmailMessage:
    """A link for somebody without an account: what it is for, the link, where the code comes from. No name, no fact."""
    body = "\n".join(
        [
            f"{link.case.reference}",
            "",
            SENTENCES[NoticeKind(notice.kind)],
            "",
            f"{settings.BASE_URL}{path_of(LinkPurpose(link.purpose))}{token_of(link.seed)}/",
            "",
            "The page asks for a code. The school gives you the code on the telephone or by text message, never by e-mail.",
            "If you have no code yet, wait for the school to ring you, or ring the school on the number you know.",
            "",
            f"The link is for you alone and opens until {full_day(last_moment(link.expires_at).astimezone(LONDON).date())}.",
            "If you do not know what this is about, you can delete this message.",
            "",
        ]
    )
    return EmailMessage(
        subject=f"{link.case.reference}: {OUTWARD[LinkPurpose(link.purpose)]}",
        body=body,
        to=[link.sent_to],
        headers={"Message-ID": notice.message_id, "Auto-Submitted": "auto-generated"},
    )
