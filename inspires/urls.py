"""Where each room is mounted."""

from django.urls import URLPattern, URLResolver, include, path

from kernel.views import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("account/", include("allauth.account.urls")),
    path("", include("suspensions.urls")),
    path("", include("incidents.urls")),
    path("", include("records.urls")),
    path("", include("notices.urls")),
    path("", include("cases.urls")),
    path("", include("schools.urls")),
    path("", include("desk.urls")),
]
