"""Pupils who were suspended, one in each band of the law, at several schools. Cases of their own, never a parent's."""

from desk.demo.acts import meeting
from desk.demo.acts import pupils as acts
from desk.demo.clock import days, hours, minutes
from desk.demo.plan import Plan
from desk.demo.stage import Tale
from pupils.states import Event
from records.states import CopyMethod

ONLINE = "Tasks stand in the pupil’s online classroom each morning by 9:00."

TALES = (
    # --- Lunchtimes: 2.5 days -------------------------------------------------------------------------------------
    Tale(
        "HIL",
        "head",
        (),
        logged_after=0,
        plan=Plan(
            "kayden",
            3,
            5,
            "At lunchtime Kayden kicked two younger pupils on the field, and did it again when a colleague stopped him.",
            ("PP",),
            "The lunchtime supervisor saw it both times, and Kayden says that he did it.",
            "A place in the lunch club for two weeks. He left it on three days.",
            needs="He has a support plan for his attention. Lunch is the only long time without a plan; it is changed now.",
            is_lunchtime=True,
        ),
        then=(
            (minutes(10), acts.family_told()),
            (minutes(15), acts.offices_told()),
            (hours(17), acts.advised("Short, and about what he did. The support plan is looked at again: good.")),
            (
                days(5),
                acts.back_in_school(
                    "Kayden and his mother", "Lunch club with a friend of his choice, until Christmas."
                ),
            ),
        ),
    ),
    # --- Two days, and back in school ----------------------------------------------------------------------------
    Tale(
        "BRO",
        "head2",
        (),
        logged_after=0,
        plan=Plan(
            "tyler",
            9,
            4,
            "Tyler swore at his science teacher, threw a stool and left the room.",
            ("VA", "DM"),
            "The teacher, a technician and four pupils say the same, and Tyler says that he threw it.",
            "Two days in the internal room in September, and a report card since.",
        ),
        then=(
            (minutes(12), acts.family_told(work=ONLINE)),
            (minutes(20), acts.offices_told()),
            (hours(16), acts.work_set("Five lessons of each subject", ONLINE, "Ian Leigh, head of year")),
            (hours(4), acts.advised("Supported. The stool could have hurt somebody.")),
            (
                days(4),
                meeting.talks_on_coming_back(
                    "How Tyler begins again in science, and who he goes to when it gets too much."
                ),
            ),
            (minutes(10), meeting.invited(CopyMethod.HAND)),
            (
                hours(2),
                meeting.met(
                    "Tyler said that he was told off for what another had done. His mother asked who he can go to.",
                    "He begins with his tutor each morning for two weeks, and may leave a lesson with his card.",
                    "Ring Tyler’s mother after the first week",
                    on=5,
                ),
            ),
            (minutes(30), meeting.agreed_on()),
        ),
    ),
    # --- 5.5 days: the board is told, and the parents write to it ------------------------------------------------
    Tale(
        "BRO",
        "head2",
        (),
        logged_after=0,
        plan=Plan(
            "haris",
            8,
            11,
            "Haris filmed a pupil in the changing room and sent the film to eleven others.",
            ("TB", "MT"),
            "The film was on his telephone, and he sent it from his own account.",
            "A talk with the safer schools officer was thought of. It is done as well; it is not enough by itself.",
        ),
        then=(
            (minutes(14), acts.family_told(work=ONLINE)),
            (minutes(20), acts.offices_told()),
            (hours(16), acts.work_set("Past papers in English and mathematics", ONLINE, "Tom Ashworth")),
            (hours(2), acts.advised("Supported. It was planned, and it harmed somebody.")),
            (hours(3), acts.education_arranged),
            (minutes(20), acts.family_told(Event.DAY_SIX)),
            (
                days(2),
                acts.board_written_to(
                    "Mrs Akhtar", "He is ashamed. He sits examinations in weeks, and five and a half days are too many."
                ),
            ),
            (days(3), acts.back_in_school("Haris and both parents", "He writes to the pupil, who may read it or not.")),
            (hours(2), acts.board_meets_in(1)),
            (minutes(20), acts.family_told(Event.INVITED)),
            (
                days(2),
                acts.board_decides(
                    "He planned it, and sent the film on. A shorter suspension would not have been fair to the other pupil.",
                    is_reinstated=False,
                ),
            ),
            (minutes(20), acts.family_told(Event.OUTCOME)),
            (minutes(20), acts.offices_told(Event.OUTCOME)),
        ),
    ),
    # --- More than 15 days: the board must meet ------------------------------------------------------------------
    Tale(
        "NOR",
        "head.nor",
        (),
        logged_after=0,
        plan=Plan(
            "amari",
            22,
            32,
            "Amari brought a lock knife to school and showed it to two pupils on the stairs.",
            ("BW",),
            "It was found in his bag by two colleagues, and the camera on the stairs shows him with it.",
            "The police and his parents were spoken to. A managed move was thought of; there is no place before half-term.",
        ),
        then=(
            (minutes(12), acts.family_told(work=ONLINE)),
            (minutes(20), acts.offices_told()),
            (hours(16), acts.work_set("The timetable of every subject", ONLINE, "Jack Rudd")),
            (
                hours(1),
                acts.advised("Supported. It is long; the board must meet, and the education must stand by day six."),
            ),
            (hours(4), acts.education_arranged),
            (minutes(20), acts.family_told(Event.DAY_SIX)),
            (days(1), acts.board_written_to("Mr Baptiste", "He carried it because he was robbed in the park in June.")),
            (days(1), acts.board_meets_in(8)),
            (minutes(30), acts.family_told(Event.INVITED)),
            (days(2), acts.board_papers("Statements, the camera’s pictures, attendance and the support he had")),
            (
                days(7),
                acts.board_decides(
                    "He did wrong, and says so. Eleven days are enough: nobody was threatened, and he works well at the centre.",
                    is_reinstated=True,
                    with_whom="the youth worker",
                ),
            ),
            (minutes(20), acts.family_told(Event.REINSTATED)),
            (minutes(20), acts.offices_told(Event.REINSTATED)),
        ),
    ),
    # --- Cancelled; a looked-after child, of whom more people are told ---------------------------------------------
    Tale(
        "HIL",
        "head",
        (),
        logged_after=0,
        plan=Plan(
            "leo",
            6,
            2,
            "A fire alarm was set off in the hall at 14:10 while Leo was out of class.",
            ("DM",),
            "Leo was seen in the corridor two minutes before, and did not say where he had been.",
            "Putting it right with the caretaker was thought of, and is not enough.",
            vulnerability="He is in care and new at his carer’s. The designated teacher was asked, and his social worker rung.",
        ),
        then=(
            (minutes(14), acts.family_told()),
            (minutes(12), acts.offices_told()),
            (
                hours(15),
                acts.cancelled("The recording shows that a visitor leaned on the alarm. Leo had no part in it."),
            ),
            (minutes(12), acts.family_told(Event.CANCELLED)),
            (minutes(10), acts.offices_told(Event.CANCELLED)),
        ),
    ),
    # --- A further suspension --------------------------------------------------------------------------------------
    Tale(
        "MIL",
        "head.mil",
        (),
        logged_after=0,
        plan=Plan(
            "jasper",
            7,
            4,
            "Jasper hit a pupil with a skipping rope.",
            ("PP",),
            "Two supervisors saw it, and there is a mark on the pupil’s arm.",
            "He played under the eye of a colleague for a week before.",
        ),
        then=(
            (minutes(12), acts.family_told()),
            (minutes(12), acts.offices_told()),
            (hours(16), acts.advised("Supported. The pupil was hurt.")),
            (
                days(1),
                acts.suspended_further(
                    4,
                    "Jasper had hit the same pupil twice before that week, behind the shed, and took his money.",
                    "Two pupils told their parents on the evening of the first day what they had seen that week.",
                ),
            ),
            (minutes(12), acts.family_told()),
            (minutes(12), acts.offices_told()),
            (
                hours(18),
                acts.advised("The first is supported. Is a further one needed? Ask the board.", is_supported=False),
            ),
        ),
    ),
    # --- Half-days at another school: near 45 days ------------------------------------------------------------------
    Tale(
        "NOR",
        "head.nor",
        (),
        logged_after=0,
        plan=Plan(
            "daria",
            2,
            6,
            "Daria threatened to wait for another pupil after school with her cousins.",
            ("VP",),
            "Three pupils heard it, and she wrote the same in a message.",
            "A talk between both, which Daria walked out of.",
            elsewhere=("Southmere Academy", 80),
        ),
        then=(
            (minutes(12), acts.family_told()),
            (minutes(12), acts.offices_told()),
            (hours(16), acts.work_set("The timetable of every subject", ONLINE, "Elsie Hobbs")),
            (hours(2), acts.advised("Supported. Nearly all of the 45 days are used: what else is planned for her?")),
            (
                hours(1),
                meeting.talks_on_coming_back("A good start for Daria: a mentor, and a place to go at break.", on=1),
            ),
            (minutes(10), meeting.invited(CopyMethod.HAND)),
        ),
    ),
)
