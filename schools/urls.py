"""Where the pages of set-up stand."""

from django.urls import URLPattern, path

from schools.views import accounts, importing, school_calendar, schools, setup

app_name = "schools"
urlpatterns: list[URLPattern] = [
    path("account/stay/", setup.stay, name="stay"),
    path("setup/", setup.setup, name="setup"),
    path("setup/trust/", setup.trust_facts, name="trust"),
    path("setup/schools/", schools.schools, name="schools"),
    path("setup/schools/new/", schools.school_new, name="school_new"),
    path("setup/schools/<int:pk>/", schools.school, name="school"),
    path("setup/schools/<int:pk>/calendar/", school_calendar.school_calendar, name="school_calendar_now"),
    path("setup/schools/<int:pk>/calendar/<int:year>/", school_calendar.school_calendar, name="school_calendar"),
    path("setup/schools/<int:pk>/deputies/", setup.deputy_name, name="deputy_name"),
    path("setup/deputies/", setup.deputies, name="deputies"),
    path("setup/deputies/<int:pk>/remove/", setup.deputy_remove, name="deputy_remove"),
    path("setup/calendar/", setup.calendar, name="calendar"),
    path("setup/calendar/<int:year>/", setup.calendar, name="calendar_year"),
    path("setup/calendar/<int:year>/add/", setup.holiday_add, name="holiday_add"),
    path("setup/calendar/<int:year>/fill/", setup.holidays_fill, name="holidays_fill"),
    path("setup/calendar/days/<int:pk>/remove/", setup.holiday_remove, name="holiday_remove"),
    path("setup/accounts/", accounts.accounts, name="accounts"),
    path("setup/accounts/search/", accounts.accounts_search, name="accounts_search"),
    path("setup/accounts/new/", accounts.account_new, name="account_new"),
    path("setup/accounts/<int:pk>/", accounts.account, name="account"),
    path("setup/accounts/<int:pk>/change/", accounts.account_change, name="account_change"),
    path("setup/accounts/<int:pk>/link/", accounts.account_send_link, name="account_send_link"),
    path("setup/accounts/<int:pk>/off/", accounts.account_off, name="account_off"),
    path("setup/accounts/<int:pk>/on/", accounts.account_on, name="account_on"),
    path("setup/accounts/<int:pk>/people/", accounts.account_people, name="account_people"),
    path("setup/import/", importing.import_new, name="import"),
    path("setup/import/<int:pk>/", importing.import_run, name="import_run"),
    path("setup/import/<int:pk>/columns/", importing.import_columns, name="import_columns"),
    path("setup/import/<int:pk>/start/", importing.import_start, name="import_start"),
    path("setup/import/<int:pk>/again/", importing.import_reopen, name="import_reopen"),
    path("setup/import/<int:pk>/discard/", importing.import_discard, name="import_discard"),
]
