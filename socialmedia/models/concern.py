"""Something that was posted online: where, by whom, about whom, whether it is still there, who was told of it."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from kernel import wording
from kernel.tables import pairs
from kernel.triggers import differs_beside
from socialmedia.querysets import ConcernQuerySet, OfConcernQuerySet
from socialmedia.states import JUDGED, PRESENCE_MOVES, ConcernKind, Platform, Presence, Whom
from socialmedia.things import Thing, thing_of

# What moves on of a concern; the rest stays as it was logged.
MOVING = (
    "state", "kinds", "signs", "judged_by_name", "author_id", "is_indecent", "settled_at", "settled_by_id", "settled_why",
)  # fmt: skip


class OnlineConcern(models.Model):
    """Something online that somebody saw and reported.

    The author is a known person, or whoever goes by a handle; once known they stay. `posted_on` and `posted_time` are
    local, as far as they are known. `url` is a text: nothing here ever opens it. `signs` are what somebody judged an AI
    matter by, and `judged_by_name` says who: whether a machine wrote a text is found of none. Where `is_indecent`,
    nothing of it is kept but a description; said once, that is not taken back.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="concerns")
    platform = models.CharField(max_length=12, choices=Platform)
    platform_other = models.CharField(max_length=100, blank=True, default="")
    place = models.CharField("which page, group or account", max_length=200, blank=True, default="")
    url = models.CharField("web address as it was given", max_length=2000, blank=True, default="")
    author = models.ForeignKey(
        "schools.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="online_concerns"
    )
    handle = models.CharField("name shown there", max_length=200, blank=True, default="")
    posted_on = models.DateField(null=True, blank=True)
    posted_time = models.TimeField(null=True, blank=True)
    seen_at = models.DateTimeField()
    words = models.TextField("what it says, or what it shows")
    kinds = ArrayField(models.CharField(max_length=16, choices=ConcernKind), default=list)
    has_pupils = models.BooleanField(default=False)
    has_staff = models.BooleanField(default=False)
    is_indecent = models.BooleanField(default=False)
    signs = models.TextField("what an AI matter was judged by", blank=True, default="")
    judged_by_name = models.CharField("who judged it", max_length=200, blank=True, default="")
    state = models.CharField(max_length=12, choices=Presence, default=Presence.LIVE)
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_why = models.CharField(max_length=500, blank=True, default="")

    objects = ConcernQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="concern_platform_known", condition=Q(platform__in=Platform.values)),
            models.CheckConstraint(
                name="concern_platform_said_iff_other",
                condition=(Q(platform=Platform.OTHER) & ~Q(platform_other=""))
                | (~Q(platform=Platform.OTHER) & Q(platform_other="")),
                violation_error_message="Say where it is.",
            ),
            models.CheckConstraint(name="concern_kinds_known", condition=Q(kinds__contained_by=ConcernKind.values)),
            models.CheckConstraint(
                name="concern_kinds_given", condition=~Q(kinds=[]), violation_error_message="Say what it is."
            ),
            models.CheckConstraint(
                name="concern_words_given",
                condition=~Q(words=""),
                violation_error_message="Write down what it says, or describe what it shows.",
            ),
            models.CheckConstraint(
                name="concern_author_or_handle",
                condition=Q(author__isnull=False) | ~Q(handle=""),
                violation_error_message="Say who posted it: a known person, or the name shown there.",
            ),
            models.CheckConstraint(
                name="concern_time_of_a_day",
                condition=Q(posted_time__isnull=True) | Q(posted_on__isnull=False),
                violation_error_message="Enter the day as well as the time.",
            ),
            models.CheckConstraint(
                name="concern_signs_iff_judged",
                condition=Q(signs="", judged_by_name="") | (~Q(signs="") & ~Q(judged_by_name="")),
                violation_error_message="Say what it was judged by, and who judged it.",
            ),
            models.CheckConstraint(
                name="concern_ai_judged_by_signs",
                condition=~Q(kinds__overlap=[kind.value for kind in JUDGED]) | ~Q(signs=""),
                violation_error_message="Say what it was judged by, and who judged it.",
            ),
            models.CheckConstraint(name="concern_state_known", condition=Q(state__in=Presence.values)),
            models.CheckConstraint(
                name="concern_logged_after_seen",
                condition=Q(logged_at__gte=F("seen_at")),
                violation_error_message="This time is in the future.",
            ),
            models.CheckConstraint(
                name="concern_settled_iff_stamped",
                condition=(Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(settled_why=""))
                | Q(settled_at__isnull=True, settled_by__isnull=True, settled_why=""),
                violation_error_message="Say how it ended.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="concern_moves", field="state", transitions=pairs(PRESENCE_MOVES)),
            pgtrigger.Protect(
                name="concern_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "(OLD.author_id IS NOT NULL AND NEW.author_id IS DISTINCT FROM OLD.author_id "
                    "OR OLD.is_indecent AND NOT NEW.is_indecent "
                    f"OR {differs_beside(*MOVING)})"
                ),
            ),
            pgtrigger.Protect(name="concern_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"online concern {self.pk}"

    @property
    def chain(self) -> str:
        return self.case.chain

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None

    @property
    def where(self) -> str:
        """The platform by name."""
        return self.platform_other or str(Platform(self.platform).label)

    @property
    def who(self) -> str:
        """Who posted it: the person's name, or the name shown there."""
        if self.author is None:
            return self.handle
        return (self.author.merged_into or self.author).full_name

    @property
    def is_of_pupil(self) -> bool:
        """A pupil posted it."""
        return self.author is not None and (self.author.merged_into or self.author).is_pupil

    @property
    def is_made_up(self) -> bool:
        """It is a picture, a voice or a video that was made up or altered."""
        return ConcernKind.AI_MEDIA in self.kinds

    @property
    def thing(self) -> Thing:
        """What it is called: a post, or what else it is."""
        return thing_of(self.kinds, self.platform)

    @property
    def sub(self) -> str:
        """Whose it is, under a title: "Post of Kay Lowe"."""
        return f"{self.thing.of} {self.who}"

    @property
    def named_within(self) -> str:
        """The same within a sentence."""
        return wording.mid(self.sub)

    def get_absolute_url(self) -> str:
        return reverse("socialmedia:concern", args=[self.case.reference, self.pk])

    @property
    def reported_url(self) -> str:
        """Where whoever reported it reads what becomes of it."""
        return reverse("socialmedia:reported", args=[self.case.reference, self.pk])


class Named(models.Model):
    """Somebody whom a post names or shows: a known person, or a colleague with an account."""

    concern = models.ForeignKey(OnlineConcern, on_delete=models.PROTECT, related_name="named")
    person = models.ForeignKey("schools.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OfConcernQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="concern_named_exactly_one_party",
                condition=Q(person__isnull=False, user__isnull=True) | Q(person__isnull=True, user__isnull=False),
                violation_error_message="Name one person.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="concern_named_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"named in {self.concern_id}"

    @property
    def who(self) -> str:
        """The name to show."""
        if self.person is not None:
            return (self.person.merged_into or self.person).full_name
        assert self.user is not None, "a CHECK holds that one of the two is there"
        return self.user.name


class Screenshot(models.Model):
    """A piece of evidence that shows a post as it was seen."""

    concern = models.ForeignKey(OnlineConcern, on_delete=models.PROTECT, related_name="screenshots")
    evidence = models.OneToOneField("cases.Evidence", on_delete=models.PROTECT, related_name="screenshot")

    objects = OfConcernQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="screenshot_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"screenshot of {self.concern_id}"


class Check(models.Model):
    """Somebody looked whether a post is still there."""

    concern = models.ForeignKey(OnlineConcern, on_delete=models.PROTECT, related_name="checks")
    found = models.CharField(max_length=12, choices=Presence)
    note = models.CharField(max_length=500, blank=True, default="")
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfConcernQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="concern_check_found_known", condition=Q(found__in=Presence.values))]
        triggers = [pgtrigger.Protect(name="concern_check_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"check of {self.concern_id}"

    @property
    def chain(self) -> str:
        return self.concern.chain


class Told(models.Model):
    """The safeguarding lead or the police were told of a concern: who it was there, when, under which reference."""

    concern = models.ForeignKey(OnlineConcern, on_delete=models.PROTECT, related_name="tellings")
    whom = models.CharField(max_length=12, choices=Whom)
    name = models.CharField("who it was", max_length=200)
    reference = models.CharField(max_length=100, blank=True, default="")
    note = models.TextField("what they said", blank=True, default="")
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfConcernQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="concern_told_whom_known", condition=Q(whom__in=Whom.values)),
            models.CheckConstraint(
                name="concern_told_name_given", condition=~Q(name=""), violation_error_message="Say who it was."
            ),
        ]
        triggers = [pgtrigger.Protect(name="concern_told_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.whom} told of {self.concern_id}"

    @property
    def chain(self) -> str:
        return self.concern.chain
