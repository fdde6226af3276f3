"""The design system in templates: filters that put things in words, components that wrap content or carry a form."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import slugify

from kernel import wording
from kernel.components import Action, Entry, GateRow, Row, Section, Step, by_day

register = template.Library()
SEVERAL_CONTROLS = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget)


# --- Words ---------------------------------------------------------------------------------------------------------
def _today() -> date:
    return timezone.now().astimezone(wording.LONDON).date()


@register.filter
def when(value: datetime | date | None) -> str:
    """A moment or a day beside now: "today 14:12", "tomorrow, Tue 3 Nov 08:19"."""
    if not value:
        return ""
    return wording.when(value, timezone.now()) if isinstance(value, datetime) else wording.day(value, _today())


@register.filter
def until(value: datetime | None) -> str:
    """An end that is not included: midnight is shown as 23:59 of the day before."""
    return wording.until(value, timezone.now()) if value else ""


@register.filter
def until_day(value: datetime | None) -> str:
    """An end that is not included, short enough for a tag."""
    return wording.until_day(value, timezone.now()) if value else ""


@register.filter
def in_full(value: datetime | date | None) -> str:
    """A moment or a day in full: "Monday 2 November 2026, 14:12"."""
    if not value:
        return ""
    return wording.in_full(value) if isinstance(value, datetime) else wording.full_day(value)


@register.filter
def clock_time(value: datetime | None) -> str:
    """The time of day: "14:12"."""
    return wording.clock_time(value) if value else ""


@register.filter
def mid(value: str) -> str:
    """A label as it stands within a sentence."""
    return wording.mid(str(value))


@register.filter
def short_day(value: datetime | date | None) -> str:
    """A day in short: "Tue 3 Nov"."""
    if not value:
        return ""
    return wording.short_day(value.astimezone(wording.LONDON) if isinstance(value, datetime) else value)


@register.filter
def day_heading(value: date) -> str:
    """The heading of a day's history."""
    return wording.day_heading(value, _today())


@register.filter
def due(value: datetime | None) -> wording.Clock | None:
    """How a due moment stands: state, text and small text."""
    return wording.due(value, timezone.now()) if value else None


@register.filter
def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes from one moment to another."""
    return wording.minutes_between(start, end)


@register.filter
def span(minutes: int) -> str:
    """A number of minutes in words: "2 h 48 min"."""
    return wording.span(minutes)


@register.filter
def compare(mine: str, theirs: str) -> wording.Comparison:
    """Two texts, in pieces that are the same and pieces that only one of them has."""
    return wording.compare(mine, theirs)


@register.filter
def days(entries: Iterable[Entry]) -> list[tuple[date, list[Entry]]]:
    """History in groups of a day each."""
    return by_day(entries)


# --- Forms ---------------------------------------------------------------------------------------------------------
@register.filter
def target(field: BoundField) -> str:
    """The id of the control that an error link puts the focus on: the first of several."""
    return f"{field.auto_id}_0" if isinstance(field.field.widget, SEVERAL_CONTROLS) else field.auto_id


@register.filter
def layout(field: BoundField) -> str:
    """How a field is drawn: "check" (label after the box), "group" (a fieldset) or "single" (label above)."""
    if isinstance(field.field.widget, forms.CheckboxInput):
        return "check"
    return "group" if field.use_fieldset else "single"


@register.filter
def bound_errors(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Every error of a form with the id of the control to go to; those of the whole form go to its first control."""
    if not form.is_bound:
        return []
    visible = form.visible_fields()
    first = target(visible[0]) if visible else ""
    of_form = [(first, str(error)) for error in form.non_field_errors()]
    hidden = [(first, str(error)) for field in form.hidden_fields() for error in field.errors]
    return of_form + hidden + [(target(field), str(error)) for field in visible for error in field.errors]


@register.filter
def all_errors(forms_or_form: Any) -> list[tuple[str, str]]:
    """Every error of one form, or of several, in the order of the page."""
    if not forms_or_form:
        return []
    if isinstance(forms_or_form, forms.BaseForm):
        return bound_errors(forms_or_form)
    return [error for form in forms_or_form for error in bound_errors(form)]


@register.filter
def kind(value: object) -> str:
    """The class of a value handed to a component, in lower case: "link", "tag", "list", "str"."""
    return "list" if isinstance(value, list | tuple) else type(value).__name__.lower()


@register.filter
def as_rows(rows: Iterable[Any]) -> list[Row]:
    """Rows of a summary list from `Row`s or plain (label, value) pairs."""
    return [row if isinstance(row, Row) else Row(*row) for row in rows or ()]


@register.filter
def any_actions(rows: Iterable[Row]) -> bool:
    """Whether any row of a summary list has a link of its own, so that all rows keep room for it."""
    return any(row.actions for row in rows)


@register.filter
def pressable_first(items: Iterable[Action]) -> list[Action]:
    """Buttons in their order, those that cannot be pressed last."""
    return sorted(items or (), key=lambda item: bool(item.reason))


@register.filter
def slug(value: str) -> str:
    """A text as an id within the page."""
    return slugify(value)


# --- Components that carry a form (they hand on the CSRF token, which an include with `only` loses) ----------------
@register.inclusion_tag("components/action.html")
def action(item: Action) -> dict[str, Any]:
    """One button, or the reason why it cannot be pressed now."""
    return {"action": item}


@register.inclusion_tag("components/actions.html")
def actions(items: Iterable[Action]) -> dict[str, Any]:
    """A row of buttons, those that cannot be pressed last, each with its reason."""
    return {"actions": items}


@register.inclusion_tag("components/section.html")
def case_section(part: Section) -> dict[str, Any]:
    """A part of the case page: heading, text, rows, lines, history, buttons."""
    return {"section": part}


@register.inclusion_tag("components/step.html")
def step(item: Step, main: bool = False) -> dict[str, Any]:
    """A line of the home page; the main one has the main button."""
    if main and item.action and item.action.style == "secondary":
        item = replace(item, action=replace(item.action, style="primary"))
    return {"step": item}


@register.inclusion_tag("components/gate_row.html")
def gate_row(item: GateRow) -> dict[str, Any]:
    """A row of the gate register, inside `{% table %}`."""
    return {"row": item}


# --- Components that wrap content ----------------------------------------------------------------------------------
def _wrapped(name: str, content: SafeString, **facts: Any) -> SafeString:
    return render_to_string(f"components/{name}.html", {"content": content, **facts})


@register.simple_block_tag
def section(content: SafeString, title: str, tag: Any = None, key: str = "") -> SafeString:
    """A part of a page under a heading of the second level."""
    return _wrapped("wrap_section", content, title=title, tag=tag, key=key or slugify(title))


@register.simple_block_tag
def panel(content: SafeString, title: str) -> SafeString:
    """A part of the side column."""
    return _wrapped("wrap_panel", content, title=title)


@register.simple_block_tag
def band(content: SafeString, title: str, tone: str = "") -> SafeString:
    """What is in force now: tone "ban", "ok", "soon" or none."""
    return _wrapped("wrap_band", content, title=title, tone=tone)


@register.simple_block_tag
def choice(content: SafeString, tone: str = "", chosen: bool = False) -> SafeString:
    """A card around one person or one choice."""
    return _wrapped("wrap_choice", content, tone=tone, chosen=chosen)


@register.simple_block_tag
def fold(content: SafeString, title: str, is_open: bool = False) -> SafeString:
    """Something to open when it is wanted; works without scripts."""
    return _wrapped("wrap_fold", content, title=title, is_open=is_open)


@register.simple_block_tag
def fieldset(content: SafeString, legend: str, hint: str = "") -> SafeString:
    """A group of fields under one legend."""
    return _wrapped("wrap_fieldset", content, legend=legend, hint=hint, key=slugify(legend))


@register.simple_block_tag
def reveal(content: SafeString, key: str, is_open: bool = False) -> SafeString:
    """Fields shown once a choice asks for them (`Radios(reveals=…)` names the key); always shown without scripts."""
    return _wrapped("wrap_reveal", content, key=key, is_open=is_open)


@register.simple_block_tag
def table(content: SafeString, caption: str, heads: str, is_caption_shown: bool = False) -> SafeString:
    """A table that becomes cards on a phone; heads are separated by "|", one that begins with "~" is only read out."""
    columns = [(name.strip().lstrip("~"), name.strip().startswith("~")) for name in heads.split("|")]
    return _wrapped("wrap_table", content, caption=caption, columns=columns, is_caption_shown=is_caption_shown)


@register.simple_block_tag
def cell(content: SafeString, head: str = "", is_row_head: bool = False) -> SafeString:
    """A cell of a table; on a phone the name of its column stands above it."""
    return _wrapped("wrap_cell", content, head=head, is_row_head=is_row_head)


@register.simple_block_tag
def filters(content: SafeString, applied: Any = (), clear_url: str = "", is_open: bool = False) -> SafeString:
    """The filter panel of a list: fields to open, and what is applied as tags that can be taken away."""
    return _wrapped("wrap_filters", content, applied=applied, clear_url=clear_url, is_open=is_open)


@register.simple_tag(takes_context=True)
def page_errors(context: Context) -> list[tuple[str, str]]:
    """The errors of the page's `form` and `forms`, for its title and the summary at its top.

    Those of `form` come first; a page on which it stands elsewhere lists it among `forms`, in the page's order.
    """
    form, several = context.get("form"), list(context.get("forms") or ())
    return all_errors(several if any(one is form for one in several) else [*([form] if form else []), *several])
