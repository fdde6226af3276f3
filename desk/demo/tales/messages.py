"""Messages and calls: three hundred e-mails about a coat, and another parent with whom it is quiet again."""

from desk.demo import acts
from desk.demo.clock import days, hours, minutes
from desk.demo.stage import Tale, Who
from desk.demo.tales.endings import closed
from incidents.states import Category, Setting

TALES = (
    Tale(
        "HIL",
        "head",
        (Who("lyle"),),
        "Mrs Lyle writes many times a day about a coat that was lost in September. Two colleagues do little else than answer.",
        Setting.WRITTEN,
        (Category.OTHER,),
        24,
        "09:10",
        other_category="Very many messages",
        then=(
            (days(1), acts.rings("The coat: she wants to speak to the caretaker")),
            (minutes(40), acts.writes_often(40, 4)),
            (hours(1), acts.warned_of_terms(
                "About 40 e-mails since September about one coat. We looked for it, and wrote to you about it three times."
            )),
            (days(12), acts.writes_often(300, 7)),
            (hours(2), acts.restricted(
                60,
                20,
                contact="the school office, office@demo.example",
                frequency="Please write once a week. We answer by Friday.",
                considered="We rang her. She does not sleep well and writes at night. The office rings her on Mondays instead.",
            )),
            (days(4), acts.not_kept_to("Rang the class teacher at home.")),
        ),
    ),
    Tale(
        "OAK",
        "head.oak",
        (Who("cartwright"),),
        "Mrs Cartwright rang the office up to nine times a day to ask about the same dinner bill.",
        Setting.TELEPHONE,
        (Category.OTHER,),
        40,
        "12:05",
        other_category="Very many calls",
        then=(
            (days(1), acts.warned_of_terms("Nine calls a day about a bill that was corrected on the first of them.")),
            (days(5), acts.restricted(
                30,
                5,
                contact="the school office",
                frequency="Please ring once a day, between 12:00 and 13:00.",
                considered="Asked. Nothing points to it.",
            )),
            (days(10), acts.terms_ended("It has been quiet for two weeks.")),
            *closed("The bill is settled, and she rings as everybody does."),
        ),
    ),
)  # fmt: skip
