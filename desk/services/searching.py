"""What a reader asked of a list, kept for them alone, so that no word of it stands in an address."""

import secrets

from django.db import transaction

from accounts.models import User
from cases.models import Draft
from cases.services.writing import drop_draft, save_draft

FILTERS, SEARCH = "filters:{list_name}", "search:{list_name}:{token}"
MOST_SEARCHES = 5


@transaction.atomic
def remember_filters(*, list_name: str, choices: dict[str, str], by: User) -> None:
    """Remember which filters a reader chose for a list; none forgets them."""
    key = FILTERS.format(list_name=list_name)
    if choices:
        save_draft(key=key, payload=choices, by=by)
    else:
        drop_draft(key=key, by=by)


@transaction.atomic
def store_search(*, list_name: str, q: str, by: User) -> str:
    """Store the words of a search and give the token that stands for them; the oldest searches of a reader go."""
    token = secrets.token_urlsafe(9)
    kept = Draft.objects.filter(user=by, key__startswith="search:").order_by("-saved_at", "-pk")
    for old in kept[MOST_SEARCHES - 1 :]:
        drop_draft(key=old.key, by=by)
    save_draft(key=SEARCH.format(list_name=list_name, token=token), payload={"words": q}, by=by)
    return token
