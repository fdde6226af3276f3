"""Which columns of this room say something about somebody."""

from kernel.fields import Classed, classed

FIELDS: dict[str, Classed] = {
    "Contact": classed(
        personal="happened_at channel sender subject text taken_back_why",
        operational="school person mail same_key logged_at logged_by taken_back_at taken_back_by",
    ),
    "Restriction": classed(
        personal="grounds why skip_reason over_reason",
        operational="case school person state opened_at opened_by capacity set_at set_by period over_at over_by",
    ),
    "Terms": classed(
        personal="channels single_contact frequency considered reason",
        operational="restriction number kind until_on review_on noted_at noted_by",
    ),
    "RestrictionBreach": classed(personal="what happened_at", operational="restriction contact noted_at noted_by"),
    "MailUpload": classed(operational="school uploaded_at uploaded_by"),
    "MailFile": classed(
        personal="name original sender note told",
        operational="upload number size sha256 state read_at answered_at answered_by",
    ),
    "OnlineConcern": classed(
        personal="author handle place url words kinds signs judged_by_name settled_why",
        operational=(
            "case platform platform_other posted_on posted_time seen_at has_pupils has_staff is_indecent state "
            "logged_at logged_by settled_at settled_by"
        ),
    ),
    "Named": classed(personal="person user", operational="concern"),
    "Screenshot": classed(operational="concern evidence"),
    "Check": classed(personal="note", operational="concern found checked_at checked_by"),
    "ConcernStep": classed(
        personal="person what skips_why reference outcome",
        operational="concern kind meeting suspension basis taken_at taken_by outcome_at outcome_by",
    ),
    "Told": classed(personal="name reference note", operational="concern whom told_at told_by"),
}
