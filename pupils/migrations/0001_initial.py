import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('cases', '0005_behaviour_warnings'),
        ('schools', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PupilSuspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(choices=[('SUSP', 'Suspension'), ('LNCH', 'Lunchtime suspension')], default='SUSP', max_length=4)),
                ('first_on', models.DateField(verbose_name='first day')),
                ('first_half', models.CharField(choices=[('am', 'Morning'), ('pm', 'Afternoon')], default='am', max_length=2)),
                ('last_on', models.DateField(verbose_name='last day')),
                ('last_half', models.CharField(choices=[('am', 'Morning'), ('pm', 'Afternoon')], default='pm', max_length=2)),
                ('half_days', models.PositiveSmallIntegerField()),
                ('term_total', models.PositiveSmallIntegerField(verbose_name='half-days in the term with this one')),
                ('year_total', models.PositiveSmallIntegerField(verbose_name='half-days in the school year with this one')),
                ('is_marked_present', models.BooleanField(default=False, verbose_name='was marked present in the first session of it')),
                ('conduct', models.TextField(verbose_name='what the pupil did')),
                ('probability', models.TextField(verbose_name='why it is more likely than not')),
                ('needs_considered', models.TextField(verbose_name='special educational needs')),
                ('disability_considered', models.TextField(verbose_name='disability')),
                ('vulnerability_considered', models.TextField(verbose_name='vulnerability')),
                ('alternatives', models.TextField(verbose_name='what was tried or thought of instead')),
                ('missed_exam', models.CharField(blank=True, default='', max_length=200, verbose_name='examination or national test missed')),
                ('missed_exam_on', models.DateField(blank=True, null=True, verbose_name='day of that examination')),
                ('further_basis', models.CharField(blank=True, choices=[('new_evidence', 'New evidence has come to light'), ('exceptional', 'An exceptional reason')], default='', max_length=12)),
                ('further_reason', models.TextField(blank=True, default='')),
                ('decided_at', models.DateTimeField()),
                ('capacity', models.CharField(choices=[('head', 'Headteacher'), ('acting_head', 'Acting headteacher')], max_length=12)),
                ('state', models.CharField(choices=[('decided', 'Decided'), ('cancelled', 'Cancelled'), ('reinstated', 'Reinstated by the board')], default='decided', max_length=10)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('end_reason', models.TextField(blank=True, default='')),
                ('back_on', models.DateField(blank=True, null=True, verbose_name='first day back')),
                ('back_half', models.CharField(choices=[('am', 'Morning'), ('pm', 'Afternoon')], default='am', max_length=2)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pupil_suspensions', to='cases.case')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='pupils.pupilsuspension')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pupil_suspensions', to='schools.person')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pupil_suspensions', to='schools.school')),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['pupil', '-first_on'], name='pupil_suspension_by_pupil')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['decided', 'cancelled', 'reinstated'])), name='pupil_suspension_state_known'), models.CheckConstraint(condition=models.Q(('category__in', ['SUSP', 'LNCH'])), name='pupil_suspension_category_known'), models.CheckConstraint(condition=models.Q(('capacity__in', ['head', 'acting_head'])), name='pupil_suspension_capacity_known'), models.CheckConstraint(condition=models.Q(('first_half__in', ['am', 'pm'])), name='pupil_suspension_first_half_known'), models.CheckConstraint(condition=models.Q(('last_half__in', ['am', 'pm'])), name='pupil_suspension_last_half_known'), models.CheckConstraint(condition=models.Q(('back_half__in', ['am', 'pm'])), name='pupil_suspension_back_half_known'), models.CheckConstraint(condition=models.Q(('first_on__lt', models.F('last_on')), models.Q(('first_half__lte', models.F('last_half')), ('first_on', models.F('last_on'))), _connector='OR'), name='pupil_suspension_ends_after_it_begins', violation_error_message='The last day must not be before the first.'), models.CheckConstraint(condition=models.Q(('half_days__gte', 1), ('half_days__lte', 90)), name='pupil_suspension_lasts', violation_error_message='A suspension takes half a school day at least and 45 days at most.'), models.CheckConstraint(condition=models.Q(('term_total__gte', 1), ('term_total__lte', models.F('year_total')), ('year_total__lte', 90)), name='pupil_suspension_within_the_year', violation_error_message='A pupil is suspended for 45 school days at most in a school year.'), models.CheckConstraint(condition=models.Q(('conduct', ''), _negated=True), name='pupil_suspension_conduct_given', violation_error_message='Say what the pupil did.'), models.CheckConstraint(condition=models.Q(('probability', ''), _negated=True), name='pupil_suspension_probability_given', violation_error_message='Say why it is more likely than not that the pupil did it.'), models.CheckConstraint(condition=models.Q(('needs_considered', ''), _negated=True), name='pupil_suspension_needs_considered', violation_error_message='Say what you considered about special educational needs.'), models.CheckConstraint(condition=models.Q(('disability_considered', ''), _negated=True), name='pupil_suspension_disability_considered', violation_error_message='Say what you considered about disability.'), models.CheckConstraint(condition=models.Q(('vulnerability_considered', ''), _negated=True), name='pupil_suspension_vulnerability_considered', violation_error_message='Say what you considered about what makes the pupil vulnerable.'), models.CheckConstraint(condition=models.Q(('alternatives', ''), _negated=True), name='pupil_suspension_alternatives_given', violation_error_message='Say what was tried or thought of instead.'), models.CheckConstraint(condition=models.Q(models.Q(('missed_exam', ''), ('missed_exam_on__isnull', True)), models.Q(models.Q(('missed_exam', ''), _negated=True), ('missed_exam_on__isnull', False)), _connector='OR'), name='pupil_suspension_exam_has_its_day', violation_error_message='Name the examination and its day.'), models.CheckConstraint(condition=models.Q(('further_basis__in', ['', 'new_evidence', 'exceptional'])), name='pupil_suspension_further_basis_known'), models.CheckConstraint(condition=models.Q(models.Q(('follows__isnull', True), ('further_basis', ''), ('further_reason', '')), models.Q(('follows__isnull', False), models.Q(('further_basis', ''), _negated=True), models.Q(('further_reason', ''), _negated=True)), _connector='OR'), name='pupil_suspension_further_iff_it_follows', violation_error_message='Name the suspension before, and the new evidence or exceptional reason.'), models.CheckConstraint(condition=models.Q(models.Q(('back_on__isnull', True), ('end_reason', ''), ('ended_at__isnull', True), ('ended_by__isnull', True), ('state', 'decided')), models.Q(models.Q(('state', 'decided'), _negated=True), ('back_on__isnull', False), ('ended_at__isnull', False), ('ended_by__isnull', False), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='pupil_suspension_ended_iff_stamped', violation_error_message='Say why it ends, and when the pupil comes back.'), models.UniqueConstraint(condition=models.Q(('follows__isnull', False), ('state', 'decided')), fields=('follows',), name='pupil_suspension_followed_once', violation_error_message='A further suspension follows this one already.')],
            },
        ),
        migrations.CreateModel(
            name='SuspensionReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('code', models.CharField(choices=[('PP', 'Physical assault against a pupil'), ('PA', 'Physical assault against an adult'), ('VP', 'Verbal abuse or threatening behaviour against a pupil'), ('VA', 'Verbal abuse or threatening behaviour against an adult'), ('OW', 'Use or threat of use of an offensive weapon or prohibited item'), ('BW', 'Found to have brought a weapon or prohibited item'), ('BU', 'Bullying'), ('TB', 'Cyber-bullying or threatening behaviour online'), ('RA', 'Racist abuse'), ('LG', 'Abuse against sexual orientation and gender identity'), ('DS', 'Abuse relating to disability'), ('SM', 'Sexual misconduct'), ('SB', 'Harmful sexual behaviour'), ('MB', 'Misogynistic behaviour'), ('AB', 'Misandrist behaviour'), ('DR', 'Drug related'), ('AR', 'Alcohol related'), ('SR', 'Smoking related'), ('VR', 'Vaping related'), ('DA', 'Drug and alcohol related'), ('DM', 'Damage'), ('TH', 'Theft'), ('LD', 'Persistent disruptive behaviour, low level'), ('CB', 'Persistent disruptive behaviour, challenging'), ('DB', 'Persistent or general disruptive behaviour'), ('MT', 'Inappropriate use of social media or online technology'), ('MP', 'Use of a mobile phone'), ('OS', 'Misbehaviour outside school'), ('PH', 'Wilful and repeated transgression of protective measures for public health')], max_length=2)),
                ('suspension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reasons', to='pupils.pupilsuspension')),
            ],
            options={
                'ordering': ['place'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('code__in', ['PP', 'PA', 'VP', 'VA', 'OW', 'BW', 'BU', 'TB', 'RA', 'LG', 'DS', 'SM', 'SB', 'MB', 'AB', 'DR', 'AR', 'SR', 'VR', 'DA', 'DM', 'TH', 'LD', 'CB', 'DB', 'MT', 'MP', 'OS', 'PH'])), name='suspension_reason_known'), models.CheckConstraint(condition=models.Q(('place__gte', 1), ('place__lte', 3)), name='suspension_reason_one_to_three', violation_error_message='Choose one to three reasons.'), models.UniqueConstraint(fields=('suspension', 'place'), name='suspension_reason_place_once'), models.UniqueConstraint(fields=('suspension', 'code'), name='suspension_reason_once', violation_error_message='Each reason is chosen once.')],
            },
        ),
        migrations.CreateModel(
            name='HalfDaysElsewhere',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('where', models.CharField(max_length=200, verbose_name='the other school')),
                ('year', models.PositiveSmallIntegerField(verbose_name='school year, by the autumn it begins in')),
                ('term', models.CharField(choices=[('1', 'Autumn term'), ('2', 'Spring term'), ('3', 'Summer term')], max_length=2)),
                ('half_days', models.PositiveSmallIntegerField()),
                ('noted_at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                ('taken_back_why', models.TextField(blank=True, default='')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='half_days_elsewhere', to='schools.person')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='half_days_elsewhere', to='schools.school')),
                ('taken_back_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['year', 'term', 'pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('term__in', ['1', '2', '3'])), name='half_days_elsewhere_term_known'), models.CheckConstraint(condition=models.Q(('where', ''), _negated=True), name='half_days_elsewhere_where_given', violation_error_message='Name the other school.'), models.CheckConstraint(condition=models.Q(('half_days__gte', 1), ('half_days__lte', 90)), name='half_days_elsewhere_counted', violation_error_message='Give the number of half-days, from 1 to 90. A whole day is two.'), models.CheckConstraint(condition=models.Q(('year__gte', 2000), ('year__lte', 2100)), name='half_days_elsewhere_year_plausible'), models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_by__isnull', True), ('taken_back_why', '')), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False), models.Q(('taken_back_why', ''), _negated=True)), _connector='OR'), name='half_days_elsewhere_taken_back_iff_stamped', violation_error_message='Say why.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='halfdayselsewhere',
            trigger=pgtrigger.compiler.Trigger(name='half_days_elsewhere_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.taken_back_at IS NOT NULL OR (to_jsonb(OLD) - ARRAY['taken_back_at', 'taken_back_by_id', 'taken_back_why']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['taken_back_at', 'taken_back_by_id', 'taken_back_why']))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6bc7163004110287c69b6e17e646c42ac3b5e4b5', operation='UPDATE', pgid='pgtrigger_half_days_elsewhere_kept_bef08', table='pupils_halfdayselsewhere', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='halfdayselsewhere',
            trigger=pgtrigger.compiler.Trigger(name='half_days_elsewhere_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='7a0b73ce4f6e79073ebb23a941a03690342e0f05', operation='DELETE', pgid='pgtrigger_half_days_elsewhere_never_deleted_606f9', table='pupils_halfdayselsewhere', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pupilsuspension',
            trigger=pgtrigger.compiler.Trigger(name='pupil_suspension_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{decided:cancelled,decided:reinstated}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='2a6b005bf484ec6412c27c6d6e8eb4075ef0cf6d', operation='UPDATE', pgid='pgtrigger_pupil_suspension_moves_95917', table='pupils_pupilsuspension', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pupilsuspension',
            trigger=pgtrigger.compiler.Trigger(name='pupil_suspension_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.ended_at IS NOT NULL OR (to_jsonb(OLD) - ARRAY['state', 'ended_at', 'ended_by_id', 'end_reason', 'back_on', 'back_half']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['state', 'ended_at', 'ended_by_id', 'end_reason', 'back_on', 'back_half']))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='83ac906185e6440ddbfcde65499c9715b4401557', operation='UPDATE', pgid='pgtrigger_pupil_suspension_kept_21fa9', table='pupils_pupilsuspension', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pupilsuspension',
            trigger=pgtrigger.compiler.Trigger(name='pupil_suspension_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='bc792bdc6d598d617ae3a7f4c9eb56c1337beb48', operation='DELETE', pgid='pgtrigger_pupil_suspension_never_deleted_52b40', table='pupils_pupilsuspension', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suspensionreason',
            trigger=pgtrigger.compiler.Trigger(name='suspension_reason_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='93e94d6fed3d64ae87a8f2b514606fd10dec1d0d', operation='UPDATE OR DELETE', pgid='pgtrigger_suspension_reason_append_only_d9fff', table='pupils_suspensionreason', when='BEFORE')),
        ),
    ]
