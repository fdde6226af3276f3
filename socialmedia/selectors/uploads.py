"""An upload of e-mails as its page shows it: how far it is, whose messages wait to be named, every file with its sentence."""

from dataclasses import dataclass

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from kernel import wording
from kernel.components import Link, Row, Tag
from kernel.text import whole_number
from socialmedia.models import MailFile, MailUpload
from socialmedia.selectors.contacts import crumbs_of
from socialmedia.states import MailState

PAGE, MOST_SHOWN = 100, 20
TAGS = {
    MailState.WAITING: Tag("waiting", "soon"),
    MailState.ASKED: Tag("whose is it?", "soon"),
    MailState.TAKEN: Tag("logged", "ok"),
    MailState.REFUSED: Tag("not logged", "late"),
    MailState.LEFT_OUT: Tag("left out"),
}
CHOICES = {
    "": "All files",
    MailState.REFUSED: "Not logged",
    MailState.ASKED: "Whose is it?",
    MailState.LEFT_OUT: "Left out",
    MailState.TAKEN: "Logged",
}


@dataclass(frozen=True)
class Asked:
    """An address of which nobody has said whose it is, and how many messages came from it."""

    address: str
    count: int
    url: str

    @property
    def words(self) -> str:
        return wording.counted(self.count, "message")


@dataclass(frozen=True)
class Line:
    """What came of one file."""

    file: MailFile
    tag: Tag
    sentence: str


@dataclass(frozen=True)
class UploadPage:
    """An upload: how far it is, what is asked, a page of its files."""

    upload: MailUpload
    crumbs: tuple[Link, ...]
    rows: tuple[Row, ...]
    total: int
    done: int
    asked: tuple[Asked, ...]
    lines: tuple[Line, ...]
    choices: tuple[tuple[str, str, bool], ...]
    next_url: str

    @property
    def is_going(self) -> bool:
        return self.done < self.total


def uploads_of(user: User) -> list[tuple[MailUpload, str]]:
    """One's last uploads, newest first, each with what it was in a line: one query."""
    rows = MailUpload.objects.visible_to(user).select_related("school").annotate(n=Count("files"))
    return [(one, wording.counted(one.n, "file")) for one in rows.order_by("-pk")[:MOST_SHOWN]]


def upload_page(upload: MailUpload, shown: str, after: str) -> UploadPage:
    """What the page of an upload shows: the files of one outcome, or of all, from a number on. Four queries."""
    files = MailFile.objects.filter(upload=upload)
    counts = dict(files.order_by().values_list("state").annotate(n=Count("pk")))
    total = sum(counts.values())
    rows = files.filter(number__gt=whole_number(after)).prefetch_related("contacts")
    if shown in CHOICES and shown:
        rows = rows.filter(state=shown)
    found = [*rows.order_by("number")[: PAGE + 1]]
    return UploadPage(
        upload=upload,
        crumbs=crumbs_of(),
        rows=_facts(upload, counts),
        total=total,
        done=total - counts.get(MailState.WAITING, 0),
        asked=asked_of(upload),
        lines=tuple(_line(file) for file in found[:PAGE]),
        choices=_choices(upload, counts, shown),
        next_url=f"?show={shown}&after={found[PAGE - 1].number}" if len(found) > PAGE else "",
    )


def asked_of(upload: MailUpload) -> tuple[Asked, ...]:
    """The addresses of which nobody has said whose they are, most messages first."""
    rows = MailFile.objects.asked().filter(upload=upload).order_by().values("sender")
    counted = rows.annotate(n=Count("pk"), first=Min("pk")).order_by("-n", "sender")
    return tuple(
        Asked(row["sender"], row["n"], reverse("socialmedia:upload_sender", args=[upload.pk, row["first"]]))
        for row in counted
    )


def _facts(upload: MailUpload, counts: dict[str, int]) -> tuple[Row, ...]:
    said = [f"{counts[state]} {TAGS[state].text}" for state in MailState if counts.get(state)]
    return (
        Row("School", upload.school.name),
        Row("Uploaded", wording.when(upload.uploaded_at, timezone.now())),
        Row("Files", ", ".join(said)),
    )


def _choices(upload: MailUpload, counts: dict[str, int], shown: str) -> tuple[tuple[str, str, bool], ...]:
    url = upload.get_absolute_url()
    numbered = [(key, label, counts.get(key, 0) if key else sum(counts.values())) for key, label in CHOICES.items()]
    return tuple((f"{label} ({n})", f"{url}?show={key}", key == shown) for key, label, n in numbered if n or not key)


def _line(file: MailFile) -> Line:
    contact = next(iter(file.contacts.all()), None)
    if contact is not None:
        sentence = f"{wording.in_full(contact.happened_at)}: {contact.subject}"
        return Line(file, TAGS[MailState(file.state)], f"{sentence}. {file.note}" if file.note else sentence)
    said = file.note or (f"From {file.sender}: {file.told.get('subject', '')}" if file.told else "")
    return Line(file, TAGS[MailState(file.state)], said)
