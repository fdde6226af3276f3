"""Which columns of complaints say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "Complaint": classed(
        personal="complainant name address words",
        operational="case source received_on channel is_about_data stage stage_on logged_at logged_by",
    ),
    "Point": classed(
        personal="text taken_back_why",
        operational="complaint added_at added_by taken_back_at taken_back_by handed_on_to handed_on_at handed_on_by",
    ),
    "Decision": classed(personal="remedy action", operational="complaint answers decided_at decided_by capacity"),
    "Finding": classed(personal="result reasons", operational="decision point"),
    "NextStage": classed(
        personal="words late_reason", operational="complaint asked_for asked_on until_on noted_at noted_by"
    ),
    "ActionTaken": classed(personal="text", operational="complaint noted_at noted_by"),
    "PanelMember": classed(
        personal="user name who stood_down_why",
        operational="complaint is_independent named_at named_by stood_down_at stood_down_by",
    ),
    "PanelMeeting": classed(
        personal="place is_remote late_reason papers came with_whom also_there absent_why called_off_why",
        operational="complaint meets_at arranged_at arranged_by papers_on papers_at papers_by met_at met_by"
        " called_off_at called_off_by",
    ),
    "PanelSeat": classed(personal="member", operational="meeting"),
}
