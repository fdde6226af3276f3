"""The addresses of written records."""

from django.urls import path

from records.views import by_link, copies, on_screen, signing, wording
from records.views import record as views

app_name = "records"
urlpatterns = [
    path("records/<int:pk>/", views.record, name="record"),
    path("records/<int:pk>.pdf", views.pdf, name="pdf"),
    path("records/<int:pk>/sealed.pdf", views.sealed, name="sealed"),
    path("records/signatures/<int:pk>/", on_screen.sign_own, name="sign_own"),
    path("records/signatures/<int:pk>/decline/", on_screen.decline_own, name="decline_own"),
    path("records/<int:pk>/discard/", views.discard, name="discard"),
    path("cases/<str:reference>/records/<int:pk>/sign/", signing.sign, name="sign"),
    path("cases/<str:reference>/records/<int:pk>/room/", on_screen.room, name="room"),
    path("cases/<str:reference>/signatories/<int:pk>/sign/", on_screen.sign_here, name="sign_here"),
    path("cases/<str:reference>/signatories/<int:pk>/disagrees/", on_screen.disagrees, name="disagrees"),
    path("cases/<str:reference>/signatories/<int:pk>/unsigned/", signing.unsigned, name="unsigned"),
    path("cases/<str:reference>/signatures/<int:pk>/error/", signing.take_back, name="take_back"),
    path("cases/<str:reference>/scans/<int:pk>/", signing.scan, name="scan"),
    path("cases/<str:reference>/scans/<int:pk>/code/", signing.scan_code, name="scan_code"),
    path("cases/<str:reference>/scans/<int:pk>/remove/", signing.scan_remove, name="scan_remove"),
    path("cases/<str:reference>/scans/<int:pk>/page/", signing.scan_file, name="scan_file"),
    path("cases/<str:reference>/scans/<int:pk>/original/", signing.scan_original, name="scan_original"),
    path("cases/<str:reference>/signatories/<int:pk>/link/", by_link.sign_link, name="sign_link"),
    # For somebody without an account: pages that carry no token, then the link's own address.
    path("sign/", by_link.own_sign, name="own_sign"),
    path("sign/decline/", by_link.own_decline, name="own_decline"),
    path("sign/paper/", by_link.own_paper, name="own_paper"),
    path("sign/thanks/", by_link.own_thanks, name="own_thanks"),
    path("sign/stop/", by_link.own_stop, name="own_stop"),
    path("sign/<str:token>/", by_link.own_door, name="own_door"),
    path("cases/<str:reference>/records/<int:pk>/copies/", copies.copies, name="copies"),
    path("cases/<str:reference>/signatories/<int:pk>/copy/", copies.give, name="copy_give"),
    path("cases/<str:reference>/signatories/<int:pk>/copy/link/", copies.send, name="copy_link"),
    path("cases/<str:reference>/copies/<int:pk>/came/", copies.came, name="copy_came"),
    path("cases/<str:reference>/copies/<int:pk>/lost/", copies.lost, name="copy_lost"),
    path("copy/", copies.take, name="take"),
    path("copy/file/", copies.take_file, name="take_file"),
    path("copy/stop/", copies.take_stop, name="take_stop"),
    path("copy/<str:token>/", copies.take_door, name="take_door"),
    path("verify/", views.verify, name="verify"),
    path("setup/wording/", wording.wordings, name="wordings"),
    path("setup/wording/<slug:name>/", wording.wording, name="wording"),
    path("setup/wording/<slug:name>/new/", wording.propose, name="wording_new"),
    path("setup/wording/<slug:name>/<int:pk>/approve/", wording.approve, name="wording_approve"),
    path("setup/wording/<slug:name>/<int:pk>/decline/", wording.decline, name="wording_decline"),
    path("setup/wording/<slug:name>/<int:pk>/withdraw/", wording.withdraw, name="wording_withdraw"),
]
