"""Where each room is mounted."""

from django.urls import URLPattern, URLResolver, include, path

from kernel.views import absent, healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    # Who can sign in by which address is changed by administrators alone, with its history.
    path("account/email/", absent, name="account_email"),
    path("account/", include("allauth.account.urls")),
    path("", include("packs.urls")),
    path("", include("meetings.urls")),
    path("", include("complaints.urls")),
    path("online/", include("socialmedia.urls")),
    path("", include("pupils.urls")),
    path("", include("suspensions.urls")),
    path("", include("incidents.urls")),
    path("", include("records.urls")),
    path("", include("notices.urls")),
    path("", include("cases.urls")),
    path("", include("schools.urls")),
    path("", include("desk.urls")),
]
