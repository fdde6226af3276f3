"""What history says of online concerns, contacts and restrictions. Keys of the sentences: `actor` and what the entry kept."""

VERBS: dict[str, str] = {
    "contact.logged": "{actor} logged a contact: {channel}.",
    "contact.taken_back": "{actor} took back a contact that was logged in error.",
    "mail.uploaded": "{actor} uploaded e-mails.",
    "mail.asked": "An uploaded e-mail waits until somebody says whose it is.",
    "mail.taken": "An uploaded e-mail was logged.",
    "mail.refused": "An uploaded e-mail was not logged.",
    "mail.left_out": "{actor} left an uploaded e-mail out.",
}
