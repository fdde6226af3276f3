"""By when what the law fixes for something online is due. Pure."""

from datetime import UTC, datetime, timedelta

from socialmedia.models import OnlineConcern

# UK GDPR, article 33(1): a breach that is the trust’s own, from when it became aware of it.
REPORTED_WITHIN = timedelta(hours=72)


def reported_by(concern: OnlineConcern) -> datetime:
    """Until when (aware) a breach of personal data that is the trust’s own would be reported: 72 hours after it was seen.

    Hours as they pass, nights and weekends with them. UK GDPR, article 33(1).
    """
    return concern.seen_at.astimezone(UTC) + REPORTED_WITHIN


def judge_by(concern: OnlineConcern, usual: datetime, now: datetime) -> datetime:
    """By when (aware) the data protection lead judges it: as `usual`, but within the 72 hours; at once where they are over."""
    return max(min(usual, reported_by(concern)), now)
