"""Where suspensions and the gate register live."""

from django.urls import path

from suspensions.views import deciding, gate, hearing, letter, review, suspension, warning

app_name = "suspensions"
ONE = "cases/<str:reference>/suspensions/<int:pk>/"
WARNING = "cases/<str:reference>/warnings/<int:pk>/"
urlpatterns = [
    path(ONE, suspension.show, name="suspension"),
    path(f"{ONE}lift/", suspension.lift, name="lift"),
    path(f"{ONE}void/", suspension.void, name="void"),
    path(f"{ONE}arrangement/", suspension.arrangement, name="arrangement"),
    path(f"{ONE}tell/", suspension.tell, name="tell"),
    path(f"{ONE}extend/", deciding.extend, name="extend"),
    path(f"{ONE}let-end/", deciding.let_end, name="let_end"),
    path(f"{ONE}trust-wide/", deciding.trust_wide, name="trust_wide"),
    path(f"{ONE}trust-wide/ask/", deciding.ask_trust_wide, name="ask_wide"),
    path(f"{ONE}side/", hearing.side, name="side"),
    path(f"{ONE}side/<int:said_pk>/consider/", hearing.consider, name="consider"),
    path(f"{ONE}review/", review.review, name="review"),
    path(f"{ONE}review/weigh/", review.weigh, name="review_weigh"),
    path(f"{ONE}review/decide/", review.decide, name="review_decide"),
    path(f"{ONE}again/", review.again, name="look_again"),
    path(f"{ONE}terms/", review.vary, name="vary"),
    path(f"{ONE}renew/", review.renew, name="renew"),
    path(f"{ONE}letter/", letter.letter, name="letter"),
    path(f"{ONE}letter/sent/", letter.sent, name="letter_sent"),
    path(f"{ONE}letter/<int:copy_pk>/never-came/", letter.never_came, name="never_came"),
    path(WARNING, warning.letter, name="warning"),
    path(f"{WARNING}letter/sent/", warning.sent, name="warning_sent"),
    path(f"{WARNING}letter/<int:copy_pk>/never-came/", warning.never_came, name="warning_lost"),
    path("gate/", gate.gate, name="gate"),
    path("gate/<int:pk>/", gate.register, name="gate_school"),
    path("gate/<int:pk>/print/", gate.on_paper, name="gate_print"),
    path("gate/<int:pk>/desk/", gate.desk, name="gate_desk"),
    path("gate/here/<int:pk>/", gate.here, name="here"),
]
