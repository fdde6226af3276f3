"""What history says of online concerns, contacts and restrictions. Keys of the sentences: `actor` and what the entry kept."""

VERBS: dict[str, str] = {
    "contact.logged": "{actor} logged a contact: {channel}.",
    "contact.taken_back": "{actor} took back a contact that was logged in error.",
    "restriction.warned": "{actor} warned {who} about messages and calls ({grounds}): {reason}",
    "restriction.set": "{actor} restricted how {who} can reach the school, until {until}. {skipped}",
    "restriction.changed": "{actor} changed how {who} can reach the school, until {until}: {reason}",
    "restriction.kept": "{actor} looked again at how {who} can reach the school. It stays: {reason} Next on {next}.",
    "restriction.ended": "{actor} ended the restriction on how {who} can reach the school: {reason}",
    "restriction.dropped": "{actor} left it at the warning of {who}: {reason}",
    "restriction.breached": "{actor} noted that {who} did not keep to the restriction: {what}",
    "mail.uploaded": "{actor} uploaded e-mails.",
    "mail.asked": "An uploaded e-mail waits until somebody says whose it is.",
    "mail.taken": "An uploaded e-mail was logged.",
    "mail.refused": "An uploaded e-mail was not logged.",
    "mail.left_out": "{actor} left an uploaded e-mail out.",
}
