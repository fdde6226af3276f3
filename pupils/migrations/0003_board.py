import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('pupils', '0002_notices'),
    ]

    operations = [
        migrations.CreateModel(
            name='Advice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_supported', models.BooleanField()),
                ('reasons', models.TextField()),
                ('given_at', models.DateTimeField()),
                ('capacity', models.CharField(choices=[('ceo', 'CEO'), ('acting_ceo', 'Acting for the CEO'), ('delegate', 'Delegate of the CEO'), ('chair', 'Chair of Trustees, for the CEO'), ('vice_chair', 'Vice-chair, for the CEO'), ('trustee', 'Trustee not involved, for the CEO')], max_length=12)),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('suspension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advice', to='pupils.pupilsuspension')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('capacity__in', ['ceo', 'acting_ceo', 'delegate', 'chair', 'vice_chair', 'trustee'])), name='advice_capacity_known'), models.CheckConstraint(condition=models.Q(('reasons', ''), _negated=True), name='advice_reasons_given', violation_error_message='Give your reasons.'), models.UniqueConstraint(fields=('suspension',), name='advice_once', violation_error_message='This suspension has been reviewed already.')],
            },
        ),
        migrations.CreateModel(
            name='AdviceAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reasons', models.TextField()),
                ('is_board_asked', models.BooleanField(default=False)),
                ('answered_at', models.DateTimeField()),
                ('advice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='pupils.advice')),
                ('answered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('reasons', ''), _negated=True), name='advice_answer_reasons_given', violation_error_message='Say why the suspension stands.'), models.UniqueConstraint(fields=('advice',), name='advice_answer_once', violation_error_message='The advice has been answered already.')],
            },
        ),
        migrations.CreateModel(
            name='BoardMeeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meets_at', models.DateTimeField(verbose_name='when it meets')),
                ('place', models.CharField(max_length=200)),
                ('is_remote', models.BooleanField(default=False, verbose_name='asked for by video or telephone')),
                ('arranged_at', models.DateTimeField()),
                ('papers', models.TextField(blank=True, default='', verbose_name='what the papers are')),
                ('papers_on', models.DateField(blank=True, null=True, verbose_name='when the papers went out')),
                ('papers_at', models.DateTimeField(blank=True, null=True)),
                ('began_at', models.DateTimeField(blank=True, null=True)),
                ('called_off_at', models.DateTimeField(blank=True, null=True)),
                ('called_off_why', models.TextField(blank=True, default='')),
                ('arranged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('began_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('called_off_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('papers_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('suspension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='board_meetings', to='pupils.pupilsuspension')),
            ],
            options={
                'ordering': ['arranged_at', 'pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('place', ''), _negated=True), name='board_meeting_place_given', violation_error_message='Say where it meets.'), models.CheckConstraint(condition=models.Q(models.Q(('papers', ''), ('papers_at__isnull', True), ('papers_by__isnull', True), ('papers_on__isnull', True)), models.Q(models.Q(('papers', ''), _negated=True), ('papers_at__isnull', False), ('papers_by__isnull', False), ('papers_on__isnull', False)), _connector='OR'), name='board_meeting_papers_iff_stamped', violation_error_message='Say what the papers are, and on which day they went out.'), models.CheckConstraint(condition=models.Q(models.Q(('began_at__isnull', True), ('began_by__isnull', True)), models.Q(('began_at__isnull', False), ('began_by__isnull', False)), _connector='OR'), name='board_meeting_began_iff_stamped'), models.CheckConstraint(condition=models.Q(models.Q(('called_off_at__isnull', True), ('called_off_by__isnull', True), ('called_off_why', '')), models.Q(('called_off_at__isnull', False), ('called_off_by__isnull', False), models.Q(('called_off_why', ''), _negated=True)), _connector='OR'), name='board_meeting_called_off_iff_stamped', violation_error_message='Say why it does not take place.'), models.CheckConstraint(condition=models.Q(('began_at__isnull', True), ('called_off_at__isnull', True), _connector='OR'), name='board_meeting_not_both_begun_and_called_off', violation_error_message='It has begun.'), models.UniqueConstraint(condition=models.Q(('began_at__isnull', True), ('called_off_at__isnull', True)), fields=('suspension',), name='board_meeting_one_ahead', violation_error_message='A meeting is arranged already.')],
            },
        ),
        migrations.CreateModel(
            name='BoardMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, default='', max_length=200)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='pupils.boardmeeting')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('user__isnull', False), ('name', '')), models.Q(('user__isnull', True), models.Q(('name', ''), _negated=True)), _connector='OR'), name='board_member_account_or_name', violation_error_message='Name the member.'), models.UniqueConstraint(condition=models.Q(('user__isnull', False)), fields=('meeting', 'user'), name='board_member_once')],
            },
        ),
        migrations.CreateModel(
            name='BoardOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.CharField(choices=[('upheld', 'The board does not reinstate the pupil'), ('reinstated', 'The board reinstates the pupil'), ('not_right', 'The pupil is back already, and the board finds the suspension was not right'), ('considered', 'The board has considered what was said; no meeting has to be held')], max_length=12)),
                ('decided_on', models.DateField(verbose_name='day of the decision')),
                ('reasons', models.TextField()),
                ('back_on', models.DateField(blank=True, null=True, verbose_name='first day back')),
                ('back_half', models.CharField(choices=[('am', 'Morning'), ('pm', 'Afternoon')], default='am', max_length=2)),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('suspension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='board_outcomes', to='pupils.pupilsuspension')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('decision__in', ['upheld', 'reinstated', 'not_right', 'considered'])), name='board_outcome_decision_known'), models.CheckConstraint(condition=models.Q(('back_half__in', ['am', 'pm'])), name='board_outcome_back_half_known'), models.CheckConstraint(condition=models.Q(('reasons', ''), _negated=True), name='board_outcome_reasons_given', violation_error_message='Give the board’s reasons.'), models.CheckConstraint(condition=models.Q(models.Q(('back_on__isnull', False), ('decision', 'reinstated')), models.Q(models.Q(('decision', 'reinstated'), _negated=True), ('back_on__isnull', True)), _connector='OR'), name='board_outcome_back_iff_reinstated', violation_error_message='Say from which day the pupil is back.'), models.UniqueConstraint(fields=('suspension',), name='board_outcome_once', violation_error_message='What the board decided has been noted already.')],
            },
        ),
        migrations.CreateModel(
            name='BoardReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received_on', models.DateField()),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('suspension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='board_receipts', to='pupils.pupilsuspension')),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='BoardRepresentation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received_at', models.DateTimeField()),
                ('channel', models.CharField(choices=[('letter', 'Letter'), ('email', 'E-mail'), ('handed', 'Paper handed in'), ('telephone', 'Telephone'), ('in_person', 'In person'), ('form', 'Another way')], max_length=10)),
                ('said_by', models.CharField(max_length=200, verbose_name='who says it')),
                ('text', models.TextField()),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('suspension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='representations', to='pupils.pupilsuspension')),
            ],
            options={
                'ordering': ['received_at', 'pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['letter', 'email', 'handed', 'telephone', 'in_person', 'form'])), name='board_representation_channel_known'), models.CheckConstraint(condition=models.Q(('said_by', ''), _negated=True), name='board_representation_said_by_given', violation_error_message='Say who says it.'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='board_representation_text_given', violation_error_message='Write down what they say.')],
            },
        ),
        migrations.CreateModel(
            name='DaySixEducation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('exception', models.CharField(blank=True, choices=[('year_11', 'In Year 11, and has no public examination left to sit'), ('not_school_age', 'Not of compulsory school age')], default='', max_length=16)),
                ('reason', models.TextField(blank=True, default='', verbose_name='why there is none')),
                ('provider', models.CharField(blank=True, default='', max_length=200, verbose_name='who provides it')),
                ('address', models.TextField(blank=True, default='')),
                ('times', models.CharField(blank=True, default='', max_length=200, verbose_name='from when to when each day')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='first day there')),
                ('report_to', models.CharField(blank=True, default='', max_length=200, verbose_name='whom the pupil asks for')),
                ('late_reason', models.TextField(blank=True, default='')),
                ('has_consent', models.BooleanField(default=False, verbose_name='the parent agreed to shorter notice')),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('suspension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='day_six', to='pupils.pupilsuspension')),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('exception__in', ['', 'year_11', 'not_school_age'])), name='day_six_exception_known'), models.CheckConstraint(condition=models.Q(models.Q(('exception', ''), ('reason', ''), ('starts_on__isnull', False), models.Q(('provider', ''), _negated=True), models.Q(('address', ''), _negated=True), models.Q(('times', ''), _negated=True), models.Q(('report_to', ''), _negated=True)), models.Q(models.Q(('exception', ''), _negated=True), models.Q(('reason', ''), _negated=True), ('address', ''), ('late_reason', ''), ('provider', ''), ('report_to', ''), ('times', ''), ('has_consent', False), ('starts_on__isnull', True)), _connector='OR'), name='day_six_arranged_or_excepted', violation_error_message='Give provider, address, times, first day and whom to ask for; or why there is none.')],
            },
        ),
        migrations.CreateModel(
            name='Reintegration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_held', models.BooleanField()),
                ('held_on', models.DateField(blank=True, null=True)),
                ('who_came', models.TextField(blank=True, default='')),
                ('agreed', models.TextField(blank=True, default='', verbose_name='what was agreed')),
                ('why_not', models.TextField(blank=True, default='')),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('suspension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reintegrations', to='pupils.pupilsuspension')),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('held_on__isnull', False), ('is_held', True), ('why_not', ''), models.Q(('who_came', ''), _negated=True), models.Q(('agreed', ''), _negated=True)), models.Q(('agreed', ''), ('held_on__isnull', True), ('is_held', False), ('who_came', ''), models.Q(('why_not', ''), _negated=True)), _connector='OR'), name='reintegration_held_or_why_not', violation_error_message='Say when it was, who came and what was agreed; or why it was not held.')],
            },
        ),
        migrations.CreateModel(
            name='WorkSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.TextField(verbose_name='what the work is')),
                ('how', models.TextField(verbose_name='how it reaches the pupil')),
                ('marker', models.CharField(max_length=200, verbose_name='who marks it')),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('suspension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='work', to='pupils.pupilsuspension')),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='work_set_what_given', violation_error_message='Say what the work is.'), models.CheckConstraint(condition=models.Q(('how', ''), _negated=True), name='work_set_how_given', violation_error_message='Say how the work reaches the pupil.'), models.CheckConstraint(condition=models.Q(('marker', ''), _negated=True), name='work_set_marker_given', violation_error_message='Say who marks it.')],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='pupilsuspension',
            name='pupil_suspension_kept',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pupilsuspension',
            trigger=pgtrigger.compiler.Trigger(name='pupil_suspension_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.ended_at IS NOT NULL OR (to_jsonb(OLD) - ARRAY['state', 'ended_at', 'ended_by_id', 'end_reason', 'back_on', 'back_half']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['state', 'ended_at', 'ended_by_id', 'end_reason', 'back_on', 'back_half']))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='fefe3f80a2d972805a87e68ac2d20ff06344b7f5', operation='UPDATE', pgid='pgtrigger_pupil_suspension_stays_68cdb', table='pupils_pupilsuspension', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='advice',
            trigger=pgtrigger.compiler.Trigger(name='advice_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='39e743f8b49b9f49d05e3e7f8ae3a2b0e72a2a13', operation='UPDATE OR DELETE', pgid='pgtrigger_advice_append_only_86d22', table='pupils_advice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='adviceanswer',
            trigger=pgtrigger.compiler.Trigger(name='advice_answer_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='39c388745664f05fe61584f3a2018c5843974bbd', operation='UPDATE OR DELETE', pgid='pgtrigger_advice_answer_append_only_d3216', table='pupils_adviceanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='boardmeeting',
            trigger=pgtrigger.compiler.Trigger(name='board_meeting_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.began_at IS NOT NULL OR OLD.called_off_at IS NOT NULL OR (to_jsonb(OLD) - ARRAY['papers', 'papers_on', 'papers_at', 'papers_by_id', 'began_at', 'began_by_id', 'called_off_at', 'called_off_by_id', 'called_off_why']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['papers', 'papers_on', 'papers_at', 'papers_by_id', 'began_at', 'began_by_id', 'called_off_at', 'called_off_by_id', 'called_off_why']))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='7f9f0e8bbe2b4b3a2dd2aaa34221ce96f65035dc', operation='UPDATE', pgid='pgtrigger_board_meeting_kept_764fd', table='pupils_boardmeeting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='boardmeeting',
            trigger=pgtrigger.compiler.Trigger(name='board_meeting_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e70f3f40d21674c80865c48e423e318ef2972c0e', operation='DELETE', pgid='pgtrigger_board_meeting_never_deleted_75402', table='pupils_boardmeeting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='boardmember',
            trigger=pgtrigger.compiler.Trigger(name='board_member_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='98ddfd20f18d960b0cdff3da8bf84585716ecdf7', operation='UPDATE OR DELETE', pgid='pgtrigger_board_member_append_only_8ea9d', table='pupils_boardmember', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='boardoutcome',
            trigger=pgtrigger.compiler.Trigger(name='board_outcome_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d17c0e0d47a89f9ec461b7bb6ed9e6ac191bb96a', operation='UPDATE OR DELETE', pgid='pgtrigger_board_outcome_append_only_20d05', table='pupils_boardoutcome', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='boardreceipt',
            trigger=pgtrigger.compiler.Trigger(name='board_receipt_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='41c4a4f5bf12dcdd8f9ee07c047551cb25b0011e', operation='UPDATE OR DELETE', pgid='pgtrigger_board_receipt_append_only_df5d5', table='pupils_boardreceipt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='boardrepresentation',
            trigger=pgtrigger.compiler.Trigger(name='board_representation_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d9c4b8007f5cc29ea413b1ff1ebb58154adc381d', operation='UPDATE OR DELETE', pgid='pgtrigger_board_representation_append_only_5ec93', table='pupils_boardrepresentation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='daysixeducation',
            trigger=pgtrigger.compiler.Trigger(name='day_six_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0751991d81aaf12395467c29d305268654c3b900', operation='UPDATE OR DELETE', pgid='pgtrigger_day_six_append_only_04663', table='pupils_daysixeducation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reintegration',
            trigger=pgtrigger.compiler.Trigger(name='reintegration_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4854cff5d0ee67eb7e27b40831681ef2f26cd076', operation='UPDATE OR DELETE', pgid='pgtrigger_reintegration_append_only_9e319', table='pupils_reintegration', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workset',
            trigger=pgtrigger.compiler.Trigger(name='work_set_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8faabcfae9d64fbbfe371c65ecc7e9bfb1476be1', operation='UPDATE OR DELETE', pgid='pgtrigger_work_set_append_only_29abf', table='pupils_workset', when='BEFORE')),
        ),
    ]
