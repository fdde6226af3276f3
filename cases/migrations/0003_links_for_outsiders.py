import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('cases', '0002_composite_keys'),
        ('schools', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('statement', 'Write a statement')], max_length=12)),
                ('subject', models.CharField(max_length=80)),
                ('to_name', models.CharField(max_length=200)),
                ('sent_to', models.EmailField(max_length=254)),
                ('phone', models.CharField(blank=True, default='', max_length=40)),
                ('seed', models.CharField(max_length=32)),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('code_digest', models.CharField(max_length=64)),
                ('issued_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('session_digest', models.CharField(blank=True, default='', max_length=64)),
                ('session_ends_at', models.DateTimeField(blank=True, null=True)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('copy_taken_at', models.DateTimeField(blank=True, null=True)),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.RemoveConstraint(
            model_name='duty',
            name='duty_kind_known',
        ),
        migrations.AlterField(
            model_name='duty',
            name='kind',
            field=models.CharField(choices=[('decide_on_report', 'Decide on a report'), ('inform_ceo', 'Inform the CEO'), ('report_to_ceo', 'Write the report for the CEO'), ('ceo_acknowledge', 'Read the report'), ('inform_chair', 'Inform the Chair of Trustees'), ('chair_report', 'Send the Chair the written report'), ('chair_acknowledge', 'Read what the CEO sent you'), ('tell_parent', 'Tell the person in person or by telephone'), ('letter_to_parent', 'Tell the person in writing'), ('decide_before_end', 'Decide before a suspension ends'), ('representations', 'Hear the person’s side'), ('review', 'Review a suspension'), ('review_site_suspension', 'Look at a suspension again'), ('notice_failed', 'A message did not arrive'), ('interview', 'Interview a witness'), ('supplementary_report', 'Write the supplementary report'), ('write_statement', 'Write one’s own statement'), ('statement_in', 'A statement asked for by a link'), ('read_supplementary', 'Read the supplementary report')], max_length=24),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['decide_on_report', 'inform_ceo', 'report_to_ceo', 'ceo_acknowledge', 'inform_chair', 'chair_report', 'chair_acknowledge', 'tell_parent', 'letter_to_parent', 'decide_before_end', 'representations', 'review', 'review_site_suspension', 'notice_failed', 'interview', 'supplementary_report', 'write_statement', 'statement_in', 'read_supplementary'])), name='duty_kind_known'),
        ),
        migrations.AddField(
            model_name='link',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='cases.case'),
        ),
        migrations.AddField(
            model_name='link',
            name='issued_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='link',
            name='taken_back_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['statement'])), name='link_purpose_known'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(('subject', ''), _negated=True), name='link_subject_given'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('to_name', ''), _negated=True), models.Q(('sent_to', ''), _negated=True)), name='link_to_somebody', violation_error_message='Say who gets the link, and at which e-mail address.'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(('code_digest__regex', '^[0-9a-f]{64}$'), ('seed__regex', '^[0-9a-f]{32}$'), ('token_digest__regex', '^[0-9a-f]{64}$')), name='link_digests_whole'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('issued_at'))), name='link_expires_after_it_was_made'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(('tries__lte', 5)), name='link_tries_few'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('session_digest', ''), ('session_ends_at__isnull', True)), models.Q(('opened_at__isnull', False), ('session_digest__regex', '^[0-9a-f]{64}$'), ('session_ends_at__isnull', False)), _connector='OR'), name='link_session_iff_timed'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('opened_at__lte', models.F('used_at')), _connector='OR'), name='link_used_after_opened'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(('copy_taken_at__isnull', True), ('used_at__isnull', False), _connector='OR'), name='link_copy_after_use'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_by__isnull', True)), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False), ('used_at__isnull', True)), _connector='OR'), name='link_taken_back_iff_stamped'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.UniqueConstraint(condition=models.Q(('taken_back_at__isnull', True), ('used_at__isnull', True)), fields=('case', 'purpose', 'subject'), name='link_one_open'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='link',
            trigger=pgtrigger.compiler.Trigger(name='link_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.used_at IS DISTINCT FROM NEW.used_at AND OLD.used_at IS NOT NULL OR OLD.copy_taken_at IS DISTINCT FROM NEW.copy_taken_at AND OLD.copy_taken_at IS NOT NULL OR OLD.taken_back_at IS NOT NULL AND (to_jsonb(OLD) - ARRAY['tries']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['tries']) OR (to_jsonb(OLD) - ARRAY['tries', 'opened_at', 'session_digest', 'session_ends_at', 'used_at', 'copy_taken_at', 'taken_back_at', 'taken_back_by_id']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['tries', 'opened_at', 'session_digest', 'session_ends_at', 'used_at', 'copy_taken_at', 'taken_back_at', 'taken_back_by_id']))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='22c7437d98b98b00f4f96b93c047ba8548c089a7', operation='UPDATE', pgid='pgtrigger_link_kept_37471', table='cases_link', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='link',
            trigger=pgtrigger.compiler.Trigger(name='link_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='5b2cedc2fe13306f07560e3a45c8586e128675d6', operation='DELETE', pgid='pgtrigger_link_never_deleted_42cdf', table='cases_link', when='BEFORE')),
        ),
    ]
