"""The fixed words of an incident."""

from django.db.models import TextChoices


class Setting(TextChoices):
    ON_SITE = "on_site", "In school or on the grounds"
    GATE = "gate", "At the gate"
    TELEPHONE = "telephone", "On the telephone"
    WRITTEN = "written", "In writing"
    ONLINE = "online", "Online"
    OFF_SITE = "off_site", "Away from the school"


class Category(TextChoices):
    THREATENING = "threatening", "Threatening words or behaviour"
    ABUSIVE = "abusive", "Abusive words or behaviour"
    INSULTING = "insulting", "Insulting words or behaviour"
    ATTACK = "attack", "Physical attack"
    HARASSMENT = "harassment", "Harassment, alarm or distress"
    DAMAGE = "damage", "Damage"
    TELEPHONE = "telephone", "Abuse on the telephone"
    WRITING = "writing", "Abuse in writing"
    ONLINE = "online", "Online"
    AI = "ai", "Misuse of artificial intelligence"
    OTHER = "other", "Something else"


class Conclusion(TextChoices):
    """What the headteacher decides on a report that a colleague logged."""

    SUSPEND = "suspend", "Suspend from site for the rest of today"
    TALK = "talk", "A talk or call, which I log"
    NO_ACTION = "no_action", "No action, with the reason"
