"""What happened at Brook Secondary."""

from cases.states import EvidenceKind, Part
from desk.demo import acts
from desk.demo.clock import days, hours, minutes
from desk.demo.stage import Tale, Who
from desk.demo.tales.endings import closed, heard_of_it
from desk.services.log import Newcomer
from incidents.states import Category, Setting
from records.states import CopyMethod
from schools.states import PersonKind
from suspensions.states import Outcome

RUDGE = "77 Nelson Street\nWexcombe\nWX1 8DL"
AKHTAR = "19 Larch Avenue\nWexcombe\nWX4 2DL"

TALES = (
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
            (minutes(15), acts.ceo_reads),
            (
                minutes(5),
                acts.chair_informed("A father came back to Brook’s car park. Suspended today; report to follow."),
            ),
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
                minutes(10),
                acts.extended(4, "She says that she will come back for Ms Cross and knows her car.", of="rudge"),
            ),
            (minutes(5), acts.told("Told her on the telephone until when.", of="rudge")),
            (minutes(5), acts.arranged(of="rudge", collection="Tyler takes the bus", contact="Deputy, by telephone")),
            (
                minutes(10),
                acts.asks_for_every_site("She threatened to go to the central office as well.", of="rudge"),
            ),
            (
                minutes(5),
                acts.chair_informed(
                    "Two parents attacked the office at Brook this morning. Both are suspended. The report follows."
                ),
            ),
            (
                hours(4),
                acts.report(
                    "The deputy opened the second door; both left when the police were named.",
                    hurt="Ms Cross: sore scalp, no wound.",
                    police="WX-0385-26",
                    led_up="Tyler was excluded for two days on Friday.",
                ),
            ),
            (hours(1), acts.ceo_reads),
            (minutes(10), acts.chair_informed("The report on the attack at Brook is attached.")),
            (minutes(40), acts.chair_reads),
            (
                hours(17),
                acts.every_site(
                    10,
                    "She threatened staff at two sites of the trust and tried to pull a colleague’s hair.",
                    of="rudge",
                ),
            ),
            (
                minutes(20),
                acts.told("Told her by telephone that it holds for every site, and until when.", of="rudge"),
            ),
            (minutes(30), acts.letter(CopyMethod.POST, RUDGE, of="rudge")),
            (hours(1), acts.letter(CopyMethod.POST, RUDGE, of="scott rudge")),
            (days(1), acts.review_granted("I know the family. Mr Lindqvist has no tie to them.")),
            (
                days(2),
                acts.reviewed(
                    "trustee",
                    Outcome.UPHELD,
                    "Ms Cross and the deputy say the same of the door, and he does not deny it.",
                    risk="Staff could not leave a room in which one of them was attacked.",
                    of="scott rudge",
                ),
            ),
            *heard_of_it("Told him by telephone.", CopyMethod.POST, RUDGE, of="scott rudge"),
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
        then=(
            (hours(2), acts.warns("He called a teacher useless, twice, in front of the parents of the class.")),
            (
                hours(3),
                acts.warning_letter(
                    "You sent eleven messages through the homework app in one evening. Two of them insulted a teacher.",
                    "To call somebody useless, where the whole class can read it, is an insult and not a question.",
                ),
            ),
            *closed("He writes once a week now."),
        ),
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
                    EvidenceKind.POST,
                    "Screenshot of the post, saved 08:30",
                    "https://group.example/posts/1",
                    files=(
                        ("post.pdf", "the post, printed"),
                        ("comments.jpg", "what was written below it"),
                        ("recording.avi", "a film of the screen"),
                    ),
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
        then=closed("Answered once, in one page. Nothing else came.", after=days(4)),
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
            *closed("He said sorry to Ms Cross."),
        ),
    ),
    Tale(
        "BRO",
        "head2",
        (Who("tariq akhtar", risk="He kicked a door in while pupils were in the corridor.", was_told=True),),
        "Mr Akhtar kicked in the door of the isolation room.",
        Setting.ON_SITE,
        (Category.DAMAGE, Category.THREATENING),
        40,
        "13:40",
        place="block C",
        then=(
            (minutes(10), acts.ceo_reads),
            (minutes(20), acts.arranged(collection="Mother, main gate")),
            (minutes(10), acts.extended(-18, "He says that he will kick in every door behind which Haris sits.")),
            (minutes(5), acts.told("Told him on the telephone until when.")),
            (minutes(5), acts.seen_on_site("staff.bro", "At the bike shed, 14:40. Left when told.")),
            (
                hours(2),
                acts.report("The corridor was cleared. The door was made safe the same day.", police="WX-0344-26"),
            ),
            (hours(1), acts.ceo_reads),
            (
                minutes(15),
                acts.chair_informed("A father broke a door at Brook and came back the same day. Report attached."),
            ),
            (hours(14), acts.letter(CopyMethod.HAND)),
            (hours(4), acts.chair_reads),
            (
                days(13),
                acts.reviewed(
                    "ceo",
                    Outcome.UPHELD,
                    "The broken door and two colleagues show it. He let his time to answer pass.",
                    risk="Pupils stood in the corridor when the door flew open, and he says that he will do it again.",
                    review=-20,
                ),
            ),
            *heard_of_it("Told him on the telephone that it is upheld.", CopyMethod.POST, AKHTAR),
            (days(5), acts.extended(-5, "He has rung four times and says the same each time.", review=-9)),
            *heard_of_it("Told him on the telephone that it lasts longer.", CopyMethod.POST, AKHTAR),
            (
                days(11),
                acts.looked_again(
                    Outcome.CONTINUED,
                    "He still says that he will come for the doors. It ends soon anyway.",
                    risk="He has named the day on which he will come.",
                    review=-5,
                ),
            ),
            *heard_of_it("Told him on the telephone.", CopyMethod.POST, AKHTAR),
            (
                days(3),
                acts.renewed(
                    10,
                    "Yesterday he waited at the bus stop and told two pupils to let him in by the side door.",
                    "He speaks English well. His wife says that he has not slept for weeks; we asked for his doctor’s word.",
                ),
            ),
            (minutes(10), acts.arranged(collection="Mother, main gate", contact="Mrs Akhtar, by telephone")),
            *heard_of_it("Told him on the telephone, with his wife.", CopyMethod.POST, AKHTAR),
        ),
    ),
)
