"""What history says of complaints. Keys of the sentences: `actor` and what the entry kept."""

VERBS: dict[str, str] = {
    "complaint.logged": "{actor} logged the complaint of {who}, received on {received}. {stage}.",
    "complaint.point_added": "{actor} wrote down a point of the complaint: {text}",
    "complaint.point_taken_back": "{actor} took back a point of the complaint ({text}): {reason}",
    "complaint.decided": "{actor}, {capacity}, decided on the complaint of {who}. {stage}: {findings}.",
    "complaint.answered": "The complaint of {who} is answered.",
    "complaint.taken_further": "{actor} noted that {who} asked on {asked} to go to the formal stage: {reason}",
    "complaint.withdrawn": "{actor} noted that {who} withdrew the complaint: {reason}",
}
