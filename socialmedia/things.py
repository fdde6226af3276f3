"""What something online is called: a post, what was sent to us, a picture that was made up, data in an AI tool. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from socialmedia.states import ConcernKind, Platform, Presence, StepKind

AI = (ConcernKind.AI_MISLEADING, ConcernKind.AI_EXCESSIVE, ConcernKind.AI_MEDIA, ConcernKind.AI_DATA)


@dataclass(frozen=True)
class Thing:
    """The words for one sort: `of` before a name, `did` after one, `done` for "it was …".

    `about` is what a letter writes about, `ask` what it asks for, `titles` what letters and packs are called, `labels` what
    a step, and `stands` what a state, is called where it is called something else than of a post.
    """

    of: str
    did: str
    done: str
    about: str
    ask: str
    heading: str
    live: str
    gone: str
    asking: str
    tool: str
    act: str
    is_on_site: bool = True
    is_data: bool = False
    titles: dict[StepKind, str] = field(default_factory=dict)
    labels: dict[StepKind, str] = field(default_factory=dict)
    stands: dict[Presence, str] = field(default_factory=dict)

    def label(self, kind: str) -> str:
        """What a step is called."""
        return self.labels.get(StepKind(kind), str(StepKind(kind).label))

    def stand(self, presence: str) -> str:
        """How it stands."""
        return self.stands.get(Presence(presence), str(Presence(presence).label))


POST = Thing(
    of="Post of",
    did="posted it",
    done="posted",
    about="something",
    ask="remove it",
    heading="What was posted",
    live="it is still there",
    gone="it is gone",
    asking="Is it still there?",
    tool="the site it is on",
    act="remove it",
    titles={
        StepKind.REMOVAL: "A post we ask you to remove",
        StepKind.EXPECTATIONS: "What your child put online",
        StepKind.WARNING: "Warning about a post",
        StepKind.HOST: "Report of a post to the site it is on",
    },
)
MEDIA = replace(
    POST,
    of="Picture, voice or video shared by",
    did="shared it",
    done="shared",
    about="a picture, voice or video",
    heading="What was shared",
    titles={
        StepKind.REMOVAL: "A picture, voice or video we ask you to remove",
        StepKind.EXPECTATIONS: "What your child shared online",
        StepKind.WARNING: "Warning about a picture, voice or video",
        StepKind.HOST: "Report of a picture, voice or video to the site it is on",
    },
)
SENT = Thing(
    of="Sent by",
    did="sent it",
    done="sent",
    about="what was sent",
    ask="send no more of it",
    heading="What was sent",
    live="it goes on",
    gone="it has stopped",
    asking="Does it go on?",
    tool="the site it was sent on",
    act="stop it",
    is_on_site=False,
    titles={
        StepKind.REMOVAL: "Something we ask you to send no more",
        StepKind.EXPECTATIONS: "What your child sent",
        StepKind.WARNING: "Warning about what you sent",
        StepKind.HOST: "Report of messages to the site they were sent on",
    },
    labels={
        StepKind.REMOVAL: "Ask them to send no more of it",
        StepKind.HOST: "Report it to the site it was sent on",
        StepKind.THANKS: "Thank them for stopping",
    },
    stands={Presence.LIVE: "Goes on", Presence.UNREACHABLE: "Not known", Presence.REMOVED: "Has stopped"},
)
MANY = replace(
    SENT,
    ask="stop sending it in such numbers",
    titles={
        **SENT.titles,
        StepKind.REMOVAL: "Messages we ask you not to send in such numbers",
        StepKind.WARNING: "Warning about very many messages",
    },
    labels={**SENT.labels, StepKind.REMOVAL: "Ask them to send fewer"},
)
DATA = Thing(
    of="Put into an AI tool by",
    did="put it in",
    done="put in",
    about="personal data that was put into an AI tool",
    ask="delete it from the tool, as far as that can be done",
    heading="What was put into an AI tool",
    live="it is still in the tool",
    gone="it is deleted",
    asking="Is it still in the tool?",
    tool="whoever runs the AI tool",
    act="delete it",
    is_on_site=False,
    is_data=True,
    titles={
        StepKind.REMOVAL: "Personal data we ask you to delete",
        StepKind.EXPECTATIONS: "What your child put into an AI tool",
        StepKind.WARNING: "Warning about personal data in an AI tool",
        StepKind.HOST: "Report of personal data to whoever runs the AI tool",
    },
    labels={
        StepKind.REMOVAL: "Ask for it to be deleted from the tool",
        StepKind.HOST: "Report it to whoever runs the AI tool",
        StepKind.THANKS: "Thank them for deleting it",
    },
    stands={Presence.LIVE: "Still in the tool", Presence.UNREACHABLE: "Not known", Presence.REMOVED: "Deleted"},
)


def thing_of(kinds: Collection[str], platform: str) -> Thing:
    """What something of these kinds and in this place is called."""
    if {*kinds} == {ConcernKind.AI_DATA}:
        return DATA
    if {*kinds} == {ConcernKind.AI_EXCESSIVE}:
        return MANY
    if platform == Platform.LETTERS:
        return SENT
    is_of_ai = {*kinds} <= {*AI}
    return MEDIA if is_of_ai and ConcernKind.AI_MEDIA in kinds else POST


def place_of(thing: Thing, platform: str, where: str) -> str:
    """The place within a sentence, after a space; "" where what it is says it."""
    if thing.is_data:
        return ""
    if platform == Platform.LETTERS:
        return " to us"
    return " on our own site or forum" if platform == Platform.OUR_SITE else f" on {where}"
