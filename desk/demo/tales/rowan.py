"""What happened at Rowan House School."""

from desk.demo import acts
from desk.demo.clock import days, hours, minutes
from desk.demo.stage import Tale, Who
from incidents.states import Category, Setting, WitnessKind
from notices.states import Channel
from records.states import CopyMethod

TALES = (
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
            (minutes(10), acts.witness("Tessa Moyo, minibus driver", "Sat at the wheel")),
            (hours(16), acts.report("The escort was seen by the first aider.", hurt="Minibus escort: bruised foot.")),
            (minutes(20), acts.letter(CopyMethod.HAND)),
            (hours(1), acts.ceo_reads),
            (
                minutes(15),
                acts.chair_informed("A minibus escort was hit by a scooter at Rowan House. Report attached."),
            ),
            (hours(2), acts.chair_reads),
            (
                hours(18),
                acts.interviewed(
                    "Tessa Moyo",
                    WitnessKind.OUTSIDER,
                    "I saw it in the mirror. She came round the bus fast. I cannot say whether she saw him.",
                    place="minibus bay",
                ),
            ),
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
            (minutes(10), acts.extended(-14, "He says that he will come back for the teaching assistant.")),
            (minutes(5), acts.told("Told him by telephone until when.")),
            (hours(4), acts.report("The class went to the sensory room. He left with his brother.")),
            (hours(2), acts.ceo_reads),
            (minutes(20), acts.chair_informed("A threat in a classroom at Rowan House. Report attached.")),
            (hours(17), acts.letter()),
            (days(3), acts.chair_reads),
            (minutes(30), acts.letter_posted("17 Jubilee Road\nWexcombe\nWX2 9GL")),
            (
                days(2),
                acts.complains(
                    "My son was held back by his arm. Nobody has told me what the school does about that.",
                    (
                        "Zayn was held back by his arm at the road.",
                        "What Zayn’s doctor wrote lay open on the desk in the office.",
                    ),
                    by="head.row",
                ),
            ),
            (hours(1), acts.complaint_acknowledged("head.row")),
            (
                hours(2),
                acts.complaint_update("head.row", "We asked the two who stood at the road. Next we talk with Zayn."),
            ),
            (
                hours(1),
                acts.point_handed_on("head.row", "What Zayn’s doctor wrote lay open on the desk. Who has read it?"),
            ),
        ),
    ),
)
