"""How history tells what happened to an incident."""

VERBS = {
    "incident.logged": "{actor} logged the incident.",
    "incident.amended": "{actor} changed what was reported.",
    "incident.locked": "What was reported was locked, because the report was issued.",
    "incident.added_to": "{actor} added to the incident: {text}",
    "incident.decided": "{actor} decided on the report: {reason}",
}
