"""What history says of complaints. Keys of the sentences: `actor` and what the entry kept."""

VERBS: dict[str, str] = {
    "complaint.logged": "{actor} logged the complaint of {who}, received on {received}. {stage}.",
    "complaint.point_added": "{actor} wrote down a point of the complaint: {text}",
    "complaint.point_handed_on": "{actor} handed a point on to the data protection lead, as a complaint of its own: {text}",
    "complaint.handed_to_data_lead": "{actor} handed the complaint of {who} on as one about personal data: {reason}",
    "complaint.point_taken_back": "{actor} took back a point of the complaint ({text}): {reason}",
    "complaint.decided": "{actor}, {capacity}, decided on the complaint of {who}. {stage}: {findings}.",
    "complaint.action_noted": "{actor} noted what was done after the complaint of {who}: {text}",
    "complaint.answered": "The complaint of {who} is answered.",
    "complaint.taken_further": "{actor} noted that {who} asked on {asked} to go to the formal stage: {reason}",
    "complaint.asked_for_panel": "{actor} noted that {who} asked on {asked} for a panel: {reason}",
    "panel.member_named": "{actor} named {who} as a member of the panel.",
    "panel.independent_named": "{actor} named {who} as the independent member of the panel: {why}",
    "panel.member_left": "{actor} noted that {who} does not sit on the panel: {reason}",
    "panel.arranged": "{actor} arranged the panel: {when}, {place}.",
    "panel.arranged_late": "{actor} arranged the panel later than the procedure says: {when}, {place}. Reason: {late}",
    "panel.papers_sent": "{actor} noted the papers for the panel, sent on {on}: {papers}",
    "panel.called_off": "{actor} put off the panel of {when}: {reason}",
    "panel.met": "{actor} noted that the panel met: {members}. The complainant: {came}.",
    "panel.met_without": "{actor} noted that the panel met without the complainant: {members}. Reason: {reason}",
    "complaint.withdrawn": "{actor} noted that {who} withdrew the complaint: {reason}",
}
