import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import kernel.ranges
import pgtrigger.compiler
import pgtrigger.migrations
import suspensions.models.suspension
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('cases', '0001_initial'),
        ('notices', '0001_initial'),
        ('schools', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SiteSuspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_trust_wide', models.BooleanField(default=False)),
                ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('counted_from', models.DateTimeField()),
                ('review_on', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('provisional', 'Provisional'), ('upheld', 'Upheld'), ('not_upheld', 'Not upheld'), ('lifted', 'Lifted'), ('void', 'Void: made in error'), ('replaced', 'Replaced by one for the whole trust')], default='provisional', max_length=12)),
                ('grounds', models.TextField()),
                ('decided_at', models.DateTimeField()),
                ('capacity', models.CharField(choices=[('head', 'Headteacher'), ('acting_head', 'Acting headteacher'), ('ceo', 'CEO'), ('acting_ceo', 'Acting for the CEO'), ('delegate', 'Delegate of the CEO'), ('chair', 'Chair of Trustees, for the CEO'), ('vice_chair', 'Vice-chair, for the CEO'), ('trustee', 'Trustee not involved, for the CEO')], max_length=12)),
                ('is_entered', models.BooleanField(default=False)),
                ('entered_at', models.DateTimeField(blank=True, null=True)),
                ('decider_name', models.CharField(blank=True, default='', max_length=200)),
                ('heard_from', models.DateField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_as', models.CharField(blank=True, choices=[('head', 'Headteacher'), ('acting_head', 'Acting headteacher'), ('ceo', 'CEO'), ('acting_ceo', 'Acting for the CEO'), ('delegate', 'Delegate of the CEO'), ('chair', 'Chair of Trustees, for the CEO'), ('vice_chair', 'Vice-chair, for the CEO'), ('trustee', 'Trustee not involved, for the CEO')], default='', max_length=12)),
                ('end_reason', models.TextField(blank=True, default='')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='site_suspensions', to='cases.case')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='site_suspensions', to='schools.person')),
                ('renews', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='suspensions.sitesuspension')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='suspensions.sitesuspension')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='site_suspensions', to='schools.school')),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('state__in', ('provisional', 'upheld'))), fields=['school'], name='site_suspension_live_by_school'), models.Index(fields=['person'], name='site_suspension_by_person'), models.Index(condition=models.Q(('is_trust_wide', True), ('state__in', ('provisional', 'upheld'))), fields=['is_trust_wide'], name='site_suspension_live_wide')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['provisional', 'upheld', 'not_upheld', 'lifted', 'void', 'replaced'])), name='site_suspension_state_known'), models.CheckConstraint(condition=models.Q(('capacity__in', ['head', 'acting_head', 'ceo', 'acting_ceo', 'delegate', 'chair', 'vice_chair', 'trustee'])), name='site_suspension_capacity_known'), models.CheckConstraint(condition=models.Q(('ended_as__in', ['', 'head', 'acting_head', 'ceo', 'acting_ceo', 'delegate', 'chair', 'vice_chair', 'trustee'])), name='site_suspension_ended_as_known'), models.CheckConstraint(condition=models.Q(models.Q(('entered_at__isnull', False), ('entered_by__isnull', False), ('is_entered', True)), models.Q(('decider_name', ''), ('entered_at__isnull', True), ('entered_by__isnull', True), ('is_entered', False)), _connector='OR'), name='site_suspension_entered_iff_stamped'), models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__lower_inf', False), ('period__upper_inf', False)), name='site_suspension_period_bounded', violation_error_message='A suspension from site always has a start and an end.'), models.CheckConstraint(condition=models.Q(('grounds', ''), _negated=True), name='site_suspension_grounds_given', violation_error_message='Say what the risk to staff or children is.'), models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ended_at__isnull', True), ('ended_by__isnull', True), ('state__in', ('provisional', 'upheld'))), models.Q(models.Q(('state__in', ('provisional', 'upheld')), _negated=True), ('ended_at__isnull', False), ('ended_by__isnull', False), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='site_suspension_ended_iff_stamped', violation_error_message='Say why it ends.'), models.CheckConstraint(condition=models.Q(('counted_from__lte', django.db.models.functions.text.Lower('period'))), name='site_suspension_counted_from_no_later'), models.CheckConstraint(condition=models.Q(('is_entered', True), models.Q(('state', 'provisional'), _negated=True), ('counted_from__gte', django.db.models.expressions.CombinedExpression(django.db.models.functions.text.Upper('period'), '-', models.Value(datetime.timedelta(days=43)))), _connector='OR'), name='site_suspension_provisional_within_six_weeks', violation_error_message='Before it is upheld, a suspension lasts six weeks at most.'), models.CheckConstraint(condition=models.Q(('is_entered', True), ('counted_from__gte', django.db.models.expressions.CombinedExpression(django.db.models.functions.text.Upper('period'), '-', models.Value(datetime.timedelta(days=367)))), _connector='OR'), name='site_suspension_within_a_year', violation_error_message='A suspension lasts twelve months at most. After that it is a new decision.'), models.CheckConstraint(condition=models.Q(('review_on__isnull', False), models.Q(('state', 'upheld'), _negated=True), ('counted_from__gte', django.db.models.expressions.CombinedExpression(django.db.models.functions.text.Upper('period'), '-', models.Value(datetime.timedelta(days=43)))), _connector='OR'), name='site_suspension_long_has_review_day', violation_error_message='Say on which day it is looked at again.'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ('provisional', 'upheld'))), expressions=[(kernel.ranges.PointRange('person'), '&&'), (suspensions.models.suspension.SiteRange(), '&&'), ('period', '&&')], name='site_suspension_one_live', violation_error_message='This person is already suspended from this site for some of this time.')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_first', models.BooleanField(default=True)),
                ('outcome', models.CharField(choices=[('upheld', 'Upheld'), ('varied', 'Upheld with other terms'), ('not_upheld', 'Not upheld'), ('continued', 'Goes on'), ('ended', 'Lifted')], max_length=12)),
                ('reasons', models.TextField()),
                ('considered', models.TextField()),
                ('risk', models.TextField(blank=True, default='')),
                ('follows', models.TextField(blank=True, default='')),
                ('decided_at', models.DateTimeField()),
                ('capacity', models.CharField(choices=[('head', 'Headteacher'), ('acting_head', 'Acting headteacher'), ('ceo', 'CEO'), ('acting_ceo', 'Acting for the CEO'), ('delegate', 'Delegate of the CEO'), ('chair', 'Chair of Trustees, for the CEO'), ('vice_chair', 'Vice-chair, for the CEO'), ('trustee', 'Trustee not involved, for the CEO')], max_length=12)),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('suspension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='suspensions.sitesuspension')),
            ],
            options={
                'ordering': ['decided_at', 'pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['upheld', 'varied', 'not_upheld', 'continued', 'ended'])), name='review_outcome_known'), models.CheckConstraint(condition=models.Q(('reasons', ''), _negated=True), name='review_reasons_given', violation_error_message='Give your reasons.'), models.CheckConstraint(condition=models.Q(('considered', ''), _negated=True), name='review_considered_given', violation_error_message='Say what you considered about disability, illness and language.'), models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['upheld', 'varied', 'continued']), _negated=True), models.Q(('risk', ''), _negated=True), _connector='OR'), name='review_upheld_names_the_risk', violation_error_message='Say what the risk to staff or children is. Criticism or a complaint alone is no ground.'), models.CheckConstraint(condition=models.Q(('capacity__in', ['head', 'acting_head', 'ceo', 'acting_ceo', 'delegate', 'chair', 'vice_chair', 'trustee'])), name='review_capacity_known'), models.UniqueConstraint(condition=models.Q(('is_first', True)), fields=('suspension',), name='review_first_once', violation_error_message='Somebody has already decided on this.')],
            },
        ),
        migrations.CreateModel(
            name='Representation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received_at', models.DateTimeField()),
                ('channel', models.CharField(choices=[('letter', 'Letter'), ('email', 'E-mail'), ('handed', 'Paper handed in'), ('telephone', 'Telephone'), ('in_person', 'In person'), ('form', 'Another way')], max_length=10)),
                ('text', models.TextField()),
                ('is_waiver', models.BooleanField(default=False)),
                ('is_all', models.BooleanField(default=False)),
                ('noted_at', models.DateTimeField()),
                ('consideration', models.TextField(blank=True, default='')),
                ('considered_at', models.DateTimeField(blank=True, null=True)),
                ('considered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('suspension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='representations', to='suspensions.sitesuspension')),
            ],
            options={
                'ordering': ['received_at', 'pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['letter', 'email', 'handed', 'telephone', 'in_person', 'form'])), name='representation_channel_known'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='representation_text_given', violation_error_message='Write down what the person said.'), models.CheckConstraint(condition=models.Q(('is_waiver', False), ('channel__in', ['letter', 'email', 'handed']), _connector='OR'), name='representation_waiver_in_writing', violation_error_message='A waiver counts only in writing.'), models.CheckConstraint(condition=models.Q(models.Q(('consideration', ''), ('considered_at__isnull', True), ('considered_by__isnull', True)), models.Q(models.Q(('consideration', ''), _negated=True), ('considered_at__isnull', False), ('considered_by__isnull', False)), _connector='OR'), name='representation_considered_iff_stamped', violation_error_message='Say what you made of it.')],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('previous_until', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('reason', models.TextField()),
                ('considered', models.TextField()),
                ('review_on', models.DateField(blank=True, null=True)),
                ('decided_at', models.DateTimeField()),
                ('capacity', models.CharField(choices=[('head', 'Headteacher'), ('acting_head', 'Acting headteacher'), ('ceo', 'CEO'), ('acting_ceo', 'Acting for the CEO'), ('delegate', 'Delegate of the CEO'), ('chair', 'Chair of Trustees, for the CEO'), ('vice_chair', 'Vice-chair, for the CEO'), ('trustee', 'Trustee not involved, for the CEO')], max_length=12)),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('suspension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='suspensions.sitesuspension')),
            ],
            options={
                'ordering': ['decided_at', 'pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gt', models.F('previous_until')), ('until__gt', models.F('decided_at'))), name='extension_goes_on', violation_error_message='The new end must be later than the end it has now.'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='extension_reason_given', violation_error_message='Say why it must go on.'), models.CheckConstraint(condition=models.Q(('considered', ''), _negated=True), name='extension_considered_given', violation_error_message='Say what you considered about disability, illness and language.'), models.CheckConstraint(condition=models.Q(('capacity__in', ['head', 'acting_head', 'ceo', 'acting_ceo', 'delegate', 'chair', 'vice_chair', 'trustee'])), name='extension_capacity_known')],
            },
        ),
        migrations.CreateModel(
            name='Breach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField()),
                ('note', models.TextField(blank=True, default='')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
                ('seen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('suspension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='breaches', to='suspensions.sitesuspension')),
            ],
            options={
                'ordering': ['-seen_at', '-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Arrangement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('drop_off', models.CharField(blank=True, default='', max_length=300, verbose_name='bringing the child')),
                ('collection', models.CharField(blank=True, default='', max_length=300, verbose_name='collecting the child')),
                ('events', models.CharField(blank=True, default='', max_length=300, verbose_name='school events')),
                ('emergencies', models.CharField(blank=True, default='', max_length=300, verbose_name='if the child is ill or hurt')),
                ('contact', models.CharField(blank=True, default='', max_length=300, verbose_name='how to reach the school')),
                ('set_at', models.DateTimeField()),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('suspension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='arrangements', to='suspensions.sitesuspension')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('suspension', 'school'), name='arrangement_once_a_site', violation_error_message='This site has its arrangements already.'), models.CheckConstraint(condition=models.Q(('collection', ''), ('contact', ''), ('drop_off', ''), ('emergencies', ''), ('events', ''), _negated=True), name='arrangement_says_something', violation_error_message='Say at least one thing that was arranged.')],
            },
        ),
        migrations.CreateModel(
            name='Telling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='telling', to='notices.notice')),
                ('suspension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tellings', to='suspensions.sitesuspension')),
            ],
            options={
                'ordering': ['-notice__spoken_at', '-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Variation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('terms', models.TextField()),
                ('reason', models.TextField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField()),
                ('capacity', models.CharField(choices=[('head', 'Headteacher'), ('acting_head', 'Acting headteacher'), ('ceo', 'CEO'), ('acting_ceo', 'Acting for the CEO'), ('delegate', 'Delegate of the CEO'), ('chair', 'Chair of Trustees, for the CEO'), ('vice_chair', 'Vice-chair, for the CEO'), ('trustee', 'Trustee not involved, for the CEO')], max_length=12)),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('suspension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='variations', to='suspensions.sitesuspension')),
            ],
            options={
                'ordering': ['decided_at', 'pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('terms', ''), _negated=True), name='variation_terms_given', violation_error_message='Say what is different from now on.'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='variation_reason_given', violation_error_message='Say why.'), models.CheckConstraint(condition=models.Q(('capacity__in', ['head', 'acting_head', 'ceo', 'acting_ceo', 'delegate', 'chair', 'vice_chair', 'trustee'])), name='variation_capacity_known')],
            },
        ),
        migrations.CreateModel(
            name='ReviewedEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='cases.evidence')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='suspensions.review')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('review', 'evidence'), name='reviewed_evidence_once')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewedevidence',
            trigger=pgtrigger.compiler.Trigger(name='reviewed_evidence_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c70b68e280a5c3b796f575f4cb6fe46b11190583', operation='UPDATE OR DELETE', pgid='pgtrigger_reviewed_evidence_append_only_351f3', table='suspensions_reviewedevidence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitesuspension',
            trigger=pgtrigger.compiler.Trigger(name='site_suspension_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{provisional:upheld,provisional:not_upheld,provisional:lifted,provisional:void,provisional:replaced,upheld:lifted,upheld:void,upheld:replaced}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='688ca22aae6ee511586759d1cd45bcf05867f290', operation='UPDATE', pgid='pgtrigger_site_suspension_moves_2fdac', table='suspensions_sitesuspension', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='review_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d90616c3c28d8915a46885616cf1e79bce0c73cf', operation='UPDATE OR DELETE', pgid='pgtrigger_review_append_only_a1444', table='suspensions_review', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='representation',
            trigger=pgtrigger.compiler.Trigger(name='representation_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.considered_at IS NOT NULL OR (to_jsonb(OLD) - '{consideration,considered_at,considered_by_id}'::text[]) IS DISTINCT FROM (to_jsonb(NEW) - '{consideration,considered_at,considered_by_id}'::text[]))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d03af7e032b6e38e2b85b6edf4ac5a719d09f1f0', operation='UPDATE', pgid='pgtrigger_representation_kept_605af', table='suspensions_representation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='representation',
            trigger=pgtrigger.compiler.Trigger(name='representation_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='4030d79af022175181d44d8736c90d1e83088f44', operation='DELETE', pgid='pgtrigger_representation_never_deleted_2faf8', table='suspensions_representation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='extension',
            trigger=pgtrigger.compiler.Trigger(name='extension_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='571cd8dc14e9e68c8b5d697292756afe98c458c9', operation='UPDATE OR DELETE', pgid='pgtrigger_extension_append_only_da675', table='suspensions_extension', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='breach',
            trigger=pgtrigger.compiler.Trigger(name='breach_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='279d1ef2f3ca89fab6be37683fea849d50b26461', operation='UPDATE OR DELETE', pgid='pgtrigger_breach_append_only_99d6d', table='suspensions_breach', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='telling',
            trigger=pgtrigger.compiler.Trigger(name='telling_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c7f12132bbf576a2ffacba6481ec0a35a40c9dd2', operation='UPDATE OR DELETE', pgid='pgtrigger_telling_append_only_4d4f6', table='suspensions_telling', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='variation',
            trigger=pgtrigger.compiler.Trigger(name='variation_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8c1db9b476e6ed7d9f5b02f116613a9a4737e497', operation='UPDATE OR DELETE', pgid='pgtrigger_variation_append_only_db777', table='suspensions_variation', when='BEFORE')),
        ),
    ]
