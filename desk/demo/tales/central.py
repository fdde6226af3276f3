"""What happened at the central office."""

from desk.demo import acts
from desk.demo.clock import days, hours, minutes
from desk.demo.stage import Tale, Who
from desk.demo.tales.endings import closed, heard_of_it, upheld
from incidents.states import Category, Setting
from records.states import CopyMethod

PROSSER = "Flat 2, 61 Bank Street\nWexcombe\nWX1 3JL"

TALES = (
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
            (minutes(20), acts.letter(CopyMethod.POST, PROSSER)),
            (days(2), acts.review_granted("I was in the building. Mr Lindqvist was not.")),
            *upheld(
                "Two receptionists heard the threat, and the police have his words on record.",
                "He threatened people at the desk with a knife.",
                by="trustee",
                after=days(2),
            ),
            *heard_of_it("Told him by telephone.", CopyMethod.POST, PROSSER),
            *closed("Upheld. It ended with the day. The police have it.", by="chair", after=days(3)),
        ),
    ),
)
