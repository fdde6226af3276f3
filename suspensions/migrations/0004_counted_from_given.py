"""Every suspension says from when its longest time is counted."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("suspensions", "0003_hearing_and_review"),
    ]

    operations = [
        migrations.AlterField(
            model_name="sitesuspension",
            name="counted_from",
            field=models.DateTimeField(),
        ),
    ]
