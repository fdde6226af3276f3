"""Ways of asking for history."""

from django.db import models


class EntryQuerySet(models.QuerySet):
    def of_chain(self, name: str) -> "EntryQuerySet":
        """The entries of one chain, oldest first, with who and what."""
        return self.filter(chain_id=name).select_related("actor", "payload").order_by("seq")

    def newest_first(self) -> "EntryQuerySet":
        return self.order_by("-seq")
