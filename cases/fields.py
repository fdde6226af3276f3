"""Which columns of cases say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "Grant": classed(personal="reason", operational="case user period granted_by"),
    "Delegation": classed(personal="reason", operational="case to acts_as cause period given_at given_by"),
    "Case": classed(
        personal="title void_reason outcome",
        operational="reference school state opened_at opened_by voided_at voided_by closed_at closed_by",
    ),
    "Involvement": classed(
        personal="part person user name note search_key search_vector", operational="case added_at added_by"
    ),
    "Evidence": classed(
        personal="description captured_at source_url",
        operational="case kind is_sensitive added_at added_by sealed_at sealed_by",
    ),
    "EvidenceFile": classed(
        personal="name original served note remove_reason",
        operational="evidence size sha256 state kind is_scanned added_at added_by examined_at removed_at removed_by",
    ),
    "Sealing": classed(operational="case sealed_at sealed_by"),
    "Duty": classed(
        personal="about how waive_reason",
        operational=(
            "case school kind subject owner_role owner_user by_name_ends_at opened_at due_at discharged_at discharged_by "
            "waived_at waived_by"
        ),
    ),
    "Link": classed(
        personal="to_name sent_to phone",
        operational=(
            "case purpose subject seed token_digest code_digest issued_at issued_by expires_at tries opened_at "
            "session_digest session_ends_at used_at copy_taken_at taken_back_at taken_back_by"
        ),
    ),
    "AnsweredPrompt": classed(personal="note", operational="case kind answer answered_at answered_by"),
    "Draft": classed(personal="payload", operational="user key saved_at opened_at"),
    "Submission": classed(operational="user token led_to sent_at"),
}
