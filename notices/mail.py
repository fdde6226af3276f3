"""How a notice becomes an e-mail: a reference, what to do, a link; never a name or a fact."""

import re

from django.conf import settings
from django.core.mail import EmailMessage

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
    return EmailMessage(
        subject=f"{about}: {kind.label.lower()}",
        body=body,
        to=[notice.to_user.email],
        headers={"Message-ID": notice.message_id, "Auto-Submitted": "auto-generated", **urgent},
    )


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
