"""The components of the pages: fields whose errors can be reached, buttons that say why not, nothing inline."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django import forms
from django.conf import settings
from django.template import Context, Template, engines
from django.template.loader import get_template, render_to_string

from kernel.components import Action, ChainLink, Entry, Filter, GateRow, Link, Row, Section, Step, Tag
from kernel.forms import Form
from kernel.widgets import CheckBox, Checkboxes, DateParts, Radios

NOW = datetime(2026, 11, 2, 14, 12, tzinfo=UTC)
TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
CHOICES = [("a", "One"), ("b", "Two")]


class EveryWidget(Form):
    line = forms.CharField(label="A line", help_text="A hint.")
    text = forms.CharField(label="A text", widget=forms.Textarea)
    radio = forms.ChoiceField(label="One of a few", choices=CHOICES, widget=Radios(hints={"b": "More."}))
    boxes = forms.MultipleChoiceField(label="Any of a few", choices=CHOICES, widget=Checkboxes())
    box = forms.BooleanField(label="A box", widget=CheckBox(reveals="more"))
    choice = forms.ChoiceField(label="From a list", choices=[("", "Choose"), *CHOICES])
    day = forms.DateField(label="A day", widget=DateParts, help_text="For example 2 11 2026")
    file = forms.FileField(label="A file")
    hidden = forms.CharField(widget=forms.HiddenInput)


def render(source, **context):
    return Template(source).render(Context(context))


def ids(html):
    return re.findall(r'\bid="([^"]+)"', html)


def test_every_error_link_lands_on_a_control_that_can_take_the_focus():
    form = EveryWidget({})

    html = render('{{ form }}{% include "components/error_summary.html" with errors=form|all_errors only %}', form=form)

    targets = re.findall(r'<a href="#([^"]+)"', html)
    assert len(targets) == len(form.fields)
    controls = re.findall(r'<(?:input|select|textarea)(?![^>]*type="hidden")[^>]*\bid="([^"]+)"', html)
    assert set(targets) <= set(controls)


def test_every_id_stands_once_and_every_description_exists():
    html = render("{{ form }}", form=EveryWidget({}))

    assert len(ids(html)) == len(set(ids(html)))
    described = " ".join(re.findall(r'aria-describedby="([^"]*)"', html)).split()
    assert described
    assert set(described) <= set(ids(html))


def test_a_field_with_an_error_says_so_in_words_and_to_screen_readers():
    html = render("{{ form.line.as_field_group }}", form=EveryWidget({}))

    assert "govuk-form-group--error" in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_line_helptext id_line_error"' in html
    assert '<span class="govuk-visually-hidden">Error:</span> This field is required.' in html


def test_a_form_that_was_not_sent_has_no_errors():
    html = render("{{ form }}{% page_errors as errors %}[{{ errors }}]", form=EveryWidget())

    assert "[[]]" in html
    assert "govuk-form-group--error" not in html


def test_a_page_lists_the_errors_of_all_its_forms_in_its_order():
    first, second = EveryWidget({}, prefix="one"), EveryWidget({}, prefix="two")

    html = render("{% for target, _ in errors %}{{ target }} {% endfor %}", errors=[])
    both = render("{% page_errors as e %}{% for t, _ in e %}{{ t }} {% endfor %}", form=second, forms=[first, second])
    apart = render("{% page_errors as e %}{% for t, _ in e %}{{ t }} {% endfor %}", form=second, forms=[first])

    assert html == ""
    assert both.index("one-line") < both.index("two-line")
    assert both.count("id_two-text") == 1
    assert apart.index("two-line") < apart.index("one-line")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("2", "11", "2026"), "2026-11-2"),
        (("", "", ""), ""),
        (("31", "2", "2026"), "2026-2-31"),
        (("", "11", ""), "-11-"),
    ],
)
def test_a_day_in_three_boxes_comes_back_as_it_was_typed(typed, kept):
    widget = DateParts()
    data = dict(zip(("on_day", "on_month", "on_year"), typed, strict=True))

    value = widget.value_from_datadict(data, {}, "on")

    assert value == kept
    assert [str(part) for part in widget.decompress(value)] == list(typed)


def test_a_day_in_three_boxes_parses_to_a_date():
    class Day(Form):
        on = forms.DateField(widget=DateParts)

    form = Day({"on_day": "2", "on_month": "11", "on_year": "2026"})

    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 11, 2)
    assert 'value="11"' in render("{{ form }}", form=Day(initial={"on": date(2026, 11, 2)}))


def test_a_choice_names_the_fields_it_opens():
    class When(Form):
        when = forms.ChoiceField(choices=CHOICES, widget=Radios(reveals={"b": "later"}, inline=True, small=True))

    html = render("{{ form }}{% reveal key='later' %}more{% endreveal %}", form=When())

    assert html.count('data-reveals="later"') == 1
    assert '<div class="app-reveal app-reveal--closed" id="later">more</div>' in html
    assert "govuk-radios--inline" in html


def test_a_button_that_cannot_be_pressed_says_why():
    html = render("{% actions items %}", items=[Action("Lift", reason="It has ended."), Action("Extend", "/x/")])

    assert html.index("Extend") < html.index("Lift")
    assert 'aria-disabled="true" aria-describedby="why-lift"' in html
    assert '<p class="app-action__reason" id="why-lift">It has ended.</p>' in html


def test_a_button_that_changes_something_sends_a_form_with_a_token():
    html = render("{% action item %}", item=Action("Go", "/go/", method="post", fields={"n": 1}), csrf_token="abc")

    assert '<form class="app-action" method="post" action="/go/">' in html
    assert 'name="csrfmiddlewaretoken" value="abc"' in html
    assert '<input type="hidden" name="n" value="1">' in html


@pytest.mark.parametrize("tag", ["case_section", "step", "gate_row"])
def test_the_token_reaches_buttons_inside_other_components(tag):
    press = Action("Go", "/go/", method="post")
    item = {
        "case_section": Section("Facts", actions=(press,)),
        "step": Step("Do it", press),
        "gate_row": GateRow("Somebody", "", NOW, action=press),
    }[tag]

    assert 'value="abc"' in render("{% " + tag + " item %}", item=item, csrf_token="abc")


def test_the_main_step_has_the_main_button():
    item = Step("Decide", Action("Decide", "/d/"))

    assert "govuk-button--secondary" in render("{% step item %}", item=item)
    assert "govuk-button--secondary" not in render("{% step item main=True %}", item=item)


def test_a_section_shows_rows_of_every_kind_of_value():
    part = Section(
        "The facts",
        rows=(
            Row("Report", [Link("Version 1", "/r/1/"), Tag("issued", "ok")]),
            Row("Police", "called", (Link("Change", "/p/", "the reference"),)),
        ),
        tag=Tag("1 of 2"),
        text="Two\nlines",
    )

    html = render("{% case_section part %}", part=part)

    assert '<h2 class="govuk-heading-m" id="the-facts">' in html
    assert '<a class="govuk-link" href="/r/1/">Version 1</a>' in html
    assert '<span class="app-tag app-tag--ok">issued</span>' in html
    assert "govuk-summary-list__row--no-actions" in html


def test_an_empty_section_says_so():
    assert "None yet." in render("{% case_section part %}", part=Section("Meetings", empty="None yet."))


@time_machine.travel(NOW, tick=False)
def test_history_stands_in_days():
    entries = [
        Entry(datetime(2026, 11, 2, 13, 15, tzinfo=UTC), "Read."),
        Entry(datetime(2026, 11, 2, 0, 5, tzinfo=UTC), "Sent."),
        Entry(datetime(2026, 11, 1, 23, 55, tzinfo=UTC), "Logged."),
    ]

    html = render('{% include "components/history.html" with entries=entries only %}', entries=entries)

    assert re.findall(r"app-day__title\">([^<]+)", html) == [
        "Today, Monday 2 November 2026",
        "Yesterday, Sunday 1 November 2026",
    ]


@time_machine.travel(NOW, tick=False)
def test_the_chain_shows_what_is_still_to_come():
    links = [ChainLink("It happened", NOW), ChainLink("CEO told", NOW, 14), ChainLink("Chair told")]

    html = render('{% include "components/chain.html" with links=links only %}', links=links)

    assert "14:12</time></b>It happened" in html
    assert "+14 min" in html
    assert "not yet</b>Chair told" in html


@time_machine.travel(NOW, tick=False)
def test_words_of_moments_reach_the_page():
    html = render(
        "{{ at|when }}|{{ on|when }}|{{ end|until }}|{{ end|until_day }}|{{ at|in_full }}|{{ on|in_full }}|"
        "{{ at|clock_time }}|{{ at|short_day }}|{{ on|short_day }}|{{ at|minutes_between:end|span }}|"
        "{{ none|when }}{{ none|until }}{{ none|until_day }}{{ none|in_full }}{{ none|clock_time }}{{ none|short_day }}"
        "{% include 'components/clock.html' with clock=none|due only %}",
        at=NOW,
        on=date(2026, 11, 3),
        end=datetime(2026, 11, 3, 0, 0, tzinfo=UTC),
        none=None,
    )

    assert html.strip() == (
        "today 14:12|tomorrow, Tue 3 Nov|tonight 23:59|tonight 23:59|Monday 2 November 2026, 14:12|"
        "Tuesday 3 November 2026|14:12|Mon 2 Nov|Tue 3 Nov|9 h 48 min|"
    )


def test_what_people_typed_is_never_markup():
    hostile = '<b onclick="x">{{ 7|add:7 }}</b>'

    html = render(
        '{% include "components/kept_texts.html" with label="x" mine=t theirs="" only %}{% case_section part %}'
        '{% include "components/person.html" with name=t relation=t facts=t only %}'
        "{% section t %}{{ t }}{% endsection %}",
        t=hostile,
        part=Section("s", rows=(Row(hostile, hostile),), text=hostile),
    )

    assert "<b onclick" not in html
    assert "14" not in html


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{% panel 'Next' %}one{% endpanel %}", '<h2 class="app-panel__title">Next</h2>one'),
        ("{% band 'In force' tone='ban' %}one{% endband %}", '<div class="app-band app-band--ban">'),
        ("{% choice chosen=True %}one{% endchoice %}", '<div class="app-choice app-choice--on">one</div>'),
        ("{% fold 'Why?' is_open=True %}one{% endfold %}", '<details class="govuk-details" open>'),
        ("{% fieldset 'To whom' hint='By post' %}one{% endfieldset %}", 'aria-describedby="to-whom-hint"'),
        ("{% filters applied=applied clear_url='/all/' %}one{% endfilters %}", '<a class="govuk-link" href="/all/">'),
        ("{% section 'Facts' tag='1 of 2' %}one{% endsection %}", '<span class="app-tag">1 of 2</span>'),
    ],
)
def test_a_container_wraps_what_it_is_given(source, shown):
    html = render(source, applied=[Filter("Open", "/rest/")])

    assert shown in html
    assert "one" in html


def test_a_box_opens_fields_only_where_it_is_asked_to():
    assert "data-reveals" not in CheckBox().render("box", None)
    assert 'data-reveals="more"' in CheckBox(reveals="more").render("box", None)


def test_a_table_names_its_columns_on_a_phone_too():
    html = render(
        '{% table caption="Cases" heads="Case | ~Open" %}<tr>{% cell head="Case" is_row_head=True %}A{% endcell %}'
        "{% cell %}B{% endcell %}</tr>{% endtable %}"
    )

    assert '<th scope="col">Case</th><th scope="col"><span class="govuk-visually-hidden">Open</span></th>' in html
    assert '<th scope="row" data-label="Case">A</th>' in html


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_templates_parse_and_hold_nothing_inline(path):
    """The content security policy would silently drop an inline style or script; `|safe` would let markup through."""
    get_template(str(path.relative_to(Path(settings.BASE_DIR, "templates"))))
    source = re.sub(r"\{[%#].*?[%#]\}", "", path.read_text())

    assert not re.search(r"\sstyle=|<style\b|\son[a-z]+=|javascript:", source)
    assert not re.search(r"\|safe\b|autoescape off", path.read_text())
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert not re.search(r"https?://(?!www\.w3\.org/)", source)


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "405.html", "500.html"])
def test_error_pages_stand_without_a_request(name):
    html = render_to_string(name)

    assert "<h1" in html
    assert 'lang="en-GB"' in html


def test_templates_know_the_components_without_loading_them():
    assert "kernel.templatetags.ui" in engines["django"].engine.builtins
