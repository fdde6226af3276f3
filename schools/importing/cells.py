"""What does one cell say? Each kind of cell gives a value, or nothing and a sentence that says why."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from kernel.text import clean_line, fold
from schools.states import Kinship

BLANKS = frozenset({"", "-", "–", "—", "n/a", "#n/a"})
# How a spreadsheet program recognises a formula. A telephone number may begin with +.
FORMULA = ("=", "+", "-", "@")
NOT_IN_NAMES = re.compile(r"[<>{}\[\]|=@\\^~]")
YES = frozenset({"y", "yes", "t", "true", "1", "x", "✓"})
NO = frozenset({"n", "no", "f", "false", "0"})
SEN_CODES = {"k": True, "e": True, "s": True}
DATES = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%Y/%m/%d")
OLDEST_PUPIL = 26
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
LENGTHS = {"title": 20, "phone": 40, "language": 60, "year_group": 20, "address": 1000}
NAME_LENGTH, ID_LENGTH = 100, 50

KINSHIPS = {
    Kinship.MOTHER: "mother mum mummy mam mom",
    Kinship.FATHER: "father dad daddy",
    Kinship.STEP_PARENT: "stepmother stepfather stepmum stepdad stepparent",
    Kinship.FOSTER_CARER: "fostercarer fostermother fosterfather fosterparent foster",
    Kinship.CARER: "carer guardian legalguardian parent parentcarer parentguardian childminder adoptiveparent",
    Kinship.GRANDPARENT: "grandparent grandmother grandfather gran granny nan nana grandad granddad",
    Kinship.SIBLING: "brother sister sibling stepbrother stepsister halfbrother halfsister",
    Kinship.OTHER_RELATIVE: "aunt auntie uncle cousin relative otherrelative familymember otherfamilymember niece nephew",
    Kinship.SOCIAL_WORKER: "socialworker",
    Kinship.OTHER: "other othercontact friend familyfriend neighbour contact emergencycontact",
}
BY_WORD = {word: kind for kind, words in KINSHIPS.items() for word in words.split()}


@dataclass
class Cells:
    """The cells of one row by column, read one by one; what is wrong is gathered in sentences."""

    typed: dict[str, str]
    today: date
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def raw(self, key: str) -> str:
        """A cell as one clean line; what stands for nothing is nothing."""
        text = self.typed.get(key, "")
        # Most cells are plain: what cleaning would do to them is this.
        text = " ".join(text.split()) if text.isascii() and text.isprintable() else clean_line(text)
        return "" if text.casefold() in BLANKS else text

    def name(self, key: str, label: str, *, is_required: bool = False) -> str:
        """A name. Formulas and mark-up are no names: the row is not imported."""
        text = self.raw(key)
        if not text:
            if is_required:
                self.problems.append(f"{label} is missing.")
            return ""
        if text.startswith(FORMULA):
            self.problems.append(f"{label} looks like a spreadsheet formula.")
        elif NOT_IN_NAMES.search(text):
            self.problems.append(f"{label} has characters that no name has.")
        elif len(text) > NAME_LENGTH:
            self.problems.append(f"{label} is longer than {NAME_LENGTH} characters.")
        return text

    def number(self, key: str, label: str) -> str:
        """An id of the school's system, as text: a leading 0 counts."""
        text = self.raw(key)
        if len(text) > ID_LENGTH:
            self.problems.append(f"{label} is longer than {ID_LENGTH} characters.")
        elif text.startswith(FORMULA) or NOT_IN_NAMES.search(text):
            self.problems.append(f"{label} is no id.")
        return text

    def text(self, key: str, label: str, *, length: int) -> str:
        """Any other text; a formula or one that is too long is left out."""
        text = self.raw(key)
        if text.startswith(("=", "@")):
            return self._left_out(f"{label} looks like a spreadsheet formula and is left out.")
        if len(text) > length:
            return self._left_out(f"{label} is longer than {length} characters and is left out.")
        return text

    def phone(self) -> str:
        """A telephone number, with what people write beside it."""
        text = self.text("phone", "The telephone number", length=LENGTHS["phone"])
        if text and sum(char.isdigit() for char in text) < 3:
            return self._left_out("The telephone number has no digits and is left out.")
        return text

    def email(self) -> str:
        """An e-mail address."""
        text = self.raw("email")
        if not text:
            return ""
        try:
            validate_email(text)
        except ValidationError:
            return self._left_out("The e-mail address is not one and is left out.")
        return text

    def address(self) -> str:
        """The lines of an address; within one cell, line breaks and commas stay."""
        keys = ("address_1", "address_2", "address_3", "town", "postcode")
        lines = [line for key in keys for line in (self.typed.get(key) or "").splitlines() if clean_line(line)]
        text = "\n".join(clean_line(line) for line in lines if clean_line(line).casefold() not in BLANKS)
        if any(line.startswith(("=", "@")) for line in text.splitlines()):
            return self._left_out("The address looks like a spreadsheet formula and is left out.")
        if len(text) > LENGTHS["address"]:
            return self._left_out("The address is too long and is left out.")
        return text

    def flag(self, key: str, label: str) -> bool | None:
        """Yes, no, or nothing said."""
        text = self.raw(key).casefold()
        if not text:
            return None
        if key == "has_sen" and text[0] in SEN_CODES and len(text) <= 2:
            return SEN_CODES[text[0]]
        if text in YES or text in NO:
            return text in YES
        self.warnings.append(f"“{label}” says neither yes nor no and is left out.")
        return None

    def flag_like(self, key: str) -> bool:
        """Whether a cell says anything but no."""
        text = self.raw(key).casefold()
        return bool(text) and text not in NO | {"none"}

    def birthday(self) -> date | None:
        """A date of birth: 31/12/2015 or 2015-12-31."""
        text = self.raw("born_on").partition(" 00:00")[0].partition("T00:00")[0]
        if not text:
            return None
        for form in DATES:
            try:
                day = datetime.strptime(text, form).date()  # noqa: DTZ007  (a day has no zone)
            except ValueError:
                continue
            if day > self.today or day.year < self.today.year - OLDEST_PUPIL:
                self.warnings.append("The date of birth cannot be a pupil’s and is left out.")
                return None
            return day
        self.warnings.append("The date of birth cannot be read (write 31/12/2015) and is left out.")
        return None

    def year_group(self) -> str:
        """A year group: "Year 3", "Y3" and "03" are "3"; other words stay."""
        text = self.text("year_group", "The year group", length=LENGTHS["year_group"])
        match = re.fullmatch(r"(?:year|yr|y)?\s*0*(\d{1,2})", text.casefold())
        return match[1] if match else text

    def upn(self) -> str:
        """A UPN; a wrong check letter is worth a look, and no reason to refuse a pupil."""
        text = self.raw("upn").upper().replace(" ", "")
        if not text:
            return ""
        if not is_upn(text):
            return self._left_out("The UPN does not have 13 characters as a UPN has, and is left out.")
        if (wanted := check_letter(text[1:])) != text[0]:
            self.warnings.append(f"The UPN’s first letter should be {wanted}. Check it with the school.")
        return text

    def kinship(self) -> Kinship:
        """What the contact is to the pupil."""
        text = self.raw("relationship")
        word = re.sub(r"[\W_]", "", fold(text))
        kind = BY_WORD.get(word)
        if word in {"parent", "parentcarer", "parentguardian"}:
            self.warnings.append(f"“{text}” says neither mother nor father: kept as carer or guardian.")
        if kind is None and text:
            self.warnings.append(f"“{text[:40]}” is no relationship known here: kept as other contact.")
        return kind or Kinship.OTHER

    def _left_out(self, warning: str) -> str:
        self.warnings.append(warning)
        return ""


def is_upn(text: str) -> bool:
    """It has the characters of a UPN; its check letter is another question."""
    return re.fullmatch(r"[A-Z][0-9]{11}[0-9A-Z]", text) is not None


def check_letter(rest: str) -> str:
    """The first letter that belongs to the other twelve characters of a UPN ("?" if one of them has no value)."""
    if any(not char.isdigit() and char not in LETTERS for char in rest):
        return "?"
    values = [int(char) if char.isdigit() else LETTERS.index(char) for char in rest]
    return LETTERS[sum(place * value for place, value in enumerate(values, 2)) % 23]
