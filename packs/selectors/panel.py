"""What the panel on a complaint has to read in the system, and which panels a bundle can be handed to."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from cases.access import may, reach
from complaints.models import Complaint
from complaints.selectors.page import open_points
from complaints.selectors.panel import crumbs_of_panel
from complaints.selectors.panel_members import sits_only
from complaints.states import Stage
from kernel import wording
from kernel.components import Action, Link
from packs.models import HandedBundle, Pack
from packs.reading import FOR_PANELS
from packs.states import PackState, Reader
from records.access import POWER
from records.content import Text
from schools.calendar import local_day


@dataclass(frozen=True)
class PanelPaper:
    """A bundle that a panel reads: what it is, when it came, how it is opened and taken back."""

    title: str
    note: str
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class PanelPapers:
    """The page of a panel's papers."""

    complaint: Complaint
    crumbs: tuple[Link, ...]
    papers: tuple[PanelPaper, ...]
    is_member: bool
    make: Action | None


@dataclass(frozen=True)
class ToldUs:
    """What a complaint is, as it came: whose, how, the words, its points, and why they went further."""

    who: str
    came: str
    words: Text
    points: tuple[Text, ...]
    further: tuple[tuple[str, Text], ...]


def told_us(pack: Pack) -> ToldUs | None:
    """The complaint that a bundle for its panel is of; None of any other bundle. Three queries."""
    if pack.reader != Reader.HEARING:
        return None
    complaint = Complaint.objects.with_people().get(case=pack.case_id)
    return ToldUs(
        who=complaint.who,
        came=f"{complaint.get_channel_display()}, {wording.full_day(complaint.received_on)}",
        words=Text(complaint.words),
        points=tuple(Text(one.text) for one in open_points(complaint)),
        further=tuple(
            (f"{one.get_asked_for_display()}, {wording.full_day(one.asked_on)}", Text(one.words))
            for one in complaint.further.order_by("pk")
        ),
    )


def panels_for(pack: Pack, user: User) -> list[Complaint]:
    """The panels to which a bundle can be handed: on the complaint it is of, or on one that came of its case."""
    if pack.reader not in FOR_PANELS or pack.case_id is None:
        return []
    rows = Complaint.objects.handed_to_panel(user).filter(Q(case=pack.case_id) | Q(source=pack.case_id))
    return [*rows.filter(stage=Stage.PANEL).select_related("case").order_by("pk")]


def hand_over_actions(pack: Pack, user: User) -> tuple[Action, ...]:
    """The buttons that hand a bundle to a panel, on the page of the bundle."""
    if pack.state != PackState.MADE:
        return ()
    panels = panels_for(pack, user)
    has = {*HandedBundle.objects.standing().filter(pack=pack).values_list("complaint", flat=True)} if panels else set()
    return tuple(
        Action(
            "Hand it to the panel",
            reverse("packs:hand_over", args=[pack.pk, one.case.reference]),
            method="post",
            reason="The panel has it already." if one.pk in has else None,
            about=one.case.reference,
        )
        for one in panels
    )


def panel_papers(complaint: Complaint, user: User) -> PanelPapers:
    """What there is to read for this panel."""
    rows = HandedBundle.objects.visible_to(user).filter(complaint=complaint).with_papers()
    sees_file = reach(user).sees(complaint.case)
    return PanelPapers(
        complaint=complaint,
        crumbs=crumbs_of_panel(complaint),
        papers=tuple(_paper(row, user) for row in rows.order_by("handed_at", "pk")),
        is_member=sits_only(complaint, user),
        make=Action(
            "Make a bundle for the panel", reverse("packs:bundle_for", args=[complaint.case.reference, Reader.HEARING])
        )
        if sees_file and may(user, POWER, complaint.case) and complaint.stage == Stage.PANEL
        else None,
    )


def _paper(row: HandedBundle, user: User) -> PanelPaper:
    case = row.pack.case
    assert case is not None, "a bundle is of a case"
    args = [row.complaint.case.reference, row.pk]
    about = f"bundle {row.pack_id}"
    actions = []
    if opens(row, user):
        actions.append(
            Action("Open the papers (PDF)", reverse("packs:panel_file", args=args), "primary", None, "post", about)
        )
    if takes_back(row, user):
        actions.append(Action("Take it back", reverse("packs:hand_back", args=args), "link", None, "post", about))
    of = "The complaint" if case.pk == row.complaint.case_id else "The case it comes from"
    day = wording.full_day(local_day(row.handed_at))
    note = f"{wording.counted(row.pack.pages, 'page')}, handed to the panel on {day} by {row.handed_by.name}"
    return PanelPaper(f"{of}, {case.reference}", note, tuple(actions))


def opens(row: HandedBundle, user: User) -> bool:
    """Whoever sits on the panel opens its papers, and whoever sees the file of their case; the clerk is told that they went."""
    held = reach(user)
    if row.pack.case is not None and held.sees(row.pack.case):
        return True
    return row.complaint.panel_members.filter(user=held.user_id, stood_down_at__isnull=True).exists()


def takes_back(row: HandedBundle, user: User) -> bool:
    """Whoever sees the file of a bundle and handles its records takes it back."""
    case = row.pack.case
    return case is not None and reach(user).sees(case) and may(user, POWER, case)
