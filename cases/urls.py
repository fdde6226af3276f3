"""Where the pages of a case's room stand."""

from django.urls import path

from cases import views

app_name = "cases"
urlpatterns = [
    path("drafts/", views.draft, name="draft"),
    path("drafts/discard/", views.draft_discard, name="draft_discard"),
]
