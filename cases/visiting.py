"""Somebody without an account at one of our pages: which link their browser has open, and the cookie that says so.

The cookie goes to the pages of one purpose alone and is never sent from another site.
"""

from typing import Any, Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cases import links
from cases.models import Link
from cases.states import LinkPurpose
from kernel.limits import is_too_often

MOST_TRIES_A_MINUTE, MOST_SAVES_A_MINUTE = 20, 120
SITE: Final = "Strict"


def cookie_of(purpose: LinkPurpose) -> str:
    """The name of the cookie; with https one that only https can set."""
    return f"__Secure-{purpose.value}" if settings.SESSION_COOKIE_SECURE else purpose.value


def held(request: HttpRequest, purpose: LinkPurpose) -> str:
    """What this browser keeps of a visit; "" if nothing."""
    return str(request.COOKIES.get(cookie_of(purpose), ""))


def visit_of(request: HttpRequest, purpose: LinkPurpose) -> Link | None:
    """The link that this browser has open now, if any."""
    if not (secret := held(request, purpose)):
        return None
    rows = Link.objects.filter(purpose=purpose, session_digest=links.digest_of(secret), taken_back_at__isnull=True)
    return rows.filter(session_ends_at__gt=timezone.now()).select_related("case__school", "issued_by").first()


def remember(response: HttpResponse, purpose: LinkPurpose, secret: str) -> HttpResponse:
    """Give the browser what it keeps of its visit, for as long as a visit lasts without a word."""
    response.set_cookie(
        cookie_of(purpose),
        secret,
        max_age=links.SESSION,
        path=links.path_of(purpose),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite=SITE,
    )
    return response


def forget(response: HttpResponse, purpose: LinkPurpose) -> HttpResponse:
    """Have the browser forget its visit."""
    response.delete_cookie(cookie_of(purpose), path=links.path_of(purpose), samesite=SITE)
    return response


def tries_too_often(request: HttpRequest) -> bool:
    """Count one more code given from this address; true when this minute has seen too many."""
    address: Any = get_adapter().get_client_ip(request)
    return is_too_often(f"links:{address}", MOST_TRIES_A_MINUTE)


def saves_too_often(link: Link) -> bool:
    """Count one more saving by whoever has this link open; true when this minute has seen too many."""
    return is_too_often(f"links:save:{link.pk}", MOST_SAVES_A_MINUTE)
