"""What went on at Hillside Primary in the weeks before: cases that have come to their end, and one taken up again."""

from cases.duties import Kind
from cases.states import EvidenceKind, Part
from complaints.states import Result
from desk.demo import acts
from desk.demo.clock import days, hours, minutes
from desk.demo.stage import Tale, Who
from desk.demo.tales.endings import closed, heard_of_it, not_upheld, upheld
from desk.services.log import Newcomer
from incidents.states import Category, Setting, WitnessKind
from notices.states import Audience, Channel
from records.states import CopyMethod
from schools.states import PersonKind
from suspensions.states import Channel as HeardBy
from suspensions.states import Outcome

SMYTHE = "1 Garden Walk\nWexcombe\nWX3 2BL"
DEPOT = "Parcel depot, Canal View\nWexcombe\nWX4 9DL"

TALES = (
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
            (minutes(10), acts.colleague("office", Part.TARGET, "Behind the counter")),
            (minutes(10), acts.extended(6, "It is the third time, and each time she has come closer to Pat Lund.")),
            (minutes(5), acts.told("Told her on the telephone, with Kayden’s grandmother on the line.")),
            (hours(1), acts.arranged(drop_off="As usual, front gate only", collection="Grandmother, front gate")),
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
            (days(2), acts.waives_their_side("I do not want to answer this. Do what you want. K. Lyle")),
            (
                days(3),
                acts.reviewed(
                    "ceo",
                    Outcome.UPHELD,
                    "Two colleagues saw her behind the counter, and she does not deny it.",
                    risk="She has come closer each time and stood over a colleague who could not leave.",
                    review=3,
                ),
            ),
            *heard_of_it("She hung up when I began, rang back and heard me out.", CopyMethod.EMAIL),
            (
                days(4),
                acts.varied(
                    "She may come to the carol service and to Kayden’s leavers’ talk, with the deputy beside her.",
                    "Since then she has kept to the gate and has written to say sorry to Pat Lund.",
                ),
            ),
            *heard_of_it("Told her what she may come to. She was glad.", CopyMethod.EMAIL),
            (days(1), acts.evidence(EvidenceKind.MESSAGE, "Her letter to Pat Lund, kept in the office")),
            (hours(2), acts.meets("ceo", "Your letter to Pat Lund, and how we go on.", companion="head2")),
            (minutes(5), acts.invited(CopyMethod.EMAIL)),
            (hours(3), acts.nobody_came("She rang later: her shift had changed.")),
            (minutes(20), acts.set_again()),
            (minutes(2), acts.invited(CopyMethod.EMAIL)),
            (
                hours(2),
                acts.met(
                    "Ms Lyle said that she had felt sent away each time, and that she was wrong to come behind the counter.\n\n"
                    "Ms Whitlock said that the office had not rung her back twice, and that this should not have happened.",
                    "Ms Lyle rings before she comes. The office rings back on the same day.",
                    "See that the office knows how quickly calls are answered",
                    3,
                ),
            ),
            (minutes(10), acts.invited(CopyMethod.EMAIL)),
            (hours(2), acts.agreed_on()),
        ),
    ),
    # --- Nobody was suspended ----------------------------------------------------------------------------------------
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
            *closed("Talked it over the same day."),
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
            *closed("We talked on Friday, with an interpreter. The coat was found."),
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
            *closed("She has said sorry to her colleague, as a parent."),
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
            (minutes(5), acts.link_sent("J. Marsh", "j.marsh@counselling.example")),
            (minutes(5), acts.colleague("staff", Part.WITNESS, "Stood in the office during the call")),
            (
                hours(3),
                acts.writes("staff", "I was in the office. I heard her shout through the receiver that he knew."),
            ),
            (days(1), acts.link_taken_back("J. Marsh", "She rang: she may not write it down.")),
            (
                minutes(10),
                acts.not_possible(
                    "J. Marsh", WitnessKind.OUTSIDER, "A counsellor may not say what she was told in confidence."
                ),
            ),
            *closed("Nobody here gave the address away. Ms Holt knows that we have checked.", after=days(3)),
            (
                days(1),
                acts.complains(
                    "I gave you my new address in confidence. I ask who has looked at it, and where it is written down.",
                    (
                        "Somebody at the school gave my address away.",
                        "My new address stood on a list in the office.",
                    ),
                    by="head",
                    is_about_data=True,
                    writes="dpo",
                ),
            ),
            (hours(2), acts.complaint_acknowledged("dpo")),
            (
                days(3),
                acts.complaint_update("dpo", "We have read who opened your page. Next we ask who keeps the lists."),
            ),
            (
                days(3),
                acts.complaint_answered(
                    "dpo",
                    (Result.NOT_UPHELD, "Five colleagues opened your page. Each had to, and none told anybody."),
                    (Result.UPHELD, "It stood on the list for the trip. That list hung where visitors could read it."),
                    remedy="The list is gone. Lists that leave the office name no addresses any more. We are sorry.",
                    action="The office was shown how lists are printed without addresses. The board is told of it.",
                    said="The data protection lead read who had opened the page, and asked everybody in the office.",
                ),
            ),
            (days(5), acts.reopened("Ms Holt rang again: he has written to her at the address. We check once more.")),
        ),
    ),
    # --- Suspended for a day -----------------------------------------------------------------------------------------
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
            (hours(1), acts.told("Rang him at the depot. He says that he was somewhere else.")),
            (hours(2), acts.letter(CopyMethod.POST, DEPOT)),
            (
                days(1),
                acts.suspension_voided("It was another driver: the depot showed that Mr Pike was in Northgate then."),
            ),
            *heard_of_it("I said sorry. He is glad that it is cleared up.", CopyMethod.POST, DEPOT),
            (minutes(5), acts.waived(Kind.REPORT_TO_CEO, "The wrong person was named; nothing is left to report.")),
            (minutes(5), acts.waived(Kind.INFORM_CHAIR, "Nobody was suspended after all.", "ceo")),
            *closed("The wrong driver was named. The depot looks for the right one.", after=days(2)),
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
            (hours(17), acts.letter(CopyMethod.HAND)),
            (hours(3), acts.report("She left with her sister.", led_up="They know each other from the estate.")),
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
            *not_upheld(
                "Three parents wrote that the other carer had said the same words first, and pushed. Mrs Tandy stepped back.",
                "The headteacher invites both to talk, each by themselves, before half-term.",
                after=days(1),
            ),
            *heard_of_it("Told her at the gate that it was not upheld, and that we are sorry."),
            (
                days(1),
                acts.complains(
                    "I was sent away in front of everybody and nobody asked me what had happened. Two days long my sister had "
                    "to fetch the children.",
                    (
                        "Nobody asked me what had happened before I was sent away.",
                        "I was told at the door, where others could hear it.",
                    ),
                    by="head",
                ),
            ),
            (minutes(20), acts.complaint_acknowledged("head")),
            (
                days(1),
                acts.complaint_answered(
                    "head",
                    (Result.UPHELD, "We had spoken with the other carer only. We should have asked you as well."),
                    (Result.PARTLY, "The door was open. Only one other parent stood within hearing, and she has left."),
                    remedy="We now ask both sides on the same morning, and we talk in the office. We are sorry.",
                    action="Talked with the office and both deputies about where such talks are held.",
                    said="The headteacher read what everybody wrote and spoke with two colleagues.",
                ),
            ),
            (
                days(2),
                acts.complaint_acted_on(
                    "head", "Both sides are asked on the same morning: a line for it stands on the form of the office."
                ),
            ),
            *closed("Not upheld. Both carers have talked with the headteacher.", by="ceo", after=days(4)),
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
            (minutes(20), acts.evidence(EvidenceKind.CCTV, "Camera 2, side gate, 08:25 to 08:35. Kept by the office.")),
            (hours(4), acts.report("The glass was cleared before the bell. Nobody was hurt.")),
            (hours(1), acts.ceo_reads),
            (minutes(20), acts.chair_informed("A bottle thrown at Hillside’s side gate. Report attached.")),
            (days(1), acts.named("Ms", "Shelley", "Grimshaw")),
            (hours(1), acts.told("Found through another parent. I told her by telephone what was decided that day.")),
            (minutes(30), acts.letter(CopyMethod.HAND)),
            (days(1), acts.chair_reads),
            *upheld(
                "The recording shows her throw the bottle.", "Children stood two metres from where the bottle broke."
            ),
            *heard_of_it("Told her by telephone. She has no child here and will not come again."),
            *closed("Upheld. It ended with the day.", by="ceo", after=days(3)),
        ),
    ),
    # --- From the first day to the last ------------------------------------------------------------------------------
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
            (minutes(20), acts.arranged(drop_off="Mother only", collection="Mother only")),
            (minutes(5), acts.extended(-27, "He says that he will film every day until somebody is dismissed.")),
            (minutes(5), acts.told("Told him at the gate until when, and why.", Channel.IN_PERSON)),
            (hours(2), acts.report("He left when the deputy came with a second colleague.")),
            (hours(17), acts.letter(CopyMethod.POST, SMYTHE)),
            (hours(1), acts.ceo_reads),
            (minutes(20), acts.chair_informed("A father blocked the office door at Hillside. Report attached.")),
            (days(1), acts.chair_reads),
            (
                days(2),
                acts.said(
                    "I filmed because nobody answers my letters. I blocked nobody: they could have gone round.",
                    HeardBy.LETTER,
                    is_all=True,
                ),
            ),
            (
                days(1),
                acts.considered(
                    "ceo",
                    "His letters were not answered for two weeks: that is put right. "
                    "There is no way round in that door.",
                ),
            ),
            (days(1), acts.extended(-12, "He has been at the fence with his telephone twice since his letter.")),
            *heard_of_it("Told him by telephone. He will ask a solicitor.", CopyMethod.POST, SMYTHE),
            (
                days(3),
                acts.reviewed(
                    "ceo",
                    Outcome.UPHELD,
                    "Two colleagues could not leave the office for eleven minutes. His own recording shows it.",
                    risk="He keeps staff from moving freely and films children against the school’s rules.",
                    review=-20,
                ),
            ),
            *heard_of_it("Told him by telephone that it is upheld.", CopyMethod.POST, SMYTHE),
            (
                days(6),
                acts.looked_again(
                    Outcome.CONTINUED,
                    "He came to the fence again last week and filmed.",
                    risk="He still films children and follows staff along the fence.",
                    review=-14,
                ),
            ),
            *heard_of_it("Told him at the fence, with the deputy.", CopyMethod.POST, SMYTHE),
            (
                days(2),
                acts.seen_on_site("lunch.hil", "In the playground at 12:20, with his telephone. Left when told."),
            ),
            (
                days(4),
                acts.looked_again(
                    Outcome.ENDED,
                    "He has handed in what he filmed and has signed the school’s rules. The mother says the same.",
                ),
            ),
            *heard_of_it("Told him that he may come again.", CopyMethod.POST, SMYTHE),
            *closed("Upheld and looked at twice; lifted when he had signed the rules.", by="ceo", after=days(4)),
        ),
    ),
)
