"""What happened at Northgate Academy."""

from cases.states import EvidenceKind
from complaints.states import Result, Stage
from desk.demo import acts
from desk.demo.clock import days, hours, minutes
from desk.demo.stage import Paper, Tale, Who
from desk.demo.tales.endings import closed, heard_of_it, upheld
from incidents.states import Category, Setting
from notices.states import Channel
from records.states import CopyMethod
from suspensions.states import Channel as HeardBy
from suspensions.states import Outcome

STEFANESCU = "35 Dyer's Row\nWexcombe\nWX7 4HL"

TALES = (
    Tale(
        "NOR",
        "head.nor",
        (Who("baptiste", risk="He followed a teacher to her car and hit the roof with his fist.", was_told=True),),
        "Mr Baptiste followed Ms Rudd’s colleague to the car park and hit the roof of her car.",
        Setting.ON_SITE,
        (Category.THREATENING, Category.DAMAGE),
        8,
        "16:05",
        place="staff car park",
        then=(
            (minutes(10), acts.ceo_reads),
            (minutes(10), acts.extended(9, "He says that he will wait at her car every day.")),
            (minutes(5), acts.told("Told him on the telephone until when.")),
            (minutes(10), acts.arranged(collection="Amari takes the bus", contact="Head of year, by e-mail")),
            (
                minutes(10),
                acts.chair_informed("A teacher was followed to her car at Northgate. Suspended; report to follow."),
            ),
            (hours(2), acts.chair_reads),
            (
                hours(3),
                acts.report("A colleague drove her home. The car park is now locked at 15:30.", police="WX-0381-26"),
            ),
            (hours(1), acts.ceo_reads),
            (minutes(20), acts.chair_informed("The report I promised is attached.")),
            (hours(1), acts.letter(CopyMethod.POST, "51 Forge Lane\nWexcombe\nWX4 5EL")),
            (days(1), acts.chair_reads),
            (hours(1), acts.delegated("I am at the inquiry in these weeks; Joan Petty follows this case for me.")),
            (
                days(4),
                acts.said(
                    "He rang: he only wanted to talk about Amari’s grades, and the car was in his way.",
                    HeardBy.TELEPHONE,
                ),
            ),
            (
                days(1),
                acts.considered(
                    "central", "He could have made an appointment. The camera shows that nothing was in his way."
                ),
            ),
        ),
    ),
    Tale(
        "NOR",
        "staff.nor",
        (Who("weissmann"),),
        "Mrs Weissmann told me in the corridor that I am the worst teacher she has met and that she will complain.",
        Setting.ON_SITE,
        (Category.OTHER,),
        9,
        "16:40",
        other_category="A complaint, sharply put",
        then=(
            (hours(1), acts.lets_be("A complaint is not misconduct. She has been sent the complaints procedure.")),
            *closed("It goes on as a complaint."),
            (
                days(6),
                acts.worded(
                    "complaint",
                    "If you are not content with how we have treated you, our complaints procedure tells you what you can do: "
                    "[complaints procedure].",
                    "Parents read the present text as if a complaint took the place of giving their side.",
                ),
            ),
        ),
    ),
    Tale(
        "NOR",
        "office.nor",
        (Who("weissmann"),),
        "Mrs Weissmann told me loudly at the desk that three teachers have promised to ring her and none has.",
        Setting.ON_SITE,
        (Category.OTHER,),
        33,
        "10:10",
        other_category="Loud, and not without reason",
        then=(
            (hours(1), acts.lets_be("She was right about the calls. Nobody was afraid.")),
            (
                days(1),
                acts.complains(
                    "Mr Rudd promised three times to ring me about Jonah’s practical and never did. I ask for a formal answer.",
                    ("Mr Rudd promised three times to ring and did not.", "Nobody told me to whom else I could turn."),
                    by="head.nor",
                    writes="ceo",
                    stage=Stage.FORMAL,
                    about="staff.nor",
                ),
            ),
            (hours(1), acts.complaint_acknowledged("ceo")),
            (
                days(5),
                acts.complaint_answered(
                    "ceo",
                    (Result.PARTLY, "The list of calls shows two promises. Of the third nothing is written down."),
                    (Result.NOT_UPHELD, "The letter of September names the head of year."),
                    remedy="You will be rung on the day a call is promised.",
                    action="The principal talked with the department about promised calls.",
                ),
            ),
            (
                days(2),
                acts.asks_for_panel("ceo", "The third call was promised in front of my sister. Nobody asked her."),
            ),
            (hours(2), acts.panel_acknowledged()),
            (
                days(1),
                acts.panel_arranged(
                    "vicechair",
                    "trustee",
                    independent=("Agnes Thorley", "clerk of a trust in another county"),
                    on=9,
                    place="Wexcombe House, room 2",
                ),
            ),
            (days(2), acts.panel_papers("The complaint, our answer, the list of calls, what her sister wrote.")),
            (
                days(9),
                acts.panel_found(
                    (Result.UPHELD, "Her sister’s account is clear, and nothing speaks against it."),
                    (Result.NOT_UPHELD, "The letter of September says it in plain words."),
                    remedy="Promised calls are written down where the office sees them.",
                    action="The principal has begun such a list.",
                    with_whom="her sister",
                ),
            ),
        ),
    ),
    Tale(
        "NOR",
        "office.nor",
        (Who("stefanescu"),),
        "Mr Ștefănescu sent a voice message that says he will burn the bike shed.",
        Setting.TELEPHONE,
        (Category.THREATENING, Category.TELEPHONE),
        18,
        "07:55",
        logged_after=40,
        then=(
            (minutes(12), acts.suspends("He threatened to set fire to a building.")),
            (minutes(6), acts.told("Told him by telephone. He says it was a joke.")),
            (minutes(10), acts.ceo_reads),
            (minutes(10), acts.evidence(EvidenceKind.CALL, "Voice message, 07:55, saved by the office")),
            (hours(3), acts.report("The police were told.", police="WX-0369-26")),
            (hours(1), acts.ceo_reads),
            (minutes(15), acts.chair_informed("A threat of arson at Northgate, perhaps a joke. Report attached.")),
            (
                hours(20),
                acts.every_case_delegated(-13, "I am away for three days. Joan Petty acts for me on every case."),
            ),
            (minutes(10), acts.letter(CopyMethod.POST, STEFANESCU)),
            (minutes(10), acts.chair_reads),
            *upheld(
                "The message is his voice, and he says so.",
                "Whoever threatens a fire must be taken at their word until it is clear that they joke.",
                by="central",
                after=days(1),
            ),
            *heard_of_it("Told him by telephone. He says sorry.", CopyMethod.POST, STEFANESCU),
            (
                minutes(20),
                acts.worded(
                    "help",
                    "If you would like this letter in another language, in large print or read out to you, please ring "
                    "[school telephone]. We will gladly go through it with you.",
                    "Mr Ștefănescu asked twice what the letter meant. This is warmer and says that we explain.",
                ),
            ),
            (minutes(40), acts.wording_approved),
            *closed("Upheld. It ended with the day.", by="ceo", after=days(5)),
        ),
    ),
    Tale(
        "NOR",
        "head.nor",
        (Who("baptiste"),),
        "Mr Baptiste’s e-mail about the exam board calls two teachers thieves.",
        Setting.WRITTEN,
        (Category.WRITING,),
        33,
        "18:30",
        logged_after=880,
        then=closed("I wrote back and asked him to come in. He did.", after=days(2)),
    ),
    Tale(
        "NOR",
        "head.nor",
        (Who("stefanescu", risk="He threw a chair in a room with pupils."),),
        "Mr Ștefănescu threw a chair at the wall of the dining hall. Pupils were there.",
        Setting.ON_SITE,
        (Category.DAMAGE, Category.THREATENING),
        45,
        "12:35",
        place="dining hall",
        then=(
            (minutes(10), acts.told("Told him outside the hall.", Channel.IN_PERSON)),
            (minutes(10), acts.ceo_reads),
            (hours(1), acts.arranged(collection="Daria takes the bus")),
            (hours(3), acts.report("The hall was cleared. Nobody was hurt.", police="WX-0328-26")),
            (hours(1), acts.ceo_reads),
            (minutes(20), acts.chair_informed("A chair thrown in Northgate’s hall. Report attached.")),
            (days(1), acts.chair_reads),
            (hours(1), acts.letter(CopyMethod.POST, STEFANESCU)),
            *upheld("The dent in the wall and three colleagues show it.", "Pupils sat two tables away.", after=days(1)),
            *heard_of_it("Told him by telephone that it is upheld.", CopyMethod.POST, STEFANESCU),
            (days(5), acts.adds("The caretaker’s bill for the wall is kept with the evidence.")),
            *closed("Upheld. It ended with the day. He has paid for the wall.", by="ceo"),
        ),
    ),
    # --- From before the trust used the system ---------------------------------------------------------------------
    Tale(
        "NOR",
        "head.nor",
        (),
        before=20,
        at="11:00",
        paper=Paper(
            "Karl",
            "Brandt",
            "Mr Denis Fallow",
            from_on=-80,
            until_on=30,
            grounds="He came into the changing rooms three times and would not leave.",
            letter_on=-79,
        ),
        then=(
            (
                hours(2),
                acts.reviewed(
                    "ceo",
                    Outcome.UPHELD,
                    "The head of that time kept the notes of two colleagues who saw it. He never answered the letter.",
                    risk="Pupils change there, and he says that he will come in again.",
                    review=5,
                ),
            ),
            (hours(1), acts.told("Told him on the telephone that it is upheld.")),
            (
                minutes(30),
                acts.letter(
                    CopyMethod.HAND, happened="You came into the changing rooms three times and would not leave."
                ),
            ),
        ),
    ),
)
