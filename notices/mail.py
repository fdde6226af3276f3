"""How a notice becomes an e-mail: a reference, what to do, a link; never a name or a fact."""

import re

from django.conf import settings
from django.core.mail import EmailMessage

from notices.models import Notice
from notices.states import NoticeKind
from notices.words import SENTENCES

# What a digest may say: how many things, in these words and no others.
MINE = r"(?:One thing|\d+ things) on your list (?:is|are) overdue\."
OTHERS = r"(?:One thing|\d+ things) of others (?:has|have) been overdue for more than two days\."
COUNTS = re.compile(f"(?:{MINE})? ?(?:{OTHERS})?")


def counts_in(note: str) -> str:
    """The counts of a digest; nothing of any other note, which may name somebody."""
    return note if note and COUNTS.fullmatch(note) else "Something is overdue."


def email_of(notice: Notice) -> EmailMessage:
    """Build the message. Its Message-ID stays the same however often it is sent."""
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
