"""Where the pages of notices stand."""

app_name = "notices"
urlpatterns = []
