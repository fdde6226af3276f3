import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('records', '0003_own_words'),
        ('schools', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('waiting', 'Being checked'), ('unread', 'Its code could not be read'), ('matched', 'A page of this version'), ('refused', 'Not kept')], default='waiting', max_length=10)),
                ('original', models.FileField(blank=True, default='', max_length=200, upload_to='scans/%Y/%m/')),
                ('served', models.FileField(blank=True, default='', max_length=200, upload_to='scans/%Y/%m/')),
                ('note', models.TextField(blank=True, default='')),
                ('code', models.CharField(blank=True, default='', max_length=24)),
                ('is_typed', models.BooleanField(default=False, verbose_name='the code was typed in')),
                ('is_scanned', models.BooleanField(default=False, verbose_name='a virus scanner looked at it')),
                ('added_at', models.DateTimeField()),
                ('examined_at', models.DateTimeField(blank=True, null=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='records.writtenrecord')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'unread', 'matched', 'refused'])), name='scan_state_known'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='scan_name_given'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='scan_hash_whole'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('original', ''), _negated=True)), models.Q(('original', ''), ('served', ''), ('state', 'refused')), _connector='OR'), name='scan_bytes_iff_kept'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('unread', 'matched')), models.Q(('served', ''), _negated=True)), models.Q(models.Q(('state__in', ('unread', 'matched')), _negated=True), ('served', '')), _connector='OR'), name='scan_shown_iff_looked_at'), models.CheckConstraint(condition=models.Q(models.Q(('examined_at__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('examined_at__isnull', False)), _connector='OR'), name='scan_examined_iff_done'), models.CheckConstraint(condition=models.Q(models.Q(('code__regex', '^[0123456789ABCDEFGHJKMNPQRSTVWXYZ]{16}$'), ('state', 'matched')), models.Q(('is_typed', False), ('state', 'refused'), models.Q(('code', ''), ('code__regex', '^[0123456789ABCDEFGHJKMNPQRSTVWXYZ]{16}$'), _connector='OR')), models.Q(models.Q(('state__in', ['matched', 'refused']), _negated=True), ('code', ''), ('is_typed', False)), _connector='OR'), name='scan_code_iff_matched'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='scan_refused_with_reason'), models.UniqueConstraint(condition=models.Q(('state', 'refused'), _negated=True), fields=('record', 'sha256'), name='scan_once')],
            },
        ),
        migrations.CreateModel(
            name='Signatory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('capacity', models.CharField(max_length=200)),
                ('is_needed', models.BooleanField(default=True, verbose_name='must sign')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signatories', to='schools.person')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatories', to='records.writtenrecord')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signatories', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='signatory_name_given'), models.CheckConstraint(condition=models.Q(('capacity', ''), _negated=True), name='signatory_capacity_given'), models.CheckConstraint(condition=models.Q(('person__isnull', True), ('user__isnull', True), _connector='OR'), name='signatory_one_identity'), models.UniqueConstraint(fields=('record', 'order'), name='signatory_order_once')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(choices=[('pen', 'Signed by pen, on paper'), ('declined', 'Did not want to sign'), ('unable', 'Could not sign')], max_length=10)),
                ('digest', models.CharField(max_length=64)),
                ('signed_on', models.DateField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, default='')),
                ('captured_at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                ('taken_back_reason', models.TextField(blank=True, default='')),
                ('captured_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='records.scan')),
                ('signatory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='records.signatory')),
                ('taken_back_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('method__in', ['pen', 'declined', 'unable'])), name='signature_method_known'), models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='signature_digest_whole'), models.CheckConstraint(condition=models.Q(models.Q(('method', 'pen'), ('reason', ''), ('scan__isnull', False), ('signed_on__isnull', False)), models.Q(models.Q(('method', 'pen'), _negated=True), ('scan__isnull', True), ('signed_on__isnull', True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='signature_pen_iff_scan', violation_error_message='A signature by pen needs its scan and its day; no signature needs a reason.'), models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_by__isnull', True), ('taken_back_reason', '')), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False), models.Q(('taken_back_reason', ''), _negated=True)), _connector='OR'), name='signature_taken_back_iff_stamped', violation_error_message='Say why this was noted in error.'), models.UniqueConstraint(condition=models.Q(('method__in', ('pen',)), ('taken_back_at__isnull', True)), fields=('signatory',), name='signature_once', violation_error_message='Their signature is noted already.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scan',
            trigger=pgtrigger.compiler.Trigger(name='scan_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:unread,waiting:matched,waiting:refused,unread:matched,unread:refused}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='7e54fb39a4fbd2bfc76a183504e9d92b20498193', operation='UPDATE', pgid='pgtrigger_scan_moves_3a7e8', table='records_scan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scan',
            trigger=pgtrigger.compiler.Trigger(name='scan_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state IN ('matched', 'refused') OR (to_jsonb(OLD) - ARRAY['state', 'original', 'served', 'note', 'code', 'is_typed', 'is_scanned', 'examined_at']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['state', 'original', 'served', 'note', 'code', 'is_typed', 'is_scanned', 'examined_at']))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='44c9511fe53a08a28f3b5560da0fd97f561e5e9e', operation='UPDATE', pgid='pgtrigger_scan_stays_b5c19', table='records_scan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scan',
            trigger=pgtrigger.compiler.Trigger(name='scan_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='be35921757dba5a08ede834f57f0259a6d7922e1', operation='DELETE', pgid='pgtrigger_scan_never_deleted_fd02c', table='records_scan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signatory',
            trigger=pgtrigger.compiler.Trigger(name='signatory_of_what_is_open', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (\n        SELECT 1 FROM records_writtenrecord WHERE id = NEW.record_id AND state IN ('draft', 'issued')\n    ) THEN\n        RAISE EXCEPTION 'pgtrigger: Cannot name who signs this record';\n    END IF;\n    RETURN NEW;\n", hash='65538dd89bea0828f2b7795e1354dafefbcb56b5', operation='INSERT', pgid='pgtrigger_signatory_of_what_is_open_39539', table='records_signatory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signatory',
            trigger=pgtrigger.compiler.Trigger(name='signatory_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='692f579da71eb3bc50e0ef7f94969b73768b3929', operation='UPDATE OR DELETE', pgid='pgtrigger_signatory_append_only_475df', table='records_signatory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='signature_bound', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (\n        SELECT 1 FROM records_signatory AS who JOIN records_writtenrecord AS what ON what.id = who.record_id\n        WHERE who.id = NEW.signatory_id AND what.issued_at IS NOT NULL AND what.digest = NEW.digest AND (\n            NEW.scan_id IS NULL OR EXISTS (\n                SELECT 1 FROM records_scan\n                WHERE id = NEW.scan_id AND record_id = what.id AND state = 'matched' AND code = what.code\n            )\n        )\n    ) THEN\n        RAISE EXCEPTION 'pgtrigger: Cannot bind this signature to another text';\n    END IF;\n    RETURN NEW;\n", hash='dc8f756fca023ac83feb45f1366cbf3deb998618', operation='INSERT', pgid='pgtrigger_signature_bound_0bada', table='records_signature', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='signature_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.taken_back_at IS NOT NULL OR (to_jsonb(OLD) - ARRAY['taken_back_at', 'taken_back_by_id', 'taken_back_reason']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['taken_back_at', 'taken_back_by_id', 'taken_back_reason']))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='bc94b1bde5ea3ea4e910a4dd08d9d4e3e0e4958f', operation='UPDATE', pgid='pgtrigger_signature_kept_40357', table='records_signature', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='signature_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d3fc5c4ef303b45d9a8140185073ce1859008d2c', operation='DELETE', pgid='pgtrigger_signature_never_deleted_07c72', table='records_signature', when='BEFORE')),
        ),
    ]
