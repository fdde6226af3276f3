"""Where the pages about telling people stand."""

from django.urls import path

from notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/<int:pk>/", views.notice, name="notice"),
    path("notices/<int:pk>/read/", views.acknowledge, name="acknowledge"),
    path("notices/<int:pk>/failed/", views.undelivered, name="undelivered"),
    path("notices/<int:pk>/again/", views.again_without_case, name="again_without_case"),
    path("cases/<str:reference>/notices/<int:pk>/", views.failed, name="failed"),
    path("cases/<str:reference>/notices/<int:pk>/again/", views.again, name="again"),
]
