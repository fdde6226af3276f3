"""Where packs live."""

from django.urls import path

from packs.views import bundle, pack, panel, tray

app_name = "packs"
urlpatterns = [
    path("cases/<str:reference>/bundle/", bundle.bundle, name="bundle"),
    path("cases/<str:reference>/bundle/<str:reader>/", bundle.bundle_for, name="bundle_for"),
    path("records/tray/", tray.tray, name="tray"),
    path("records/tray/gone/", tray.posted, name="posted"),
    path("records/print/", pack.choose, name="choose"),
    path("records/packs/", pack.packs, name="packs"),
    path("records/packs/<int:pk>/", pack.pack, name="pack"),
    path("records/packs/<int:pk>/again/", pack.again, name="again"),
    path("records/packs/<int:pk>/file/", pack.file, name="file"),
    path("records/packs/<int:pk>/panel/<str:reference>/", panel.hand_over, name="hand_over"),
    path("complaints/<str:reference>/panel/bundles/", panel.papers, name="panel_papers"),
    path("complaints/<str:reference>/panel/bundles/<int:pk>/file/", panel.panel_file, name="panel_file"),
    path("complaints/<str:reference>/panel/bundles/<int:pk>/back/", panel.hand_back, name="hand_back"),
]
