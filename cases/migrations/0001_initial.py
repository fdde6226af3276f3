import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('schools', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed'), ('void', 'Void: logged in error')], default='open', max_length=10)),
                ('opened_at', models.DateTimeField()),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('void_reason', models.TextField(blank=True, default='')),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.TextField(blank=True, default='')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='schools.school')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['school', '-opened_at', '-id'], name='case_by_school_newest'), models.Index(fields=['-opened_at', '-id'], name='case_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'closed', 'void'])), name='case_state_known'), models.CheckConstraint(condition=models.Q(('reference__regex', '^[A-Z]{2,4}-[0-9]{4}-[BCDFGHJKMNPQRTVWXYZ2346789]{4,6}$')), name='case_reference_form'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='case_title_given'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'void'), ('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), models.Q(models.Q(('state', 'void'), _negated=True), ('void_reason', ''), ('voided_at__isnull', True), ('voided_by__isnull', True)), _connector='OR'), name='case_void_iff_stamped', violation_error_message='Voiding a case needs a reason.'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state', 'closed'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True), ('closed_by__isnull', True), ('outcome', '')), _connector='OR'), name='case_closed_iff_stamped', violation_error_message='Say how the case ended.')],
            },
        ),
        migrations.CreateModel(
            name='AnsweredPrompt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('cctv', 'Keep the camera recording'), ('accident_book', 'Accident book, and RIDDOR'), ('support', 'Support for the colleague'), ('officer', 'Local authority designated officer')], max_length=16)),
                ('answer', models.CharField(choices=[('done', 'Done'), ('skipped', 'Not needed')], max_length=8)),
                ('note', models.CharField(blank=True, default='', max_length=300)),
                ('answered_at', models.DateTimeField()),
                ('answered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prompts', to='cases.case')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['cctv', 'accident_book', 'support', 'officer'])), name='prompt_kind_known'), models.CheckConstraint(condition=models.Q(('answer__in', ['done', 'skipped'])), name='prompt_answer_known'), models.UniqueConstraint(fields=('case', 'kind'), name='prompt_once', violation_error_message='This is answered already.')],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('acts_as', models.CharField(choices=[('delegate', 'Delegate of the CEO'), ('chair', 'Chair of Trustees, for the CEO'), ('vice_chair', 'Vice-chair, for the CEO'), ('trustee', 'Trustee not involved, for the CEO')], max_length=12)),
                ('cause', models.CharField(choices=[('given', 'Delegated'), ('involved', 'The CEO is involved in the case'), ('decided', 'The CEO made a decision in the case that somebody else reviews')], default='given', max_length=10)),
                ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('reason', models.CharField(max_length=300)),
                ('given_at', models.DateTimeField()),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='cases.case')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('acts_as__in', ['delegate', 'chair', 'vice_chair', 'trustee'])), name='delegation_acts_as_known'), models.CheckConstraint(condition=models.Q(('cause__in', ['given', 'involved', 'decided'])), name='delegation_cause_known'), models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__lower_inf', False)), name='delegation_period_begins'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='delegation_reason_given', violation_error_message='Say why.'), models.CheckConstraint(condition=models.Q(models.Q(('acts_as__in', ('chair', 'vice_chair')), ('to__isnull', True)), models.Q(models.Q(('acts_as__in', ('chair', 'vice_chair')), _negated=True), ('to__isnull', False)), _connector='OR'), name='delegation_to_somebody_iff_not_an_office', violation_error_message='Choose to whom.'), models.CheckConstraint(condition=models.Q(models.Q(('acts_as__in', ('chair', 'vice_chair')), ('cause__in', ['involved', 'decided'])), models.Q(models.Q(('acts_as__in', ('chair', 'vice_chair')), _negated=True), ('cause', 'given')), _connector='OR'), name='delegation_office_iff_caused'), models.CheckConstraint(condition=models.Q(('case__isnull', False), models.Q(('acts_as', 'delegate'), ('period__upper_inf', False)), _connector='OR'), name='delegation_of_every_case_ends', violation_error_message='Say until when, if it is for every case.'), models.CheckConstraint(condition=models.Q(('to', models.F('given_by')), _negated=True), name='delegation_not_to_oneself', violation_error_message='Nobody delegates to themselves.'), models.UniqueConstraint(condition=models.Q(('period__upper_inf', True), ('to__isnull', False)), fields=('case', 'to'), name='delegation_open_once', violation_error_message='This is delegated to them already.'), models.UniqueConstraint(condition=models.Q(('period__upper_inf', True), ('to__isnull', True)), fields=('case',), name='delegation_one_office', violation_error_message='Somebody already decides in the place of the CEO.')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80)),
                ('payload', models.JSONField(default=dict)),
                ('saved_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['key', '-saved_at'], name='draft_by_key')],
                'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='draft_once'), models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='draft_key_given')],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('decide_on_report', 'Decide on a report'), ('inform_ceo', 'Inform the CEO'), ('report_to_ceo', 'Write the report for the CEO'), ('ceo_acknowledge', 'Read the report'), ('inform_chair', 'Inform the Chair of Trustees'), ('chair_report', 'Send the Chair the written report'), ('chair_acknowledge', 'Read what the CEO sent you'), ('tell_parent', 'Tell the person in person or by telephone'), ('letter_to_parent', 'Tell the person in writing'), ('decide_before_end', 'Decide before a suspension ends'), ('representations', 'Hear the person’s side'), ('review', 'Review a suspension'), ('review_site_suspension', 'Look at a suspension again'), ('notice_failed', 'A message did not arrive'), ('interview', 'Interview a witness'), ('supplementary_report', 'Write the supplementary report'), ('read_supplementary', 'Read the supplementary report')], max_length=24)),
                ('subject', models.CharField(blank=True, default='', max_length=80)),
                ('about', models.CharField(blank=True, default='', max_length=200)),
                ('owner_role', models.CharField(choices=[('head', 'Headteacher'), ('senior_leader', 'Senior leader'), ('office', 'Office and reception'), ('staff', 'Member of staff'), ('ceo', 'CEO'), ('central_team', 'Central Team'), ('dp_lead', 'Data protection lead'), ('chair', 'Chair of Trustees'), ('vice_chair', 'Vice-chair of Trustees'), ('trustee', 'Trustee'), ('clerk', 'Clerk to the board'), ('mediator', 'Mediator'), ('administrator', 'Administrator')], max_length=16)),
                ('opened_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('discharged_at', models.DateTimeField(blank=True, null=True)),
                ('how', models.CharField(blank=True, default='', max_length=300)),
                ('waived_at', models.DateTimeField(blank=True, null=True)),
                ('waive_reason', models.TextField(blank=True, default='')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='cases.case')),
                ('discharged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner_user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duties', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
                ('waived_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('discharged_at__isnull', True), ('waived_at__isnull', True)), fields=['owner_role', 'school', 'due_at', 'id'], name='duty_open_by_school'), models.Index(condition=models.Q(('discharged_at__isnull', True), ('waived_at__isnull', True)), fields=['owner_role', 'due_at', 'id'], name='duty_open_by_role'), models.Index(condition=models.Q(('discharged_at__isnull', True), ('waived_at__isnull', True)), fields=['owner_user', 'due_at', 'id'], name='duty_open_by_user')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['decide_on_report', 'inform_ceo', 'report_to_ceo', 'ceo_acknowledge', 'inform_chair', 'chair_report', 'chair_acknowledge', 'tell_parent', 'letter_to_parent', 'decide_before_end', 'representations', 'review', 'review_site_suspension', 'notice_failed', 'interview', 'supplementary_report', 'read_supplementary'])), name='duty_kind_known'), models.CheckConstraint(condition=models.Q(('owner_role__in', ['head', 'senior_leader', 'office', 'staff', 'ceo', 'central_team', 'dp_lead', 'chair', 'vice_chair', 'trustee', 'clerk', 'mediator', 'administrator'])), name='duty_owner_role_known'), models.CheckConstraint(condition=models.Q(models.Q(('discharged_at__isnull', True), ('discharged_by__isnull', True), ('how', '')), models.Q(('discharged_at__isnull', False), ('discharged_by__isnull', False), models.Q(('how', ''), _negated=True)), _connector='OR'), name='duty_discharged_iff_stamped'), models.CheckConstraint(condition=models.Q(models.Q(('waive_reason', ''), ('waived_at__isnull', True), ('waived_by__isnull', True)), models.Q(('waived_at__isnull', False), ('waived_by__isnull', False), models.Q(('waive_reason', ''), _negated=True)), _connector='OR'), name='duty_waived_iff_stamped', violation_error_message='Say why it is not done.'), models.CheckConstraint(condition=models.Q(('discharged_at__isnull', True), ('waived_at__isnull', True), _connector='OR'), name='duty_not_both_done_and_waived'), models.UniqueConstraint(condition=models.Q(('discharged_at__isnull', True), ('waived_at__isnull', True)), fields=('case', 'kind', 'subject'), name='duty_open_once')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('cctv', 'CCTV'), ('message', 'Message, letter or e-mail'), ('post', 'Something online'), ('photo', 'Photograph or video'), ('call', 'Telephone call or voicemail'), ('other', 'Something else')], max_length=10)),
                ('description', models.TextField()),
                ('captured_at', models.DateTimeField(blank=True, null=True)),
                ('source_url', models.URLField(blank=True, default='', max_length=1000)),
                ('added_at', models.DateTimeField()),
                ('sealed_at', models.DateTimeField(blank=True, null=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='cases.case')),
                ('sealed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['cctv', 'message', 'post', 'photo', 'call', 'other'])), name='evidence_kind_known'), models.CheckConstraint(condition=models.Q(('description', ''), _negated=True), name='evidence_description_given', violation_error_message='Describe what it is and where it is kept.'), models.CheckConstraint(condition=models.Q(models.Q(('sealed_at__isnull', True), ('sealed_by__isnull', True)), models.Q(('sealed_at__isnull', False), ('sealed_by__isnull', False)), _connector='OR'), name='evidence_sealed_iff_stamped')],
            },
        ),
        migrations.CreateModel(
            name='EvidenceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(blank=True, default='', max_length=64)),
                ('state', models.CharField(choices=[('waiting', 'Being checked'), ('clean', 'Checked'), ('cleaned', 'Checked, shown as a clean copy'), ('refused', 'Not kept'), ('removed', 'Taken out')], default='waiting', max_length=10)),
                ('kind', models.CharField(blank=True, choices=[('picture', 'Picture'), ('pdf', 'PDF'), ('text', 'Text'), ('video', 'Video'), ('sound', 'Sound recording'), ('office', 'Office document')], default='', max_length=10)),
                ('original', models.FileField(blank=True, default='', max_length=200, upload_to='evidence/%Y/%m/')),
                ('served', models.FileField(blank=True, default='', max_length=200, upload_to='evidence/%Y/%m/')),
                ('note', models.TextField(blank=True, default='')),
                ('is_scanned', models.BooleanField(default=False)),
                ('added_at', models.DateTimeField()),
                ('examined_at', models.DateTimeField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('remove_reason', models.CharField(blank=True, default='', max_length=300)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='cases.evidence')),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'clean', 'cleaned', 'refused', 'removed'])), name='evidence_file_state_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['picture', 'pdf', 'text', 'video', 'sound', 'office', ''])), name='evidence_file_kind_known'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='evidence_file_name_given'), models.CheckConstraint(condition=models.Q(('sha256', ''), ('sha256__regex', '^[0-9a-f]{64}$'), _connector='OR'), name='evidence_file_hash_whole'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('waiting', 'clean', 'cleaned')), models.Q(('original', ''), _negated=True), models.Q(('sha256', ''), _negated=True)), models.Q(models.Q(('state__in', ('waiting', 'clean', 'cleaned')), _negated=True), ('original', ''), ('served', '')), _connector='OR'), name='evidence_file_bytes_iff_kept'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cleaned'), models.Q(('served', ''), _negated=True)), models.Q(models.Q(('state', 'cleaned'), _negated=True), ('served', '')), _connector='OR'), name='evidence_file_copy_iff_cleaned'), models.CheckConstraint(condition=models.Q(models.Q(('examined_at__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('examined_at__isnull', False)), ('state', 'removed'), _connector='OR'), name='evidence_file_examined_iff_stamped'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='evidence_file_refused_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', False), ('removed_by__isnull', False), ('state', 'removed'), models.Q(('remove_reason', ''), _negated=True)), models.Q(models.Q(('state', 'removed'), _negated=True), ('remove_reason', ''), ('removed_at__isnull', True), ('removed_by__isnull', True)), _connector='OR'), name='evidence_file_removed_iff_stamped', violation_error_message='Say why it is taken out.'), models.UniqueConstraint(condition=models.Q(('state__in', ('waiting', 'clean', 'cleaned'))), fields=('evidence', 'sha256'), name='evidence_file_once')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('reason', models.CharField(max_length=300)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='cases.case')),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__lower_inf', False)), name='grant_period_begins'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='grant_reason_given', violation_error_message='Say why.'), models.CheckConstraint(condition=models.Q(('user', models.F('granted_by')), _negated=True), name='grant_not_to_oneself', violation_error_message='Nobody grants to themselves.'), models.UniqueConstraint(condition=models.Q(('period__upper_inf', True)), fields=('case', 'user'), name='grant_open_once', violation_error_message='This person already sees this case.')],
            },
        ),
        migrations.CreateModel(
            name='Involvement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('subject', 'The person it is about'), ('target', 'The person it was aimed at'), ('witness', 'Witness'), ('present', 'Present'), ('injured', 'Hurt')], max_length=10)),
                ('name', models.CharField(blank=True, default='', max_length=200)),
                ('note', models.CharField(blank=True, default='', max_length=300)),
                ('search_key', models.CharField(blank=True, db_default='', default='', max_length=400)),
                ('search_vector', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector('search_key', config='simple'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='involvements', to='cases.case')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='involvements', to='schools.person')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='involvements', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'indexes': [django.contrib.postgres.indexes.GinIndex(condition=models.Q(('person__isnull', True)), fields=['search_vector'], name='involvement_search')],
                'constraints': [models.CheckConstraint(condition=models.Q(('part__in', ['subject', 'target', 'witness', 'present', 'injured'])), name='involvement_part_known'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), ('person__isnull', False), ('user__isnull', True)), models.Q(('name', ''), ('person__isnull', True), ('user__isnull', False)), models.Q(('person__isnull', True), ('user__isnull', True), models.Q(('name', ''), _negated=True)), _connector='OR'), name='involvement_exactly_one_party', violation_error_message='Name one person.'), models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('case', 'part', 'person'), name='involvement_person_once', violation_error_message='This person already has this part in the case.'), models.UniqueConstraint(condition=models.Q(('user__isnull', False)), fields=('case', 'part', 'user'), name='involvement_user_once', violation_error_message='This person already has this part in the case.')],
            },
        ),
        migrations.CreateModel(
            name='Sealing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sealings', to='cases.case')),
                ('sealed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField()),
                ('led_to', models.CharField(blank=True, default='', max_length=300)),
                ('sent_at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('user', 'token'), name='submission_once')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='case_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{open:closed,open:void,closed:open}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='9f35b0aefa2de74d3a5ab5b18bf1faa5c37016b7', operation='UPDATE', pgid='pgtrigger_case_moves_11bcf', table='cases_case', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='answeredprompt',
            trigger=pgtrigger.compiler.Trigger(name='prompt_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3e1e1c397342f134cc29f63eab95ec627f49b612', operation='UPDATE OR DELETE', pgid='pgtrigger_prompt_append_only_5f5e7', table='cases_answeredprompt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='evidence_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.sealed_at IS NOT NULL OR (to_jsonb(OLD) - ARRAY['sealed_at', 'sealed_by_id']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['sealed_at', 'sealed_by_id']))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8bcccf8a33f130bc44d9c783b1ab61af690d5af5', operation='UPDATE', pgid='pgtrigger_evidence_kept_3d083', table='cases_evidence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='evidence_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='12c95cef4629d6e1e9d728db8bbebe343dcb9640', operation='DELETE', pgid='pgtrigger_evidence_never_deleted_7c7ea', table='cases_evidence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidencefile',
            trigger=pgtrigger.compiler.Trigger(name='evidence_file_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:clean,waiting:cleaned,waiting:refused,waiting:removed,clean:removed,cleaned:removed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='bfc3ed18a83e18f99402a453b550b8645b3c7b81', operation='UPDATE', pgid='pgtrigger_evidence_file_moves_bed26', table='cases_evidencefile', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidencefile',
            trigger=pgtrigger.compiler.Trigger(name='evidence_file_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.state = OLD.state OR NEW.original NOT IN (OLD.original, '') OR (to_jsonb(OLD) - ARRAY['state', 'kind', 'original', 'served', 'note', 'is_scanned', 'examined_at', 'removed_at', 'removed_by_id', 'remove_reason']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['state', 'kind', 'original', 'served', 'note', 'is_scanned', 'examined_at', 'removed_at', 'removed_by_id', 'remove_reason']))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b04a9592756b8ee05abc72013df9cf3a649d2b89', operation='UPDATE', pgid='pgtrigger_evidence_file_kept_6e271', table='cases_evidencefile', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidencefile',
            trigger=pgtrigger.compiler.Trigger(name='evidence_file_sealed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'UPDATE' THEN\n        IF NEW.state <> 'removed' OR OLD.state = 'removed' THEN\n            RETURN NEW;\n        END IF;\n    END IF;\n    IF EXISTS (SELECT 1 FROM cases_evidence WHERE id = NEW.evidence_id AND sealed_at IS NOT NULL) THEN\n        RAISE EXCEPTION 'pgtrigger: Cannot change the files of sealed evidence';\n    END IF;\n    RETURN NEW;\n", hash='2f870e9499877e89f5ad478d05d39cf195ac80e1', operation='INSERT OR UPDATE', pgid='pgtrigger_evidence_file_sealed_aa16c', table='cases_evidencefile', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidencefile',
            trigger=pgtrigger.compiler.Trigger(name='evidence_file_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='ebbd83664b47a81b46e1e3825ac59a2d92227cd5', operation='DELETE', pgid='pgtrigger_evidence_file_never_deleted_57a62', table='cases_evidencefile', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sealing',
            trigger=pgtrigger.compiler.Trigger(name='sealing_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='274e63529aed0f8709d76083f0fe115a7833992d', operation='UPDATE OR DELETE', pgid='pgtrigger_sealing_append_only_1cb49', table='cases_sealing', when='BEFORE')),
        ),
    ]
