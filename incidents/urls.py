"""Where the pages of incidents and interviews stand."""

from django.urls import path

from incidents.views import incident, interview

app_name = "incidents"
urlpatterns = [
    path("cases/<str:reference>/incidents/<int:number>/", incident.incident, name="incident"),
    path("cases/<str:reference>/incidents/<int:number>/add/", incident.addendum, name="addendum"),
    path("cases/<str:reference>/interviews/", interview.interviews, name="interviews"),
    path("cases/<str:reference>/interviews/of/<int:pk>/", interview.interview_of, name="interview_of"),
    path("cases/<str:reference>/interviews/of/<int:pk>/plan/", interview.interview_plan, name="interview_plan"),
    path("cases/<str:reference>/interviews/of/<int:pk>/note/", interview.interview_note, name="interview_note"),
    path("cases/<str:reference>/interviews/of/<int:pk>/not/", interview.interview_not, name="interview_not"),
    path("cases/<str:reference>/interviews/<int:pk>/", interview.interview, name="interview"),
    path("cases/<str:reference>/interviews/<int:pk>/issue/", interview.interview_issue, name="interview_issue"),
    path("cases/<str:reference>/interviews/<int:pk>/agree/", interview.interview_agree, name="interview_agree"),
]
