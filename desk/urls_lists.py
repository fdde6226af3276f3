"""Where the desk's lists stand: home, cases, people, standing in, and what only a demonstration or an operator asks."""

from django.urls import path

from desk.views import cover, demo_mail, entering, health, home, lists, people, roles

urlpatterns = [
    path("", home.home, name="home"),
    path("cases/", lists.cases, name="cases"),
    path("overdue/", lists.overdue, name="overdue"),
    path("cases/filter/", lists.cases_filter, name="cases_filter"),
    path("cases/search/", lists.cases_search, name="cases_search"),
    path("people/", people.people, name="people"),
    path("people/search/", people.people_search, name="people_search"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/name/", people.person_name, name="person_name"),
    path("people/<int:pk>/contact/", people.person_contact, name="person_contact"),
    path("people/<int:pk>/suspension/", entering.enter, name="enter_suspension"),
    path("people/new/suspension/", entering.enter_new, name="enter_new"),
    path("people/<int:pk>/same/", people.person_same, name="person_same"),
    path("people/<int:pk>/same/search/", people.person_same_search, name="person_same_search"),
    path("people/<int:pk>/separate/", people.person_separate, name="person_separate"),
    path("acting/", cover.acting, name="acting"),
    path("cover/", cover.cover, name="cover"),
    path("cover/appoint/", cover.appoint, name="cover_appoint"),
    path("cover/<int:pk>/end/", cover.end, name="cover_end"),
    path("roles/", roles.roles, name="roles"),
    path("setup/accounts/<int:pk>/roles/", roles.role_give, name="role_give"),
    path("setup/accounts/<int:pk>/people/none/", people.account_unlink, name="account_unlink"),
    path("setup/accounts/<int:pk>/people/<int:person>/", people.account_link, name="account_link"),
    path("setup/proposals/", roles.proposals, name="proposals"),
    path("setup/proposals/<int:pk>/confirm/", roles.proposal_confirm, name="proposal_confirm"),
    path("setup/proposals/<int:pk>/decline/", roles.proposal_decline, name="proposal_decline"),
    path("setup/proposals/<int:pk>/withdraw/", roles.proposal_withdraw, name="proposal_withdraw"),
    path("setup/roles/<int:pk>/end/", roles.role_end, name="role_end"),
    path("demo/mail/", demo_mail.demo_mail, name="demo_mail"),
    path("readyz", health.readyz, name="readyz"),
]
