"""Where the suspensions of pupils live."""

from django.urls import path

from pupils import urls_board, urls_told
from pupils.views import deciding, exam, register, suspension

app_name = "pupils"
PUPIL = "pupils/<int:pk>/"
ONE = "cases/<str:reference>/pupil-suspensions/<int:pk>/"
urlpatterns = [
    path(f"{PUPIL}suspend/", deciding.what, name="suspend"),
    path(f"{PUPIL}suspend/when/", deciding.when, name="suspend_when"),
    path(f"{PUPIL}suspend/weigh/", deciding.weigh, name="suspend_weigh"),
    path(f"{PUPIL}suspend/decide/", deciding.decide, name="suspend_decide"),
    path(f"{PUPIL}counts/", suspension.counts, name="counts"),
    path(f"{PUPIL}counts/<int:row_pk>/take-back/", suspension.elsewhere_back, name="elsewhere_back"),
    path("gate/<int:pk>/pupils/", register.today, name="suspended_today"),
    path(ONE, suspension.show, name="suspension"),
    path(f"{ONE}decided/", deciding.decided, name="decided"),
    path(f"{ONE}further/", deciding.further, name="further"),
    path(f"{ONE}cancel/", suspension.cancel, name="cancel"),
    path(f"{ONE}exam/", exam.note, name="exam"),
    path(f"{ONE}exam/not-missed/", exam.back, name="exam_back"),
    path(f"{ONE}mis/", suspension.mis, name="mis"),
    *urls_told.urlpatterns,
    *urls_board.urlpatterns,
]
