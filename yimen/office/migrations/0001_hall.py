import django.db.migrations.operations.special
import django.db.models.deletion
import yimen.journal.guards
import yimen.journal.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('office', '0001_initial'), ('office', '0002_devices'), ('office', '0001_ground'), ('office', '0002_guide_desk'), ('office', '0003_hall_devices'), ('office', '0004_printers'), ('office', '0005_market_days'), ('office', '0006_bulletins')]

    initial = True

    dependencies = [
    ]

    operations = [
        yimen.journal.tables.Tables(
            operations=[migrations.CreateModel(
                name='Staff',
                fields=[
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('username', models.CharField(max_length=40, unique=True)),
                    ('name', models.CharField(max_length=30)),
                    ('is_active', models.BooleanField(default=True)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Device',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('kiosk', '取号机'), ('board', '显示屏'), ('pad', '评价器'), ('printer', '打印机'), ('reader', '读卡器')], max_length=7)),
                    ('shows', models.CharField(blank=True, choices=[('hall', '大厅叫号'), ('window', '一个窗口'), ('waiting', '等候区叫号和公告')], default='', max_length=7)),
                    ('name', models.CharField(max_length=30)),
                    ('place', models.CharField(blank=True, default='', max_length=40)),
                    ('notice', models.CharField(blank=True, default='', max_length=60)),
                    ('speaks', models.BooleanField(default=True)),
                    ('address', models.CharField(blank=True, default='', max_length=60)),
                    ('parts', models.CharField(default='bulletins lists windows hours', max_length=60)),
                    ('token', models.CharField(max_length=26, unique=True)),
                    ('is_open', models.BooleanField(default=True)),
                    ('printer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.device')),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='devices', to='office.centre')),
                    ('window', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.window')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('is_open', True)), fields=('centre', 'name'), name='device_once_per_name_while_open'), models.CheckConstraint(condition=models.Q(('window__isnull', True), models.Q(('kind', 'kiosk'), _negated=True), _connector='OR'), name='device_kiosk_has_no_window'), models.CheckConstraint(condition=models.Q(models.Q(('shows', ''), models.Q(('kind', 'board'), _negated=True)), models.Q(models.Q(('shows', ''), _negated=True), ('kind', 'board')), _connector='OR'), name='device_board_shows'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'board'), _negated=True), models.Q(('shows', 'window'), ('window__isnull', False)), models.Q(models.Q(('shows', 'window'), _negated=True), ('window__isnull', True)), _connector='OR'), name='device_over_a_window_shows_it')],
                },
            ), migrations.CreateModel(
                name='CalendarYear',
                fields=[
                    ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                    ('document', models.CharField(max_length=120)),
                    ('source', models.CharField(max_length=60)),
                    ('published_at', models.DateTimeField()),
                ],
            ), migrations.CreateModel(
                name='Centre',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('code', models.CharField(max_length=6, unique=True)),
                    ('kind', models.CharField(choices=[('hall', '受理中心'), ('branch', '分中心'), ('point', '村（社区）服务点'), ('bureau', '机关'), ('root', '平台')], max_length=6)),
                    ('name', models.CharField(max_length=80)),
                    ('short_name', models.CharField(max_length=30)),
                    ('telephone', models.CharField(blank=True, default='', max_length=40)),
                    ('complaint_telephone', models.CharField(blank=True, default='', max_length=40)),
                    ('address', models.CharField(blank=True, default='', max_length=120)),
                    ('division', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='centres', to='office.division')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Z0-9]{2,6}$')), name='centre_code_2_to_6'), models.UniqueConstraint(condition=models.Q(('kind', 'root')), fields=('kind',), name='centre_one_root')],
                },
            ), migrations.CreateModel(
                name='LegalDay',
                fields=[
                    ('day', models.DateField(primary_key=True, serialize=False)),
                    ('works', models.BooleanField()),
                    ('name', models.CharField(blank=True, default='', max_length=30)),
                    ('document', models.CharField(blank=True, default='', max_length=120)),
                ],
            ), migrations.CreateModel(
                name='Beat',
                fields=[
                    ('device', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='beat', serialize=False, to='office.device')),
                    ('at', models.DateTimeField()),
                    ('trouble', models.CharField(blank=True, default='', max_length=10)),
                ],
            ), migrations.CreateModel(
                name='Bulletin',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('notice', '通知'), ('policy', '政策'), ('service', '便民服务')], max_length=7)),
                    ('title', models.CharField(max_length=18)),
                    ('text', models.CharField(max_length=120)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField()),
                    ('is_up', models.BooleanField(default=True)),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bulletins', to='office.centre')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='bulletin_ends_after_start')],
                },
            ), migrations.CreateModel(
                name='Department',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('line', models.CharField(max_length=20)),
                    ('name', models.CharField(max_length=60)),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='departments', to='office.centre')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('centre', 'name'), name='department_once_per_centre')],
                },
            ), migrations.CreateModel(
                name='Division',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=60)),
                    ('level', models.CharField(choices=[('city', '市'), ('county', '县（区）'), ('town', '乡镇（街道）'), ('village', '村（社区）')], max_length=8)),
                    ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='office.division')),
                ],
            ), migrations.CreateModel(
                name='DivisionCode',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('code', models.CharField(max_length=12)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(null=True)),
                    ('division', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codes', to='office.division')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('code', 'from_on'), name='division_code_once_per_start'), models.CheckConstraint(condition=models.Q(('code__regex', '^[0-9]{12}$')), name='division_code_has_12_digits')],
                },
            ), migrations.CreateModel(
                name='Entrustment',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('item_code', models.CharField(max_length=40)),
                    ('body', models.CharField(max_length=80)),
                    ('document', models.CharField(max_length=120)),
                    ('scope', models.CharField(max_length=200)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(null=True)),
                    ('revoked_on', models.DateField(null=True)),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entrustments', to='office.centre')),
                ],
                options={
                    'indexes': [models.Index(fields=['centre', 'item_code'], name='entrustment_of_item')],
                },
            ), migrations.CreateModel(
                name='Lineage',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('level', models.CharField(choices=[('city', '市'), ('county', '县（区）'), ('town', '乡镇（街道）'), ('village', '村（社区）')], max_length=8)),
                    ('ancestor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='descent', to='office.division')),
                    ('division', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ancestry', to='office.division')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('division', 'level'), name='lineage_one_ancestor_per_level')],
                },
            ), migrations.CreateModel(
                name='MarketHour',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('figures', models.CharField(max_length=10)),
                    ('lunar', models.BooleanField()),
                    ('opens', models.TimeField()),
                    ('closes', models.TimeField()),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='market_hours', to='office.centre')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('centre', 'opens'), name='market_hour_once_per_start'), models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='market_hour_closes_later')],
                },
            ), migrations.CreateModel(
                name='OpeningException',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('day', models.DateField()),
                    ('opens', models.TimeField(null=True)),
                    ('closes', models.TimeField(null=True)),
                    ('reason', models.CharField(max_length=80)),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opening_exceptions', to='office.centre')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('centre', 'day', 'opens'), name='opening_exception_once')],
                },
            ), migrations.CreateModel(
                name='OpeningHour',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('weekday', models.PositiveSmallIntegerField()),
                    ('opens', models.TimeField()),
                    ('closes', models.TimeField()),
                    ('is_duty', models.BooleanField(default=False)),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opening_hours', to='office.centre')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('centre', 'weekday', 'opens'), name='opening_hour_once_per_start'), models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='opening_hour_closes_later'), models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='opening_hour_weekday')],
                },
            ), migrations.CreateModel(
                name='Pairing',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('code', models.CharField(max_length=6, unique=True)),
                    ('secret', models.CharField(max_length=26, unique=True)),
                    ('until_at', models.DateTimeField()),
                    ('device', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office.device')),
                ],
            ), migrations.CreateModel(
                name='Policy',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('key', models.CharField(max_length=60)),
                    ('value', models.CharField(max_length=120)),
                    ('basis', models.CharField(max_length=200)),
                    ('from_on', models.DateField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('key', 'from_on'), name='policy_once_per_start')],
                },
            ), migrations.CreateModel(
                name='Post',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('title', models.CharField(max_length=40)),
                    ('role', models.CharField(choices=[('window', '窗口受理'), ('reply', '办结回复'), ('guide', '导办台'), ('officer', '承办'), ('head', '部门负责人'), ('supervisor', '业务主管'), ('leader', '分管领导'), ('director', '中心主任'), ('network', '网络管理员'), ('editor', '事项管理员')], max_length=10)),
                    ('is_open', models.BooleanField(default=True)),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='office.centre')),
                    ('department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='office.department')),
                    ('window', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='office.window')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('centre', 'title'), name='post_once_per_title')],
                },
            ), migrations.CreateModel(
                name='Holding',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(null=True)),
                    ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to=settings.AUTH_USER_MODEL)),
                    ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='office.post')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('post', 'staff', 'from_on'), name='holding_once_per_start'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='holding_ends_after_start')],
                },
            ), migrations.CreateModel(
                name='Duty',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('line', models.CharField(max_length=20)),
                    ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='office.post')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('post', 'line'), name='duty_once_per_line')],
                },
            ), migrations.CreateModel(
                name='Cover',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField()),
                    ('reason', models.CharField(max_length=80)),
                    ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covers', to=settings.AUTH_USER_MODEL)),
                    ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covers', to='office.post')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('post', 'staff', 'from_on'), name='cover_once_per_start'), models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='cover_ends_after_start')],
                },
            ), migrations.CreateModel(
                name='ApiToken',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('label', models.CharField(max_length=60)),
                    ('until_at', models.DateTimeField(null=True)),
                    ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tokens', to=settings.AUTH_USER_MODEL)),
                    ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tokens', to='office.post')),
                ],
            ), migrations.CreateModel(
                name='Window',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=30)),
                    ('kind', models.CharField(choices=[('general', '综合窗口'), ('reply', '办结回复窗口'), ('dedicated', '专项窗口'), ('cash', '现金窗口')], default='general', max_length=9)),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='windows', to='office.centre')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('centre', 'number'), name='window_once_per_number')],
                },
            ), migrations.CreateModel(
                name='BulletinDisplay',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('bulletin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='displays', to='office.bulletin')),
                    ('device', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.device')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('bulletin', 'device'), name='bulletin_once_per_display')],
                },
            )],
        ),
        migrations.RunPython(
            code=yimen.journal.guards.lay_from_migration,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
        ),
    ]
