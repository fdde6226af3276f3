"""Where online concerns, contacts and restrictions live: below /online/."""

from django.urls import URLPattern, path

from socialmedia.views import contacts, restriction_letters, restrictions, uploads

app_name = "socialmedia"
ONE = "restrictions/<str:reference>/<int:pk>/"
LETTER = "restrictions/<str:reference>/letters/<str:what>/"
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
    path(f"{LETTER}", restriction_letters.letter, name="terms_letter"),
    path(f"{LETTER}sent/", restriction_letters.sent, name="terms_sent"),
    path(ONE, restrictions.restriction, name="restriction"),
    path(f"{ONE}set/", restrictions.set_terms, name="terms_set"),
    path(f"{ONE}change/", restrictions.change, name="terms_change"),
    path(f"{ONE}review/", restrictions.review, name="terms_review"),
    path(f"{ONE}end/", restrictions.end, name="terms_end"),
    path(f"{ONE}breach/", restrictions.breach, name="terms_breach"),
    path(f"{ONE}copies/<int:copy_pk>/never-came/", restriction_letters.never_came, name="terms_lost"),
]
