"""How history tells what was printed together."""

VERBS = {
    "pack.printed": "{actor} had {count} of this case printed in pack {number}, for {for_whom}: {purpose} SHA-256 {sha256}.",
    "pack.made": "Print pack {number} of {count} was made for {actor}, for {for_whom}: {purpose} SHA-256 {sha256}.",
    "pack.taken": "{actor} downloaded print pack {number}.",
    "pack.failed": "Print pack {number} could not be made: {reason}",
    "pack.tried_again": "{actor} had print pack {number} made again.",
    "pack.gone": "The file of print pack {number} was deleted, as all are after some days.",
}
