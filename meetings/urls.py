"""Where meetings live."""

from django.urls import path

from meetings.views import by_link, held, invite, letter, mediation, meeting, month, record

app_name = "meetings"
CASE = "cases/<str:reference>/meetings/"
ONE = f"{CASE}<int:pk>/"
urlpatterns = [
    path("meetings/", month.month, name="month"),
    path(f"{CASE}arrange/", meeting.arrange, name="arrange"),
    path(f"{CASE}invite/<int:pk>/", invite.invite, name="invite"),
    path(f"{CASE}letters/<str:key>/", letter.letter, name="letter"),
    path(f"{CASE}letters/<str:key>/sent/", letter.sent, name="letter_sent"),
    path(f"{CASE}letters/<str:key>/lost/<int:copy_pk>/", letter.lost, name="letter_lost"),
    path("cases/<str:reference>/mediate/", mediation.mediate, name="mediate"),
    path("mediations/<str:reference>/", mediation.mediation, name="mediation"),
    path("mediations/<str:reference>/answer/", mediation.answer, name="mediation_answer"),
    path("mediations/<str:reference>/mediator/", mediation.mediator, name="mediator"),
    path("mediations/<str:reference>/meet/", mediation.meet, name="mediation_meet"),
    path("mediations/<str:reference>/end/", mediation.end, name="mediation_end"),
    path("mediators-notes/", mediation.notes, name="notes"),
    path("mediators-notes/<str:reference>/", mediation.notes_release, name="notes_release"),
    path(ONE, meeting.show, name="meeting"),
    path(f"{ONE}change/", meeting.change, name="change"),
    path(f"{ONE}cancel/", meeting.cancel, name="cancel"),
    path(f"{ONE}who/", meeting.who, name="who"),
    path(f"{ONE}who/<int:attendee_pk>/not/", meeting.not_coming, name="not_coming"),
    path(f"{ONE}gate/", meeting.let_come, name="let_come"),
    path(f"{ONE}held/", held.held, name="held"),
    path(f"{ONE}record/", record.record, name="record"),
    path(f"{ONE}record/draft/", record.draft, name="draft"),
    path(f"{ONE}record/actions/", record.action_add, name="action_add"),
    path(f"{ONE}record/actions/<int:action_pk>/out/", record.action_remove, name="action_remove"),
    path(f"{ONE}record/send/", record.share, name="share"),
    path(f"{ONE}record/comment/", record.comment, name="comment"),
    path(f"{ONE}record/given/", record.draft_given, name="draft_given"),
    path(f"{ONE}record/link/<int:attendee_pk>/", by_link.draft_link, name="draft_link"),
    path(f"{ONE}record/issue/", record.issue, name="issue"),
    path(f"{ONE}record/<str:topic>/", record.write, name="write"),
    path(f"{CASE}actions/<int:pk>/", record.action, name="action"),
    # For somebody without an account: pages that carry no token, then the link's own address.
    path("draft/", by_link.own_draft, name="own_draft"),
    path("draft/thanks/", by_link.own_thanks, name="own_thanks"),
    path("draft/stop/", by_link.own_stop, name="own_stop"),
    path("draft/<str:token>/", by_link.own_door, name="own_door"),
]
