"""What happened at Millbrook Juniors."""

from cases.duties import Kind
from cases.states import EvidenceKind, PromptAnswer, PromptKind
from desk.demo import acts
from desk.demo.clock import days, hours, minutes
from desk.demo.stage import Tale, Who
from desk.demo.tales.endings import closed, heard_of_it, upheld
from desk.services.log import Newcomer
from incidents.states import Category, Setting
from notices.states import CallResult, Channel
from records.states import CopyMethod
from schools.states import PersonKind
from suspensions.states import Outcome

MALONE = "Unit 4, Mill Trading Estate\nWexcombe\nWX5 8KL"

TALES = (
    Tale(
        "MIL",
        "head.mil",
        (Who("crane", risk="He threatened the teacher with a legal and then a physical “lesson”."),),
        "Mr Crane came to the hall after assembly, called the teacher names and said he would teach her a lesson.",
        Setting.ON_SITE,
        (Category.THREATENING, Category.INSULTING),
        2,
        "09:30",
        place="hall",
        then=(
            (minutes(20), acts.told("No answer.", result=CallResult.NO_ANSWER)),
            (hours(1), acts.told("Left a message to ring back.", result=CallResult.MESSAGE_LEFT)),
            (
                minutes(30),
                acts.handed_on(
                    Kind.LETTER_TO_PARENT, "deputy.mil", "I am away from noon; Marcus Teale knows the family."
                ),
            ),
            (hours(2), acts.report("He left when the caretaker came in.")),
            (hours(17), acts.ceo_reads),
            (minutes(15), acts.chair_informed("A teacher threatened at Millbrook. Report attached.")),
        ),
    ),
    Tale(
        "MIL",
        "head.mil",
        (Who("benali", risk="She pushed another parent down the steps."),),
        "Mrs Benali pushed another mother on the steps. The other mother fell and hurt her knee.",
        Setting.ON_SITE,
        (Category.ATTACK,),
        15,
        "08:42",
        place="front steps",
        then=(
            (minutes(15), acts.ceo_reads),
            (
                minutes(10),
                acts.extended(
                    5,
                    "She has said to three mothers that she will push again.",
                    "Arabic is her first language. Her sister interpreted, and the letter goes with a translation.",
                ),
            ),
            (minutes(10), acts.told("Told her in the office, with her sister as interpreter.", Channel.IN_PERSON)),
            (
                minutes(5),
                acts.evidence(
                    EvidenceKind.PHOTO, "The page of the accident book", files=(("accident-book.jpg", "the page"),)
                ),
            ),
            (minutes(2), acts.prompted(PromptKind.ACCIDENT_BOOK, PromptAnswer.DONE, "Not for RIDDOR: a graze")),
            (minutes(20), acts.arranged(drop_off="Sister, front gate", collection="Sister, front gate")),
            (
                hours(3),
                acts.report(
                    "First aid was given; an ambulance was not needed.",
                    hurt="The other mother: grazed knee.",
                    police="",
                ),
            ),
            (minutes(40), acts.letter(CopyMethod.HAND)),
            (hours(1), acts.ceo_reads),
            (minutes(30), acts.chair_informed("An injury at Millbrook’s steps; report attached.")),
            (days(1), acts.chair_reads),
            (
                days(10),
                acts.reviewed(
                    "ceo",
                    Outcome.VARIED,
                    "Two mothers and the crossing patrol saw the push. She let her time to answer pass.",
                    considered="Arabic is her first language: the letter went with a translation, and her sister called us.",
                    risk="Somebody was hurt on a steep flight of steps, and she has said that she will push again.",
                    review=2,
                    terms="She may come to Bilal’s class assembly, with her sister and the deputy beside her.",
                ),
            ),
            *heard_of_it("Told her in the office, with her sister as interpreter."),
        ),
    ),
    Tale(
        "MIL",
        "office.mil",
        (Who(newcomer=Newcomer(PersonKind.VISITOR, "Terry", "Malone", "Mr")),),
        "A salesman would not leave and called me names when I asked him to.",
        Setting.ON_SITE,
        (Category.INSULTING,),
        19,
        "10:05",
        place="reception",
        then=(
            (minutes(15), acts.suspends("He refused to leave and came back twice within the hour.")),
            (minutes(10), acts.told("Told him at the door, with the caretaker.", Channel.IN_PERSON)),
            (minutes(20), acts.ceo_reads),
            (hours(3), acts.report("He left at the third request. His company was rung.")),
            (hours(1), acts.ceo_reads),
            (minutes(30), acts.chair_informed("A salesman suspended from Millbrook for the day. Report attached.")),
            (days(1), acts.chair_reads),
            (hours(1), acts.letter(CopyMethod.POST, MALONE)),
            *upheld(
                "Two colleagues saw him come back twice.",
                "He would not leave a building in which children were.",
                after=days(1),
            ),
            *heard_of_it("Told him through his company.", CopyMethod.POST, MALONE),
            *closed("Upheld. His company sends somebody else.", by="ceo", after=days(3)),
        ),
    ),
    Tale(
        "MIL",
        "head.mil",
        (Who("crane", risk="He blocked the coach and hit its door."),),
        "Mr Crane stood before the coach of the school trip and hit its door with his hand.",
        Setting.OFF_SITE,
        (Category.DAMAGE,),
        28,
        "08:15",
        place="coach stop",
        then=(
            (minutes(20), acts.ceo_reads),
            (hours(1), acts.voided("Logged twice: the coach company’s report is on the other case.")),
        ),
    ),
)
