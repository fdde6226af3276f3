"""Ways of asking for packs and their papers: everybody sees those they had made, while they may still have them."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from cases.access import reach
from complaints.states import Stage
from packs.states import PackState
from records.access import handles, is_advised
from records.states import PRIVILEGED

if TYPE_CHECKING:
    from accounts.models import User


class PackQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> Self:
        """What this user had made, while they handle the records of every case it is of, and see its file.

        A bundle is of one case, whatever is in it.
        What came from the tray of what is owed on paper needs no sight of the file.
        Somebody who has come behind a wall since, or whose role, grant or delegation has ended, sees nothing of it any more;
        nor of one with what lawyers are asked whoever takes no legal steps now.
        """
        held = reach(user)
        lines: Any = self.model._meta.get_field("lines").related_model
        # Asked line by line.
        door = held.file("record__case__") | Q(is_owed=True)
        mine = lines.objects.filter(door, handles(held, "record__case__"), pk=OuterRef("pk"))
        kept = Exists(held.without_walled(mine, "record__case__"))
        lost = Exists(lines.objects.filter(~kept, pack=OuterRef("pk")))
        bundles = Q(case__isnull=False) & held.file("case__") & handles(held, "case__") & ~Q(case__in=held.walled)
        advice = lines.objects.filter(pack=OuterRef("pk"), ground="", record__kind__in=PRIVILEGED)
        is_secret = Exists(advice.exclude(is_advised(held, "record__case__")))
        return self.filter((Q(case__isnull=True) & ~lost) | bundles, ~is_secret, asked_by=held.user_id)

    def made_before(self, moment: datetime) -> Self:
        """Those whose file was made before a moment (aware) and is still kept; not what a panel is reading."""
        handed: Any = self.model._meta.get_field("handed").related_model
        is_read = Exists(handed.objects.standing().filter(pack=OuterRef("pk")))
        return self.filter(~is_read, state=PackState.MADE, made_at__lt=moment)


class HandedBundleQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """What a panel has to read now: not taken back, and the panel is not over."""
        return self.filter(taken_back_at__isnull=True, complaint__stage=Stage.PANEL)

    def visible_to(self, user: "User") -> Self:
        """What was handed to the panels this user may open; nothing behind a wall, of the complaint or of the bundle's case."""
        complaints: Any = self.model._meta.get_field("complaint").related_model
        rows = self.standing().filter(complaint__in=complaints.objects.handed_to_panel(user))
        return reach(user).without_walled(rows, "pack__case__")

    def with_papers(self) -> Self:
        """With the rows that a page names."""
        return self.select_related("pack__case__school", "complaint__case__school", "handed_by")


class PackLineQuerySet(models.QuerySet):
    def printed(self) -> Self:
        """What is in it, in its order."""
        return self.filter(ground="").order_by("order")

    def left_out(self) -> Self:
        """What was left out, in its order."""
        return self.exclude(ground="").order_by("order")
