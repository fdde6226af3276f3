"""Where people are told of a pupil's suspension."""

from django.urls import path

from pupils.views import telling

ONE = "cases/<str:reference>/pupil-suspensions/<int:pk>/told/"
NOTICE = "cases/<str:reference>/pupil-notices/<str:notice>/"
urlpatterns = [
    path(ONE, telling.told, name="told"),
    path(f"{ONE}<int:copy_pk>/never-came/", telling.lost, name="notice_lost"),
    path(f"{ONE}<int:person_pk>/order/", telling.order, name="notice_order"),
    path(NOTICE, telling.notice, name="notice"),
    path(f"{NOTICE}not-told/", telling.not_told, name="notice_not_told"),
    path(f"{NOTICE}sent/", telling.sent, name="notice_sent"),
]
