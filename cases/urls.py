"""Where the pages of a case's room stand."""

from django.urls import path

from cases import views

app_name = "cases"
urlpatterns = [
    path("drafts/", views.draft, name="draft"),
    path("drafts/discard/", views.draft_discard, name="draft_discard"),
    path("cases/<str:reference>/evidence/", views.evidence, name="evidence"),
    path("cases/<str:reference>/evidence/add/", views.evidence_add, name="evidence_add"),
    path("cases/<str:reference>/evidence/<int:pk>/", views.evidence_item, name="evidence_item"),
    path("cases/<str:reference>/files/<int:pk>/", views.file, name="file"),
    path("cases/<str:reference>/files/<int:pk>/original/", views.file_original, name="file_original"),
    path("cases/<str:reference>/files/<int:pk>/remove/", views.file_remove, name="file_remove"),
    path("cases/<str:reference>/duties/<int:pk>/waive/", views.waive, name="waive"),
    path("cases/<str:reference>/duties/<int:pk>/hand-on/", views.hand_on, name="hand_on"),
    path("cases/<str:reference>/sight/", views.sight, name="sight"),
    path("cases/<str:reference>/sight/<int:pk>/end/", views.sight_end, name="sight_end"),
]
