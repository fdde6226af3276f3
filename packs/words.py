"""How history tells what was printed together."""

VERBS = {
    "pack.printed": "{actor} had {count} of this case printed in pack {number}, for {for_whom}: {purpose} SHA-256 {sha256}.",
    "pack.made": "Print pack {number} of {count} was made for {actor}, for {for_whom}: {purpose} SHA-256 {sha256}.",
    "pack.taken": "{actor} downloaded print pack {number}.",
    "pack.failed": "Print pack {number} could not be made: {reason}",
    "pack.tried_again": "{actor} had print pack {number} made again.",
    "pack.gone": "The file of print pack {number} was deleted, as all are after some days.",
    "bundle.asked": (
        "{actor} had a bundle of this case made for {reader}, {for_whom}: {purpose} {left} left out. "
        "Changed by hand: {changed}."
    ),
    "bundle.made": "Bundle {number} for {reader}, {for_whom}, was made: {pages}. SHA-256 {sha256}.",
    "bundle.taken": "{actor} downloaded bundle {number} for {reader}, {for_whom}.",
    "bundle.handed": "{actor} handed bundle {number} to the panel on complaint {panel}.",
    "bundle.handed_back": "{actor} took bundle {number} back from the panel on complaint {panel}.",
    "bundle.read": "{actor}, of the panel on complaint {panel}, opened bundle {number}.",
    "bundle.failed": "Bundle {number} for {reader} could not be made: {reason}",
    "bundle.tried_again": "{actor} had bundle {number} for {reader} made again.",
    "bundle.gone": "The file of bundle {number} for {reader} was deleted, as all are after some days.",
}
