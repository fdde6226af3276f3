"""What happened at the other schools of the demonstration and at the central office."""

from cases.duties import Kind
from cases.states import EvidenceKind, Part
from desk.demo import acts
from desk.demo.clock import days, hours, minutes
from desk.demo.stage import Tale, Who
from desk.services.log import Newcomer
from incidents.states import Category, Setting
from notices.states import CallResult, Channel
from records.states import CopyMethod
from schools.states import PersonKind

BROOK = (
    Tale(
        "BRO",
        "head2",
        (Who("tilbrook", risk="He threatened to wait for a colleague after school.", was_told=True),),
        "Mr Tilbrook came into reception without signing in, demanded to see the head of year and said he would wait for him "
        "in the car park.",
        Setting.ON_SITE,
        (Category.THREATENING,),
        0,
        "08:25",
        place="reception",
        logged_after=9,
        then=(
            (minutes(8), acts.arranged(collection="Mason walks home", contact="Head of year, by telephone")),
            (minutes(20), acts.seen_on_site("office.bro", "In the car park, in his own car. Left when asked.")),
        ),
    ),
    Tale(
        "BRO",
        "head2",
        (
            Who("rudge", risk="She threatened a member of staff and tried to pull her hair.", was_told=True),
            Who("scott rudge", risk="He held the door shut so that staff could not leave the room.", was_told=True),
        ),
        "Ms and Mr Rudge came about Tyler’s exclusion. Ms Rudge shouted, threatened Ms Cross and grabbed at her hair; Mr "
        "Rudge stood against the door.",
        Setting.ON_SITE,
        (Category.ATTACK, Category.THREATENING),
        7,
        "10:15",
        place="meeting room 2",
        then=(
            (minutes(5), acts.colleague("office.bro", Part.TARGET, "Hair grabbed")),
            (minutes(10), acts.ceo_reads),
            (
                minutes(30),
                acts.chair_informed(
                    "Two parents attacked the office at Brook this morning. Both are suspended today. The report follows."
                ),
            ),
            (
                hours(5),
                acts.report(
                    "The deputy opened the second door; both left when the police were named.",
                    hurt="Ms Cross: sore scalp, no wound.",
                    police="WX-0385-26",
                    led_up="Tyler was excluded for two days on Friday.",
                ),
            ),
            (hours(1), acts.ceo_reads),
        ),
    ),
    Tale(
        "BRO",
        "staff.bro",
        (Who("eze"),),
        "Mr Eze sent eleven messages through the homework app in one evening; two of them call me useless.",
        Setting.WRITTEN,
        (Category.WRITING, Category.INSULTING),
        3,
        "20:40",
        logged_after=720,
        then=((hours(2), acts.talks("I rang Mr Eze. He agreed to write to me, and once.", "Rude, not threatening.")),),
    ),
    Tale(
        "BRO",
        "head2",
        (Who("akhtar"),),
        "A post in the Year 7 parents’ group calls the school’s SEN team criminals and asks everybody to write to them daily. "
        "Mrs Akhtar’s account.",
        Setting.ONLINE,
        (Category.ONLINE,),
        10,
        "21:15",
        found_after=660,
        logged_after=700,
        tells_ceo=True,
        then=(
            (
                minutes(15),
                acts.evidence(
                    EvidenceKind.POST, "Screenshot of the post, saved 08:30", "https://group.example/posts/1"
                ),
            ),
            (hours(1), acts.ceo_reads),
            (hours(3), acts.report("I have asked Mrs Akhtar to come in and talk.")),
            (hours(2), acts.ceo_reads),
        ),
    ),
    Tale(
        "BRO",
        "head2",
        (
            Who(
                newcomer=Newcomer(
                    PersonKind.OTHER, description="Two people in a black hatchback", vehicle="Black hatchback"
                )
            ),
        ),
        "An e-mail of forty pages came in that quotes laws that do not exist. It looks made by a machine. It demands the "
        "names of all staff.",
        Setting.WRITTEN,
        (Category.AI, Category.WRITING),
        13,
        "07:10",
        logged_after=95,
    ),
    Tale(
        "BRO",
        "office.bro",
        (Who("tilbrook"),),
        "Mr Tilbrook shouted at me about the dinner money and threw the form on the floor.",
        Setting.ON_SITE,
        (Category.ABUSIVE,),
        26,
        "08:50",
        place="reception",
        then=(
            (minutes(25), acts.lets_be("He picked the form up and said sorry. I have noted it and spoke to Ms Cross.")),
        ),
    ),
    Tale(
        "BRO",
        "head2",
        (Who("scott rudge", risk="He kicked a door in while pupils were in the corridor.", was_told=True),),
        "Mr Rudge kicked in the door of the isolation room.",
        Setting.ON_SITE,
        (Category.DAMAGE, Category.THREATENING),
        40,
        "13:40",
        place="block C",
        then=(
            (minutes(10), acts.ceo_reads),
            (minutes(20), acts.arranged(collection="Mother, main gate")),
            (minutes(30), acts.seen_on_site("staff.bro", "At the bike shed, 14:40. Left when told.")),
            (
                hours(2),
                acts.report("The corridor was cleared. The door was made safe the same day.", police="WX-0344-26"),
            ),
            (hours(1), acts.ceo_reads),
            (
                days(1),
                acts.chair_informed("A father broke a door at Brook and came back the same day. Report attached."),
            ),
            (hours(4), acts.chair_reads),
            (hours(1), acts.letter(CopyMethod.POST, "77 Nelson Street\nWexcombe\nWX1 8DL")),
        ),
    ),
)

OAKFIELD = (
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
        then=(
            (hours(1), acts.chair_stands_in),
            (hours(18), acts.report("I asked Ms Whitlock to leave it for today and rang the Chair.")),
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
        then=((minutes(40), acts.talks("Called him back with the menu. Calm by the end.", "A misunderstanding.")),),
    ),
)

MILLBROOK = (
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
            (minutes(10), acts.told("Told her in the office, with her sister as interpreter.", Channel.IN_PERSON)),
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
            (hours(1), acts.letter(CopyMethod.POST, "Unit 4, Mill Trading Estate\nWexcombe\nWX5 8KL")),
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

NORTHGATE = (
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
            (
                minutes(30),
                acts.chair_informed(
                    "A teacher was followed to her car at Northgate. Suspended today; report to follow."
                ),
            ),
            (hours(2), acts.chair_reads),
            (
                days(1),
                acts.report("A colleague drove her home. The car park is now locked at 15:30.", police="WX-0381-26"),
            ),
            (hours(1), acts.ceo_reads),
            (minutes(20), acts.chair_informed("The report I promised is attached.")),
            (days(1), acts.chair_reads),
            (hours(1), acts.letter(CopyMethod.POST, "51 Forge Lane\nWexcombe\nWX4 5EL")),
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
        then=((hours(1), acts.lets_be("A complaint is not misconduct. She has been sent the complaints procedure.")),),
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
            (hours(20), acts.chair_reads),
            (hours(1), acts.letter(CopyMethod.POST, "35 Dyer's Row\nWexcombe\nWX7 4HL")),
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
            (hours(1), acts.letter(CopyMethod.POST, "35 Dyer's Row\nWexcombe\nWX7 4HL")),
            (days(5), acts.adds("The caretaker’s bill for the wall is kept with the evidence.")),
        ),
    ),
)

ROWAN = (
    Tale(
        "ROW",
        "head.row",
        (Who("dunmore", risk="She drove her scooter at a member of staff."),),
        "Mrs Dunmore drove her scooter at the escort of the minibus and hit his foot.",
        Setting.GATE,
        (Category.ATTACK,),
        3,
        "15:05",
        place="minibus bay",
        then=(
            (minutes(10), acts.ceo_reads),
            (minutes(15), acts.told("Told her at the gate, sitting down, with time to answer.", Channel.IN_PERSON)),
            (minutes(25), acts.arranged(drop_off="Minibus to the door", collection="Minibus to the door")),
            (hours(17), acts.report("The escort was seen by the first aider.", hurt="Minibus escort: bruised foot.")),
            (minutes(20), acts.letter(CopyMethod.HAND)),
        ),
    ),
    Tale(
        "ROW",
        "head.row",
        (Who("qureshi", risk="He threatened a teaching assistant in front of the class.", was_told=True),),
        "Mr Qureshi came into the classroom and threatened the teaching assistant who had held Zayn back at the road.",
        Setting.ON_SITE,
        (Category.THREATENING,),
        22,
        "09:15",
        place="class 4",
        then=(
            (minutes(10), acts.ceo_reads),
            (minutes(20), acts.arranged(collection="Taxi from the office door")),
            (hours(4), acts.report("The class went to the sensory room. He left with his brother.")),
            (hours(2), acts.ceo_reads),
            (minutes(20), acts.chair_informed("A threat in a classroom at Rowan House. Report attached.")),
            (days(3), acts.chair_reads),
            (minutes(30), acts.letter()),
            (days(1), acts.letter_posted("17 Jubilee Road\nWexcombe\nWX2 9GL")),
        ),
    ),
)

CENTRAL = (
    Tale(
        "CEN",
        "ceo",
        (Who("prosser", risk="He threatened to come back with a knife.", was_told=True),),
        "Mr Prosser, whose contract for cleaning had ended, came to the counter, demanded money and said he would come back with "
        "a knife.",
        Setting.ON_SITE,
        (Category.THREATENING,),
        12,
        "11:10",
        place="front desk",
        then=(
            (hours(2), acts.report("The door was locked, the police came.", police="WX-0391-26")),
            (hours(1), acts.chair_stands_in),
            (minutes(20), acts.letter(CopyMethod.POST, "Flat 2, 61 Bank Street\nWexcombe\nWX1 3JL")),
        ),
    ),
)

TALES = (*BROOK, *OAKFIELD, *MILLBROOK, *NORTHGATE, *ROWAN, *CENTRAL)
