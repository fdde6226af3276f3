"""Does the page that a message leads to still open for its reader? A way that is shut is not shown."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.urls import Resolver404, resolve

from accounts.models import User
from cases.access import reach
from notices.models import Notice

# Pages with another door than the file's: whose rows they show, and how a room asks for those that somebody may open.
HANDED: Mapping[str, tuple[str, str]] = {
    "complaints:complaint": ("complaints.Complaint", "visible_to"),
    "complaints:panel": ("complaints.Complaint", "handed_to_panel"),
    "incidents:incident": ("incidents.Incident", "visible_to"),
    "incidents:statement": ("incidents.Statement", "visible_to"),
    "meetings:action": ("meetings.Action", "visible_to"),
    "meetings:mediation": ("meetings.Mediation", "visible_to"),
    "meetings:meeting": ("meetings.Meeting", "visible_to"),
    "meetings:record": ("meetings.Meeting", "visible_to"),
    "pupils:board_one": ("pupils.PupilSuspension", "handed_to_board"),
    "records:record": ("records.WrittenRecord", "visible_to"),
    "records:sign": ("records.WrittenRecord", "handled_by"),
    "socialmedia:data": ("socialmedia.OnlineConcern", "handed_to_data_lead"),
}
# What was sent to the Chair stays theirs to read: the message itself is the door.
OWN = ("desk:chair",)


def leads_on(notice: Notice, user: User) -> bool:
    """Whether this account may open the page that a message to it leads to: in the file, or as it was handed over."""
    try:
        page = resolve(urlsplit(notice.path).path)
    except Resolver404:
        return False
    if page.view_name in HANDED:
        return _is_handed(page.view_name, page.kwargs, user)
    if page.view_name in OWN or "reference" not in page.kwargs:
        return True
    return notice.case is not None and reach(user).sees(notice.case)


def _is_handed(page: str, wanted: Mapping[str, Any], user: User) -> bool:
    label, way = HANDED[page]
    rows: Any = apps.get_model(label)._default_manager.all()
    known = {f"{rows.to_case}reference" if name == "reference" else name: value for name, value in wanted.items()}
    return bool(getattr(rows, way)(user).filter(**known).exists())
