"""Empties a demonstration: every table of ours, the queue and the stored files. Only the owner of the database may."""

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection, transaction

from cases.models import EvidenceFile
from records.models import RecordFile

# What a migration made and no demonstration changes.
KEPT = {"auth_permission", "django_content_type", "django_migrations"}
QUEUE = ("procrastinate_events", "procrastinate_jobs", "procrastinate_periodic_defers")


def empty() -> None:
    """Empty the tables in one transaction, then remove the files they named."""
    named = (RecordFile.objects.values_list("file"), EvidenceFile.objects.values_list("original", "served"))
    files = [name for rows in named for row in rows for name in row if name]
    models = apps.get_models(include_auto_created=True)
    tables = {model._meta.db_table for model in models if model._meta.managed and not model._meta.proxy} - KEPT
    names = ", ".join(connection.ops.quote_name(name) for name in sorted({*tables, *QUEUE}))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    for name in files:
        default_storage.delete(name)
