"""Where the pages of incidents stand."""

from django.urls import path

from incidents import views

app_name = "incidents"
urlpatterns = [
    path("cases/<str:reference>/incidents/<int:number>/", views.incident, name="incident"),
    path("cases/<str:reference>/incidents/<int:number>/add/", views.addendum, name="addendum"),
]
