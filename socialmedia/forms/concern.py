"""What is asked about a post: where, by whom, what it says and is, whether it is still there, who was told."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet, TextChoices
from django.utils import timezone

from accounts.models import User
from cases.filing import INDECENT, FilesFields
from kernel import wording
from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import CheckBox, Checkboxes, DateParts, Radios
from kernel.wording import LONDON
from schools.calendar import at_local, local_day
from schools.filtering import OfSchoolsFields
from schools.models import Person, School
from socialmedia.rules import concern as rules
from socialmedia.states import ConcernKind, Platform, Presence, Whom
from socialmedia.things import Thing

UNANSWERED = "Answer this before you send any picture."
NO_DAY = "Enter a day that exists, for example 2 11 2026."
SIGNS = {ConcernKind.AI_MISLEADING.value: "ai-signs", ConcernKind.AI_EXCESSIVE.value: "ai-signs"}


def day_field(label: str, **more: Any) -> forms.DateField:
    """A local day in three boxes."""
    return forms.DateField(
        label=label, widget=DateParts, error_messages={"invalid": NO_DAY, "required": "Enter the day."}, **more
    )


def time_field(label: str, **more: Any) -> forms.TimeField:
    """A local time of day."""
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"invalid": "Enter a time, for example 08:05.", "required": "Enter the time."},
        **more,
    )


def kinds_field() -> forms.TypedMultipleChoiceField:
    """What a post is, any number of kinds."""
    return forms.TypedMultipleChoiceField(
        label="What is it?",
        choices=ConcernKind.choices,
        coerce=ConcernKind,
        widget=Checkboxes(small=True, reveals=SIGNS),
        help_text="Tick what fits. To criticise us or to complain is allowed, and so is writing with the help of AI.",
        error_messages={"required": "Tick what it is.", "invalid_choice": "Tick what it is."},
    )


def signs_field() -> TextField:
    """What an AI matter was judged by."""
    return TextField(
        label="What do you judge that by?",
        required=False,
        max_length=3000,
        help_text="For example: 40 messages of the same wording in two days; events that did not happen. "
        "Nobody can say for certain that a machine wrote a text, so do not.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def judge_field() -> LineField:
    """Who judged it."""
    return LineField(label="Who judged it?", required=False, help_text="Name and role.")


def moment_of(known: dict[str, Any], day: str, clock: str) -> datetime | None:
    """The aware moment of a local day and time that were typed, if both are there."""
    on, at = known.pop(day, None), known.pop(clock, None)
    return at_local(on, time(at.hour, at.minute)) if on is not None and at is not None else None


class Indecent(TextChoices):
    NO = "no", "No"
    MAYBE = "maybe", "Yes, or I am not sure"


def indecent_field(key: str, **more: Any) -> forms.ChoiceField:
    """Whether it may be indecent: asked before a file is chosen. `key` names what a No shows."""
    return forms.ChoiceField(
        label="Could anything in it show a child undressed or in a sexual way, also made up or altered?",
        choices=Indecent.choices,
        widget=Radios(hints={Indecent.MAYBE.value: INDECENT}, reveals={Indecent.NO.value: key}),
        error_messages={"required": UNANSWERED},
        **more,
    )


class ScreenshotsFields(FilesFields):
    """Screenshots, behind the question whether they may be indecent, which the form asks as `may_be_indecent`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].required = False
        self.fields["files"].label = "Screenshots"

    def keep_screenshots(self, known: dict[str, Any]) -> dict[str, Any]:
        """Keep the files, as `is_indecent` and its question allow; nothing is kept of what may be indecent."""
        answer, files = known.pop("may_be_indecent", ""), known.get("files") or []
        known["is_indecent"] = answer == Indecent.MAYBE
        if files and not answer and "may_be_indecent" not in self.errors:
            self.add_error("may_be_indecent", UNANSWERED)
        if reason := rules.cannot_hold_file(is_indecent=known["is_indecent"], has_files=bool(files)):
            self.add_error("files", reason)
            return {**known, "files": []}
        return self.keep_files(known)


class ListForm(OfSchoolsFields, Form):
    """What narrows the list; everything may be left out."""


class LogForm(ScreenshotsFields, Form):
    """A post as somebody saw it, on one page."""

    token = OnceField()
    school = forms.ModelChoiceField(
        School.objects.none(),
        label="Which school does it concern?",
        empty_label=None,
        error_messages={"required": "Choose the school.", "invalid_choice": "Choose one of your schools."},
    )
    platform = forms.TypedChoiceField(
        label="Where is it?",
        choices=[("", "Choose"), *Platform.choices],
        coerce=Platform,
        widget=forms.Select,
        error_messages={"required": "Choose where it is.", "invalid_choice": "Choose where it is."},
    )
    platform_other = LineField(
        label="Where else?", max_length=100, required=False, help_text="Only for “somewhere else”."
    )
    place = LineField(label="Which page, group or account?", required=False)
    url = LineField(
        label="Web address",
        max_length=2000,
        required=False,
        help_text="As you copied it. We never open it.",
    )
    kinds = kinds_field()
    signs = signs_field()
    judged_by_name = judge_field()
    words = TextField(
        label="What does it say?",
        help_text="Word for word. Of a picture or video: what it shows.",
        error_messages={"required": "Write down what it says, or describe what it shows."},
    )
    handle = LineField(label="Which name is shown there?", required=False, help_text="For example @millparent.")
    find = LineField(
        label="People you know in it, who are behind it or are named",
        max_length=100,
        required=False,
        help_text="Three letters of each name, with commas between: far, ali. Then press Find.",
    )
    author = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who is behind it?",
        required=False,
        empty_label="Not one of these",
        widget=Radios(small=True),
    )
    named = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label="Who of these is named or shown?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose people whom you found."},
    )
    has_pupils = forms.BooleanField(label="It names or shows pupils", required=False, widget=CheckBox())
    has_staff = forms.BooleanField(
        label="It names or shows staff", required=False, widget=CheckBox(reveals="which-staff")
    )
    colleagues = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Which colleagues?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose colleagues of this school or of the trust."},
    )
    seen_on = day_field("When did you see it?")
    seen_time = time_field("At what time?")
    posted_on = day_field("When was it posted or sent, if it says so?", required=False)
    posted_time = time_field("At what time was that?", required=False)
    may_be_indecent = indecent_field("post-files")

    def __init__(
        self,
        *args: Any,
        schools: Sequence[School],
        people: "QuerySet[Person]",
        colleagues: "QuerySet[User]",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known_school = schools[0] if len(schools) == 1 else None
        places = School.objects.filter(pk__in=[school.pk for school in schools]).order_by("name")
        self.fields["school"].queryset = places  # type: ignore[attr-defined]
        self.fields["author"].queryset = people  # type: ignore[attr-defined]
        self.fields["named"].queryset = people  # type: ignore[attr-defined]
        self.fields["colleagues"].queryset = colleagues  # type: ignore[attr-defined]
        self.fields[
            "files"
        ].help_text = "With the name, the day and the address in view. Where a photo was taken is cleaned out."
        if self.known_school is not None:
            del self.fields["school"]
        now = timezone.now().astimezone(LONDON)
        self.initial.setdefault("seen_on", now.date())
        self.initial.setdefault("seen_time", f"{now:%H:%M}")

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        if self.known_school is not None:
            known["school"] = self.known_school
        known.pop("find", None)
        self._ask_more(known)
        seen_at = moment_of(known, "seen_on", "seen_time")
        if seen_at is not None:
            known["seen_at"] = seen_at
        return self.keep_screenshots(known)

    def _ask_more(self, known: dict[str, Any]) -> None:
        """What other answers make necessary."""
        is_other = known.get("platform") == Platform.OTHER
        if is_other and not known.get("platform_other") and "platform_other" not in self.errors:
            self.add_error("platform_other", "Say where it is.")
        if not is_other:
            known["platform_other"] = ""
        if known.get("author") is None and not known.get("handle") and "handle" not in self.errors:
            self.add_error("handle", "Say which name is shown there, or find who is behind it.")
        if known.get("posted_time") and not known.get("posted_on") and "posted_on" not in self.errors:
            self.add_error("posted_on", "Enter the day as well as the time.")
        kinds, signs, judge = (known.get(name) or "" for name in ("kinds", "signs", "judged_by_name"))
        if reason := rules.cannot_judge_without(kinds, signs, judge):
            self.add_error("signs", reason)


class CheckForm(ScreenshotsFields, Form):
    """Whether a post is still there, and when somebody looks again."""

    token = OnceField()
    found = forms.TypedChoiceField(
        label="What did you find?",
        choices=Presence.choices,
        coerce=Presence,
        widget=Radios(reveals={Presence.LIVE.value: "look-again", Presence.UNREACHABLE.value: "look-again"}),
        error_messages={"required": "Say what you found."},
    )
    note = LineField(label="Anything to note?", max_length=500, required=False)
    again_on = day_field("When does somebody look again?", required=False, help_text="Leave it empty for not at all.")
    may_be_indecent = indecent_field("post-files", required=False)

    def __init__(self, *args: Any, thing: Thing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        could_not = "I could not look: the account or group is closed to me" if thing.is_on_site else "I do not know"
        self.fields["found"].choices = [  # type: ignore[attr-defined]
            (Presence.LIVE.value, wording.capital(thing.live)),
            (Presence.REMOVED.value, wording.capital(thing.gone)),
            (Presence.UNREACHABLE.value, could_not),
        ]
        self.fields["files"].label = "A new screenshot, if it changed"
        self.fields["files"].help_text = "Leave it empty if nothing changed."
        self.fields["may_be_indecent"].help_text = "Only if you send a new screenshot, or if you see it now."

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        return self.keep_screenshots(known)


class AddForm(ScreenshotsFields, Form):
    """What whoever reported a post adds to it."""

    token = OnceField()
    description = TextField(
        label="What is new?",
        max_length=1000,
        help_text="What it shows or says now, where and when you saw it.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what it shows."},
    )
    may_be_indecent = indecent_field("post-files")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].help_text = "You can leave this empty."

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        return self.keep_screenshots(known)


class AuthorForm(Form):
    """Who posted it, found by their name."""

    find = LineField(label="Who is it?", max_length=100, required=False, help_text="Three letters of the name.")
    author = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who of these?",
        empty_label=None,
        widget=Radios(small=True),
        error_messages={"required": "Find them and choose.", "invalid_choice": "Choose one of those you found."},
    )

    def __init__(self, *args: Any, people: "QuerySet[Person]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        known.pop("find", None)
        return known


class KindsForm(Form):
    """What a post is, said anew."""

    kinds = kinds_field()
    signs = signs_field()
    judged_by_name = judge_field()
    is_indecent = forms.BooleanField(
        label="It may show a child undressed or in a sexual way, also made up or altered",
        required=False,
        widget=CheckBox(),
        help_text=f"{INDECENT} This cannot be taken back.",
    )
    reason = LineField(label="Why?", max_length=300, error_messages={"required": "Say why."})


class ToldForm(Form):
    """Who was told of a post, when, and what they said."""

    token = OnceField()
    whom = forms.TypedChoiceField(
        label="Who was told?",
        choices=Whom.choices,
        coerce=Whom,
        widget=Radios,
        error_messages={"required": "Say who was told."},
    )
    name = LineField(label="Who was it there?", help_text="Their name, or the name of the call handler.",
                     error_messages={"required": "Say who it was."})  # fmt: skip
    reference = LineField(label="Their reference", max_length=100, required=False)
    told_on = day_field("On which day?")
    told_time = time_field("At what time?")
    note = TextField(
        label="What did they say?", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.now()
        self.initial.setdefault("told_on", local_day(now))
        self.initial.setdefault("told_time", f"{now.astimezone(LONDON):%H:%M}")

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        moment = moment_of(known, "told_on", "told_time")
        if moment is not None:
            known["told_at"] = moment
        return known


class DataForm(Form):
    """What it means for personal data, as the data protection lead sees it."""

    said = TextField(
        label="What does it mean, and what is done?",
        help_text="Whose data it is, which tool, whether it is a breach that is to be reported, and who is told.",
        max_length=5000,
        error_messages={"required": "Say what it means, and what is done."},
    )


class SettleForm(Form):
    """How it ended."""

    reason = LineField(
        label="How did it end?",
        max_length=500,
        help_text="Also why nothing is done, if so: it is allowed to criticise us.",
        error_messages={"required": "Say how it ended."},
    )
