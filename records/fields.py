"""Which columns of written records say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "WrittenRecord": classed(
        personal="title content correction",
        operational=(
            "case kind number version subject state supersedes started_at started_by issued_at issued_by "
            "code digest chain_head"
        ),
    ),
    "RecordFile": classed(personal="file", operational="record sha256 pages size stored_at"),
    "SealedFile": classed(personal="file", operational="record sha256 fingerprint pages size stored_at"),
    "Copy": classed(
        personal="to_person to_name address proof dispute",
        operational="record to_user method notice handed_on deemed_on given_at given_by received_at disputed_at"
        " disputed_by",
    ),
    "Signatory": classed(personal="name capacity person user", operational="record order is_needed"),
    "Scan": classed(
        personal="name original served note",
        operational="record size sha256 state code is_typed is_scanned added_at added_by examined_at",
    ),
    "Signature": classed(
        personal="method signed_on scan drawing typed reason witness taken_back_reason",
        operational="signatory digest drawing_sha256 captured_at captured_by taken_back_at taken_back_by",
    ),
    "Disagreement": classed(personal="text", operational="signatory noted_at noted_by"),
    "Wording": classed(
        operational="name text is_standard effective_on why state proposed_at proposed_by decided_at decided_by reason"
    ),
}
