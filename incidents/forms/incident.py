"""What is asked when what was reported changes or grows."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from incidents.forms.moments import day_field, time_field
from incidents.models import Incident
from incidents.states import Category, Setting
from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import CheckBox, Checkboxes, Radios
from schools.calendar import LONDON, at_local


class IncidentForm(Form):
    """Everything that was reported, before the report is issued."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    on_day = day_field("Which day was it?")
    at_time = time_field("At what time?")
    setting = forms.ChoiceField(label="Where was it?", choices=Setting.choices, widget=Radios(small=True))
    place = LineField(label="Exactly where?", required=False)
    categories = forms.TypedMultipleChoiceField(
        label="What was it?",
        choices=Category.choices,
        coerce=lambda value: Category(value).value,
        widget=Checkboxes(small=True),
        error_messages={"required": "Tick what it was."},
    )
    other_category = LineField(label="What else was it?", required=False, help_text="If you ticked something else.")
    account = TextField(label="What happened?", error_messages={"required": "Say what happened."})
    is_child_at_risk = forms.BooleanField(label="A child may be at risk", required=False, widget=CheckBox())
    on_behalf_of = LineField(label="Whose report is this?", required=False)
    found_on = day_field("If it was found out later: on which day?", required=False)
    found_at = time_field("At what time was it found out?", required=False)
    paper_on = day_field("If it was first written on paper: on which day?", required=False)
    paper_at = time_field("At what time was it written?", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        occurred_at = self._moment(cleaned, "on_day", "at_time")
        if occurred_at is not None:
            cleaned["occurred_at"] = occurred_at
        cleaned["discovered_at"] = self._moment(cleaned, "found_on", "found_at")
        cleaned["on_paper_at"] = self._moment(cleaned, "paper_on", "paper_at")
        if Category.OTHER in cleaned.get("categories", ()) and not cleaned.get("other_category"):
            self.add_error("other_category", "Say what else it was.")
        return cleaned

    def _moment(self, cleaned: dict[str, Any], day: str, clock: str) -> datetime | None:
        on, at = cleaned.pop(day, None), cleaned.pop(clock, None)
        if on is None and at is None:
            return None
        if on is None or at is None:
            missing = clock if at is None else day
            if missing not in self.errors:
                self.add_error(missing, "Enter both the day and the time.")
            return None
        moment = at_local(on, time(at.hour, at.minute))
        if moment > timezone.now():
            self.add_error(clock, "This time is in the future.")
        return moment


class AddendumForm(Form):
    """Something to add below an incident whose report is issued."""

    token = OnceField()
    text = TextField(
        label="What do you want to add?",
        help_text="It gets today's date and your name. What was reported stays as it is.",
        error_messages={"required": "Write what you want to add."},
    )


def initial_of(incident: Incident) -> dict[str, Any]:
    """An incident as the form shows it."""
    fields = (
        "revision",
        "setting",
        "place",
        "categories",
        "other_category",
        "account",
        "is_child_at_risk",
        "on_behalf_of",
    )
    initial = {name: getattr(incident, name) for name in fields}
    for at, day, clock in (
        (incident.occurred_at, "on_day", "at_time"),
        (incident.discovered_at, "found_on", "found_at"),
        (incident.on_paper_at, "paper_on", "paper_at"),
    ):
        if at is not None:
            local = at.astimezone(LONDON)
            initial |= {day: local.date(), clock: f"{local:%H:%M}"}
    return initial
