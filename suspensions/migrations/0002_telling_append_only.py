
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0002_initial'),
        ('suspensions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Telling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['-notice__spoken_at', '-pk'],
                'default_permissions': (),
            },
        ),
        migrations.AlterModelOptions(
            name='breach',
            options={'default_permissions': (), 'ordering': ['-seen_at', '-pk']},
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='breach',
            trigger=pgtrigger.compiler.Trigger(name='breach_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='279d1ef2f3ca89fab6be37683fea849d50b26461', operation='UPDATE OR DELETE', pgid='pgtrigger_breach_append_only_99d6d', table='suspensions_breach', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='arrangement',
            constraint=models.CheckConstraint(condition=models.Q(('collection', ''), ('contact', ''), ('drop_off', ''), ('emergencies', ''), ('events', ''), _negated=True), name='arrangement_says_something', violation_error_message='Say at least one thing that was arranged.'),
        ),
        migrations.AddField(
            model_name='telling',
            name='notice',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='telling', to='notices.notice'),
        ),
        migrations.AddField(
            model_name='telling',
            name='suspension',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tellings', to='suspensions.sitesuspension'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='telling',
            trigger=pgtrigger.compiler.Trigger(name='telling_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c7f12132bbf576a2ffacba6481ec0a35a40c9dd2', operation='UPDATE OR DELETE', pgid='pgtrigger_telling_append_only_4d4f6', table='suspensions_telling', when='BEFORE')),
        ),
    ]
