"""What the room of records adds to the checks of a real site."""

from django.apps import AppConfig
from django.core.checks import register

from records.checks import seal_is_set_up


class RecordsConfig(AppConfig):
    name = "records"

    def ready(self) -> None:
        register(seal_is_set_up, deploy=True)
