"""The addresses of written records."""

from django.urls import path

from records import views

app_name = "records"
urlpatterns = [
    path("records/<int:pk>/", views.record, name="record"),
    path("records/<int:pk>.pdf", views.pdf, name="pdf"),
    path("records/<int:pk>/discard/", views.discard, name="discard"),
    path("verify/", views.verify, name="verify"),
]
