"""Where the pages of incidents, interviews and statements stand."""

from django.urls import path

from incidents.views import by_link, incident, interview, statement

app_name = "incidents"
urlpatterns = [
    path("cases/<str:reference>/incidents/<int:number>/", incident.incident, name="incident"),
    path("cases/<str:reference>/incidents/<int:number>/add/", incident.addendum, name="addendum"),
    path("cases/<str:reference>/interviews/", interview.interviews, name="interviews"),
    path("cases/<str:reference>/interviews/of/<int:pk>/", interview.interview_of, name="interview_of"),
    path("cases/<str:reference>/interviews/of/<int:pk>/plan/", interview.interview_plan, name="interview_plan"),
    path("cases/<str:reference>/interviews/of/<int:pk>/note/", interview.interview_note, name="interview_note"),
    path("cases/<str:reference>/interviews/of/<int:pk>/not/", interview.interview_not, name="interview_not"),
    path("cases/<str:reference>/interviews/of/<int:pk>/statement/", statement.statement_ask, name="statement_ask"),
    path("cases/<str:reference>/statements/<int:pk>/", statement.statement, name="statement"),
    path("cases/<str:reference>/statements/<int:pk>/check/", statement.statement_check, name="statement_check"),
    path("cases/<str:reference>/statements/<int:pk>/no/", statement.statement_no, name="statement_no"),
    path("cases/<str:reference>/statements/<int:pk>/back/", statement.statement_back, name="statement_back"),
    path("cases/<str:reference>/statements/<int:pk>/link/", statement.statement_renew, name="statement_renew"),
    path("cases/<str:reference>/statements/<int:pk>/counts/", statement.statement_counts, name="statement_counts"),
    # For somebody without an account: the link's own address first of all, then pages that carry no token.
    path("statement/", by_link.own, name="own"),
    path("statement/keep/", by_link.own_keep, name="own_keep"),
    path("statement/check/", by_link.own_check, name="own_check"),
    path("statement/decline/", by_link.own_decline, name="own_decline"),
    path("statement/thanks/", by_link.own_thanks, name="own_thanks"),
    path("statement/copy/", by_link.own_copy, name="own_copy"),
    path("statement/stop/", by_link.own_stop, name="own_stop"),
    path("statement/<str:token>/", by_link.own_door, name="own_door"),
    path("cases/<str:reference>/interviews/<int:pk>/", interview.interview, name="interview"),
    path("cases/<str:reference>/interviews/<int:pk>/issue/", interview.interview_issue, name="interview_issue"),
    path("cases/<str:reference>/interviews/<int:pk>/agree/", interview.interview_agree, name="interview_agree"),
]
