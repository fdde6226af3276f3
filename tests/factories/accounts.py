"""The smallest valid row of each kind in accounts, with a trait for each state."""

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from accounts.models import Outcome, SignIn, User
from accounts.system import system_user
from schools.models import Membership
from tests.factories.moments import since

PASSWORD = "correct horse battery"
HASHED = make_password(PASSWORD, hasher="pbkdf2_sha256")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence("person{}@school.example".format)
    name = factory.Sequence("Person {}".format)
    password = HASHED

    @factory.post_generation
    def role(user, create, extracted):
        if extracted:
            role, school = extracted
            Membership.objects.create(user=user, role=role, school=school, period=since(), granted_by=system_user())


class SignInFactory(DjangoModelFactory):
    class Meta:
        model = SignIn

    user = factory.SubFactory(UserFactory)
    outcome = Outcome.SIGNED_IN
