"""What goes on at Hillside Primary now: the cases its headteacher, deputy, office and staff come in to."""

from cases.duties import Kind
from cases.states import EvidenceKind, Part, PromptAnswer, PromptKind
from desk.demo import acts
from desk.demo.clock import days, hours, minutes
from desk.demo.stage import Tale, Who
from desk.demo.tales.endings import closed
from desk.services.log import Newcomer
from incidents.states import Category, InterviewState, NoteForm, Setting, WitnessKind
from notices.states import Audience, CallResult, Channel
from records.states import CopyMethod
from schools.states import PersonKind
from suspensions.states import Channel as HeardBy

ABOUT_THE_GATE = "What happened at the side gate, and how Zofia is brought to school from now on."
AIMED, SAW = Part.TARGET, Part.WITNESS
O_BRIEN = "14 Forge Lane\nWexcombe\nWX2 3AL"

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
            (minutes(1), acts.prompted(PromptKind.CCTV, PromptAnswer.DONE, "Pat Lund has kept it")),
            (minutes(3), acts.planned("Priya Shah", WitnessKind.STAFF, "headteacher’s office")),
        ),
    ),
    Tale(
        "HIL",
        "office",
        (Who("kelly farrow"),),
        "Ms Farrow rang three times about a lost reading book and swore at me each time. The last time she said she would "
        "come in and “sort us out”.",
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
            (minutes(5), acts.left_to_end("He will not collect Alfie again, and he knows why. Today is enough.")),
            (
                minutes(15),
                acts.report_begun("He was asked to leave and left after ten minutes. The gate is now locked at 15:35."),
            ),
            (minutes(10), acts.ceo_reads),
            (minutes(5), acts.chair_informed("Somebody pushed a colleague at Hillside. Suspended for the day.")),
        ),
    ),
    # --- The last days -----------------------------------------------------------------------------------------------
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
                minutes(6),
                acts.prompted(PromptKind.OFFICER, PromptAnswer.SKIPPED, "He works with no children we know of"),
            ),
            (
                hours(2),
                acts.report(
                    "The doors were locked, the children kept in, the police called.",
                    police="WX-0410-26",
                    led_up="Nobody remembers having seen him before.",
                ),
            ),
            (minutes(50), acts.ceo_reads),
            (hours(1), acts.waived(Kind.TELL_PARENT, "Nobody knows who he is. The police have his number plate.")),
            (minutes(1), acts.waived(Kind.LETTER_TO_PARENT, "Nobody knows who he is, or where he lives.")),
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
            (minutes(20), acts.left_to_end("He is sorry, and Zofia’s mother brings her. One day is enough.")),
            (minutes(20), acts.ceo_reads),
            (
                minutes(5),
                acts.chair_informed("A father kicked Hillside’s gate with children behind it. Report to follow."),
            ),
            (
                hours(3),
                acts.rewrites(
                    "Mr Wójcik kicked the locked side gate after the bell so that it hit the wall. Three children "
                    "of Year 2 stood behind it; none was touched. The hinge is bent."
                ),
            ),
            (minutes(30), acts.letter(CopyMethod.POST, "2 Bank Street\nWexcombe\nWX3 3BL")),
            (hours(1), acts.report_drafted("The children were taken in. The caretaker has mended the hinge.")),
            (minutes(10), acts.meets("head", ABOUT_THE_GATE, on=1)),
            (minutes(5), acts.invited(CopyMethod.HAND)),
            (minutes(40), acts.called_off("The headteacher has to be at the central office that afternoon.")),
            (minutes(5), acts.invited(CopyMethod.HAND)),
            (minutes(10), acts.meets("head", ABOUT_THE_GATE, on=3, at="08:20")),
            (minutes(5), acts.invited()),
            (
                minutes(30),
                acts.complains(
                    "I am sorry for the gate. But the school moved our talk on the day itself, when I had taken leave.",
                    ("Our talk was moved on the day itself.",),
                    by="head",
                ),
            ),
            (minutes(10), acts.complaint_acknowledged("head", waits=True)),
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
            *closed("Both fathers said sorry. Nothing more is needed.", by="ceo"),
        ),
    ),
    # --- Suspended for longer ----------------------------------------------------------------------------------------
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
            (minutes(5), acts.ceo_reads),
            (
                minutes(20),
                acts.extended(
                    12,
                    "A court has forbidden him to come near the children. He says that he will come back for them.",
                ),
            ),
            (
                minutes(10),
                acts.arranged(collection="Mother only, office door", emergencies="The school rings the mother"),
            ),
            (minutes(25), acts.told("He rang back. I told him until when he may not come, and why.")),
            (
                days(1),
                acts.report(
                    "The children were kept in. Their social worker and the police were told.", police="WX-0398-26"
                ),
            ),
            (hours(2), acts.ceo_reads),
            (hours(2), acts.letter(CopyMethod.POST, "18 Nelson Street\nWexcombe\nWX3 1CL")),
            (
                days(2),
                acts.chair_informed(
                    "A father broke a court order at Hillside’s fence. Suspended for longer; children safe; report attached."
                ),
            ),
        ),
    ),
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
                minutes(12),
                acts.extended(10, "She says that she will do it again. The children of Year 5 are still frightened."),
            ),
            (minutes(5), acts.told("Told her at the office, with the deputy, until when.", Channel.IN_PERSON)),
            (minutes(5), acts.colleague("assistant.hil", SAW, "Came in when she heard it")),
            (minutes(2), acts.witness("Maisie Tranter, Year 5", "Sat at the next table")),
            (minutes(2), acts.witness("Amy Fletcher, parent helper", "Was putting up the display")),
            (minutes(3), acts.prompted(PromptKind.SUPPORT, PromptAnswer.DONE, "I spoke to Ms Bell at four")),
            (
                minutes(5),
                acts.chair_informed(
                    "A parent struck a teacher at Hillside this afternoon. She is suspended from site; the report follows."
                ),
            ),
            (minutes(10), acts.arranged(collection="Father, main gate", events="Nativity rehearsal: father comes")),
            (
                minutes(5),
                acts.evidence(
                    EvidenceKind.PHOTO,
                    "The folder, and the place in the classroom",
                    files=(
                        ("folder.jpg", "the folder"),
                        ("classroom.jpg", "the place between the tables"),
                        ("playground.jpg", "the playground that afternoon"),
                    ),
                ),
            ),
            (minutes(4), acts.taken_out("playground.jpg", "It shows other children.")),
            (hours(16), acts.letter(CopyMethod.POST, O_BRIEN)),
            (
                hours(4),
                acts.report(
                    "The class was taken to the hall. Ms O’Brien was asked to leave and did.",
                    led_up="Cillian had lost his break the day before.",
                    hurt="Ms Bell: bruise on the left arm, seen by the first aider.",
                    police="WX-0377-26",
                ),
            ),
            (hours(1), acts.ceo_reads),
            (minutes(20), acts.chair_informed("The written report on yesterday’s assault at Hillside is attached.")),
            (minutes(5), acts.prompted(PromptKind.ACCIDENT_BOOK, PromptAnswer.DONE)),
            (hours(3), acts.chair_reads),
            (
                hours(1),
                acts.interviewed(
                    "Grace Mensah",
                    WitnessKind.STAFF,
                    "I heard shouting and came in. Ms O’Brien had the folder over her head. I saw it come down on Ms Bell’s "
                    "arm once. I said: “Please leave now.” She went.",
                    place="headteacher’s office",
                    form=NoteForm.VERBATIM,
                    agreement=InterviewState.AGREED,
                ),
            ),
            (
                hours(1),
                acts.interviewed(
                    "Maisie Tranter",
                    WitnessKind.PUPIL,
                    "Maisie saw Cillian’s mother hit Miss with the folder. It made a loud noise. She was scared and looked "
                    "at her book.",
                    place="library",
                    supported_by="Her mother, Mrs J. Tranter",
                    agreement=InterviewState.AGREED,
                ),
            ),
            (
                hours(3),
                acts.interviewed(
                    "Amy Fletcher",
                    WitnessKind.PARENT,
                    "Mrs Fletcher stood at the display. She heard both voices and saw the folder come down.",
                    place="reading room",
                ),
            ),
            (
                minutes(15),
                acts.disagrees(
                    "Amy Fletcher", "“Both voices”: she says that only Ms O’Brien was loud, Ms Bell was calm."
                ),
            ),
            (minutes(15), acts.note_issued),
            (
                minutes(10),
                acts.not_signed("Amy Fletcher", "She read it and signs nothing at school. Present: the deputy head."),
            ),
            (minutes(20), acts.signed),
            (
                minutes(40),
                acts.supplementary(
                    "All three saw one blow with a folder. Nobody saw Ms Bell raise her voice or her hand.",
                    "Yes. What the witnesses saw agrees with the report and with the bruise.",
                    "Ms Bell has a colleague with her at home time.",
                ),
            ),
            (hours(2), acts.ceo_reads_interviews),
            (minutes(30), acts.chair_reads),
            (hours(2), acts.adds("The first aider’s note of the bruise was found and is kept with the accident book.")),
            (
                days(5),
                acts.said(
                    "I am sorry about the folder. I was at the end of my tether because nobody had rung me back about "
                    "Cillian’s break. I would like to say sorry to Ms Bell. That is all I have to say.",
                    HeardBy.EMAIL,
                    is_all=True,
                ),
            ),
            (
                hours(1),
                acts.meets(
                    "ceo",
                    "What happened in the Year 5 classroom, what you have written to us about Cillian’s break, and how we "
                    "go on from here.",
                    on=4,
                    companion="head2",
                ),
            ),
            (minutes(20), acts.invited(CopyMethod.POST, O_BRIEN)),
            (
                hours(1),
                acts.mediated(
                    "ceo",
                    ("deputy",),
                    "mediator",
                    "How the school and the family tell each other about Cillian’s day.",
                    "Both want it to be over. Begin with the telephone call that never came.",
                ),
            ),
            (
                hours(1),
                acts.mediated_together(
                    "mediator",
                    "Ms O’Brien said how she waited for a call about Cillian’s break. The school said what the days are like "
                    "and who reads messages.",
                    "The school rings on the same day when Cillian’s break did not happen. Ms O’Brien rings the office, and "
                    "comes into a classroom only when she is asked to.",
                    "She is worried that Cillian is blamed for it.",
                    "Write down for the family whom to ring, and when",
                    "deputy",
                    on=12,
                ),
            ),
        ),
    ),
)
