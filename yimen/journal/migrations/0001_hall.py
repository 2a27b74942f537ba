import django.db.migrations.operations.special
import django.db.models.deletion
import yimen.journal.guards
import yimen.journal.tables
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('journal', '0001_initial'), ('journal', '0002_fewer_indexes'), ('journal', '0001_ground')]

    initial = True

    dependencies = [
    ]

    operations = [
        yimen.journal.tables.Tables(
            operations=[migrations.CreateModel(
                name='Stream',
                fields=[
                    ('centre_id', models.UUIDField(primary_key=True, serialize=False)),
                    ('epoch', models.PositiveIntegerField(default=1)),
                    ('number', models.PositiveBigIntegerField(default=0)),
                    ('hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                ],
            ), migrations.CreateModel(
                name='Alarm',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('centre_id', models.UUIDField()),
                    ('due_at', models.DateTimeField()),
                    ('subject_kind', models.CharField(max_length=40)),
                    ('subject_id', models.UUIDField()),
                    ('act', models.CharField(max_length=60)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('retry_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['due_at'], name='alarm_due')],
                    'constraints': [models.UniqueConstraint(fields=('subject_id', 'act'), name='alarm_once_per_act')],
                },
            ), migrations.CreateModel(
                name='Counter',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('centre_id', models.UUIDField()),
                    ('series', models.CharField(max_length=40)),
                    ('value', models.PositiveBigIntegerField(default=0)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('centre_id', 'series'), name='counter_once_per_series')],
                },
            ), migrations.CreateModel(
                name='Demonstration',
                fields=[
                    ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                    ('offset_seconds', models.PositiveBigIntegerField(default=0)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='demonstration_is_one_row')],
                },
            ), migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('centre_id', models.UUIDField()),
                    ('epoch', models.PositiveIntegerField()),
                    ('number', models.PositiveBigIntegerField()),
                    ('at', models.DateTimeField()),
                    ('recorded_at', models.DateTimeField()),
                    ('act', models.CharField(max_length=60)),
                    ('subject_kind', models.CharField(max_length=40)),
                    ('subject_id', models.UUIDField()),
                    ('actor', models.CharField(max_length=60)),
                    ('post_id', models.UUIDField(null=True)),
                    ('body', models.TextField()),
                    ('hash', models.CharField(max_length=64)),
                ],
                options={
                    'indexes': [models.Index(fields=['subject_id', 'number'], name='entry_timeline')],
                    'constraints': [models.UniqueConstraint(fields=('centre_id', 'number'), name='entry_once_per_number')],
                },
            ), migrations.CreateModel(
                name='Job',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=60)),
                    ('subject_id', models.UUIDField()),
                    ('centre_id', models.UUIDField(null=True)),
                    ('key', models.CharField(max_length=120)),
                    ('lane', models.CharField(max_length=80)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('stuck', 'Stuck')], default='waiting', max_length=8)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('next_at', models.DateTimeField()),
                    ('leased_until', models.DateTimeField(null=True)),
                    ('error', models.CharField(blank=True, default='', max_length=120)),
                ],
                options={
                    'indexes': [models.Index(fields=['state', 'next_at'], name='job_due'), models.Index(fields=['lane', 'id'], name='job_lane')],
                    'constraints': [models.UniqueConstraint(fields=('key',), name='job_once_per_key')],
                },
            ), migrations.CreateModel(
                name='Once',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('actor', models.CharField(max_length=60)),
                    ('act', models.CharField(max_length=60)),
                    ('key', models.CharField(max_length=64)),
                    ('digest', models.CharField(max_length=64)),
                    ('subject_id', models.UUIDField(null=True)),
                    ('entry_id', models.UUIDField(null=True)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['at'], name='once_by_age')],
                    'constraints': [models.UniqueConstraint(fields=('actor', 'act', 'key'), name='once_per_key')],
                },
            ), migrations.CreateModel(
                name='Position',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('follower', models.CharField(max_length=40)),
                    ('centre_id', models.UUIDField()),
                    ('number', models.PositiveBigIntegerField(default=0)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('follower', 'centre_id'), name='position_once_per_centre')],
                },
            ), migrations.CreateModel(
                name='Root',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('centre_id', models.UUIDField()),
                    ('day', models.DateField()),
                    ('epoch', models.PositiveIntegerField()),
                    ('number', models.PositiveBigIntegerField()),
                    ('hash', models.CharField(max_length=64)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('centre_id', 'day'), name='root_once_per_day')],
                },
            ), migrations.CreateModel(
                name='Fact',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=40)),
                    ('salt', models.BinaryField(null=True)),
                    ('value', models.BinaryField(null=True)),
                    ('entry', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='personal', to='journal.entry')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('entry', 'name'), name='fact_once_per_entry')],
                },
            ), migrations.CreateModel(
                name='Stumble',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('follower', models.CharField(max_length=40)),
                    ('attempts', models.PositiveSmallIntegerField(default=1)),
                    ('error', models.CharField(max_length=120)),
                    ('is_open', models.BooleanField(default=True)),
                    ('entry', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.entry')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('is_open', True)), fields=['follower'], name='stumble_open')],
                    'constraints': [models.UniqueConstraint(fields=('follower', 'entry'), name='stumble_once_per_entry')],
                },
            )],
        ),
        migrations.RunPython(
            code=yimen.journal.guards.lay_from_migration,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
        ),
    ]
