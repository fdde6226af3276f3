"""Where online concerns, contacts and restrictions live: below /online/."""

from django.urls import URLPattern, path

from socialmedia.views import contacts, uploads

app_name = "socialmedia"
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
]
