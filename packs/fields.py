"""Which columns of packs say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "Pack": classed(
        personal="person for_whom purpose file",
        operational=(
            "state school case reader is_duplex asked_at asked_by line_count done_count made_at sha256 pages size "
            "failed_reason gone_at"
        ),
    ),
    "HandedBundle": classed(operational="pack complaint handed_at handed_by taken_back_at taken_back_by"),
    "PackLine": classed(operational="pack order record evidence ground is_owed first_page pages"),
}
