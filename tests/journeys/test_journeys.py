"""Three cases from the gate to their end, over half-term and the night the clocks go back, on a clock that stands.

The tables say what was due when, worked out by hand with a wall calendar from what the policy and the law ask: half-term
is 26 to 30 October 2026, and in the night to Sunday 25 October the hour from one to two comes twice. Office hours are
08:00 to 17:00 on working days; a day ends with the midnight after it.
"""

import pytest

from audit.selectors import breaks
from cases.states import CaseState
from notices.models import Notice
from records.models import WrittenRecord
from records.states import RecordKind
from suspensions.states import SuspensionState
from tests.journeys.story import duties_of, table

pytestmark = pytest.mark.browser
ACCOUNT = "He came to the front gate, shouted at Ms Bell, stood very close to her and raised a fist."
RISK = "He threatened a teacher and said that he would wait for her."
GRANDMOTHER = "Grandmother, side gate, 15:20"
HAPPENED = "You came to the front gate, shouted at a teacher, stood very close to her and raised a fist."


# Logged on the Thursday before half-term. Extended the same day until Friday 6 November, so to be decided on by the end of
# Wednesday 4. The letter goes by post on Friday 23 and counts as received on Tuesday 27, the second working day after; ten
# working days to answer: 28 29 30 October, 2 3 4 5 6 9 10 November. Review two working days after that: by the end of
# Thursday 12. It can be *not* upheld at any time. Four office hours from 15:20 end at 10:20 the next morning, from 14:00 at
# 09:00. Half-term is full of working days: the witness is to be interviewed by Monday 26, 15:20 by the new time.
NOT_UPHELD = """
# kind                  | owner | opened           | due              | closed           | how
inform_ceo              | head  | Thu 22 Oct 15:20 | Thu 22 Oct 15:20 | Thu 22 Oct 15:20 | done by Ruth Adeyemi
report_to_ceo           | head  | Thu 22 Oct 15:20 | Fri 23 Oct 15:20 | Fri 23 Oct 09:30 | done by Ruth Adeyemi
inform_chair            | ceo   | Thu 22 Oct 15:20 | Fri 23 Oct 10:20 | Fri 23 Oct 10:10 | done by Dana Whitlock
tell_parent             | head  | Thu 22 Oct 15:20 | Fri 23 Oct 00:00 | Thu 22 Oct 15:20 | done by Ruth Adeyemi
letter_to_parent        | head  | Thu 22 Oct 15:20 | Fri 23 Oct 15:20 | Fri 23 Oct 09:00 | done by Ruth Adeyemi
decide_before_end       | head  | Thu 22 Oct 15:20 | Fri 23 Oct 00:00 | Thu 22 Oct 16:00 | done by Ruth Adeyemi
interview               | head  | Thu 22 Oct 15:20 | Mon 26 Oct 15:20 | Mon 26 Oct 11:00 | done by Ruth Adeyemi
review                  | ceo   | Thu 22 Oct 15:20 | Fri 13 Nov 00:00 | Mon 02 Nov 10:00 | done by Dana Whitlock
tell_parent             | head  | Thu 22 Oct 16:00 | Fri 23 Oct 00:00 | Thu 22 Oct 17:10 | done by Ruth Adeyemi
decide_before_end       | head  | Thu 22 Oct 16:00 | Thu 05 Nov 00:00 | Mon 02 Nov 10:00 | done by Dana Whitlock
representations         | ceo   | Fri 23 Oct 09:00 | Wed 11 Nov 00:00 | Mon 02 Nov 10:00 | done by Dana Whitlock
ceo_acknowledge         | ceo   | Fri 23 Oct 09:30 | Fri 23 Oct 13:30 | Fri 23 Oct 10:00 | done by Dana Whitlock
chair_report            | ceo   | Fri 23 Oct 09:30 | Mon 26 Oct 09:30 | Fri 23 Oct 10:10 | done by Dana Whitlock
chair_acknowledge       | chair | Fri 23 Oct 10:10 | Tue 27 Oct 10:10 | Mon 26 Oct 09:00 | done by Edwin Marsh
supplementary_report    | head  | Mon 26 Oct 11:00 | Tue 27 Oct 11:00 | Mon 26 Oct 14:00 | done by Ruth Adeyemi
read_supplementary      | ceo   | Mon 26 Oct 14:00 | Tue 27 Oct 09:00 | Tue 27 Oct 08:30 | done by Dana Whitlock
chair_acknowledge       | chair | Mon 26 Oct 14:00 | Wed 28 Oct 14:00 | Tue 27 Oct 09:00 | done by Edwin Marsh
tell_parent             | head  | Mon 02 Nov 10:00 | Tue 03 Nov 00:00 | Mon 02 Nov 10:30 | done by Ruth Adeyemi
invite_parent           | ceo   | Mon 02 Nov 10:00 | Wed 04 Nov 10:00 | Mon 02 Nov 11:30 | done by Dana Whitlock
letter_to_parent        | head  | Mon 02 Nov 10:00 | Tue 03 Nov 10:00 | Mon 02 Nov 11:00 | done by Ruth Adeyemi
"""


def test_not_upheld(story, keep_letters):
    story.at("2026-10-22 15:20")
    story.log(account=ACCOUNT, risk=RISK, is_told=True, others={"Helen Bell": "Witness"})
    story.at("2026-10-22 16:00")
    story.extend("head", "2026-11-06", "He said that he will be back tomorrow.")
    story.at("2026-10-22 16:30")
    story.telephone("head", "It rang out.", result="No answer")
    story.at("2026-10-22 17:10")
    story.telephone("head", "He said that somebody else had shouted.")
    story.at("2026-10-23 09:00")
    story.letter("head", HAPPENED, "You said that you will be back.", way="By post", arrangement=GRANDMOTHER)
    story.at("2026-10-23 09:30")
    story.report("He was told to leave, and left when a colleague came.")
    story.at("2026-10-23 10:00")
    story.read("ceo", "report/read/")
    story.at("2026-10-23 10:10")
    story.inform_chair("A threat at the gate. The father is suspended until 6 November.")
    story.at("2026-10-26 09:00")
    story.read("chair", "chair/")

    story.at("2026-10-26 11:00")
    story.interview(
        "Helen Bell", begin="10:30", end="10:50", account="A man shouted. She is not sure that it was Mr Farrow."
    )
    story.at("2026-10-26 14:00")
    story.supplement("Ms Bell is not sure who it was.", "It may have been somebody else.")
    story.at("2026-10-27 08:30")
    story.read("ceo", "supplementary/read/")
    story.at("2026-10-27 09:00")
    story.read("chair", "chair/")
    story.at("2026-10-29 10:15")
    story.side("head", "It was my brother. I was at work.", way="Telephone", at="10:00")
    story.at("2026-11-02 10:00")
    story.review(
        "ceo", "The witness is not sure, and he was at work.", outcome="Do not uphold",
        weighed="His employer confirms it.", follows="The head invites him to talk, and says sorry.",
    )  # fmt: skip
    story.at("2026-11-02 10:30")
    story.telephone("head", "He was relieved, and comes to talk on Thursday.")
    story.at("2026-11-02 11:00")
    story.letter("head", HAPPENED, "The witness is not sure, and you were at work.", way="By hand")
    story.at("2026-11-02 11:30")
    story.not_invited("ceo", "The headteacher talks with him, and says sorry.")
    story.at("2026-11-02 12:00")
    story.close("ceo", "Not upheld. The head has said sorry to him.")

    case = story.case
    assert duties_of(case) == table(NOT_UPHELD)
    assert case.state == CaseState.CLOSED
    assert story.suspension.state == SuspensionState.NOT_UPHELD
    assert [*breaks(case.chain)] == []
    keep_letters(case)


# Logged on the last afternoon before half-term. First day: until midnight. Extended until Friday 13 November, so to be
# decided on two working days before: by the end of Wednesday 11. Letter by hand on Monday 26 October, so ten working days
# to answer: 27 28 29 30 October, 2 3 4 5 6 9 November. Review two working days after that: by the end of Wednesday 11.
# Extended again until Thursday 3 December, the 41st day after the 23rd of October: the longest it may last unreviewed.
UPHELD = """
# kind                  | owner | opened           | due              | closed           | how
inform_ceo              | head  | Fri 23 Oct 16:40 | Fri 23 Oct 16:40 | Fri 23 Oct 16:40 | done by Ruth Adeyemi
report_to_ceo           | head  | Fri 23 Oct 16:40 | Mon 26 Oct 16:40 | Mon 26 Oct 10:30 | done by Ruth Adeyemi
inform_chair            | ceo   | Fri 23 Oct 16:40 | Mon 26 Oct 11:40 | Mon 26 Oct 11:10 | done by Dana Whitlock
tell_parent             | head  | Fri 23 Oct 16:40 | Sat 24 Oct 00:00 | Fri 23 Oct 18:00 | done by Ruth Adeyemi
letter_to_parent        | head  | Fri 23 Oct 16:40 | Mon 26 Oct 16:40 | Mon 26 Oct 10:00 | done by Ruth Adeyemi
decide_before_end       | head  | Fri 23 Oct 16:40 | Sat 24 Oct 00:00 | Fri 23 Oct 17:30 | done by Ruth Adeyemi
review                  | ceo   | Fri 23 Oct 16:40 | Thu 12 Nov 00:00 | Wed 11 Nov 10:00 | done by Dana Whitlock
decide_before_end       | head  | Fri 23 Oct 17:30 | Thu 12 Nov 00:00 | Tue 10 Nov 09:00 | done by Ruth Adeyemi
representations         | ceo   | Mon 26 Oct 10:00 | Tue 10 Nov 00:00 | Tue 10 Nov 00:00 | done by Inspires casework
ceo_acknowledge         | ceo   | Mon 26 Oct 10:30 | Mon 26 Oct 14:30 | Mon 26 Oct 11:00 | done by Dana Whitlock
chair_report            | ceo   | Mon 26 Oct 10:30 | Tue 27 Oct 10:30 | Mon 26 Oct 11:10 | done by Dana Whitlock
chair_acknowledge       | chair | Mon 26 Oct 11:10 | Wed 28 Oct 11:10 | Wed 28 Oct 09:00 | done by Edwin Marsh
tell_parent             | head  | Tue 10 Nov 09:00 | Wed 11 Nov 00:00 | Tue 10 Nov 09:15 | done by Ruth Adeyemi
letter_to_parent        | head  | Tue 10 Nov 09:00 | Wed 11 Nov 09:00 | Tue 10 Nov 09:30 | done by Ruth Adeyemi
decide_before_end       | head  | Tue 10 Nov 09:00 | Wed 02 Dec 00:00 | Wed 11 Nov 10:00 | done by Dana Whitlock
tell_parent             | head  | Wed 11 Nov 10:00 | Thu 12 Nov 00:00 | Wed 11 Nov 10:20 | done by Ruth Adeyemi
letter_to_parent        | head  | Wed 11 Nov 10:00 | Thu 12 Nov 10:00 | Wed 11 Nov 10:30 | done by Ruth Adeyemi
review_site_suspension  | ceo   | Wed 11 Nov 10:00 | Sat 21 Nov 00:00 | Fri 20 Nov 09:00 | done by Dana Whitlock
tell_parent             | head  | Fri 20 Nov 09:00 | Sat 21 Nov 00:00 | Fri 20 Nov 09:20 | done by Ruth Adeyemi
letter_to_parent        | head  | Fri 20 Nov 09:00 | Mon 23 Nov 09:00 | Fri 20 Nov 09:30 | done by Ruth Adeyemi
review_site_suspension  | ceo   | Fri 20 Nov 09:00 | Tue 01 Dec 00:00 | Thu 26 Nov 14:00 | done by Ruth Adeyemi
tell_parent             | head  | Thu 26 Nov 14:00 | Fri 27 Nov 00:00 | Thu 26 Nov 14:10 | done by Ruth Adeyemi
letter_to_parent        | head  | Thu 26 Nov 14:00 | Fri 27 Nov 14:00 | Thu 26 Nov 14:30 | done by Ruth Adeyemi
"""


def test_upheld_extended_twice_reviewed_lifted_closed(story, keep_letters):
    story.at("2026-10-23 16:40")
    story.log(account=ACCOUNT, risk=RISK, is_told=False)
    story.at("2026-10-23 17:30")
    story.extend("head", "2026-11-13", "He said that he will be back on Monday.")
    story.at("2026-10-23 17:35")
    story.telephone("head", "It rang out.", result="No answer")
    story.at("2026-10-23 18:00")
    story.telephone("head", "He was angry, and said that he understood until when.")

    story.at("2026-10-26 10:00")
    story.letter("head", HAPPENED, "You said that you will be back.", way="By hand", arrangement=GRANDMOTHER)
    story.at("2026-10-26 10:30")
    story.report("He was told to leave, and left when a colleague came.")
    story.at("2026-10-26 11:00")
    story.read("ceo", "report/read/")
    story.at("2026-10-26 11:10")
    story.inform_chair("A threat at the gate. The father is suspended until 13 November.")
    story.at("2026-10-28 09:00")
    story.read("chair", "chair/")

    story.at("2026-11-10 09:00")
    story.extend("head", "2026-12-03", "He has not answered, and was seen at the fence.")
    story.at("2026-11-10 09:15")
    story.telephone("head", "He said nothing to it.")
    story.at("2026-11-10 09:30")
    story.letter("head", HAPPENED, "You have not answered, and were seen at the fence.", way="By post")
    story.at("2026-11-11 10:00")
    story.review(
        "ceo", "Two colleagues saw it.", outcome="Uphold", risk="He may wait for the teacher.", again_on="2026-11-20"
    )
    story.at("2026-11-11 10:20")
    story.telephone("head", "He said that he will keep away.")
    story.at("2026-11-11 10:30")
    story.letter("head", HAPPENED, "Two colleagues saw it.", way="By hand")
    story.at("2026-11-20 09:00")
    story.look_again(
        "ceo", "He has kept away, and has not said that he will stop.", decision="It goes on until its end",
        risk="He may still wait for the teacher.", again_on="2026-11-30",
    )  # fmt: skip
    story.at("2026-11-20 09:20")
    story.telephone("head", "He asked what he has to do.")
    story.at("2026-11-20 09:30")
    story.letter("head", HAPPENED, "You have kept away, and have not said that you will stop.", way="By hand")
    story.at("2026-11-26 14:00")
    story.lift("head", "He has apologised to the teacher.")
    story.at("2026-11-26 14:10")
    story.telephone("head", "He was glad.")
    story.at("2026-11-26 14:30")
    story.letter("head", HAPPENED, "You had threatened a teacher.", way="By hand")
    story.at("2026-11-27 10:00")
    story.close("ceo", "He apologised, and comes to the gate again.")

    case = story.case
    assert duties_of(case) == table(UPHELD)
    assert case.state == CaseState.CLOSED
    assert story.suspension.state == SuspensionState.LIFTED
    assert [*breaks(case.chain)] == []
    keep_letters(case)


# The CEO was the target, so from the first minute the Chair owes what the CEO would, and informs nobody further up. The
# letter is handed over on Friday 23: ten working days to answer are 26 27 28 29 30 October, 2 3 4 5 6 November. He writes
# on Tuesday 27 that this is all, which closes his time: two working days to weigh it, and the review is due when five
# working days are over since the decision, on Friday 30 October at 09:15.
CEO_WAS_THE_TARGET = """
# kind                  | owner | opened           | due              | closed           | how
inform_ceo              | head  | Fri 23 Oct 09:15 | Fri 23 Oct 09:15 | Fri 23 Oct 09:15 | done by Ruth Adeyemi
report_to_ceo           | head  | Fri 23 Oct 09:15 | Mon 26 Oct 09:15 | Fri 23 Oct 11:00 | done by Ruth Adeyemi
tell_parent             | head  | Fri 23 Oct 09:15 | Sat 24 Oct 00:00 | Fri 23 Oct 09:15 | done by Ruth Adeyemi
letter_to_parent        | head  | Fri 23 Oct 09:15 | Mon 26 Oct 09:15 | Fri 23 Oct 10:30 | done by Ruth Adeyemi
decide_before_end       | head  | Fri 23 Oct 09:15 | Sat 24 Oct 00:00 | Fri 23 Oct 10:00 | done by Ruth Adeyemi
review                  | chair | Fri 23 Oct 09:15 | Fri 30 Oct 09:15 | Wed 28 Oct 10:00 | done by Imogen Vale
tell_parent             | head  | Fri 23 Oct 10:00 | Sat 24 Oct 00:00 | Fri 23 Oct 10:20 | done by Ruth Adeyemi
decide_before_end       | head  | Fri 23 Oct 10:00 | Thu 05 Nov 00:00 | Wed 28 Oct 10:00 | done by Imogen Vale
representations         | chair | Fri 23 Oct 10:30 | Thu 29 Oct 09:30 | Wed 28 Oct 10:00 | done by Imogen Vale
ceo_acknowledge         | chair | Fri 23 Oct 11:00 | Fri 23 Oct 15:00 | Fri 23 Oct 12:00 | done by Edwin Marsh
tell_parent             | head  | Wed 28 Oct 10:00 | Thu 29 Oct 00:00 | Wed 28 Oct 10:20 | done by Ruth Adeyemi
letter_to_parent        | head  | Wed 28 Oct 10:00 | Thu 29 Oct 10:00 | Wed 28 Oct 10:30 | done by Ruth Adeyemi
review_site_suspension  | chair | Wed 28 Oct 10:00 | Thu 05 Nov 00:00 | Wed 04 Nov 10:00 | done by Edwin Marsh
tell_parent             | head  | Wed 04 Nov 10:00 | Thu 05 Nov 00:00 | Wed 04 Nov 10:10 | done by Ruth Adeyemi
letter_to_parent        | head  | Wed 04 Nov 10:00 | Thu 05 Nov 10:00 | Wed 04 Nov 10:30 | done by Ruth Adeyemi
"""


def test_the_ceo_was_the_target(story, keep_letters):
    story.at("2026-10-23 09:15")
    aimed_at = {"Dana Whitlock": "The person it was aimed at"}
    account = "He shouted at Ms Whitlock, who was visiting, and raised a fist."
    story.log(account=account, risk="He threatened the CEO.", is_told=True, others=aimed_at)
    story.at("2026-10-23 10:00")
    story.extend("head", "2026-11-06", "He said that he will find her.")
    story.at("2026-10-23 10:20")
    story.telephone("head", "He laughed.")
    story.at("2026-10-23 10:30")
    happened = "You shouted at a visitor of the school and raised a fist."
    story.letter("head", happened, "You said that you will find her.", way="By hand", arrangement=GRANDMOTHER)
    story.at("2026-10-23 11:00")
    story.report("He was told to leave.")
    story.at("2026-10-23 12:00")
    story.read("chair", "report/read/")
    story.at("2026-10-26 09:00")
    story.give_review("Imogen Vale", "She knows neither of them.")
    story.at("2026-10-27 09:30")
    story.side("head", "I did not know who she was. I am sorry. That is all.", way="Letter", at="09:00", is_all=True)
    assert story.status("ceo", story.of_suspension("review/")) == 403
    story.at("2026-10-28 10:00")
    story.review(
        "trustee", "Three people saw it, and he does not deny it.", outcome="Uphold", weighed="He is sorry, and angry.",
        risk="He may look for her at the school.", again_on="2026-11-04",
    )  # fmt: skip
    story.at("2026-10-28 10:20")
    story.telephone("head", "He asked to come to the fair.")
    story.at("2026-10-28 10:30")
    story.letter("head", happened, "Three people saw it, and you do not deny it.", way="By hand")
    story.at("2026-11-04 10:00")
    story.look_again("chair", "He has written to her, and kept away.", decision="It is lifted now")
    story.at("2026-11-04 10:10")
    story.telephone("head", "He was glad.")
    story.at("2026-11-04 10:30")
    story.letter("head", happened, "You had threatened a visitor.", way="By hand")
    story.at("2026-11-05 09:00")
    story.close("chair", "He has apologised to her in writing.")

    case = story.case
    assert duties_of(case) == table(CEO_WAS_THE_TARGET)
    assert case.state == CaseState.CLOSED
    assert story.suspension.state == SuspensionState.LIFTED
    assert not Notice.objects.filter(case=case, to_user=story.people.ceo).exists()
    signed = {record.kind: record.content["sign_off"][:2] for record in WrittenRecord.objects.filter(case=case)}
    assert signed[RecordKind.UPHELD_LETTER] == ["Imogen Vale", "Trustee"]
    assert signed[RecordKind.LIFTED_LETTER] == ["Edwin Marsh", "Chair of Trustees"]
    assert [*breaks(case.chain)] == []
    keep_letters(case)
