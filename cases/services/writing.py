"""What people are in the middle of writing: drafts, forms sent once, who else is at it."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.system import require_machine
from cases.models import Case, Draft, Submission
from cases.querysets import is_of_list
from kernel.refusal import Refused

LARGEST_DRAFT = 400_000
MOST_DRAFTS = 50
KEPT = timedelta(days=30)


@transaction.atomic
def save_draft(*, key: str, payload: dict[str, Any], by: User, opened_at: datetime | None = None) -> Draft:
    """Keep what somebody typed so far, for themselves alone; `opened_at` (aware) tells which page of the form it was.

    Raises `Refused` when it is too large or they keep too many. What was asked of a list is kept here too: it is small,
    its room keeps it few, and it counts for nothing.
    """
    if len(json.dumps(payload)) > LARGEST_DRAFT:
        raise Refused("This is too long to be kept as a draft. Shorten it.", about="/")
    draft = Draft.objects.filter(user=by, key=key).first()
    if draft is None and not is_of_list(key) and Draft.objects.of_forms().filter(user=by).count() >= MOST_DRAFTS:
        raise Refused("You have too many drafts. Finish or remove some.", about="/")
    draft, _ = Draft.objects.update_or_create(
        user=by, key=key, defaults={"payload": payload, "saved_at": timezone.now(), "opened_at": opened_at}
    )
    return draft


@transaction.atomic
def drop_draft(*, key: str, by: User) -> None:
    """Forget a draft: it was sent, or its writer wants it gone."""
    Draft.objects.filter(user=by, key=key).delete()


@transaction.atomic
def claim(*, token: UUID, by: User) -> str | None:
    """Claim a form's token: None the first time; afterwards where the first sending led.

    Of two sendings at once the second waits for the first; should the first fail, the second goes on as the first.
    """
    row = Submission(user=by, token=token, sent_at=timezone.now())
    Submission.objects.bulk_create([row], ignore_conflicts=True)
    kept = Submission.objects.select_for_update(no_key=True).get(user=by, token=token)
    return kept.led_to or None


@transaction.atomic
def settle(*, token: UUID, led_to: str, by: User) -> None:
    """Note where a form's sending led."""
    Submission.objects.filter(user=by, token=token).update(led_to=led_to)


@transaction.atomic
def drop_drafts_on(*, case: Case, by: User) -> None:
    """Forget everything its writer was typing about a case, as a part of the act that takes the case from them."""
    about = Q(key__endswith=f":{case.reference}") | Q(key__contains=f":{case.reference}:")
    Draft.objects.filter(about, user=by).delete()


@transaction.atomic
def purge_drafts(*, by: User) -> int:
    """Forget drafts not touched for 30 days, those of closed accounts, and tokens of a week ago. How many drafts went."""
    require_machine(by)
    now = timezone.now()
    Submission.objects.filter(sent_at__lt=now - timedelta(days=7)).delete()
    old, _ = Draft.objects.filter(saved_at__lt=now - KEPT).delete()
    closed, _ = Draft.objects.filter(user__is_active=False).delete()
    return old + closed
