"""The addresses of written records."""

from django.urls import path

from records import views

app_name = "records"
urlpatterns = [
    path("records/<int:pk>/", views.record, name="record"),
    path("records/<int:pk>.pdf", views.pdf, name="pdf"),
    path("verify/", views.verify, name="verify"),
]
