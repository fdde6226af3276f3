"""What happened at Hillside Primary: the cases its headteacher, deputy, office and staff come in to."""

from cases.duties import Kind
from cases.states import EvidenceKind, Part
from desk.demo import acts
from desk.demo.clock import days, hours, minutes
from desk.demo.stage import Tale, Who
from desk.services.log import Newcomer
from incidents.states import Category, Setting
from notices.states import Audience, CallResult, Channel
from records.states import CopyMethod
from schools.states import PersonKind

AIMED, SAW = Part.TARGET, Part.WITNESS

TALES = (
    # --- Today and yesterday -----------------------------------------------------------------------------------------
    Tale(
        "HIL",
        "head",
        (
            Who(
                "farrow",
                risk="He threatened a teacher with his fist in front of children and said he would be back.",
                was_told=True,
            ),
            Who("helen bell", AIMED),
        ),
        "Mr Farrow came to the front gate and demanded to see Ms Bell. When he was asked to make an appointment he "
        "shouted, stood very close to Ms Bell and raised a fist. He left when a second colleague came out.\n\n"
        "About ten parents and children saw it.",
        Setting.GATE,
        (Category.THREATENING, Category.ABUSIVE),
        0,
        "08:05",
        place="front gate",
        then=(
            (minutes(12), acts.colleague("lunch.hil", SAW, "Came out to help")),
            (
                minutes(4),
                acts.arranged(collection="Grandmother, side gate, 15:20", contact="School office, by telephone"),
            ),
            (minutes(6), acts.evidence(EvidenceKind.CCTV, "Camera 1, front gate, 08:00 to 08:15. Kept by the office.")),
        ),
    ),
    Tale(
        "HIL",
        "office",
        (Who("lyle"),),
        "Ms Lyle rang three times about a detention and swore at me each time. The last time she said she would come in "
        "and “sort us out”.",
        Setting.TELEPHONE,
        (Category.TELEPHONE, Category.ABUSIVE),
        1,
        "15:40",
        logged_after=6,
    ),
    Tale(
        "HIL",
        "staff",
        (Who("smythe"),),
        "Mr Hartley-Smythe filmed the class at pick-up and would not stop when I asked him to.",
        Setting.GATE,
        (Category.HARASSMENT,),
        ago=14,
        logged_after=3,
        place="Key Stage 2 door",
    ),
    Tale(
        "HIL",
        "head",
        (
            Who("sutter", risk="He pushed a member of staff and refused to leave the grounds."),
            Who("alfie", Part.PRESENT),
        ),
        "Mr Sutter, Alfie’s uncle, came into the playground at the end of the day, pushed Mrs Shah’s arm away and would "
        "not leave until the caretaker came.",
        Setting.ON_SITE,
        (Category.ATTACK, Category.ABUSIVE),
        1,
        "15:25",
        place="infant playground",
        logged_after=25,
        then=(
            (minutes(10), acts.told("I rang him. He says he only wanted to collect Alfie.")),
            (
                minutes(15),
                acts.report_begun("He was asked to leave and left after ten minutes. The gate is now locked at 15:35."),
            ),
        ),
    ),
    Tale(
        "HIL",
        "head",
        (
            Who(
                part=Part.SUBJECT,
                newcomer=Newcomer(
                    PersonKind.OTHER,
                    description="Tall man in a green coat, about 40, grey beard",
                    vehicle="Silver estate car",
                ),
                risk="He tried doors of the building while children were inside, and nobody knows who he is.",
            ),
        ),
        "A man nobody knew tried the doors of the Year 1 classrooms and shouted at the office through the window. He drove "
        "off when the office said the police had been called.",
        Setting.ON_SITE,
        (Category.THREATENING, Category.HARASSMENT),
        2,
        "13:10",
        place="Year 1 doors",
        is_child_at_risk=True,
        then=(
            (minutes(9), acts.ceo_reads),
            (
                hours(2),
                acts.report(
                    "The doors were locked, the children kept in, the police called.",
                    police="WX-0410-26",
                    led_up="Nobody remembers having seen him before.",
                ),
            ),
            (minutes(50), acts.ceo_reads),
        ),
    ),
    # --- The last weeks ----------------------------------------------------------------------------------------------
    Tale(
        "HIL",
        "head",
        (
            Who("obrien", risk="She struck a colleague on the arm and threatened to do it again.", was_told=True),
            Who("helen bell", AIMED),
        ),
        "Ms O’Brien came into the classroom after the bell, accused Ms Bell of picking on Cillian and hit her on the arm with "
        "a rolled-up folder.",
        Setting.ON_SITE,
        (Category.ATTACK, Category.THREATENING),
        9,
        "15:32",
        place="Year 5 classroom",
        then=(
            (minutes(8), acts.ceo_reads),
            (
                minutes(22),
                acts.chair_informed(
                    "A parent struck a teacher at Hillside this afternoon. She is suspended from site today; the report follows."
                ),
            ),
            (minutes(10), acts.arranged(collection="Father, main gate", events="Nativity rehearsal: father comes")),
            (
                days(1),
                acts.report(
                    "The class was taken to the hall. Ms O’Brien was asked to leave and did.",
                    led_up="Cillian had lost his break the day before.",
                    hurt="Ms Bell: bruise on the left arm, seen by the first aider.",
                    police="WX-0377-26",
                ),
            ),
            (hours(1), acts.ceo_reads),
            (minutes(20), acts.chair_informed("The written report on yesterday’s assault at Hillside is attached.")),
            (hours(3), acts.chair_reads),
            (minutes(30), acts.letter(CopyMethod.POST, "14 Forge Lane\nWexcombe\nWX2 3AL")),
            (days(2), acts.adds("The first aider’s note of the bruise was found and is kept with the accident book.")),
        ),
    ),
    Tale(
        "HIL",
        "office",
        (Who("wojcik"),),
        "Mr Wójcik shouted across the counter that the school loses every letter and banged on the glass.",
        Setting.ON_SITE,
        (Category.ABUSIVE, Category.DAMAGE),
        8,
        "09:05",
        place="reception",
        then=(
            (
                minutes(18),
                acts.talks(
                    "He was upset about the lost trip form. We found it together. He said sorry to Pat at the counter.",
                    "A shout, and he put it right himself the same morning.",
                    Channel.IN_PERSON,
                ),
            ),
        ),
    ),
    Tale(
        "HIL",
        "staff",
        (Who("nguyen"),),
        "Mrs Nguyễn was crying and raised her voice because Minh Anh had no coat at home time.",
        Setting.ON_SITE,
        (Category.OTHER,),
        12,
        "15:20",
        other_category="Very upset at pick-up",
        then=(
            (
                hours(1),
                acts.lets_be(
                    "She was frightened for her child, nobody felt threatened. An interpreter is booked for Friday."
                ),
            ),
        ),
    ),
    Tale(
        "HIL",
        "office",
        (Who("holt"),),
        "Mr Holt waited behind the bins at the end of the day and called to Skye and Jayden through the fence. When I "
        "told him to go he said he would get them whatever a judge says.",
        Setting.GATE,
        (Category.THREATENING, Category.HARASSMENT),
        5,
        "15:15",
        place="back fence",
        is_child_at_risk=True,
        then=(
            (
                minutes(11),
                acts.suspends("He tries to reach his children against a court order and threatened to take them."),
            ),
            (minutes(4), acts.told("I rang him; he hung up.", result=CallResult.NO_ANSWER)),
            (minutes(25), acts.told("He rang back. I told him that he may not come onto the site today, and why.")),
            (minutes(5), acts.ceo_reads),
            (
                minutes(20),
                acts.arranged(collection="Mother only, office door", emergencies="The school rings the mother"),
            ),
            (
                days(1),
                acts.report(
                    "The children were kept in. Their social worker and the police were told.", police="WX-0398-26"
                ),
            ),
            (hours(2), acts.ceo_reads),
            (
                minutes(15),
                acts.chair_informed(
                    "A father broke a court order at Hillside’s fence. Suspended on the day; children safe; report attached."
                ),
            ),
            (hours(5), acts.letter(CopyMethod.HAND)),
        ),
    ),
    Tale(
        "HIL",
        "head",
        (Who("almasri", risk="He shouted at children and would not let go of the gate."), Who("yasmin", Part.PRESENT)),
        "Mr Al-Masri and another father argued about a parking place. Mr Al-Masri shouted at the children of the other father "
        "and held the gate shut.",
        Setting.GATE,
        (Category.ABUSIVE,),
        6,
        "08:40",
        place="front gate",
        then=(
            (minutes(10), acts.told("Told him at the gate.", Channel.IN_PERSON)),
            (minutes(15), acts.arranged(drop_off="Mother, front gate")),
            (
                hours(2),
                acts.lifted(
                    "He came back with the other father; both said sorry to the children. There is no risk any more."
                ),
            ),
            (minutes(10), acts.told("Told him on the telephone that he may come again from now.")),
            (minutes(20), acts.letter(CopyMethod.POST, "31 Elm Terrace\nWexcombe\nWX5 6FL")),
            (
                minutes(30),
                acts.report("The gate was opened by the caretaker. Both fathers were seen together at noon."),
            ),
            (hours(1), acts.ceo_reads),
            (minutes(20), acts.chair_informed("Suspended and lifted the same morning at Hillside. Report attached.")),
            (hours(2), acts.chair_reads),
        ),
    ),
    Tale(
        "HIL",
        "head",
        (Who("pike", risk="He drove at speed past children and swore at the crossing patrol."),),
        "The driver of a white van drove across the zig-zag lines and swore at the crossing patrol.",
        Setting.GATE,
        (Category.ABUSIVE,),
        14,
        "08:48",
        place="crossing",
        then=(
            (
                minutes(30),
                acts.suspension_voided("It was another driver: the depot showed that Mr Pike was in Northgate then."),
            ),
            (minutes(5), acts.waived(Kind.REPORT_TO_CEO, "The wrong person was named; nothing is left to report.")),
            (minutes(5), acts.waived(Kind.INFORM_CHAIR, "Nobody was suspended after all.", "ceo")),
        ),
    ),
    Tale(
        "HIL",
        "staff",
        (Who("fernandez"),),
        "Test entry while the new staff were shown how to log.",
        Setting.ON_SITE,
        (Category.OTHER,),
        17,
        "16:10",
        other_category="Training",
        then=((hours(1), acts.voided("A training entry, made with a real parent’s name by mistake.")),),
    ),
    Tale(
        "HIL",
        "head",
        (Who("helen bell"),),
        "At parents’ evening Ms Bell, who came as Rosie’s mother, called her child’s teacher a liar in front of other parents.",
        Setting.ON_SITE,
        (Category.INSULTING,),
        11,
        "18:20",
        place="hall",
        tells_ceo=True,
        then=(
            (hours(15), acts.ceo_reads),
            (hours(4), acts.report("I spoke to Ms Bell as a parent. Her work as a teacher here is a separate matter.")),
            (hours(2), acts.ceo_reads),
        ),
    ),
    Tale(
        "HIL",
        "head",
        (Who("sam okoro"),),
        "Mr Okoro, here as Ada’s father, argued loudly with the crossing patrol about where he had parked.",
        Setting.GATE,
        (Category.ABUSIVE,),
        4,
        "08:35",
        place="crossing",
        tells_ceo=True,
        then=(
            (hours(1), acts.ceo_reads),
            (hours(6), acts.report("I asked Mr Okoro to my office. He will park in Hill Rise from now on.")),
            (days(1), acts.ceo_reads),
        ),
    ),
    Tale(
        "HIL",
        "deputy",
        (Who("lyle", risk="She came behind the counter and stood over a colleague.", was_told=True),),
        "Ms Lyle pushed open the office door, came behind the counter and shouted at Pat Lund.",
        Setting.ON_SITE,
        (Category.THREATENING, Category.ABUSIVE),
        16,
        "09:20",
        place="school office",
        stands_in=True,
        then=(
            (minutes(14), acts.ceo_reads),
            (minutes(10), acts.colleague("office", AIMED, "Behind the counter")),
            (hours(1), acts.arranged(drop_off="As usual, front gate only")),
            (hours(4), acts.report("She left when the deputy came. The door now has a keypad.")),
            (minutes(15), acts.letter(CopyMethod.EMAIL)),
            (hours(1), acts.ceo_reads),
            (
                minutes(10),
                acts.chair_informed(
                    "Report attached: a parent behind the counter at Hillside; decided by the acting head."
                ),
            ),
            (days(1), acts.chair_reads),
        ),
    ),
    Tale(
        "HIL",
        "head",
        (Who("tanya holt"),),
        "Ms Holt rang in tears and shouted that the school had told her ex-husband where she lives. We have not.",
        Setting.TELEPHONE,
        (Category.TELEPHONE,),
        20,
        "11:30",
        then=(
            (minutes(20), acts.witness("J. Marsh, school counsellor", "Took the call over")),
            (hours(1), acts.shown_to("central", "Checks where the address may have come from")),
        ),
    ),
    Tale(
        "HIL",
        "head",
        (Who("tandy", risk="She threatened to hit another parent in the queue."),),
        "Two carers argued in the queue for the school fair; Mrs Tandy said she would “put her through the window”.",
        Setting.ON_SITE,
        (Category.THREATENING,),
        24,
        "14:50",
        place="hall",
        on_behalf_of="Mrs Shah, lunchtime supervisor",
        on_paper_after=20,
        then=(
            (minutes(30), acts.told("Told her at the door.", Channel.IN_PERSON)),
            (minutes(15), acts.ceo_reads),
            (minutes(30), acts.arranged(collection="The agency’s worker, office door")),
            (days(1), acts.report("She left with her sister.", led_up="They know each other from the estate.")),
            (hours(1), acts.ceo_reads),
            (
                hours(1),
                acts.report(
                    "She left with her sister. The other carer was driven home.",
                    led_up="They had argued at the bus stop the same morning.",
                    correction="The report said they know each other from the estate: that was wrong.",
                ),
            ),
            (hours(1), acts.ceo_reads),
            (
                minutes(40),
                acts.chair_informed("Version 2 of the report is attached; version 1 had one wrong sentence."),
            ),
            (days(1), acts.chair_reads),
            (hours(1), acts.letter(CopyMethod.HAND)),
        ),
    ),
    Tale(
        "HIL",
        "head",
        (
            Who(
                newcomer=Newcomer(PersonKind.OTHER, description="Woman with a pushchair and a red scarf"),
                risk="She threw a bottle towards children in the queue.",
            ),
        ),
        "A woman nobody knew threw a glass bottle towards the queue at the side gate. Nobody was hit.",
        Setting.GATE,
        (Category.THREATENING, Category.DAMAGE),
        30,
        "08:30",
        place="side gate",
        then=(
            (minutes(20), acts.ceo_reads),
            (hours(4), acts.report("The glass was cleared before the bell. Nobody was hurt.")),
            (hours(1), acts.ceo_reads),
            (days(1), acts.named("Ms", "Shelley", "Grimshaw")),
            (hours(1), acts.told("Found through another parent. I told her by telephone what was decided that day.")),
            (minutes(30), acts.letter(CopyMethod.HAND)),
            (
                hours(1),
                acts.chair_informed(
                    "A bottle thrown at Hillside’s side gate; the person is known now. Report attached."
                ),
            ),
            (days(2), acts.chair_reads),
        ),
    ),
    Tale(
        "HIL",
        "head",
        (Who("smythe", risk="He stood in the way of staff and would not let them pass.", was_told=True),),
        "Mr Hartley-Smythe stood in the office door with his telephone up and let nobody pass until he was given a name.",
        Setting.ON_SITE,
        (Category.HARASSMENT,),
        35,
        "12:05",
        place="office door",
        then=(
            (minutes(0), acts.mail_fails(Audience.OFFICE)),
            (hours(1), acts.put_right("Told Pat Lund in person at the counter")),
            (minutes(30), acts.ceo_reads),
            (minutes(20), acts.arranged(drop_off="Mother only")),
            (hours(2), acts.report("He left when the deputy came with a second colleague.")),
            (hours(18), acts.ceo_reads),
            (minutes(20), acts.chair_informed("A father blocked the office door at Hillside. Report attached.")),
            (days(1), acts.chair_reads),
            (hours(1), acts.letter(CopyMethod.POST, "1 Garden Walk\nWexcombe\nWX3 2BL")),
        ),
    ),
    Tale(
        "HIL",
        "head",
        (Who("wojcik", risk="He kicked the gate while children stood behind it."),),
        "Mr Wójcik kicked the locked gate after the bell so that it hit the wall; three children stood behind it.",
        Setting.GATE,
        (Category.DAMAGE, Category.THREATENING),
        3,
        "09:02",
        place="side gate",
        then=(
            (minutes(0), acts.mail_fails(Audience.OFFICE)),
            (minutes(20), acts.told("I told him on the telephone; he understood and is sorry about the children.")),
            (minutes(10), acts.arranged(drop_off="Mother, front gate", collection="Mother, front gate")),
            (
                hours(3),
                acts.rewrites(
                    "Mr Wójcik kicked the locked side gate after the bell so that it hit the wall. Three children "
                    "of Year 2 stood behind it; none was touched. The hinge is bent."
                ),
            ),
            (hours(1), acts.report_drafted("The children were taken in. The caretaker has mended the hinge.")),
        ),
    ),
)
