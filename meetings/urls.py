"""Where meetings live."""

from django.urls import path

from meetings.views import held, letter, meeting

app_name = "meetings"
CASE = "cases/<str:reference>/meetings/"
ONE = f"{CASE}<int:pk>/"
urlpatterns = [
    path(f"{CASE}arrange/", meeting.arrange, name="arrange"),
    path(f"{CASE}letters/<str:key>/", letter.letter, name="letter"),
    path(f"{CASE}letters/<str:key>/sent/", letter.sent, name="letter_sent"),
    path(ONE, meeting.show, name="meeting"),
    path(f"{ONE}change/", meeting.change, name="change"),
    path(f"{ONE}cancel/", meeting.cancel, name="cancel"),
    path(f"{ONE}who/", meeting.who, name="who"),
    path(f"{ONE}who/<int:attendee_pk>/not/", meeting.not_coming, name="not_coming"),
    path(f"{ONE}gate/", meeting.let_come, name="let_come"),
    path(f"{ONE}held/", held.held, name="held"),
]
