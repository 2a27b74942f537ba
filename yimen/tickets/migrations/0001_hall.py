import django.db.migrations.operations.special
import django.db.models.deletion
import django.db.models.expressions
import uuid
import yimen.journal.guards
import yimen.journal.tables
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('tickets', '0001_initial'), ('tickets', '0001_ground'), ('tickets', '0002_bookings'), ('tickets', '0003_priority'), ('tickets', '0004_reserve'), ('tickets', '0005_visits'), ('tickets', '0006_slips_and_help'), ('tickets', '0007_visiting'), ('tickets', '0008_foretold')]

    initial = True

    dependencies = [
        ('office', '0001_hall'),
    ]

    operations = [
        yimen.journal.tables.Tables(
            operations=[migrations.CreateModel(
                name='Line',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('letter', models.CharField(max_length=1)),
                    ('name', models.CharField(max_length=20)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('is_open', models.BooleanField(default=True)),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='queue_lines', to='office.centre')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('centre', 'letter'), name='line_once_per_letter'), models.UniqueConstraint(fields=('centre', 'name'), name='line_once_per_name'), models.CheckConstraint(condition=models.Q(('letter__regex', '^[A-Z]$')), name='line_letter_a_to_z')],
                },
            ), migrations.CreateModel(
                name='HallHour',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('on', models.DateField()),
                    ('hour', models.PositiveSmallIntegerField()),
                    ('window', models.PositiveSmallIntegerField(default=0)),
                    ('clerk', models.UUIDField(default=uuid.UUID('00000000-0000-0000-0000-000000000000'))),
                    ('taken', models.PositiveIntegerField(default=0)),
                    ('called', models.PositiveIntegerField(default=0)),
                    ('waited_seconds', models.PositiveBigIntegerField(default=0)),
                    ('longest_seconds', models.PositiveIntegerField(default=0)),
                    ('served', models.PositiveIntegerField(default=0)),
                    ('timed', models.PositiveIntegerField(default=0)),
                    ('served_seconds', models.PositiveBigIntegerField(default=0)),
                    ('missed', models.PositiveIntegerField(default=0)),
                    ('left', models.PositiveIntegerField(default=0)),
                    ('foretold', models.PositiveIntegerField(default=0)),
                    ('foretold_near', models.PositiveIntegerField(default=0)),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.line')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('centre', 'on', 'hour', 'line', 'window', 'clerk'), name='hall_hour_once')],
                },
            ), migrations.CreateModel(
                name='LinePace',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('item_code', models.CharField(default='', max_length=40)),
                    ('kind', models.SmallIntegerField()),
                    ('hour', models.SmallIntegerField()),
                    ('calls', models.PositiveIntegerField()),
                    ('milliseconds', models.PositiveBigIntegerField()),
                    ('squares', models.PositiveBigIntegerField()),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.line')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('centre', 'line', 'item_code', 'kind', 'hour'), name='line_pace_once')],
                },
            ), migrations.CreateModel(
                name='QueueWindow',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('mode', models.CharField(choices=[('all', '全部业务'), ('lines', '指定业务'), ('closed', '不叫号')], max_length=6)),
                    ('is_paused', models.BooleanField(default=False)),
                    ('pause_reason', models.CharField(blank=True, choices=[('away', '暂时离开'), ('meal', '用餐'), ('meeting', '开会、学习'), ('errand', '取件、送件'), ('machine', '设备故障'), ('other', '其他')], default='', max_length=8)),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('window', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.window')),
                ],
            ), migrations.CreateModel(
                name='Reserve',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('taken_on', models.DateField()),
                    ('first', models.PositiveIntegerField()),
                    ('last', models.PositiveIntegerField()),
                    ('reserved_at', models.DateTimeField()),
                    ('given', models.PositiveIntegerField(default=0)),
                    ('given_back_at', models.DateTimeField(null=True)),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('kiosk', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.device')),
                    ('line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.line')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('centre', 'taken_on', 'line', 'first'), name='reserve_once_per_number'), models.CheckConstraint(condition=models.Q(('first__gte', 1), ('last__gte', models.F('first'))), name='reserve_holds_numbers'), models.CheckConstraint(condition=models.Q(('given__lte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('last'), '-', models.F('first')), '+', models.Value(1)))), name='reserve_gives_what_it_has')],
                },
            ), migrations.CreateModel(
                name='Ticket',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('taken_on', models.DateField()),
                    ('number', models.PositiveIntegerField()),
                    ('code', models.CharField(max_length=8)),
                    ('state', models.CharField(choices=[('waiting', '等候中'), ('called', '已叫号'), ('serving', '接待中'), ('served', '已办完'), ('missed', '已过号'), ('left', '未办离开')], max_length=7)),
                    ('place', models.BigIntegerField()),
                    ('priority', models.CharField(blank=True, choices=[('elderly', '老人'), ('disabled', '残疾人'), ('pregnant', '孕妇'), ('infant', '带婴幼儿的'), ('soldier', '军人、退役军人'), ('other', '其他情况')], default='', max_length=8)),
                    ('taken_at', models.DateTimeField()),
                    ('called_at', models.DateTimeField(null=True)),
                    ('times_called', models.PositiveSmallIntegerField(default=0)),
                    ('came_at', models.DateTimeField(null=True)),
                    ('missed_at', models.DateTimeField(null=True)),
                    ('matters', models.PositiveSmallIntegerField(default=1)),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('token', models.CharField(max_length=26, unique=True)),
                    ('booked_for', models.DateTimeField(null=True)),
                    ('holder_blind', models.BinaryField(max_length=16, null=True)),
                    ('item_code', models.CharField(default='', max_length=40)),
                    ('foretold_minutes', models.PositiveSmallIntegerField(null=True)),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('for_window', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.window')),
                    ('line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.line')),
                    ('reserve', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='tickets.reserve')),
                    ('window', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.window')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['centre', 'taken_on', 'place', 'number'], name='ticket_waiting')],
                    'constraints': [models.UniqueConstraint(fields=('centre', 'taken_on', 'code'), name='ticket_once_per_code'), models.UniqueConstraint(condition=models.Q(('state__in', ['called', 'serving'])), fields=('window',), name='ticket_one_in_hand'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='ticket_numbers_begin_at_1'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['called', 'serving']), _negated=True), models.Q(('called_at__isnull', False), ('window__isnull', False)), _connector='OR'), name='ticket_called_to_a_window'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), _negated=True), ('window__isnull', True), _connector='OR'), name='ticket_waits_at_no_window'), models.CheckConstraint(condition=models.Q(('finished_at__isnull', True), models.Q(('finished_at__gte', models.F('called_at')), ('state', 'served')), _connector='OR'), name='ticket_finished_after_its_call')],
                },
            ), migrations.CreateModel(
                name='Printout',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('asked_at', models.DateTimeField()),
                    ('printed_at', models.DateTimeField(null=True)),
                    ('trouble', models.CharField(blank=True, default='', max_length=10)),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('printer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.device')),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.ticket')),
                ],
                options={
                    'indexes': [models.Index(fields=['asked_at'], name='printout_by_age')],
                },
            ), migrations.CreateModel(
                name='Booking',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('day', models.DateField()),
                    ('starts_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField()),
                    ('nth', models.PositiveSmallIntegerField()),
                    ('state', models.CharField(choices=[('booked', '已预约'), ('came', '已到场'), ('no_show', '爽约'), ('cancelled', '已取消')], max_length=9)),
                    ('channel', models.CharField(max_length=9)),
                    ('booked_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('wiped_at', models.DateTimeField(null=True)),
                    ('code', models.CharField(max_length=6)),
                    ('token', models.CharField(max_length=26, unique=True)),
                    ('name', models.BinaryField(null=True)),
                    ('phone', models.BinaryField(null=True)),
                    ('person_blind', models.BinaryField(max_length=16, null=True)),
                    ('phone_blind', models.BinaryField(max_length=16, null=True)),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.line')),
                    ('ticket', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.ticket')),
                ],
                options={
                    'indexes': [models.Index(fields=['centre', 'day', 'starts_at'], name='booking_of_a_day'), models.Index(condition=models.Q(('state', 'booked')), fields=['phone_blind'], name='booking_open_of_a_phone')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['booked', 'came'])), fields=('line', 'starts_at', 'nth'), name='booking_once_a_place'), models.UniqueConstraint(condition=models.Q(('state', 'booked')), fields=('line', 'day', 'person_blind'), name='booking_once_a_person_and_day'), models.UniqueConstraint(condition=models.Q(('state', 'booked')), fields=('code',), name='booking_once_a_code_while_open'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='booking_ends_after_its_start'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'booked'), _negated=True), models.Q(('name__isnull', False), ('phone__isnull', False)), _connector='OR'), name='booking_open_has_a_person'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'came'), _negated=True), ('ticket__isnull', False), _connector='OR'), name='booking_came_has_a_ticket')],
                },
            ), migrations.CreateModel(
                name='Visiting',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('office', models.CharField(max_length=60)),
                    ('place', models.CharField(blank=True, default='', max_length=60)),
                    ('weekdays', models.CharField(blank=True, default='', max_length=7)),
                    ('figures', models.CharField(blank=True, default='', max_length=10)),
                    ('lunar', models.BooleanField(default=True)),
                    ('dates', models.JSONField(blank=True, default=list)),
                    ('opens', models.TimeField()),
                    ('closes', models.TimeField()),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(null=True)),
                    ('is_open', models.BooleanField(default=True)),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('line', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.line')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='visiting_closes_later'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='visiting_ends_after_start')],
                },
            ), migrations.CreateModel(
                name='WindowLine',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('position', models.PositiveSmallIntegerField(null=True)),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.line')),
                    ('window', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.window')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('window', 'line'), name='window_line_once')],
                },
            ), migrations.CreateModel(
                name='Cut',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=20)),
                    ('plan', models.JSONField()),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('centre', 'name'), name='cut_once_per_name')],
                },
            ), migrations.CreateModel(
                name='HelpCall',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('called_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('device', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.device')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('centre', 'device'), name='help_once_a_device')],
                },
            )],
        ),
        migrations.RunPython(
            code=yimen.journal.guards.lay_from_migration,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
        ),
    ]
