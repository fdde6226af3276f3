"""What every page shows around its content: the menu by powers, the trust's name, how long a page may stay idle."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from kernel.components import Link
from schools.access import powers
from schools.selectors.trust import trust


@dataclass(frozen=True)
class Place:
    """A line of the menu; the current one is marked."""

    label: str
    url: str
    current: bool = False


# Label, page, and the powers of which one is needed; none: everybody.
MENU: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Home", "desk:home", ()),
    ("Cases", "desk:cases", ("view_cases",)),
    ("People", "desk:people", ("view_cases",)),
    ("Meetings", "meetings:month", ("view_cases",)),
    ("At the gate", "suspensions:gate", ("view_gate",)),
    ("Online", "socialmedia:concerns", ("view_cases", "log_concern")),
    ("Complaints", "complaints:register", ("view_cases", "log_complaint", "subject_access")),
    ("Contacts", "socialmedia:contacts", ("log_incident",)),
    ("Mediators’ notes", "meetings:notes", ("subject_access",)),
    ("Board", "pupils:board", ("board_duties",)),
    ("Panels", "complaints:panels", ("board_duties",)),
    ("Set-up", "schools:setup", ("administer", "name_deputies", "confirm_roles")),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """What base.html reads. The trust costs one query, and only on a page that shows it."""
    known: dict[str, Any] = {"trust": SimpleLazyObject(trust)}
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        known |= {
            "navigation": navigation(request),
            "account_links": _account_links(),
            "idle_seconds": _idle_seconds(request),
            "extend_url": reverse("schools:stay"),
        }
    return known


def _account_links() -> list[Link]:
    links = [Link("Change my password", reverse("account_change_password"))]
    if settings.DEMO:
        links.append(Link("My e-mail in this demonstration", reverse("desk:demo_mail")))
    return links


def navigation(request: HttpRequest, *, also: tuple[str, ...] = ()) -> list[Place]:
    """The menu of whoever is signed in; what they may not open is not in it. `also`: powers they hold on some cases."""
    held = powers(request.user)
    known = {power for _, _, needed in MENU for power in needed if power in also or held.includes(power)}
    places = [(label, reverse(name)) for label, name, needed in MENU if not needed or known & {*needed}]
    here = [url for _, url in places if url == request.path or (url != "/" and request.path.startswith(url))]
    return [Place(label, url, bool(here) and url == max(here, key=len)) for label, url in places]


def _idle_seconds(request: HttpRequest) -> int | None:
    """A desk session (the gate register's) is not locked by idleness."""
    return None if request.session.get("is_desk") else settings.SESSION_IDLE_SECONDS
