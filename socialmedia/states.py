"""The fixed words of online concerns, contacts and restrictions, and their moves."""

from django.db.models import TextChoices


# --- Contacts -----------------------------------------------------------------------------------------------------
class ContactChannel(TextChoices):
    """How somebody got in touch with the school."""

    EMAIL = "email", "E-mail"
    CALL = "call", "Telephone call"
    MESSAGE = "message", "Text or app message"
    FORM = "form", "Form on our site"
    LETTER = "letter", "Letter or note"
    IN_PERSON = "in_person", "In person"


class MailState(TextChoices):
    """How far an uploaded e-mail is. *Asked*: read, and nobody has said yet who its sender is."""

    WAITING = "waiting", "Waiting to be read"
    ASKED = "asked", "Whose is it?"
    TAKEN = "taken", "Logged"
    REFUSED = "refused", "Not logged"
    LEFT_OUT = "left_out", "Left out"


MAIL_MOVES = {
    MailState.WAITING: (MailState.TAKEN, MailState.ASKED, MailState.REFUSED),
    MailState.ASKED: (MailState.TAKEN, MailState.LEFT_OUT, MailState.REFUSED),
    MailState.TAKEN: (),
    MailState.REFUSED: (),
    MailState.LEFT_OUT: (),
}
# The states in which the bytes are there.
MAIL_KEPT = (MailState.WAITING, MailState.ASKED, MailState.TAKEN)


# --- Restrictions on communication --------------------------------------------------------------------------------
class RestrictionState(TextChoices):
    """How far it is. *Set* is in force until the clock ends it, or somebody does."""

    WARNED = "warned", "Warned"
    SET = "set", "Set"
    ENDED = "ended", "Ended"
    DROPPED = "dropped", "Not taken further"


RESTRICTION_MOVES = {
    RestrictionState.WARNED: (RestrictionState.SET, RestrictionState.DROPPED),
    RestrictionState.SET: (RestrictionState.ENDED,),
    RestrictionState.ENDED: (),
    RestrictionState.DROPPED: (),
}
RESTRICTION_OVER = (RestrictionState.ENDED, RestrictionState.DROPPED)


class Ground(TextChoices):
    """Why somebody’s messages are more than a school can bear. Criticism is none of these."""

    VOLUME = "volume", "So many messages that other work is left undone"
    REPEATED = "repeated", "The same matter again and again, after it was answered"
    ABUSE = "abuse", "Insults, abuse or threats"
    ONE_PERSON = "one_person", "One colleague is written to, or rung, again and again"
    AUTOMATED = "automated", "Messages sent in great numbers by a program"


class TermsKind(TextChoices):
    """What made these terms: they were set, changed, or looked at again and left as they were."""

    SET = "set", "Set"
    CHANGED = "changed", "Changed"
    KEPT = "kept", "Looked at again: they stay"


class RestrictionLetter(TextChoices):
    """What a letter about a restriction tells."""

    WARNING = "warning", "Warning about messages and calls"
    TERMS = "terms", "How you can reach us"
    ENDED = "ended", "You can reach us as before"


# --- Online concerns ----------------------------------------------------------------------------------------------
class Platform(TextChoices):
    """Where something was posted."""

    FACEBOOK = "facebook", "Facebook"
    INSTAGRAM = "instagram", "Instagram"
    TIKTOK = "tiktok", "TikTok"
    X = "x", "X"
    WHATSAPP = "whatsapp", "WhatsApp"
    SNAPCHAT = "snapchat", "Snapchat"
    YOUTUBE = "youtube", "YouTube"
    NEXTDOOR = "nextdoor", "Nextdoor"
    GOOGLE = "google", "Google reviews"
    OUR_SITE = "our_site", "Our own site or forum"
    LETTERS = "letters", "E-mails or letters to us"
    OTHER = "other", "Somewhere else"


class ConcernKind(TextChoices):
    """What a post is. The examples of the policy, the terms of the law, and the misuse of AI that the policy names."""

    ALLEGATION = "allegation", "An allegation about staff or pupils"
    COMPLAINT = "complaint", "A complaint about the school or staff"
    NEGATIVE = "negative", "Something negative about people it names"
    BULLYING = "bullying", "Cyber-bullying"
    DEFAMATORY = "defamatory", "Something untrue that harms a name"
    RACIST = "racist", "Racist"
    THREAT = "threat", "A threat of violence"
    OBSCENE = "obscene", "Grossly obscene"
    HARASSMENT = "harassment", "Harassment, again and again"
    IMPERSONATION = "impersonation", "Somebody poses as the school or as a colleague"
    AI_MISLEADING = "ai_misleading", "AI: misleading or inflammatory content"
    AI_EXCESSIVE = "ai_excessive", "AI: automated, excessive correspondence"
    AI_MEDIA = "ai_media", "AI: a picture, voice or video that was made up or altered"
    AI_DATA = "ai_data", "AI: personal data put into an AI tool"


# What is said of the school or its people and may be hard to read: no ground for the police, the gate or a lawyer.
CRITICISM = (ConcernKind.ALLEGATION, ConcernKind.COMPLAINT, ConcernKind.NEGATIVE)
# About these nobody has to talk first.
GRAVE = (ConcernKind.RACIST, ConcernKind.THREAT, ConcernKind.OBSCENE)
# Somebody judged these by signs, and says by which.
JUDGED = (ConcernKind.AI_MISLEADING, ConcernKind.AI_EXCESSIVE)


class Presence(TextChoices):
    """Whether a post is still there."""

    LIVE = "live", "Still there"
    UNREACHABLE = "unreachable", "Could not be looked at"
    REMOVED = "removed", "Gone"


PRESENCE_MOVES = {
    Presence.LIVE: (Presence.REMOVED, Presence.UNREACHABLE),
    Presence.UNREACHABLE: (Presence.LIVE, Presence.REMOVED),
    Presence.REMOVED: (Presence.LIVE,),
}


class Whom(TextChoices):
    """Who has to be told of some concerns at once."""

    SAFEGUARDING = "safeguarding", "Safeguarding lead"
    POLICE = "police", "Police"


class StepKind(TextChoices):
    """What is done about a post. Policy, Social media: to talk and to ask first, then any of the others."""

    DISCUSSION = "discussion", "Talk with them"
    REMOVAL = "removal", "Ask for it to be removed"
    EXPECTATIONS = "expectations", "Tell a parent what is expected of their child"
    WARNING = "warning", "Warn them in writing"
    HOST = "host", "Report it to the site it is on"
    BLOCK = "block", "Block them from our site or forum"
    POLICE = "police", "Report it to the police"
    SUSPENSION = "suspension", "Suspend them from site"
    LEGAL_ADVICE = "legal-advice", "Take legal advice"
    OTHER_LEGAL = "other-legal", "Other legal action"
    THANKS = "thanks", "Thank them for removing it"


FIRST_STEPS = (StepKind.DISCUSSION, StepKind.REMOVAL)
# Only whoever decides for the CEO takes these.
LEGAL = (StepKind.LEGAL_ADVICE, StepKind.OTHER_LEGAL)
# What a pupil posted is met by these alone; no step is taken against a parent for it.
FOR_PUPILS = (StepKind.EXPECTATIONS, StepKind.HOST, StepKind.POLICE)
# These go to a person who is known.
TO_PERSON = (
    StepKind.DISCUSSION,
    StepKind.REMOVAL,
    StepKind.EXPECTATIONS,
    StepKind.WARNING,
    StepKind.SUSPENSION,
    StepKind.THANKS,
)
LETTERS = (StepKind.REMOVAL, StepKind.EXPECTATIONS, StepKind.WARNING, StepKind.BLOCK, StepKind.THANKS)
PACKS = (StepKind.HOST, StepKind.POLICE, *LEGAL)


class Basis(TextChoices):
    """What a report to the police rests on: never on criticism."""

    THREAT = "threat", "A threat"
    HARASSMENT = "harassment", "Harassment: at least twice, and it goes on"
    CRIME = "crime", "Another crime"
