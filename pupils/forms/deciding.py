"""What a headteacher is asked who suspends a pupil, over short pages; a further one; cancelling; half-days elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from kernel import wording
from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import CheckBox, DateParts, HiddenDateParts, Radios
from pupils import rules
from pupils import wording as words
from pupils.beginning import begins_at, was_there
from pupils.codeset import reasons_on
from pupils.counting import Absence
from pupils.forms.exam import closed_field, is_closed_on
from pupils.forms.steps import ASKED, BESIDE, FOR_SERVICE, NOT_A_DAY, NOT_NOW, Starts, Step, not_asked_by
from pupils.models import PupilSuspension
from pupils.models.suspension import HALF
from pupils.states import Category, FurtherBasis, Ground, HalfOfDay
from schools.calendar import at_local, local_day
from schools.models import School
from schools.schooldays import Half, NoTerm, SchoolCalendar

OF_DAY = {half: value for value, half in HALF.items()}


def _considered(label: str, help_text: str, missing: str) -> TextField:
    return TextField(label=label, help_text=help_text, max_length=3000, error_messages={"required": missing})


class SuspendPupilForm(Form):
    """A decision over four pages. Each page carries what the others asked, hidden."""

    # --- What the pupil did -------------------------------------------------------------------------------------------
    ground = forms.TypedChoiceField(
        label="Why is this pupil being suspended?",
        choices=Ground.choices,
        coerce=Ground,
        widget=Radios(reveals={Ground.CONDUCT: "conduct"}),
        error_messages={"required": "Say why the pupil is being suspended."},
    )
    school = forms.ChoiceField(
        label="At which school do you suspend the pupil?",
        widget=Radios(),
        help_text="The pupil is on the roll of more than one. The days, letters and record are those of the school you choose.",
        error_messages={"required": "Choose the school."},
    )
    conduct = TextField(
        label="What did the pupil do?",
        help_text="The facts: when, where, what was done and to whom. Do not name other children in full. The parents "
        "will read this in their letter.",
        max_length=5000,
        error_messages={"required": "Say what the pupil did."},
    )
    reason_1 = forms.ChoiceField(
        label="The reason, as the census names it", error_messages={"required": "Choose a reason."}
    )
    reason_2 = forms.ChoiceField(label="A second reason, if there is one", required=False)
    reason_3 = forms.ChoiceField(label="A third reason, if there is one", required=False)
    probability = TextField(
        label="Why is it more likely than not that the pupil did it?",
        help_text="One sentence is enough: who saw it, what shows it, what the pupil says.",
        max_length=3000,
        error_messages={"required": "Say why it is more likely than not that the pupil did it."},
    )
    # --- From when until when -----------------------------------------------------------------------------------------
    category = forms.TypedChoiceField(
        label="What does the pupil miss?",
        choices=[(Category.SUSPENSION, "School days, or parts of days"), (Category.LUNCHTIME, "Lunchtimes only")],
        coerce=Category,
        initial=Category.SUSPENSION,
        widget=Radios(hints={Category.LUNCHTIME: "Each counts as half a school day."}),
        error_messages={"required": "Say what the pupil misses."},
    )
    starts = forms.TypedChoiceField(
        label="When does it begin?",
        coerce=Starts,
        error_messages={"required": "Say when it begins.", "invalid_choice": "That time is over. Choose again."},
    )
    left_at = forms.TimeField(
        label="When did the pupil go home?",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        help_text="For example 10:40. For “Now”, leave it empty.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"invalid": "Enter a time, for example 10:40."},
    )
    was_marked = forms.TypedChoiceField(
        label="Was the pupil marked present in that session?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        help_text="In the register of the morning or afternoon in which the pupil leaves. A mark that was given stays, "
        "so that the next session is the first that counts.",
        widget=Radios(inline=True),
    )
    late_on = forms.DateField(
        label="On which day did you decide it?",
        required=False,
        widget=DateParts,
        help_text="You decided it yourself, as headteacher or acting headteacher.",
        error_messages={"invalid": NOT_A_DAY},
    )
    late_at = forms.TimeField(
        label="At what time did the pupil go home?",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        help_text="As near as you know, for example 10:40. After school: when you told the parents.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"invalid": "Enter a time, for example 10:40."},
    )
    late_marked = forms.TypedChoiceField(
        label="Was the pupil marked present in that morning or afternoon?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=Radios(inline=True),
    )
    late_reason = TextField(
        label="Why was it not entered then?",
        help_text="What the parents and others should have been told since then is due at once.",
        max_length=1000,
        required=False,
    )
    first_on = forms.DateField(
        label="The first day", required=False, widget=DateParts, error_messages={"invalid": NOT_A_DAY}
    )
    first_half = forms.TypedChoiceField(
        label="From when on that day?",
        choices=[(HalfOfDay.MORNING, "The whole day"), (HalfOfDay.AFTERNOON, "From the afternoon")],
        coerce=HalfOfDay,
        initial=HalfOfDay.MORNING,
        empty_value=HalfOfDay.MORNING,
        required=False,
        widget=Radios(inline=True),
    )
    last_on = forms.DateField(
        label="The last day",
        required=False,
        widget=DateParts,
        help_text="The pupil comes back after it. Leave it empty if it is the same day as the first.",
        error_messages={"invalid": NOT_A_DAY},
    )
    last_half = forms.TypedChoiceField(
        label="Until when on that day?",
        choices=[(HalfOfDay.AFTERNOON, "The end of the day"), (HalfOfDay.MORNING, "The end of the morning")],
        coerce=HalfOfDay,
        initial=HalfOfDay.AFTERNOON,
        empty_value=HalfOfDay.AFTERNOON,
        required=False,
        widget=Radios(inline=True),
    )
    # --- What you weighed ---------------------------------------------------------------------------------------------
    needs_considered = _considered(
        "Special educational needs: what did you consider?",
        "Could an unmet need explain it? What does the support plan say? If nothing points to it, say so.",
        "Say what you considered about special educational needs.",
    )
    disability_considered = _considered(
        "Disability: what did you consider?",
        "Could a disability or illness explain it, and could you have adjusted something? If nothing points to it, say so.",
        "Say what you considered about disability.",
    )
    vulnerability_considered = _considered(
        "Vulnerability: what did you consider?",
        "For example: in care, a social worker, a young carer, bullied, bereaved, at risk. If nothing points to it, say so.",
        "Say what you considered about what makes the pupil vulnerable.",
    )
    alternatives = _considered(
        "What was tried, or thought of, instead?",
        "And why it is not enough.",
        "Say what was tried or thought of instead.",
    )
    missed_exam = LineField(
        label="Public examination or national test that is missed",
        help_text="Leave empty if there is none. If there is one, the board must be told and must meet.",
        required=False,
    )
    missed_exam_on = forms.DateField(
        label="The day of the examination", required=False, widget=DateParts, error_messages={"invalid": NOT_A_DAY}
    )
    is_closed_known = closed_field()
    # --- Check and decide ---------------------------------------------------------------------------------------------
    known_first = forms.CharField(required=False, widget=forms.HiddenInput)
    token = OnceField()
    # --- A further one ------------------------------------------------------------------------------------------------
    follows = forms.ModelChoiceField(
        queryset=PupilSuspension.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "Nothing can follow the suspension that this was to follow. Begin again."},
    )
    further_basis = forms.ChoiceField(choices=FurtherBasis.choices, required=False, widget=forms.HiddenInput)
    further_reason = TextField(max_length=3000, required=False)

    def __init__(
        self,
        *args: Any,
        step: Step,
        now: datetime,
        calendar: SchoolCalendar,
        school: School,
        schools: Sequence[School] = (),
        followable: QuerySet[PupilSuspension],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.step, self.now, self.calendar, self.of_school = step, now, calendar, school
        self.absence: Absence | None = None
        # When it is decided: now, or when it was.
        self.moment = now
        fields: Any = self.fields
        known = [(one.code, f"{one.words} ({one.code})") for one in reasons_on(local_day(now))]
        for name in ("reason_1", "reason_2", "reason_3"):
            fields[name].choices = [("", "Choose a reason" if name == "reason_1" else "None"), *known]
        fields["starts"].choices = [*self._ways_to_start()]
        fields["starts"].widget = Radios(
            choices=fields["starts"].choices,
            reveals={Starts.NOW: "present", Starts.EARLIER: "present", Starts.LATE: "late", Starts.LATER: "first-day"},
        )
        fields["follows"].queryset = followable
        if schools:
            fields["school"].choices = [(str(one.pk), one.name) for one in schools]
        else:
            del fields["school"]
        asked = ASKED[step]
        for name, field in fields.items():
            if name not in asked:
                field.required = field.required and step is Step.DECIDE
                field.widget = _hidden(field)
        self._ask_of_closed(self.data if self.is_bound else {})

    def show_typed(self, typed: QueryDict) -> Self:
        form = super().show_typed(typed)
        self._ask_of_closed(typed)
        return form

    def _ask_of_closed(self, typed: Mapping[str, Any]) -> None:
        """Whether an examination is on its day although the school is closed is asked only of such a day."""
        is_asked = self.step is Step.WEIGH and is_closed_on(self, "missed_exam_on", typed, self.calendar)
        self.fields["is_closed_known"].widget = CheckBox() if is_asked else forms.HiddenInput()

    def _ways_to_start(self) -> Iterable[tuple[str, str]]:
        today, calendar = local_day(self.now), self.calendar
        is_school_day = calendar.is_school_day(today)
        if is_school_day and self.now < calendar.afternoon_ends(today):
            yield Starts.NOW.value, Starts.NOW.label
        if is_school_day and self.now >= calendar.session_opens(today, Half.MORNING):
            yield Starts.EARLIER.value, Starts.EARLIER.label
        yield Starts.LATE.value, Starts.LATE.label
        with suppress(NoTerm):
            yield Starts.NEXT.value, f"On the next school day, {wording.full_day(calendar.next_school_day(today))}"
        yield Starts.LATER.value, Starts.LATER.label

    @property
    def hidden(self) -> list[Any]:
        """What this page carries along."""
        return [field for field in self.hidden_fields() if field.name != "known_first"]

    def clean_ground(self) -> Ground:
        ground: Ground = self.cleaned_data["ground"]
        if reason := rules.cannot_rest_on(ground) if ground else None:
            raise ValidationError(reason)
        return ground

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "ground" in self.errors and said.get("ground") is None and self.data.get("ground"):
            # What is refused outright asks for nothing else.
            for name in [*self.errors]:
                if name != "ground":
                    del self.errors[name]
            return said
        if self.step in (Step.WHAT, Step.DECIDE):
            self._clean_reasons(said)
        if self.step in (Step.WHEN, Step.DECIDE) and said.get("category") and said.get("starts"):
            for name in not_asked_by(said["starts"]):
                self.errors.pop(name, None)
            self._clean_period(said)
        if self.step in (Step.WEIGH, Step.DECIDE):
            self._clean_exam(said)
        if self.step is Step.DECIDE:
            return {name: said.get(name) for name in FOR_SERVICE}
        return said

    def _clean_reasons(self, said: dict[str, Any]) -> None:
        said["reasons"] = [said[name] for name in ("reason_1", "reason_2", "reason_3") if said.get(name)]
        if said.get("reason_1") and (reason := rules.cannot_give(said["reasons"], local_day(self.now))):
            self.add_error("reason_2", reason)

    def _clean_exam(self, said: dict[str, Any]) -> None:
        if said.get("missed_exam") and not said.get("missed_exam_on") and "missed_exam_on" not in self.errors:
            self.add_error("missed_exam_on", "Enter the day of the examination.")
        if said.get("missed_exam_on") and not said.get("missed_exam"):
            self.add_error("missed_exam", "Name the examination.")

    # --- The period ---------------------------------------------------------------------------------------------------
    def _clean_period(self, said: dict[str, Any]) -> None:
        is_lunchtime = said["category"] == Category.LUNCHTIME
        first = self._first(said, is_lunchtime=is_lunchtime)
        if first is None:
            return
        first_on, first_half = first
        last_on = said.get("last_on") or first_on
        last_half = Half.AFTERNOON if is_lunchtime else HALF[said.get("last_half") or HalfOfDay.AFTERNOON]
        if "last_on" in self.errors:
            return
        if not is_lunchtime and self.calendar.half_days_on(last_on) == 1:
            # Such a day ends at midday: its end is the end of its morning.
            last_half = Half.MORNING
        self.absence = Absence(first_on, last_on, first_half, last_half, is_lunchtime)
        said |= {
            "first_on": first_on,
            "first_half": OF_DAY[first_half],
            "last_on": last_on,
            "last_half": OF_DAY[last_half],
        }
        name, calendar = self.of_school.name, self.calendar
        if reason := rules.cannot_begin(self.absence, self.moment, calendar, name):
            self.add_error(BESIDE.get(said["starts"], "starts"), reason)
        elif reason := rules.cannot_end(self.absence, calendar, name):
            self.add_error("last_on", reason)
        if self.step is Step.DECIDE and said.get("known_first") not in ("", words.half_of(first_on, first_half)):
            self.add_error(
                None,
                f"Time has passed since you opened this page. It would now begin with {words.half_of(first_on, first_half)}. "
                "Look at it again, then decide.",
            )

    def _first(self, said: dict[str, Any], *, is_lunchtime: bool) -> tuple[date, Half] | None:
        starts, today = said["starts"], local_day(self.now)
        typed = said.get("left_at")
        late_reason = said.get("late_reason") or ""
        said |= {"is_marked_present": False, "left_at": None, "decided_at": None, "late_reason": ""}
        if starts == Starts.LATE:
            return self._first_of_late(said, late_reason, is_lunchtime=is_lunchtime)
        if starts == Starts.LATER:
            if said.get("first_on"):
                return said["first_on"], Half.MORNING if is_lunchtime else HALF[said["first_half"]]
            if "first_on" not in self.errors:
                self.add_error("first_on", "Enter the first day.")
            return None
        if starts == Starts.NEXT:
            return self.calendar.next_school_day(today), Half.MORNING
        if is_lunchtime:
            return today, Half.MORNING
        left_at = self._leaves_now(typed, today) if starts == Starts.NOW else self._left_at(typed, today, said)
        if left_at is None:
            return None
        # Before school opens nobody goes home: the whole day is missed.
        has_opened = left_at >= self.calendar.session_opens(today, Half.MORNING)
        said["left_at"] = left_at if starts == Starts.EARLIER or has_opened else None
        return self._first_missed(said, left_at)

    def _first_of_late(self, said: dict[str, Any], late_reason: str, *, is_lunchtime: bool) -> tuple[date, Half] | None:
        """What was decided on an earlier day begins then, or after school with the next school day."""
        day, at_time, was_marked = said.get("late_on"), said.get("late_at"), said.get("late_marked")
        for name, value, missing in (
            ("late_on", day, "Enter the day."),
            ("late_at", at_time, "Enter the time, as near as you know."),
            ("late_reason", late_reason.strip(), "Say why it is entered only now."),
        ):
            if not value and name not in self.errors and value != time(0):
                self.add_error(name, missing)
        if day is None or at_time is None or not late_reason.strip():
            return None
        moment = at_local(day, at_time)
        if reason := rules.cannot_enter_late(moment, self.now, self.calendar):
            self.add_error("late_on", reason)
            return None
        if was_marked is None and not is_lunchtime and self.calendar.session_at(moment):
            self.add_error("late_marked", "Say whether the pupil was marked present.")
            return None
        self.moment = moment
        said |= {"decided_at": moment, "late_reason": late_reason}
        if is_lunchtime:
            is_left = self.calendar.is_school_day(day) and not rules.is_lunch_over(moment, day, self.calendar)
            return (day, Half.MORNING) if is_left else self._next_after(day)
        first = begins_at(moment, is_marked_present=bool(was_marked), calendar=self.calendar)
        if first is None:
            return self._next_after(day)
        has_opened = moment >= self.calendar.session_opens(day, Half.MORNING)
        said["left_at"] = moment if has_opened else None
        said["is_marked_present"] = was_there(
            moment, first[1], is_marked_present=bool(was_marked), calendar=self.calendar
        )
        return first

    def _next_after(self, day: date) -> tuple[date, Half] | None:
        try:
            return self.calendar.next_school_day(day), Half.MORNING
        except NoTerm:
            self.add_error(
                "late_on", f"No school day is entered after {wording.full_day(day)}. Enter the next term first."
            )
            return None

    def _leaves_now(self, at_time: time | None, today: date) -> datetime | None:
        """Now; a time that was typed as well says something else, and is asked about."""
        if "left_at" in self.errors:
            return None
        if at_time is not None and at_local(today, at_time) > self.now:
            self.add_error("left_at", "This time has not come yet. For “Now”, leave it empty.")
            return None
        if at_time is not None:
            self.add_error("left_at", NOT_NOW)
            return None
        return self.now

    def _left_at(self, at_time: time | None, today: date, said: dict[str, Any]) -> datetime | None:
        if at_time is None:
            if "left_at" not in self.errors:
                self.add_error("left_at", "Enter the time, as near as you know.")
            return None
        moment = at_local(today, at_time)
        reason = rules.cannot_have_left(moment, self.now)
        reason = reason or rules.wrong_leaving(moment, self.calendar, said_absent=said.get("was_marked") is False)
        if reason:
            self.add_error("left_at", reason)
            return None
        return moment

    def _first_missed(self, said: dict[str, Any], left_at: datetime) -> tuple[date, Half] | None:
        was_marked = said.get("was_marked")
        if was_marked is None and self.calendar.session_at(left_at):
            self.add_error("was_marked", "Say whether the pupil was marked present in that session.")
            return None
        first = begins_at(left_at, is_marked_present=bool(was_marked), calendar=self.calendar)
        if first is None:
            self.add_error("starts", "School was over by then, so that nothing of today is missed. Choose a later day.")
            return None
        said["is_marked_present"] = was_there(
            left_at, first[1], is_marked_present=bool(was_marked), calendar=self.calendar
        )
        return first


def _hidden(field: Any) -> forms.Widget:
    if isinstance(field, forms.DateField):
        return HiddenDateParts()
    widget: forms.Widget = field.hidden_widget()
    return widget
