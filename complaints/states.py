"""The fixed words of complaints and the moves of one."""

from django.db.models import TextChoices


class Stage(TextChoices):
    """How far a complaint is. Part 7 of the 2014 Regulations, paragraph 33: informal, formal in writing, and so on."""

    INFORMAL = "informal", "Informal stage"
    FORMAL = "formal", "Formal stage"
    CLOSED = "closed", "Answered"
    WITHDRAWN = "withdrawn", "Withdrawn"


STAGE_MOVES = {
    Stage.INFORMAL: (Stage.FORMAL, Stage.CLOSED, Stage.WITHDRAWN),
    Stage.FORMAL: (Stage.CLOSED, Stage.WITHDRAWN),
    Stage.CLOSED: (Stage.FORMAL,),
    Stage.WITHDRAWN: (),
}
# Somebody is dealing with it.
RUNNING = (Stage.INFORMAL, Stage.FORMAL)


class Answered(TextChoices):
    """At which stage a decision was made: of one complaint, once each."""

    INFORMAL = Stage.INFORMAL.value, "Informal stage"
    FORMAL = Stage.FORMAL.value, "Formal stage"


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


class About(TextChoices):
    """What a letter to the complainant is about."""

    ACKNOWLEDGED = "acknowledged", "We have your complaint"
    UPDATE = "update", "How far your complaint is"
    OUTCOME = "outcome", "What we decided on your complaint"
