"""Where the pages of the desk stand: home, logging, the case, the report, informing."""

from django.urls import path

from desk.urls_lists import urlpatterns as lists
from desk.views import case, ceo, chair, decide, delegation, involved, log, online, report, supplementary, suspend

app_name = "desk"
urlpatterns = [
    *lists,
    path("log/", log.log_new, name="log"),
    path("log/people/", log.log_people, name="log_people"),
    path("log/<uuid:token>/", log.log_form, name="log_form"),
    path("cases/<str:reference>/", case.case, name="case"),
    path("cases/<str:reference>/logged/", log.log_done, name="logged"),
    path("cases/<str:reference>/history/", case.case_history, name="history"),
    path("cases/<str:reference>/read/", case.acknowledge, name="acknowledge"),
    path("cases/<str:reference>/void/", case.void, name="void"),
    path("cases/<str:reference>/close/", case.close, name="close"),
    path("cases/<str:reference>/reopen/", case.reopen, name="reopen"),
    path("cases/<str:reference>/prompts/<slug:kind>/<slug:answer>/", case.prompt, name="prompt"),
    path("cases/<str:reference>/decide/", decide.decide, name="decide"),
    path("cases/<str:reference>/suspensions/new/", suspend.suspend, name="suspend"),
    path("online/<str:reference>/<int:pk>/suspend/", online.suspend, name="suspend_online"),
    path("cases/<str:reference>/warnings/new/", suspend.warn, name="warn"),
    path("cases/<str:reference>/report/", report.report, name="report"),
    path("cases/<str:reference>/report/preview/", report.report_preview, name="report_preview"),
    path("cases/<str:reference>/report/issue/", report.report_issue, name="report_issue"),
    path("cases/<str:reference>/report/read/", report.report_read, name="report_read"),
    path("cases/<str:reference>/ceo/", ceo.told, name="tell_ceo"),
    path("cases/<str:reference>/ceo/now/", ceo.now, name="tell_ceo_now"),
    path("delegation/", delegation.delegation, name="delegation"),
    path("delegation/<int:pk>/end/", delegation.delegation_end, name="delegation_end"),
    path("cases/<str:reference>/delegate/", delegation.delegate, name="delegate"),
    path("cases/<str:reference>/people/", involved.involved, name="involved"),
    path("cases/<str:reference>/people/<int:pk>/remove/", involved.involved_remove, name="involved_remove"),
    path("cases/<str:reference>/supplementary/", supplementary.supplementary, name="supplementary"),
    path("cases/<str:reference>/supplementary/preview/", supplementary.preview, name="supplementary_preview"),
    path("cases/<str:reference>/supplementary/issue/", supplementary.issue, name="supplementary_issue"),
    path("cases/<str:reference>/supplementary/read/", supplementary.read, name="supplementary_read"),
    path("cases/<str:reference>/chair/", chair.chair, name="chair"),
    path("cases/<str:reference>/chair/inform/", chair.inform, name="inform_chair"),
]
