"""How history tells what happened to a record."""

VERBS = {
    "record.started": "{actor} began to write: {title}.",
    "record.written": "{actor} changed the draft: {title}.",
    "record.discarded": "{actor} discarded the draft: {title}.",
    "record.issued": "{actor} issued: {title}, version {version}.",
    "record.confirmed": "{writer} confirmed their own words, and they were issued: {title}.",
    "record.replaced": "{title}, version {version}, was replaced by a later version.",
    "record.correction_started": "{actor} began version {version} of: {title}. Corrected: {correction}",
    "record.completed": "The PDF was made: {title}, version {version}.",
    "record.stored": "The PDF was made: {title}, version {version}.",
    "record.copy_given": "{actor} gave {to} a copy: {title}, version {version} ({way}).",
    "record.copy_received": "{to} has the copy: {title}, version {version}.",
    "record.copy_lost": "{actor} noted that {title}, version {version}, never came to {to}: {dispute}",
    "wording.proposed": "{actor} proposed a wording for letters: {label}, from {from_day}.",
    "wording.approved": "{actor} approved the wording: {label}, from {from_day}.",
    "wording.declined": "{actor} did not approve the wording: {label}. {reason}",
    "wording.withdrawn": "{actor} withdrew the wording: {label}.",
}
