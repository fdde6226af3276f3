"""What the worker does for the desk: the digests of what is overdue; an account's new address; printing the demonstration."""

from procrastinate.contrib.django import app

from accounts.models import User
from accounts.system import system_user
from desk.demo.printing import HEAD, print_some
from desk.services.chasing import chase_overdue
from desk.services.people import tell_of_address
from kernel.jobs import PATIENCE


@app.periodic(cron="*/15 * * * *")
@app.task(name="desk.chase", queueing_lock="desk.chase", lock="desk.chase")
def chase(timestamp: int) -> None:
    """A quarter of an hour after a worker comes back, what it missed is sent; nobody hears twice a day."""
    chase_overdue(by=system_user())


@app.task(name="desk.address_changed", retry=PATIENCE)
def address_changed(user_id: int, by_id: int) -> None:
    """Tell CEO and data protection lead of an account's new address: schools, which changed it, cannot tell anybody."""
    tell_of_address(user=User.objects.get(pk=user_id), by=User.objects.get(pk=by_id))


@app.task(name="desk.print_demo", retry=PATIENCE)
def print_demo() -> None:
    """Have a pack and a bundle of the demonstration made, once its records are set: until then it is tried again."""
    for head in User.objects.filter(email=HEAD, is_demo=True):
        print_some(by=head)
