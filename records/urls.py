"""The addresses of written records."""

from django.urls import path

from records.views import record as views
from records.views import wording

app_name = "records"
urlpatterns = [
    path("records/<int:pk>/", views.record, name="record"),
    path("records/<int:pk>.pdf", views.pdf, name="pdf"),
    path("records/<int:pk>/discard/", views.discard, name="discard"),
    path("verify/", views.verify, name="verify"),
    path("setup/wording/", wording.wordings, name="wordings"),
    path("setup/wording/<slug:name>/", wording.wording, name="wording"),
    path("setup/wording/<slug:name>/new/", wording.propose, name="wording_new"),
    path("setup/wording/<slug:name>/<int:pk>/approve/", wording.approve, name="wording_approve"),
    path("setup/wording/<slug:name>/<int:pk>/decline/", wording.decline, name="wording_decline"),
    path("setup/wording/<slug:name>/<int:pk>/withdraw/", wording.withdraw, name="wording_withdraw"),
]
