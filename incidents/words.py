"""How history tells what happened to an incident and to interviews."""

VERBS = {
    "incident.logged": "{actor} logged the incident.",
    "incident.amended": "{actor} changed what was reported.",
    "incident.locked": "What was reported was locked, because the report was issued.",
    "incident.added_to": "{actor} added to the incident: {text}",
    "interview.planned": "{actor} planned an interview with {who}: {plan}.",
    "interview.replanned": "{actor} changed the plan of the interview with {who}: {plan}.",
    "interview.dropped": "The plan of an interview with {who} was dropped: {reason}",
    "interview.held": "{actor} wrote down an interview with {who}, held by {leader}, {when}.",
    "interview.note_changed": "{actor} changed the note of the interview with {who}.",
    "interview.not_possible": "{actor} noted that an interview with {who} is not possible: {reason}",
    "interview.agreed": "{who} agrees with the note of the interview, noted by {actor}.",
    "interview.not_agreed": "{who} does not agree with the note of the interview, noted by {actor}: {disagreement}",
    "incident.not_suspended": "{actor} said why nobody was suspended: {why}",
    "incident.decided": "{actor} decided on the report: {reason}",
}
