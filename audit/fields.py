"""Which columns of the history say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "Chain": classed(operational="name length head"),
    "Entry": classed(operational="chain seq at actor verb subject digest previous_hash hash"),
    "Payload": classed(personal="data", operational="entry salt"),
    "Reading": classed(operational="user subject hour"),
}
