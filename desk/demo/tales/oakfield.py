"""What happened at Oakfield Primary."""

from cases.states import Part
from desk.demo import acts
from desk.demo.clock import days, hours, minutes
from desk.demo.stage import Paper, Tale, Who
from desk.demo.tales.endings import closed, heard_of_it
from incidents.states import Category, Setting
from notices.states import Channel
from records.states import CopyMethod
from suspensions.states import Channel as HeardBy
from suspensions.states import Outcome

PARTED = "Mr Pellow seized the microphone and then Ms Whitlock’s arm at the opening of the library."

TALES = (
    Tale(
        "OAK",
        "head.oak",
        (Who("zajac", risk="He took hold of a teaching assistant’s arm."),),
        "Mr Zając took hold of the teaching assistant’s arm at the door and would not let go until Hania came out.",
        Setting.ON_SITE,
        (Category.ATTACK,),
        1,
        "15:18",
        place="Reception door",
        logged_after=12,
        then=(
            (minutes(6), acts.told("Told him at the door.", Channel.IN_PERSON)),
            (minutes(9), acts.ceo_reads),
            (
                minutes(15),
                acts.chair_informed("A teaching assistant was held by the arm at Oakfield. Report to follow."),
            ),
        ),
    ),
    Tale(
        "OAK",
        "head.oak",
        (Who("cartwright", risk="She threatened to bring her brothers to the gate.", was_told=True),),
        "Mrs Cartwright shouted at the office about a lost coat and said her brothers would come and wait at the gate.",
        Setting.ON_SITE,
        (Category.THREATENING,),
        4,
        "08:55",
        place="school office",
        then=(
            (minutes(9), acts.ceo_reads),
            (minutes(30), acts.arranged(collection="Aunt, front gate")),
            (hours(4), acts.report("She left by herself after five minutes.")),
            (hours(1), acts.ceo_reads),
            (minutes(40), acts.chair_informed("A threat at Oakfield’s office. Report attached.")),
            (hours(4), acts.chair_reads),
            (minutes(30), acts.letter()),
        ),
    ),
    Tale(
        "OAK",
        "head.oak",
        (Who("dana whitlock"),),
        "Ms Whitlock, here as Tom’s mother, told the class teacher in the playground that he would not keep his post. Two "
        "parents heard it.",
        Setting.ON_SITE,
        (Category.THREATENING,),
        6,
        "15:25",
        place="playground",
        tells_ceo=True,
        why_not="She is the CEO and works for the trust: nobody is suspended from their workplace here.",
        then=(
            (hours(1), acts.chair_stands_in),
            (hours(18), acts.report("I asked Ms Whitlock to leave it for today and rang the Chair.")),
            (hours(3), acts.chair_stands_in),
        ),
    ),
    Tale(
        "OAK",
        "office.oak",
        (Who("zajac"),),
        "Mr Zając rang at lunch time and shouted about the dinner menu.",
        Setting.TELEPHONE,
        (Category.TELEPHONE,),
        21,
        "12:20",
        then=(
            (minutes(40), acts.talks("Called him back with the menu. Calm by the end.", "A misunderstanding.")),
            *closed("The menu goes home on Fridays now."),
        ),
    ),
    # --- The CEO was who it was aimed at: the Chair decides --------------------------------------------------------
    Tale(
        "OAK",
        "head.oak",
        (Who("pellow", risk="He took hold of a guest’s arm and had to be led away by two colleagues.", was_told=True),),
        f"{PARTED} He shouted that the trust had stolen the school.",
        Setting.ON_SITE,
        (Category.ATTACK, Category.ABUSIVE),
        13,
        "10:00",
        place="library",
        then=(
            (minutes(5), acts.colleague("ceo", Part.TARGET, "Arm held")),
            (minutes(10), acts.extended(4, "He says that he will come to every assembly at which the CEO speaks.")),
            (minutes(10), acts.told("Told him at the gate until when, with the caretaker.", Channel.IN_PERSON)),
            (minutes(10), acts.arranged(drop_off="Grandfather, front gate", collection="Grandfather, front gate")),
            (hours(3), acts.report("Two colleagues led him out. The opening went on.", police="WX-0388-26")),
            (hours(2), acts.chair_stands_in),
            (hours(16), acts.letter(CopyMethod.HAND)),
            (
                days(3),
                acts.said(
                    "I am sorry that I took her arm. I am not sorry for what I said. I have nothing to add.",
                    HeardBy.LETTER,
                    is_all=True,
                ),
            ),
            (
                days(2),
                acts.reviewed(
                    "chair",
                    Outcome.UPHELD,
                    "Sixty people saw it, and Mr Pellow says himself that he took her arm.",
                    weighed="He may say what he thinks of the trust. That is no reason for any of this; the arm is.",
                    risk="He says that he will do it again where the CEO speaks.",
                    review=2,
                ),
            ),
            *heard_of_it("Told him at the gate that it is upheld."),
        ),
    ),
    # --- From before the trust used the system ---------------------------------------------------------------------
    Tale(
        "OAK",
        "head.oak",
        (),
        before=3,
        at="10:30",
        paper=Paper(
            "Gareth",
            "Vane",
            "Mrs Olwen Tate",
            from_on=-30,
            until_on=15,
            grounds="He threw stones at the cook’s car and waited for her after work.",
            letter_on=-29,
        ),
    ),
)
