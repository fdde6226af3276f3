"""Which columns of packs say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "Pack": classed(
        personal="for_whom purpose file",
        operational=(
            "state school is_duplex asked_at asked_by line_count done_count made_at sha256 pages size failed_reason gone_at"
        ),
    ),
    "PackLine": classed(operational="pack order record is_owed first_page pages"),
}
