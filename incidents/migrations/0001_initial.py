import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('cases', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('occurred_at', models.DateTimeField()),
                ('discovered_at', models.DateTimeField(blank=True, null=True)),
                ('logged_at', models.DateTimeField()),
                ('on_behalf_of', models.CharField(blank=True, default='', max_length=200)),
                ('on_paper_at', models.DateTimeField(blank=True, null=True, verbose_name='written down on paper at')),
                ('place', models.CharField(blank=True, default='', max_length=200)),
                ('setting', models.CharField(choices=[('on_site', 'In school or on the grounds'), ('gate', 'At the gate'), ('telephone', 'On the telephone'), ('written', 'In writing'), ('online', 'Online'), ('off_site', 'Away from the school')], max_length=10)),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('threatening', 'Threatening words or behaviour'), ('abusive', 'Abusive words or behaviour'), ('insulting', 'Insulting words or behaviour'), ('attack', 'Physical attack'), ('harassment', 'Harassment, alarm or distress'), ('damage', 'Damage'), ('telephone', 'Abuse on the telephone'), ('writing', 'Abuse in writing'), ('online', 'Online'), ('ai', 'Misuse of artificial intelligence'), ('other', 'Something else')], max_length=12), blank=True, default=list, size=None)),
                ('other_category', models.CharField(blank=True, default='', max_length=200)),
                ('account', models.TextField()),
                ('injuries', models.TextField(blank=True, default='')),
                ('police_called_at', models.DateTimeField(blank=True, null=True)),
                ('police_reference', models.CharField(blank=True, default='', max_length=80)),
                ('is_child_at_risk', models.BooleanField(default=False)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('locked_at', models.DateTimeField(blank=True, null=True)),
                ('conclusion', models.CharField(blank=True, choices=[('suspend', 'Suspend from site for the rest of today'), ('talk', 'A talk or call, which I log'), ('no_action', 'No action, with the reason')], default='', max_length=10)),
                ('conclusion_reason', models.TextField(blank=True, default='')),
                ('concluded_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='cases.case')),
                ('concluded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('logged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('setting__in', ['on_site', 'gate', 'telephone', 'written', 'online', 'off_site'])), name='incident_setting_known'), models.CheckConstraint(condition=models.Q(('categories__contained_by', ['threatening', 'abusive', 'insulting', 'attack', 'harassment', 'damage', 'telephone', 'writing', 'online', 'ai', 'other'])), name='incident_categories_known'), models.CheckConstraint(condition=models.Q(('account', ''), _negated=True), name='incident_account_given', violation_error_message='Say what happened.'), models.CheckConstraint(condition=models.Q(('occurred_at__lte', models.F('logged_at'))), name='incident_not_in_the_future', violation_error_message='The time it happened is in the future.'), models.CheckConstraint(condition=models.Q(('discovered_at__isnull', True), ('discovered_at__gte', models.F('occurred_at')), _connector='OR'), name='incident_discovered_after_it_happened', violation_error_message='It cannot have been discovered before it happened.'), models.CheckConstraint(condition=models.Q(('conclusion__in', ['', 'suspend', 'talk', 'no_action'])), name='incident_conclusion_known'), models.CheckConstraint(condition=models.Q(models.Q(('concluded_at__isnull', True), ('concluded_by__isnull', True), ('conclusion', ''), ('conclusion_reason', '')), models.Q(models.Q(('conclusion', ''), _negated=True), models.Q(('conclusion_reason', ''), _negated=True), ('concluded_at__isnull', False), ('concluded_by__isnull', False)), _connector='OR'), name='incident_concluded_iff_stamped', violation_error_message='Say why.'), models.UniqueConstraint(fields=('case', 'number'), name='incident_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Addendum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addenda', to='incidents.incident')),
            ],
            options={
                'ordering': ['added_at', 'pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='addendum_text_given', violation_error_message='Write what you want to add.')],
            },
        ),
        migrations.CreateModel(
            name='Interview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('witness_kind', models.CharField(choices=[('staff', 'Member of staff'), ('pupil', 'Pupil'), ('parent', 'Parent or carer'), ('outsider', 'Somebody else')], max_length=10)),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held: not yet agreed'), ('not_possible', 'Not possible'), ('agreed', 'Agreed'), ('not_agreed', 'Not agreed')], default='planned', max_length=12)),
                ('planned_at', models.DateTimeField()),
                ('planned_start_at', models.DateTimeField(blank=True, null=True)),
                ('interviewer_name', models.CharField(blank=True, default='', max_length=200)),
                ('place', models.CharField(blank=True, default='', max_length=200)),
                ('supporting_adult', models.CharField(blank=True, default='', max_length=200)),
                ('no_adult_reason', models.CharField(blank=True, default='', max_length=300)),
                ('also_present', models.TextField(blank=True, default='')),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('note_form', models.CharField(blank=True, choices=[('verbatim', 'Word for word'), ('summary', 'A summary')], default='', max_length=10)),
                ('account', models.TextField(blank=True, default='')),
                ('is_read_back', models.BooleanField(default=False)),
                ('noted_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('disagreement', models.TextField(blank=True, default='')),
                ('given_up_at', models.DateTimeField(blank=True, null=True)),
                ('given_up_reason', models.TextField(blank=True, default='')),
                ('given_up_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('interviewer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('involvement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interviews', to='cases.involvement')),
                ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('witness_kind__in', ['staff', 'pupil', 'parent', 'outsider'])), name='interview_witness_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'held', 'not_possible', 'agreed', 'not_agreed'])), name='interview_state_known'), models.CheckConstraint(condition=models.Q(('note_form__in', ['', 'verbatim', 'summary'])), name='interview_note_form_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('held', 'agreed', 'not_agreed')), ('ended_at__isnull', False), ('noted_at__isnull', False), ('noted_by__isnull', False), ('started_at__isnull', False), models.Q(('account', ''), _negated=True), models.Q(('note_form', ''), _negated=True)), models.Q(models.Q(('state__in', ('held', 'agreed', 'not_agreed')), _negated=True), ('ended_at__isnull', True), ('noted_at__isnull', True), ('noted_by__isnull', True), ('started_at__isnull', True), ('account', ''), ('is_read_back', False), ('note_form', '')), _connector='OR'), name='interview_noted_iff_stamped', violation_error_message='Write down what was said, from when until when.'), models.CheckConstraint(condition=models.Q(models.Q(('interviewer__isnull', False), ('interviewer_name', '')), models.Q(('interviewer__isnull', True), models.Q(('interviewer_name', ''), _negated=True)), models.Q(models.Q(('state__in', ('held', 'agreed', 'not_agreed')), _negated=True), ('interviewer__isnull', True), ('interviewer_name', '')), _connector='OR'), name='interview_led_by_one', violation_error_message='Say who held the interview: one person.'), models.CheckConstraint(condition=models.Q(('started_at__isnull', True), ('ended_at__gt', models.F('started_at')), _connector='OR'), name='interview_ends_after_it_starts', violation_error_message='It ended before it began.'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__lte', models.F('noted_at')), _connector='OR'), name='interview_not_in_the_future', violation_error_message='This time is in the future.'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('held', 'agreed', 'not_agreed')), _negated=True), models.Q(('witness_kind', 'pupil'), _negated=True), models.Q(('supporting_adult', ''), _negated=True), models.Q(('no_adult_reason', ''), _negated=True), _connector='OR'), name='interview_pupil_supported', violation_error_message='Say which adult supported the pupil, or why none did.'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', False), ('settled_by__isnull', False), ('state__in', ('agreed', 'not_agreed'))), models.Q(models.Q(('state__in', ('agreed', 'not_agreed')), _negated=True), ('settled_at__isnull', True), ('settled_by__isnull', True)), _connector='OR'), name='interview_settled_iff_stamped'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_agreed'), models.Q(('disagreement', ''), _negated=True)), models.Q(models.Q(('state', 'not_agreed'), _negated=True), ('disagreement', '')), _connector='OR'), name='interview_disagreement_iff_not_agreed', violation_error_message='Say what they do not agree with.'), models.CheckConstraint(condition=models.Q(models.Q(('given_up_at__isnull', False), ('given_up_by__isnull', False), ('state', 'not_possible'), models.Q(('given_up_reason', ''), _negated=True)), models.Q(models.Q(('state', 'not_possible'), _negated=True), ('given_up_at__isnull', True), ('given_up_by__isnull', True), ('given_up_reason', '')), _connector='OR'), name='interview_given_up_iff_stamped', violation_error_message='Say why it is not possible.'), models.UniqueConstraint(condition=models.Q(('state__in', ['planned', 'held'])), fields=('involvement',), name='interview_one_open', violation_error_message='There is an interview with this person already that is not finished.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='incident_locked', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.locked_at IS NOT NULL AND (to_jsonb(OLD) - ARRAY['conclusion', 'conclusion_reason', 'concluded_at', 'concluded_by_id']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['conclusion', 'conclusion_reason', 'concluded_at', 'concluded_by_id']))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='79d81e4c783b1ec480af632d5debe363e511a736', operation='UPDATE', pgid='pgtrigger_incident_locked_bcb7a', table='incidents_incident', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='incident_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='5a5265977dbd428811f1008511dc721cd7b0508e', operation='DELETE', pgid='pgtrigger_incident_never_deleted_a24dd', table='incidents_incident', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='addendum',
            trigger=pgtrigger.compiler.Trigger(name='addendum_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cf64e272f14fd9855584abcf6664db82be520078', operation='UPDATE OR DELETE', pgid='pgtrigger_addendum_append_only_15d8a', table='incidents_addendum', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='interview',
            trigger=pgtrigger.compiler.Trigger(name='interview_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{planned:held,planned:not_possible,held:agreed,held:not_agreed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='209eadce6a4b9f7f707e9fd3aca4631023644ff3', operation='UPDATE', pgid='pgtrigger_interview_moves_70795', table='incidents_interview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='interview',
            trigger=pgtrigger.compiler.Trigger(name='interview_settled', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state IN ('agreed', 'not_agreed', 'not_possible'))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='40353d1d939802121ec9829a93c815ded010dd50', operation='UPDATE', pgid='pgtrigger_interview_settled_9c0b8', table='incidents_interview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='interview',
            trigger=pgtrigger.compiler.Trigger(name='interview_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state <> 'planned')", func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='ebf043a080b2d01d7a525caeab017c76da7d5663', operation='DELETE', pgid='pgtrigger_interview_kept_d64b7', table='incidents_interview', when='BEFORE')),
        ),
    ]
