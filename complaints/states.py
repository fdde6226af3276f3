"""The fixed words of complaints and the moves of one."""

from collections.abc import Iterable

from django.db.models import TextChoices


class Stage(TextChoices):
    """How far a complaint is. Part 7 of the 2014 Regulations, paragraph 33: informal, formal in writing, a panel.

    One about personal data has a stage of its own and none after it: section 164A of the Data Protection Act 2018.
    """

    INFORMAL = "informal", "Informal stage"
    FORMAL = "formal", "Formal stage"
    PANEL = "panel", "Panel"
    DATA = "data", "About personal data"
    CLOSED = "closed", "Answered"
    WITHDRAWN = "withdrawn", "Withdrawn"


STAGE_MOVES = {
    Stage.INFORMAL: (Stage.FORMAL, Stage.CLOSED, Stage.WITHDRAWN, Stage.DATA),
    Stage.FORMAL: (Stage.CLOSED, Stage.WITHDRAWN, Stage.DATA),
    Stage.PANEL: (Stage.CLOSED, Stage.WITHDRAWN),
    Stage.DATA: (Stage.CLOSED, Stage.WITHDRAWN),
    Stage.CLOSED: (Stage.FORMAL, Stage.PANEL),
    Stage.WITHDRAWN: (),
}
# Somebody is dealing with it.
RUNNING = (Stage.INFORMAL, Stage.FORMAL, Stage.PANEL, Stage.DATA)
# The stages of the complaints procedure at which somebody looks at it and writes.
ORDINARY = (Stage.INFORMAL, Stage.FORMAL)
# Where a complaint about personal data can be.
OF_DATA = (Stage.DATA, Stage.CLOSED, Stage.WITHDRAWN)


class Answered(TextChoices):
    """At which stage a decision was made: of one complaint, once each."""

    INFORMAL = Stage.INFORMAL.value, "Informal stage"
    FORMAL = Stage.FORMAL.value, "Formal stage"
    PANEL = Stage.PANEL.value, "Panel"
    DATA = Stage.DATA.value, "About personal data"


class Further(TextChoices):
    """Which stage a complainant asked for who was not content."""

    FORMAL = Stage.FORMAL.value, "Formal stage"
    PANEL = Stage.PANEL.value, "Panel"

    @classmethod
    def after(cls, answered: Iterable[str]) -> "Further":
        """The stage that comes next. `answered`: the stages at which it was decided on."""
        return cls.PANEL if Stage.FORMAL in answered else cls.FORMAL


class Came(TextChoices):
    """Whether the complainant came to the panel that hears their complaint."""

    CAME = "came", "They came"
    REMOTE = "remote", "They took part by video or telephone"
    ABSENT = "absent", "They did not come"


class Channel(TextChoices):
    LETTER = "letter", "Letter"
    EMAIL = "email", "E-mail"
    FORM = "form", "Complaint form"
    TELEPHONE = "telephone", "Telephone"
    IN_PERSON = "in_person", "In person"


class Result(TextChoices):
    """What was found of one point of a complaint."""

    UPHELD = "upheld", "Upheld"
    PARTLY = "partly", "Partly upheld"
    NOT_UPHELD = "not_upheld", "Not upheld"
    OTHER_ROUTE = "other_route", "Not for this procedure"


class Capacity(TextChoices):
    """As what somebody decided on a complaint."""

    HEAD = "head", "Headteacher"
    ACTING_HEAD = "acting_head", "Acting headteacher"
    CEO = "ceo", "CEO"
    ACTING_CEO = "acting_ceo", "Acting CEO"
    DELEGATE = "delegate", "For the CEO"
    CHAIR = "chair", "Chair of Trustees"
    VICE_CHAIR = "vice_chair", "Vice-chair of Trustees"
    PANEL = "panel", "Panel"
    DP_LEAD = "dp_lead", "Data protection lead"
    ACTING_DP_LEAD = "acting_lead", "Acting data protection lead"


# Who decides at school, and who decides on personal data alone.
AT_SCHOOL = (Capacity.HEAD, Capacity.ACTING_HEAD)
OF_LEAD = (Capacity.DP_LEAD, Capacity.ACTING_DP_LEAD)


class About(TextChoices):
    """What a letter about a complaint is about. All but the last go to the complainant."""

    ACKNOWLEDGED = "acknowledged", "We have your complaint"
    UPDATE = "update", "How far your complaint is"
    OUTCOME = "outcome", "What we decided on your complaint"
    INVITED = "invited", "The panel that hears your complaint"
    OFF = "off", "The panel does not meet as we wrote"
    FOUND = "found", "What a panel found on a complaint"
