"""What was posted online: from a report that waits to one that ended with thanks."""

from desk.demo import acts
from desk.demo.clock import days, hours, minutes
from desk.demo.stage import Post, Tale
from socialmedia.states import ConcernKind, Platform, Presence, StepKind, Whom

TALES = (
    Tale(
        "HIL",
        "staff",
        (),
        before=1,
        at="16:40",
        post=Post(
            Platform.FACEBOOK,
            "Three weeks and still no answer about the trip money. Does anybody at Hillside ever ring back?",
            (ConcernKind.COMPLAINT,),
            author="smythe",
            place="Hillside families",
            url="https://www.facebook.com/groups/hillside-families/1",
        ),
    ),
    Tale(
        "HIL",
        "deputy",
        (),
        before=9,
        at="08:20",
        post=Post(
            Platform.FACEBOOK,
            "The office keeps half of what we pay for school dinners. Ask them where the money goes.",
            (ConcernKind.DEFAMATORY, ConcernKind.NEGATIVE),
            author="fernandez",
            place="Hillside families",
            url="https://www.facebook.com/groups/hillside-families/2",
            has_staff=True,
        ),
        then=(
            (
                hours(2),
                acts.step_about_post(
                    StepKind.DISCUSSION,
                    "head",
                    "Rang her with the interpreter. She had mixed up two bills, and nobody had explained them to her.",
                ),
            ),
            (
                minutes(20),
                acts.step_about_post(
                    StepKind.REMOVAL,
                    "head",
                    "It says of two colleagues that they steal. That is not so, and they are asked about it at the gate.",
                    asked_after=4,
                ),
            ),
            (minutes(20), acts.paper_about_post(StepKind.REMOVAL, "head")),
            (days(3), acts.post_looked_at(Presence.REMOVED, "deputy", "The post is gone.")),
            (hours(1), acts.paper_about_post(StepKind.THANKS, "head")),
        ),
    ),
    Tale(
        "OAK",
        "head.oak",
        (),
        before=4,
        at="07:50",
        post=Post(
            Platform.WHATSAPP,
            "A message to the class group with a racist word for the caretaker: he is to come out to the gate on Friday, then he "
            "will see.",
            (ConcernKind.RACIST, ConcernKind.THREAT),
            author="zajac",
            place="Class group of Year 4",
            has_staff=True,
        ),
        then=(
            (
                minutes(15),
                acts.step_about_post(
                    StepKind.POLICE,
                    "head.oak",
                    "He names the caretaker, the gate and Friday afternoon. The caretaker is afraid to lock up alone.",
                    why="It is racist. It threatens violence.",
                    basis="threat",
                    asked_after=6,
                ),
            ),
            (minutes(10), acts.paper_about_post(StepKind.POLICE, "head.oak", "Wexcombe police")),
            (
                minutes(10),
                acts.suspended_for_post(
                    "head.oak",
                    "He says that he comes to the gate on Friday and that the caretaker will see.",
                    "It is racist. It threatens violence.",
                ),
            ),
            (minutes(20), acts.told("Told him by telephone that he may not come today, and why.")),
            (minutes(30), acts.ceo_reads),
        ),
    ),
    Tale(
        "BRO",
        "head2",
        (),
        before=2,
        at="09:10",
        post=Post(
            Platform.SNAPCHAT,
            "A picture of a pupil of Year 8 on somebody else’s body, at a party, with a bottle. It seems to be made by an app.",
            (ConcernKind.AI_MEDIA, ConcernKind.BULLYING),
            handle="@brook.fails",
            has_pupils=True,
        ),
        then=(
            (
                minutes(10),
                acts.told_of_post(
                    Whom.SAFEGUARDING, "head2", "Priya Nair", note="She rings the family and talks with the pupil."
                ),
            ),
            (
                minutes(20),
                acts.step_about_post(
                    StepKind.POLICE,
                    "head2",
                    "A picture of a child was altered and sent round. The family asks that it is looked into.",
                    why="It is a picture, voice or video of a pupil that was made up or altered.",
                    basis="crime",
                    asked_after=21,
                ),
            ),
            (
                minutes(30),
                acts.step_about_post(
                    StepKind.HOST,
                    "head2",
                    "Your community rules forbid to share pictures of others without leave, and to bully.",
                    why="Nobody knows who posted it.",
                    asked_after=14,
                ),
            ),
            (minutes(10), acts.paper_about_post(StepKind.POLICE, "head2", "Wexcombe police")),
            (minutes(10), acts.paper_about_post(StepKind.HOST, "head2", "The report form of the site")),
        ),
    ),
    Tale(
        "NOR",
        "head.nor",
        (),
        before=6,
        at="10:30",
        post=Post(
            Platform.LETTERS,
            "In two days 46 e-mails about one detention, each asking for an answer within the hour.",
            (ConcernKind.AI_EXCESSIVE,),
            author="weissmann",
            has_staff=True,
            signs="The same three sentences in every one, sent at the same minute of each hour through the night.",
            judged_by_name="The headteacher and the office manager",
        ),
        then=(
            (
                hours(3),
                acts.step_about_post(
                    StepKind.DISCUSSION,
                    "head.nor",
                    "Met her. She says that a programme sends them. She stops it; we answer in one letter by Friday.",
                ),
            ),
            (days(2), acts.post_settled("head.nor", "She stopped it. We answered in one letter.")),
        ),
    ),
    Tale(
        "MIL",
        "head.mil",
        (),
        before=3,
        at="14:15",
        post=Post(
            Platform.LETTERS,
            "A mother says that she put the class list with all birthdays into a chat programme to plan parties.",
            (ConcernKind.AI_DATA,),
            handle="Said on the telephone",
            has_pupils=True,
        ),
    ),
    Tale(
        "ROW",
        "head.row",
        (),
        before=12,
        at="11:20",
        post=Post(
            Platform.OUR_SITE,
            "Under three of our news items: the same words about a named teaching assistant, who is said to hurt children.",
            (ConcernKind.DEFAMATORY, ConcernKind.HARASSMENT),
            author="dunmore",
            place="The comments of our website",
            has_staff=True,
        ),
        then=(
            (
                hours(3),
                acts.step_about_post(
                    StepKind.DISCUSSION, "head.row", "Rang her. She says that everybody knows it, and rang off."
                ),
            ),
            (
                minutes(20),
                acts.step_about_post(
                    StepKind.REMOVAL, "head.row", "It says that a colleague hurts children. Nothing points to that."
                ),
            ),
            (minutes(10), acts.paper_about_post(StepKind.REMOVAL, "head.row")),
            (days(2), acts.post_looked_at(Presence.LIVE, "head.row", "It stands there again, under a fourth item.")),
            (
                minutes(20),
                acts.step_about_post(
                    StepKind.WARNING, "head.row", "You posted it again after we had asked you to remove it."
                ),
            ),
            (minutes(10), acts.paper_about_post(StepKind.WARNING, "head.row")),
            (
                minutes(20),
                acts.step_about_post(
                    StepKind.BLOCK,
                    "head.row",
                    "You cannot comment on our website until the end of the school year, because you named a colleague again.",
                ),
            ),
            (minutes(10), acts.paper_about_post(StepKind.BLOCK, "head.row")),
            (hours(1), acts.asks_for_legal_steps("head.row", "The assistant is asked about it in the street.")),
            (
                days(1),
                acts.step_about_post(
                    StepKind.LEGAL_ADVICE,
                    "ceo",
                    "Can we ask for an undertaking, and is it in proportion?",
                    asked_after=30,
                ),
            ),
            (
                minutes(30),
                acts.brief_about_post(
                    "ceo",
                    "The trust’s solicitors",
                    seen_by="The site counts about 150 visits to these pages.",
                    harm="The assistant has been asked about it twice, and sleeps badly.",
                    favours="She asked in spring how her son had bruised his arm, and was never answered.",
                ),
            ),
            (days(2), acts.outcome_of_step(StepKind.LEGAL_ADVICE, "ceo", "They advise to answer her question first.")),
        ),
    ),
    Tale(
        "MIL",
        "head.mil",
        (),
        before=5,
        at="08:40",
        post=Post(
            Platform.TIKTOK,
            "A film of a lesson, with a teacher’s voice speeded up and hearts over the other children’s faces.",
            (ConcernKind.NEGATIVE,),
            author="jasper",
            has_pupils=True,
            has_staff=True,
        ),
        then=(
            (
                hours(2),
                acts.step_about_post(
                    StepKind.EXPECTATIONS, "head.mil", "He filmed a lesson and put it online.", parent="crane"
                ),
            ),
            (minutes(20), acts.paper_about_post(StepKind.EXPECTATIONS, "head.mil")),
            (days(1), acts.post_settled("head.mil", "He took it down with his tutor, and his mother talked with him.")),
        ),
    ),
)
