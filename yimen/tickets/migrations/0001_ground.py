import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('tickets', '0001_initial')]

    initial = True

    dependencies = [
        ('office', '0001_ground'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cut',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                ('name', models.CharField(max_length=20)),
                ('plan', models.JSONField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('centre', 'name'), name='cut_once_per_name')],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='queue_lines', to='office.centre')),
                ('letter', models.CharField(max_length=1)),
                ('name', models.CharField(max_length=20)),
                ('position', models.PositiveSmallIntegerField()),
                ('is_open', models.BooleanField(default=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('centre', 'letter'), name='line_once_per_letter'), models.UniqueConstraint(fields=('centre', 'name'), name='line_once_per_name'), models.CheckConstraint(condition=models.Q(('letter__regex', '^[A-Z]$')), name='line_letter_a_to_z')],
            },
        ),
        migrations.CreateModel(
            name='QueueWindow',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                ('window', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.window')),
                ('mode', models.CharField(choices=[('all', '全部业务'), ('lines', '指定业务'), ('closed', '不叫号')], max_length=6)),
                ('is_paused', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                ('line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.line')),
                ('taken_on', models.DateField()),
                ('number', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=8)),
                ('state', models.CharField(choices=[('waiting', '等候中'), ('called', '已叫号'), ('serving', '接待中'), ('served', '已办完'), ('missed', '已过号'), ('left', '未办离开')], max_length=7)),
                ('place', models.BigIntegerField()),
                ('taken_at', models.DateTimeField()),
                ('window', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.window')),
                ('for_window', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.window')),
                ('called_at', models.DateTimeField(null=True)),
                ('times_called', models.PositiveSmallIntegerField(default=0)),
                ('came_at', models.DateTimeField(null=True)),
                ('missed_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('token', models.CharField(max_length=26, unique=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['centre', 'taken_on', 'place', 'number'], name='ticket_waiting')],
                'constraints': [models.UniqueConstraint(fields=('centre', 'taken_on', 'code'), name='ticket_once_per_code'), models.UniqueConstraint(condition=models.Q(('state__in', ['called', 'serving'])), fields=('window',), name='ticket_one_in_hand'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='ticket_numbers_begin_at_1'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['called', 'serving']), _negated=True), models.Q(('called_at__isnull', False), ('window__isnull', False)), _connector='OR'), name='ticket_called_to_a_window'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), _negated=True), ('window__isnull', True), _connector='OR'), name='ticket_waits_at_no_window'), models.CheckConstraint(condition=models.Q(('finished_at__isnull', True), models.Q(('finished_at__gte', models.F('called_at')), ('state', 'served')), _connector='OR'), name='ticket_finished_after_its_call')],
            },
        ),
        migrations.CreateModel(
            name='WindowLine',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                ('window', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.window')),
                ('line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.line')),
                ('position', models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('window', 'line'), name='window_line_once')],
            },
        ),
    ]
