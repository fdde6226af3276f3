"""Where complaints live."""

from django.urls import path

from complaints.views import complaint, data, deciding, letter, logging, panel

app_name = "complaints"
ONE = "complaints/<str:reference>/"
LETTER, PANEL = f"{ONE}letters/<str:what>/", f"{ONE}panel/"
urlpatterns = [
    path("complaints/", complaint.register, name="register"),
    path("complaints/log/", logging.log, name="log"),
    path("complaints/panels/", panel.panels, name="panels"),
    path("complaints/panels/asked/", panel.asked, name="panel_asked"),
    path("cases/<str:reference>/complaints/log/", logging.log_from, name="log_from"),
    path(ONE, complaint.show, name="complaint"),
    path(f"{ONE}points/", complaint.points, name="points"),
    path(f"{ONE}points/<int:pk>/take-back/", complaint.point_back, name="point_back"),
    path(f"{ONE}about/", complaint.about, name="about"),
    path(f"{ONE}data/", data.hand_on, name="data"),
    path(f"{ONE}data/points/", data.split, name="split"),
    path(f"{ONE}decide/", deciding.decide, name="decide"),
    path(f"{ONE}hand-over/", deciding.hand_over, name="hand_over"),
    path(f"{ONE}further/", deciding.further, name="further"),
    path(f"{ONE}withdraw/", deciding.withdraw, name="withdraw"),
    path(f"{ONE}action/", deciding.action, name="action"),
    path(PANEL, panel.panel, name="panel"),
    path(f"{PANEL}members/", panel.member, name="panel_member"),
    path(f"{PANEL}members/<int:pk>/leaves/", panel.leaves, name="panel_leaves"),
    path(f"{PANEL}meeting/", panel.meeting, name="panel_meeting"),
    path(f"{PANEL}meeting/<int:pk>/papers/", panel.papers, name="panel_papers"),
    path(f"{PANEL}meeting/<int:pk>/off/", panel.off, name="panel_off"),
    path(f"{PANEL}meeting/<int:pk>/met/", panel.met, name="panel_met"),
    path(f"{PANEL}found/", panel.found, name="panel_found"),
    path(LETTER, letter.letter, name="letter"),
    path(f"{LETTER}sent/", letter.sent, name="sent"),
    path(f"{LETTER}<int:copy_pk>/never-came/", letter.never_came, name="lost"),
]
