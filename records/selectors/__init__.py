"""Reading records with what belongs to them, and the trust's own wording."""

from records.selectors.record import (
    case_section,
    copies_of,
    draft_of,
    letterhead_of,
    pages,
    record_page,
    records_of,
    section_of,
    standing,
)
from records.selectors.signing import sign_url, signatories_of, signed_by

__all__ = [
    "case_section",
    "copies_of",
    "draft_of",
    "letterhead_of",
    "pages",
    "record_page",
    "records_of",
    "section_of",
    "sign_url",
    "signatories_of",
    "signed_by",
    "standing",
]
