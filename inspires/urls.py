"""Where each room is mounted."""

from django.urls import URLPattern, URLResolver, include, path

from kernel.views import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("account/", include("allauth.account.urls")),
    path("", include("records.urls")),
]
