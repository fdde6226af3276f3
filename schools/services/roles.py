"""Who holds which role: memberships, cover, standing deputies; and the roles' powers as guardian keeps them."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from schools.models import RoleGroup, School, SchoolGroupPermission
from schools.roles import POWERS, ROLE_POWERS
from schools.states import SCHOOL_ROLES, TRUST_ROLES, Role


@transaction.atomic
def sync_roles() -> None:
    """Make guardian's tables say what the one table of roles says, for every school: run after every migrate."""
    permissions = {
        p.codename: p for p in Permission.objects.filter(content_type__app_label="schools", codename__in=POWERS)
    }
    _sync_trust_roles(permissions)
    _sync_school_roles(permissions)


def _sync_trust_roles(permissions: dict[str, Permission]) -> None:
    for role in TRUST_ROLES:
        group = _group_of(role, None)
        group.permissions.set([permissions[power] for power in ROLE_POWERS[role]])


def _sync_school_roles(permissions: dict[str, Permission]) -> None:
    for school in School.objects.all():
        for role in SCHOOL_ROLES:
            group = _group_of(role, school)
            wanted = {permissions[power].pk for power in ROLE_POWERS[role]}
            rows = SchoolGroupPermission.objects.filter(group=group)
            rows.exclude(permission__in=wanted, content_object=school).delete()
            held = set(rows.values_list("permission_id", flat=True))
            SchoolGroupPermission.objects.bulk_create(
                SchoolGroupPermission(group=group, permission_id=pk, content_object=school) for pk in wanted - held
            )


def _group_of(role: Role, school: School | None) -> Group:
    """The guardian group of a role at a school, made when first asked for."""
    found = RoleGroup.objects.filter(role=role, school=school).select_related("group").first()
    if found is not None:
        return found.group
    group, _ = Group.objects.get_or_create(name=f"{role.value}@{school.pk if school else 'trust'}")
    RoleGroup.objects.create(role=role, school=school, group=group)
    return group
