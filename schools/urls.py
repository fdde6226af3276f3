"""Where the pages of schools stand."""

app_name = "schools"
urlpatterns = []
