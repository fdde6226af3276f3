import datetime
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, default='', max_length=20)),
                ('given_name', models.CharField(blank=True, default='', max_length=100)),
                ('family_name', models.CharField(blank=True, default='', max_length=100)),
                ('known_as', models.CharField(blank=True, default='', max_length=100)),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('pupil', 'Pupil'), ('parent', 'Parent or carer'), ('relative', 'Relative'), ('visitor', 'Visitor'), ('other', 'Other adult'), ('staff', 'Member of staff')], max_length=10), size=None)),
                ('description', models.CharField(blank=True, default='', max_length=300)),
                ('vehicle', models.CharField(blank=True, default='', max_length=120)),
                ('search_key', models.CharField(blank=True, default='', max_length=400)),
                ('search_vector', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector('search_key', config='simple'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='schools.person')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='person', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search_vector'], name='person_search')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kinds__contained_by', ['pupil', 'parent', 'relative', 'visitor', 'other', 'staff']), models.Q(('kinds', []), _negated=True)), name='person_kinds_known', violation_error_message='Say what kind of person this is.'), models.CheckConstraint(condition=models.Q(models.Q(('family_name', ''), _negated=True), models.Q(('given_name', ''), _negated=True), models.Q(('description', ''), _negated=True), _connector='OR'), name='person_name_or_description', violation_error_message='Give a name, or describe the person.'), models.CheckConstraint(condition=models.Q(('merged_into', models.F('pk')), _negated=True), name='person_not_merged_into_itself')],
            },
        ),
        migrations.CreateModel(
            name='AdultFacts',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='adult_facts', serialize=False, to='schools.person')),
                ('address', models.TextField(blank=True, default='')),
                ('is_address_confidential', models.BooleanField(default=False)),
                ('email', models.EmailField(blank=True, default='', max_length=254)),
                ('phone', models.CharField(blank=True, default='', max_length=40)),
                ('language', models.CharField(blank=True, default='', max_length=60)),
                ('needs', models.TextField(blank=True, default='', verbose_name='interpreter or access needs')),
                ('email_agreed_on', models.DateField(blank=True, null=True, verbose_name='agreed to e-mail for formal notices on')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PupilFacts',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='pupil_facts', serialize=False, to='schools.person')),
                ('upn', models.CharField(blank=True, default='', max_length=13, verbose_name='UPN')),
                ('born_on', models.DateField(blank=True, null=True)),
                ('year_group', models.CharField(blank=True, default='', max_length=20)),
                ('is_looked_after', models.BooleanField(default=False)),
                ('has_social_worker', models.BooleanField(default=False)),
                ('has_ehcp', models.BooleanField(default=False, verbose_name='has an EHCP')),
                ('has_sen', models.BooleanField(default=False, verbose_name='has SEN')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='BankHoliday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(unique=True)),
                ('name', models.CharField(max_length=120)),
            ],
            options={
                'ordering': ['on'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='bank_holiday_name_given', violation_error_message='Name the holiday.')],
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('content', models.BinaryField(blank=True, null=True)),
                ('encoding', models.CharField(max_length=12)),
                ('delimiter', models.CharField(max_length=1)),
                ('headers', models.JSONField(default=list)),
                ('mapping', models.JSONField(blank=True, default=dict)),
                ('state', models.CharField(choices=[('uploaded', 'Columns to be matched'), ('checked', 'Checked, not applied'), ('queued', 'Being applied'), ('applied', 'Applied'), ('failed', 'Stopped'), ('discarded', 'Discarded')], default='uploaded', max_length=10)),
                ('uploaded_at', models.DateTimeField()),
                ('queued_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('failed_reason', models.CharField(blank=True, default='', max_length=300)),
                ('row_count', models.PositiveIntegerField(default=0)),
                ('rows_done', models.PositiveIntegerField(default=0)),
                ('new_count', models.PositiveIntegerField(default=0)),
                ('changed_count', models.PositiveIntegerField(default=0)),
                ('unchanged_count', models.PositiveIntegerField(default=0)),
                ('problem_count', models.PositiveIntegerField(default=0)),
                ('warning_count', models.PositiveIntegerField(default=0)),
                ('queued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ImportLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('outcome', models.CharField(choices=[('problem', 'Not imported'), ('new', 'New'), ('changed', 'Changed'), ('unchanged', 'Unchanged')], max_length=10)),
                ('who', models.CharField(blank=True, default='', max_length=300)),
                ('notes', models.JSONField(blank=True, default=list)),
                ('warnings', models.JSONField(blank=True, default=list)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='schools.importrun')),
            ],
            options={
                'ordering': ['number'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['problem', 'new', 'changed', 'unchanged'])), name='import_line_outcome_known'), models.UniqueConstraint(fields=('run', 'number'), name='import_line_once')],
            },
        ),
        migrations.CreateModel(
            name='Relationship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('mother', 'Mother'), ('father', 'Father'), ('step_parent', 'Step-parent'), ('carer', 'Carer or guardian'), ('foster_carer', 'Foster carer'), ('grandparent', 'Grandparent'), ('sibling', 'Brother or sister'), ('other_relative', 'Other relative'), ('social_worker', 'Social worker'), ('other', 'Other contact')], max_length=16)),
                ('has_parental_responsibility', models.BooleanField(default=False)),
                ('lives_with', models.BooleanField(default=False)),
                ('may_collect', models.BooleanField(default=False)),
                ('contact_order', models.TextField(blank=True, default='', verbose_name='court order about contact')),
                ('adult', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='children', to='schools.person')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adults', to='schools.person')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['mother', 'father', 'step_parent', 'carer', 'foster_carer', 'grandparent', 'sibling', 'other_relative', 'social_worker', 'other'])), name='relationship_kind_known'), models.CheckConstraint(condition=models.Q(('adult', models.F('pupil')), _negated=True), name='relationship_two_people'), models.UniqueConstraint(fields=('adult', 'pupil'), name='relationship_once')],
            },
        ),
        migrations.CreateModel(
            name='School',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('prefix', models.CharField(help_text='Two to four capital letters that begin every case reference, for example HIL.', max_length=4, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z]{2,4}$', 'Use two to four capital letters.')])),
                ('phase', models.CharField(choices=[('primary', 'Primary'), ('secondary', 'Secondary'), ('all_through', 'All-through'), ('special', 'Special'), ('central', 'Central office')], max_length=16)),
                ('urn', models.CharField(blank=True, default='', max_length=6, verbose_name='URN')),
                ('dfe_number', models.CharField(blank=True, default='', max_length=8, verbose_name='DfE number')),
                ('address', models.TextField(blank=True, default='')),
                ('phone', models.CharField(blank=True, default='', max_length=40)),
                ('email', models.EmailField(blank=True, default='', max_length=254, verbose_name='office e-mail')),
                ('local_authority', models.CharField(blank=True, default='', max_length=120)),
                ('local_authority_email', models.EmailField(blank=True, default='', max_length=254)),
                ('safeguarding_lead', models.CharField(blank=True, default='', max_length=200)),
                ('safeguarding_phone', models.CharField(blank=True, default='', max_length=40)),
                ('is_open', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['name'],
                'permissions': [('log_incident', 'Log an incident'), ('view_cases', 'See the file of a case'), ('work_case', 'Work on a case: people, reports, letters'), ('suspend', 'Suspend an adult from site, lift and void it'), ('suspend_trust_wide', 'Suspend an adult from every site of the trust'), ('review', 'Decide whether a suspension is upheld'), ('inform_chair', 'Inform the Chair of Trustees'), ('close_case', 'Close a case in which nobody was suspended'), ('close_suspended_case', 'Close a case in which somebody was suspended'), ('void_case', 'Void a case that was logged in error'), ('delegate', 'Delegate, appoint cover and grant sight of a case'), ('name_deputies', 'Name standing deputies'), ('edit_wording', 'Change the wording of letters'), ('approve_wording', 'Approve the wording of letters'), ('handle_records', 'Print and hand out records'), ('view_gate', 'See who may not be on site'), ('administer', 'Keep schools, accounts, roles and calendars'), ('confirm_roles', 'Confirm a role that somebody else proposed')],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('phase__in', ['primary', 'secondary', 'all_through', 'special', 'central'])), name='school_phase_known'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='school_name_given', violation_error_message="Enter the school's name."), models.CheckConstraint(condition=models.Q(('prefix__regex', '^[A-Z]{2,4}$')), name='school_prefix_letters', violation_error_message='The prefix is two to four capital letters.')],
            },
        ),
        migrations.CreateModel(
            name='RoleProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('head', 'Headteacher'), ('senior_leader', 'Senior leader'), ('office', 'Office and reception'), ('staff', 'Member of staff'), ('ceo', 'CEO'), ('central_team', 'Central Team'), ('dp_lead', 'Data protection lead'), ('chair', 'Chair of Trustees'), ('vice_chair', 'Vice-chair of Trustees'), ('trustee', 'Trustee'), ('clerk', 'Clerk to the board'), ('mediator', 'Mediator'), ('administrator', 'Administrator')], max_length=16)),
                ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('state', models.CharField(choices=[('proposed', 'Waiting for a second person'), ('confirmed', 'Confirmed'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='proposed', max_length=10)),
                ('proposed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decline_reason', models.TextField(blank=True, default='')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_proposals', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['head', 'senior_leader', 'office', 'staff', 'ceo', 'central_team', 'dp_lead', 'chair', 'vice_chair', 'trustee', 'clerk', 'mediator', 'administrator']), models.Q(models.Q(('role', 'head'), ('school__isnull', False)), models.Q(('role__in', ('ceo', 'central_team', 'dp_lead', 'chair', 'vice_chair', 'trustee', 'clerk', 'mediator', 'administrator')), ('school__isnull', True)), _connector='OR')), name='role_proposal_school_iff_head', violation_error_message='Only a role in the whole trust, or a headteacher, is proposed.'), models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'confirmed', 'declined', 'withdrawn'])), name='role_proposal_state_known'), models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__lower_inf', False)), name='role_proposal_period_begins'), models.CheckConstraint(condition=models.Q(('user', models.F('proposed_by')), _negated=True), name='role_proposal_not_for_oneself', violation_error_message='Nobody gives a role to themselves.'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='role_proposal_decided_iff_stamped'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), models.Q(('decline_reason', ''), _negated=True)), models.Q(models.Q(('state', 'declined'), _negated=True), ('decline_reason', '')), _connector='OR'), name='role_proposal_declined_iff_reason', violation_error_message='Say why.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), models.Q(models.Q(('decided_by', models.F('proposed_by')), _negated=True), models.Q(('decided_by', models.F('user')), _negated=True)), _connector='OR'), name='role_proposal_confirmed_by_a_second_person', violation_error_message='A second person confirms it.'), models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('user', 'role', 'school'), name='role_proposal_open_once', nulls_distinct=False, violation_error_message='This role is already proposed for this person.')],
            },
        ),
        migrations.CreateModel(
            name='RoleGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('head', 'Headteacher'), ('senior_leader', 'Senior leader'), ('office', 'Office and reception'), ('staff', 'Member of staff'), ('ceo', 'CEO'), ('central_team', 'Central Team'), ('dp_lead', 'Data protection lead'), ('chair', 'Chair of Trustees'), ('vice_chair', 'Vice-chair of Trustees'), ('trustee', 'Trustee'), ('clerk', 'Clerk to the board'), ('mediator', 'Mediator'), ('administrator', 'Administrator')], max_length=16)),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='auth.group')),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='schools.school')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['head', 'senior_leader', 'office', 'staff', 'ceo', 'central_team', 'dp_lead', 'chair', 'vice_chair', 'trustee', 'clerk', 'mediator', 'administrator'])), name='role_group_role_known'), models.UniqueConstraint(fields=('role', 'school'), name='role_group_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('head', 'Headteacher'), ('senior_leader', 'Senior leader'), ('office', 'Office and reception'), ('staff', 'Member of staff'), ('ceo', 'CEO'), ('central_team', 'Central Team'), ('dp_lead', 'Data protection lead'), ('chair', 'Chair of Trustees'), ('vice_chair', 'Vice-chair of Trustees'), ('trustee', 'Trustee'), ('clerk', 'Clerk to the board'), ('mediator', 'Mediator'), ('administrator', 'Administrator')], max_length=16)),
                ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['head', 'senior_leader', 'office', 'staff', 'ceo', 'central_team', 'dp_lead', 'chair', 'vice_chair', 'trustee', 'clerk', 'mediator', 'administrator'])), name='membership_role_known'), models.CheckConstraint(condition=models.Q(models.Q(('role__in', ('head', 'senior_leader', 'office', 'staff')), ('school__isnull', False)), models.Q(('role__in', ('ceo', 'central_team', 'dp_lead', 'chair', 'vice_chair', 'trustee', 'clerk', 'mediator', 'administrator')), ('school__isnull', True)), _connector='OR'), name='membership_school_iff_school_role', violation_error_message='A role in a school needs the school; a role in the trust has none.'), models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__lower_inf', False)), name='membership_period_begins'), models.CheckConstraint(condition=models.Q(('user', models.F('granted_by')), _negated=True), name='membership_not_from_oneself', violation_error_message='Nobody gives a role to themselves.'), models.UniqueConstraint(condition=models.Q(('period__upper_inf', True)), fields=('user', 'role', 'school'), name='membership_open_once', nulls_distinct=False, violation_error_message='This person already holds this role here.')],
            },
        ),
        migrations.AddField(
            model_name='importrun',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='schools.school'),
        ),
        migrations.CreateModel(
            name='Cover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('head', 'Headteacher'), ('senior_leader', 'Senior leader'), ('office', 'Office and reception'), ('staff', 'Member of staff'), ('ceo', 'CEO'), ('central_team', 'Central Team'), ('dp_lead', 'Data protection lead'), ('chair', 'Chair of Trustees'), ('vice_chair', 'Vice-chair of Trustees'), ('trustee', 'Trustee'), ('clerk', 'Clerk to the board'), ('mediator', 'Mediator'), ('administrator', 'Administrator')], max_length=16)),
                ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('kind', models.CharField(choices=[('standing', 'Standing deputy, acting today'), ('appointed', 'Appointed')], max_length=10)),
                ('appointed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covers', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ('head', 'ceo', 'chair', 'dp_lead')), ('role__in', ['head', 'senior_leader', 'office', 'staff', 'ceo', 'central_team', 'dp_lead', 'chair', 'vice_chair', 'trustee', 'clerk', 'mediator', 'administrator'])), name='cover_role_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['standing', 'appointed'])), name='cover_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('role', 'head'), ('school__isnull', False)), models.Q(models.Q(('role', 'head'), _negated=True), ('school__isnull', True)), _connector='OR'), name='cover_school_iff_head', violation_error_message='Standing in for a headteacher needs the school.'), models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__lower_inf', False), ('period__upper_inf', False)), name='cover_period_bounded', violation_error_message='Say from when until when.'), models.CheckConstraint(condition=models.Q(('of', models.F('user')), _negated=True), name='cover_not_of_oneself', violation_error_message='Nobody stands in for themselves.')],
            },
        ),
        migrations.CreateModel(
            name='SchoolGroupPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='schools.school')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.group')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SchoolLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mis_id', models.CharField(blank=True, default='', max_length=60, verbose_name='MIS id')),
                ('is_current', models.BooleanField(default=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='school_links', to='schools.person')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='person_links', to='schools.school')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('person', 'school'), name='school_link_once'), models.UniqueConstraint(condition=models.Q(('mis_id', ''), _negated=True), fields=('school', 'mis_id'), name='school_link_mis_id_unique', violation_error_message='Another person at this school already has this MIS id.')],
            },
        ),
        migrations.CreateModel(
            name='StandingDeputy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standing_deputies', to='schools.school')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('user', 'school'), name='standing_deputy_once', violation_error_message='This person is already a standing deputy here.')],
            },
        ),
        migrations.CreateModel(
            name='Trust',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('address', models.TextField(blank=True, default='')),
                ('phone', models.CharField(blank=True, default='', max_length=40)),
                ('email', models.EmailField(blank=True, default='', max_length=254)),
                ('website', models.URLField(blank=True, default='')),
                ('company_number', models.CharField(blank=True, default='', max_length=20)),
                ('complaints_url', models.URLField(blank=True, default='', verbose_name='complaints procedure (web address)')),
                ('office_opens', models.TimeField(default=datetime.time(8, 0))),
                ('office_closes', models.TimeField(default=datetime.time(17, 0))),
                ('is_demo', models.BooleanField(default=False)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='trust_one_row'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='trust_name_given', violation_error_message="Enter the trust's name."), models.CheckConstraint(condition=models.Q(('office_opens__lt', models.F('office_closes'))), name='trust_office_opens_before_it_closes', violation_error_message='The office must open before it closes.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roleproposal',
            trigger=pgtrigger.compiler.Trigger(name='role_proposal_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{proposed:confirmed,proposed:declined,proposed:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='b9a13de4568facc45f8fe656c03b9f07facab352', operation='UPDATE', pgid='pgtrigger_role_proposal_moves_d4619', table='schools_roleproposal', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='importrun',
            index=models.Index(fields=['school', '-uploaded_at'], name='import_run_by_school'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['uploaded', 'checked', 'queued', 'applied', 'failed', 'discarded'])), name='import_run_state_known'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='import_run_size_given'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', False), ('state__in', ('uploaded', 'checked', 'queued', 'failed'))), models.Q(models.Q(('state__in', ('uploaded', 'checked', 'queued', 'failed')), _negated=True), ('content__isnull', True)), _connector='OR'), name='import_run_content_iff_needed'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('queued_at__isnull', True), ('queued_by__isnull', True)), models.Q(('queued_at__isnull', False), ('queued_by__isnull', False)), _connector='OR'), name='import_run_queued_stamped'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['queued', 'applied', 'failed']), _negated=True), ('queued_at__isnull', False), _connector='OR'), name='import_run_queued_when_applied'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('state__in', ['applied', 'discarded'])), models.Q(models.Q(('state__in', ['applied', 'discarded']), _negated=True), ('finished_at__isnull', True)), _connector='OR'), name='import_run_finished_iff_over'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), models.Q(('failed_reason', ''), _negated=True)), models.Q(models.Q(('state', 'failed'), _negated=True), ('failed_reason', '')), _connector='OR'), name='import_run_failed_iff_reason'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'queued')), fields=('school',), name='import_run_one_at_a_time', violation_error_message='Another file of this school is being applied. Wait until it is done.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='importrun',
            trigger=pgtrigger.compiler.Trigger(name='import_run_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{uploaded:checked,uploaded:discarded,checked:uploaded,checked:queued,checked:discarded,queued:applied,queued:failed,failed:queued,failed:discarded}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='91435d2a3e3c355180279b0b4114c9cae8150180', operation='UPDATE', pgid='pgtrigger_import_run_moves_0879b', table='schools_importrun', when='BEFORE')),
        ),
        migrations.AlterUniqueTogether(
            name='schoolgrouppermission',
            unique_together={('group', 'permission', 'content_object')},
        ),
    ]
