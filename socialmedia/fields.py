"""Which columns of this room say something about somebody."""

from kernel.fields import Classed, classed

FIELDS: dict[str, Classed] = {
    "Contact": classed(
        personal="happened_at channel sender subject text taken_back_why",
        operational="school person mail same_key logged_at logged_by taken_back_at taken_back_by",
    ),
    "MailUpload": classed(operational="school uploaded_at uploaded_by"),
    "MailFile": classed(
        personal="name original sender note told",
        operational="upload number size sha256 state read_at answered_at answered_by",
    ),
}
