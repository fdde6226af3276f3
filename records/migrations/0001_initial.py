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
        ('notices', '0001_initial'),
        ('schools', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='WrittenRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('incident_report', 'Incident report'), ('first_letter', 'Letter: suspended from site'), ('trust_wide_letter', 'Letter: suspended from every site'), ('extension_letter', 'Letter: suspension extended'), ('upheld_letter', 'Letter: suspension upheld'), ('varied_letter', 'Letter: suspension upheld, other terms'), ('not_upheld_letter', 'Letter: suspension not upheld'), ('continued_letter', 'Letter: suspension goes on'), ('lifted_letter', 'Letter: suspension lifted'), ('void_letter', 'Letter: suspended by mistake'), ('behaviour_warning', 'Behaviour warning'), ('interview_note', 'Interview note'), ('supplementary_report', 'Supplementary report')], max_length=24)),
                ('number', models.PositiveSmallIntegerField()),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('subject', models.CharField(blank=True, default='', max_length=80)),
                ('title', models.CharField(max_length=200)),
                ('content', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('issued', 'Issued'), ('complete', 'Complete'), ('superseded', 'Replaced by a later version'), ('withdrawn', 'Withdrawn'), ('discarded', 'Draft discarded')], default='draft', max_length=12)),
                ('correction', models.TextField(blank=True, default='')),
                ('started_at', models.DateTimeField()),
                ('issued_at', models.DateTimeField(blank=True, null=True)),
                ('code', models.CharField(blank=True, default='', max_length=24)),
                ('digest', models.CharField(blank=True, default='', max_length=64)),
                ('chain_head', models.CharField(blank=True, default='', max_length=16)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='cases.case')),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('supersedes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='records.writtenrecord')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['incident_report', 'first_letter', 'trust_wide_letter', 'extension_letter', 'upheld_letter', 'varied_letter', 'not_upheld_letter', 'continued_letter', 'lifted_letter', 'void_letter', 'behaviour_warning', 'interview_note', 'supplementary_report'])), name='record_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'issued', 'complete', 'superseded', 'withdrawn', 'discarded'])), name='record_state_known'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='record_title_given'), models.CheckConstraint(condition=models.Q(models.Q(('code', ''), ('digest', ''), ('issued_at__isnull', True), ('issued_by__isnull', True), ('state__in', ('draft', 'discarded'))), models.Q(models.Q(('state__in', ('draft', 'discarded')), _negated=True), ('issued_at__isnull', False), ('issued_by__isnull', False), models.Q(('code', ''), _negated=True), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='record_issued_iff_stamped'), models.CheckConstraint(condition=models.Q(models.Q(('correction', ''), ('supersedes__isnull', True)), models.Q(('supersedes__isnull', False), models.Q(('correction', ''), _negated=True)), _connector='OR'), name='record_correction_iff_replacing', violation_error_message='Say what this version corrects.'), models.CheckConstraint(condition=models.Q(('code', ''), ('code__regex', '^[0123456789ABCDEFGHJKMNPQRSTVWXYZ]{16}$'), _connector='OR'), name='record_code_form'), models.UniqueConstraint(condition=models.Q(('state', 'discarded'), _negated=True), fields=('case', 'number', 'version'), name='record_number_once'), models.UniqueConstraint(condition=models.Q(('state', 'discarded'), _negated=True), fields=('supersedes',), name='record_replaced_once', violation_error_message='This version is being corrected already.'), models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='record_code_unique'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('case', 'kind', 'subject'), name='record_one_draft', violation_error_message='There is already a draft of this.')],
            },
        ),
        migrations.CreateModel(
            name='RecordFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to='records/%Y/%m/')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('pages', models.PositiveSmallIntegerField()),
                ('size', models.PositiveIntegerField()),
                ('stored_at', models.DateTimeField()),
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='file', to='records.writtenrecord')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Copy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(choices=[('link', 'In the system'), ('email', 'By e-mail'), ('post', 'By post'), ('hand', 'By hand')], max_length=8)),
                ('address', models.TextField(blank=True, default='')),
                ('proof', models.CharField(blank=True, default='', max_length=200)),
                ('handed_on', models.DateField(blank=True, null=True)),
                ('deemed_on', models.DateField(blank=True, null=True, verbose_name='counts as received on')),
                ('given_at', models.DateTimeField()),
                ('received_at', models.DateTimeField(blank=True, null=True)),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='notices.notice')),
                ('to_person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='schools.person')),
                ('to_user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='records.writtenrecord')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('method__in', ['link', 'email', 'post', 'hand'])), name='copy_method_known'), models.CheckConstraint(condition=models.Q(models.Q(('to_person__isnull', True), ('to_user__isnull', False)), models.Q(('to_person__isnull', False), ('to_user__isnull', True)), _connector='OR'), name='copy_exactly_one_recipient', violation_error_message='Say who gets the copy.'), models.CheckConstraint(condition=models.Q(('deemed_on__isnull', True), ('deemed_on__gte', models.F('handed_on')), _connector='OR'), name='copy_counts_as_received_after_it_went', violation_error_message='It cannot count as received before it went.'), models.UniqueConstraint(condition=models.Q(('to_user__isnull', False)), fields=('record', 'to_user'), name='copy_user_once')],
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=24)),
                ('text', models.TextField(blank=True, default='')),
                ('is_standard', models.BooleanField(default=False)),
                ('effective_on', models.DateField()),
                ('why', models.TextField()),
                ('state', models.CharField(choices=[('waiting', 'Waits for the CEO'), ('approved', 'Approved'), ('declined', 'Not approved'), ('withdrawn', 'Withdrawn')], default='waiting', max_length=10)),
                ('proposed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, default='')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-proposed_at', '-pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='wording_name_given'), models.CheckConstraint(condition=models.Q(models.Q(('is_standard', True), ('text', '')), models.Q(('is_standard', False), models.Q(('text', ''), _negated=True)), _connector='OR'), name='wording_text_iff_own', violation_error_message='Write the text.'), models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='wording_why_given', violation_error_message='Say why it changes.'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'approved', 'declined', 'withdrawn'])), name='wording_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='wording_decided_iff_stamped'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('state', 'declined'), _negated=True), ('reason', '')), _connector='OR'), name='wording_declined_iff_reason', violation_error_message='Say why.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='wording_approved_by_a_second_person', violation_error_message='Somebody else than its writer approves it.'), models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('name',), name='wording_one_waits', violation_error_message='A wording of this paragraph waits for the CEO already.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='wording',
            trigger=pgtrigger.compiler.Trigger(name='wording_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:approved,waiting:declined,waiting:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='fd01a15711925a385d06b72450a01d943c580e42', operation='UPDATE', pgid='pgtrigger_wording_moves_48ba1', table='records_wording', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='wording',
            trigger=pgtrigger.compiler.Trigger(name='wording_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.decided_at IS NOT NULL AND (to_jsonb(OLD) - ARRAY['state']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['state']) OR (to_jsonb(OLD) - ARRAY['state', 'decided_at', 'decided_by_id', 'reason']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['state', 'decided_at', 'decided_by_id', 'reason']))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5922d68ca7e3f0b86838101b0759404d1e5f2316', operation='UPDATE', pgid='pgtrigger_wording_frozen_588b2', table='records_wording', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='wording',
            trigger=pgtrigger.compiler.Trigger(name='wording_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d0adf6a5ffb328b80af456d72f94699bc2227632', operation='DELETE', pgid='pgtrigger_wording_never_deleted_93eed', table='records_wording', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='writtenrecord',
            trigger=pgtrigger.compiler.Trigger(name='record_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:issued,draft:discarded,issued:complete,issued:superseded,issued:withdrawn,complete:superseded}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='223c196fa492ffe11a61ef1551177f63c9dbcdb1', operation='UPDATE', pgid='pgtrigger_record_moves_45341', table='records_writtenrecord', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='writtenrecord',
            trigger=pgtrigger.compiler.Trigger(name='record_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.issued_at IS NOT NULL AND (to_jsonb(OLD) - 'state') IS DISTINCT FROM (to_jsonb(NEW) - 'state'))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='cac6d5f8d265664c290e691e0a2c7135c97819df', operation='UPDATE', pgid='pgtrigger_record_frozen_459d6', table='records_writtenrecord', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='writtenrecord',
            trigger=pgtrigger.compiler.Trigger(name='record_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='f96d0cfd59a4d6dc707a506d02d9486e0e1938a6', operation='DELETE', pgid='pgtrigger_record_never_deleted_8050b', table='records_writtenrecord', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recordfile',
            trigger=pgtrigger.compiler.Trigger(name='record_file_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b9b3f87a8fba7dceff7c744b031c656e285cf394', operation='UPDATE OR DELETE', pgid='pgtrigger_record_file_append_only_23dad', table='records_recordfile', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='copy',
            trigger=pgtrigger.compiler.Trigger(name='copy_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.received_at IS NOT NULL OR (to_jsonb(OLD) - 'received_at') IS DISTINCT FROM (to_jsonb(NEW) - 'received_at'))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='96594ddabe71a46f2dce74e5fdaeed104ca1dfcd', operation='UPDATE', pgid='pgtrigger_copy_kept_349c6', table='records_copy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='copy',
            trigger=pgtrigger.compiler.Trigger(name='copy_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='8f1f51506e6b4a77ab25b2d8467788fe927fa5cf', operation='DELETE', pgid='pgtrigger_copy_never_deleted_1c5ab', table='records_copy', when='BEFORE')),
        ),
    ]
