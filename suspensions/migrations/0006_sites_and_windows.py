import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Sightings are append-only: their trigger sleeps while each gets its site.
BREACH_SITES = """
    ALTER TABLE suspensions_breach DISABLE TRIGGER USER;
    UPDATE suspensions_breach AS row SET school_id = one.school_id
        FROM suspensions_sitesuspension AS one WHERE one.id = row.suspension_id;
    ALTER TABLE suspensions_breach ENABLE TRIGGER USER;
"""
ARRANGEMENT_SITES = """
    UPDATE suspensions_arrangement AS row SET school_id = one.school_id
        FROM suspensions_sitesuspension AS one WHERE one.id = row.suspension_id;
"""
SCHOOL = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": "schools.school"}
OF = {"on_delete": django.db.models.deletion.PROTECT, "to": "suspensions.sitesuspension"}


class Migration(migrations.Migration):

    dependencies = [
        ('schools', '0003_heads_need_a_second_person'),
        ('suspensions', '0005_ended_as'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("sitesuspension", "heard_from", models.DateField(blank=True, null=True)),
        migrations.AddIndex(
            "sitesuspension",
            models.Index(
                condition=models.Q(("is_trust_wide", True), ("state__in", ("provisional", "upheld"))),
                fields=["is_trust_wide"],
                name="site_suspension_live_wide",
            ),
        ),
        migrations.AlterField(
            "arrangement", "suspension", models.ForeignKey(related_name="arrangements", **OF)
        ),
        # The key is checked at the end of the migration; the columns are filled before.
        migrations.AddField("arrangement", "school", models.ForeignKey(null=True, db_constraint=False, **SCHOOL)),
        migrations.RunSQL(ARRANGEMENT_SITES, migrations.RunSQL.noop),
        migrations.AlterField("arrangement", "school", models.ForeignKey(**SCHOOL)),
        migrations.AddConstraint(
            "arrangement",
            models.UniqueConstraint(
                fields=["suspension", "school"],
                name="arrangement_once_a_site",
                violation_error_message="This site has its arrangements already.",
            ),
        ),
        migrations.AddField("breach", "school", models.ForeignKey(null=True, db_constraint=False, **SCHOOL)),
        migrations.RunSQL(BREACH_SITES, migrations.RunSQL.noop),
        migrations.AlterField("breach", "school", models.ForeignKey(**SCHOOL)),
    ]
