"""Where online concerns, contacts and restrictions live: below /online/."""

from django.urls import URLPattern

app_name = "socialmedia"
urlpatterns: list[URLPattern] = []
