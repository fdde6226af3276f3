"""What history says of suspensions from site. Keys of the sentences: `actor` and what the entry kept."""

VERBS = {
    "suspension.made": "{actor} suspended {who} from the site of {school} for the rest of the day: {grounds}",
    "suspension.lifted": "{actor} lifted the suspension of {who} from {school}: {reason}",
    "suspension.voided": "{actor} marked the suspension of {who} from {school} as made in error: {reason}",
    "suspension.arranged": "{actor} set the arrangements for the suspension of {who} from {school}.",
    "suspension.arrangement_changed": "{actor} changed the arrangements for the suspension of {who} from {school}.",
    "suspension.breached": "{actor} reported {who} on the site of {school}. {note}",
    "suspension.extended": "{actor} extended the suspension of {who} from {school} until {until_on}: {reason}",
    "suspension.left_to_end": "{actor} let the suspension of {who} from {school} end by itself on {until_on}: {reason}",
    "suspension.made_trust_wide": "{actor} suspended {who} from every site of the trust until {until_on}: {grounds}",
    "suspension.replaced": "{actor} replaced the suspension of {who} from {school} by one from every site of the trust.",
    "suspension.trust_wide_asked": "{actor} asked for the suspension of {who} to hold for every site: {reason}",
    "suspension.window_opened": "The time of {who} to answer runs. {why}",
    "representation.noted": "{actor} noted what {who} says to it ({channel}, {received}).",
    "representation.waived": "{actor} noted that {who} waives giving their side ({channel}, {received}).",
    "representation.considered": "{actor} considered what {who} says to it.",
}
