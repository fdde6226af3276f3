"""Where online concerns, contacts and restrictions live: below /online/."""

from django.urls import URLPattern, path

from socialmedia.views import (
    concern,
    contacts,
    logging,
    restriction_letter,
    restrictions,
    step,
    step_paper,
    uploads,
)

app_name = "socialmedia"
ONE = "restrictions/<str:reference>/<int:pk>/"
LETTER = "restrictions/<str:reference>/letters/<str:what>/"
POST = "<str:reference>/<int:pk>/"
STEP = "<str:reference>/steps/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts/log/", contacts.log, name="contact_log"),
    path("contacts/people/<int:pk>/", contacts.of_person, name="contacts_of"),
    path("contacts/people/<int:pk>/log/", contacts.log_of, name="contact_of"),
    path("contacts/uploads/new/", uploads.new, name="upload_new"),
    path("contacts/uploads/<int:pk>/", uploads.upload, name="upload"),
    path("contacts/uploads/<int:pk>/senders/<int:file_pk>/", uploads.sender, name="upload_sender"),
    path("contacts/<int:pk>/", contacts.contact, name="contact"),
    path("contacts/<int:pk>/original/", contacts.original, name="contact_original"),
    path("contacts/<int:pk>/take-back/", contacts.take_back, name="contact_back"),
    path("restrictions/", restrictions.register, name="restrictions"),
    path("restrictions/<str:reference>/new/", restrictions.new, name="restrict"),
    path(f"{LETTER}", restriction_letter.letter, name="terms_letter"),
    path(f"{LETTER}sent/", restriction_letter.sent, name="terms_sent"),
    path(ONE, restrictions.restriction, name="restriction"),
    path(f"{ONE}set/", restrictions.set_terms, name="terms_set"),
    path(f"{ONE}change/", restrictions.change, name="terms_change"),
    path(f"{ONE}review/", restrictions.review, name="terms_review"),
    path(f"{ONE}end/", restrictions.end, name="terms_end"),
    path(f"{ONE}breach/", restrictions.breach, name="terms_breach"),
    path(f"{ONE}copies/<int:copy_pk>/never-came/", restriction_letter.never_came, name="terms_lost"),
    path("", concern.concerns, name="concerns"),
    path("log/", logging.log, name="log"),
    path("<str:reference>/log/", logging.log_from, name="log_from"),
    path(POST, concern.show, name="concern"),
    path(f"{POST}reported/", logging.reported, name="reported"),
    path(f"{POST}check/", concern.check, name="check"),
    path(f"{POST}author/", concern.author, name="author"),
    path(f"{POST}kinds/", concern.kinds, name="kinds"),
    path(f"{POST}told/", concern.told, name="told"),
    path(f"{POST}data/", concern.data, name="data"),
    path(f"{POST}settle/", concern.settle, name="settle"),
    path(f"{POST}steps/<str:kind>/", step.take, name="take"),
    path(f"{POST}ask-legal/", step.ask_legal, name="ask_legal"),
    path(STEP, step.show, name="step"),
    path(f"{STEP}paper/", step_paper.paper, name="step_paper"),
    path(f"{STEP}paper/sent/", step_paper.sent, name="step_sent"),
    path(f"{STEP}paper/gone/", step_paper.gone, name="pack_sent"),
    path(f"{STEP}paper/<int:copy_pk>/never-came/", step_paper.never_came, name="step_lost"),
]
