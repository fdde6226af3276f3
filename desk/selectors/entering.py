"""Who could have decided a suspension that is entered, and at which sites may somebody enter one?"""

from django.db.models import QuerySet

from accounts.models import User
from schools.models import School
from schools.selectors.roles import holders
from schools.states import Role


def sites_of(user: User) -> QuerySet[School]:
    """The sites for which this user may enter a suspension."""
    return School.objects.visible_to(user).where(user, "suspend").in_use()


def deciders_of(user: User, sites: QuerySet[School]) -> list[User]:
    """This user first, then the headteacher of the one site there is, and the CEO."""
    found = [user]
    if len(sites) == 1:
        found += holders(Role.HEAD, sites[0])
    found += holders(Role.CEO)
    return [*dict.fromkeys(found)]
