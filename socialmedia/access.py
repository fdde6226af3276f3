"""Which powers the acts of this room ask for."""

# Whoever answers the telephone or the door logs that somebody got in touch; whoever sees the files of cases reads it.
LOGS, SEES, UPLOADS = "log_incident", "view_cases", "work_case"
# Whoever works on a case restricts; whoever answers the telephone or the door knows of it.
RESTRICTS, ANSWERS = "work_case", "view_gate"
# To report something online. Whoever reports does not decide.
REPORTS = "log_concern"
# To take legal steps: whoever decides for the CEO.
TAKES_LEGAL = "legal_action"
