import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('name', models.CharField(max_length=200)),
                ('job_title', models.CharField(blank=True, default='', max_length=120)),
                ('is_active', models.BooleanField(default=True)),
                ('is_system', models.BooleanField(default=False)),
                ('is_demo', models.BooleanField(default=False)),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_unique', violation_error_message='There is already an account with this e-mail address.'), models.CheckConstraint(condition=models.Q(('email', ''), _negated=True), name='user_email_given', violation_error_message='Enter an e-mail address.'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='user_name_given', violation_error_message='Enter a name.'), models.CheckConstraint(condition=models.Q(('is_superuser', False)), name='user_superuser_never', violation_error_message='Nobody has unlimited power here.'), models.UniqueConstraint(condition=models.Q(('is_system', True)), fields=('is_system',), name='user_one_system')],
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('signed_in', 'Signed in'), ('refused', 'Refused')], max_length=10)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('network_address', models.GenericIPAddressField(blank=True, null=True)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['user', '-at'], name='sign_in_by_user')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['signed_in', 'refused'])), name='sign_in_outcome_known'), models.CheckConstraint(condition=models.Q(('outcome', 'refused'), ('user__isnull', False), _connector='OR'), name='sign_in_of_somebody')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signin',
            trigger=pgtrigger.compiler.Trigger(name='sign_in_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8c72401f1c7fe9923e85d41c93cf770407340c78', operation='UPDATE', pgid='pgtrigger_sign_in_never_changed_ffa21', table='accounts_signin', when='BEFORE')),
        ),
    ]
