import django.db.migrations.operations.special
import django.db.models.deletion
import yimen.journal.guards
import yimen.journal.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('cases', '0001_initial'), ('cases', '0002_ticket'), ('cases', '0003_whole_life'), ('cases', '0004_watched'), ('cases', '0005_fewer_indexes'), ('cases', '0001_ground'), ('cases', '0006_step_waits'), ('cases', '0007_item_use'), ('cases', '0008_village_desks')]

    initial = True

    dependencies = [
        ('catalogue', '0001_hall'),
        ('office', '0001_hall'),
        ('office', '__first__'),
        ('registry', '0001_hall'),
        ('tickets', '0001_hall'),
    ]

    operations = [
        yimen.journal.tables.Tables(
            operations=[migrations.CreateModel(
                name='Application',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('channel', models.CharField(default='counter', max_length=10)),
                    ('form', models.BinaryField(null=True)),
                    ('received_at', models.DateTimeField()),
                    ('joint_due_on', models.DateField(null=True)),
                    ('applicant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='registry.person')),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('ticket', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='tickets.ticket')),
                    ('window', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.window')),
                ],
            ), migrations.CreateModel(
                name='Case',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('taken_as', models.CharField(blank=True, choices=[('agent', '代收转送'), ('receiving', '受理点')], default='', max_length=9)),
                    ('arrived_on', models.DateField(null=True)),
                    ('number', models.CharField(max_length=16)),
                    ('line', models.CharField(max_length=20)),
                    ('variant', models.CharField(blank=True, default='', max_length=40)),
                    ('state', models.CharField(choices=[('received', '已收件'), ('completing', '待补正'), ('in_process', '办理中'), ('decided', '已决定'), ('ready', '待领取'), ('closed', '已办结'), ('archived', '已归档'), ('not_accepted', '不予受理'), ('returned', '已退件'), ('withdrawn', '已撤回'), ('terminated', '已终止')], max_length=12)),
                    ('came_from', models.CharField(blank=True, default='', max_length=12)),
                    ('outcome', models.CharField(blank=True, choices=[('granted', '准予'), ('refused', '不予批准')], default='', max_length=8)),
                    ('reason_code', models.CharField(blank=True, default='', max_length=30)),
                    ('received_on', models.DateField()),
                    ('accepted_on', models.DateField(null=True)),
                    ('restarted_on', models.DateField(null=True)),
                    ('decided_on', models.DateField(null=True)),
                    ('ended_on', models.DateField(null=True)),
                    ('due_on', models.DateField(null=True)),
                    ('due_provisional', models.BooleanField(default=False)),
                    ('statutory_due_on', models.DateField(null=True)),
                    ('answer_by_on', models.DateField(null=True)),
                    ('wanted_on', models.DateField(null=True)),
                    ('ready_on', models.DateField(null=True)),
                    ('collect_by_on', models.DateField(null=True)),
                    ('joined_on', models.DateField(null=True)),
                    ('stage', models.PositiveSmallIntegerField(default=0)),
                    ('round', models.PositiveSmallIntegerField(default=1)),
                    ('token', models.CharField(max_length=26)),
                    ('accepted_entry_id', models.UUIDField(null=True)),
                    ('received_at', models.DateTimeField()),
                    ('accepted_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('answerable', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('applicant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='registry.person')),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='cases.application')),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='office.centre')),
                    ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
                    ('led_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('seat', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.division')),
                    ('taken_at', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.itemversion')),
                ],
                options={
                    'indexes': [models.Index(fields=['centre', 'state', 'received_at'], name='case_of_centre'), models.Index(condition=models.Q(('arrived_on__isnull', True), ('ended_on__isnull', True), ('taken_as__gt', '')), fields=['centre', 'received_at', 'id'], name='case_on_its_way'), models.Index(fields=['applicant', 'received_at'], name='case_of_person'), models.Index(condition=models.Q(('state', 'in_process')), fields=['centre', 'due_on', 'id'], name='case_running'), models.Index(condition=models.Q(('state', 'ready')), fields=['centre', 'collect_by_on', 'id'], name='case_uncollected'), models.Index(condition=models.Q(('decided_on__isnull', True), ('ended_on__isnull', True), ('wanted_on__isnull', False)), fields=['centre', 'wanted_on', 'id'], name='case_hurried'), models.Index(condition=models.Q(('led_by__isnull', False)), fields=['led_by', 'id'], name='case_led'), models.Index(condition=models.Q(('reason_code__gt', '')), fields=['centre', 'ended_on', 'id'], name='case_refused'), models.Index(condition=models.Q(('outcome', 'refused')), fields=['centre', 'decided_on', 'id'], name='case_not_granted')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['in_process', 'decided', 'ready', 'closed', 'archived']), _negated=True), ('accepted_on__isnull', False), _connector='OR'), name='case_accepted_before_process'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['decided', 'ready', 'closed', 'archived']), _negated=True), models.Q(('decided_on__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='case_decided_before_ready'), models.CheckConstraint(condition=models.Q(('decided_on__isnull', True), ('decided_on__gte', models.F('accepted_on')), _connector='OR'), name='case_decided_after_acceptance'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['not_accepted', 'returned', 'terminated']), _negated=True), models.Q(('reason_code', ''), _negated=True), _connector='OR'), name='case_no_refusal_without_reason'), models.CheckConstraint(condition=models.Q(('arrived_on__isnull', True), models.Q(('taken_as', ''), _negated=True), _connector='OR'), name='case_arrives_from_a_village'), models.UniqueConstraint(fields=('number',), name='case_number_once'), models.UniqueConstraint(fields=('token',), name='case_token_once')],
                },
            ), migrations.CreateModel(
                name='CaseMaterial',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('is_given', models.BooleanField(default=False)),
                    ('given_on', models.DateField(null=True)),
                    ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='materials', to='cases.case')),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('requirement', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.requirement')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('case', 'requirement'), name='material_once_per_case')],
                },
            ), migrations.CreateModel(
                name='CaseSight',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('seen_at', models.DateTimeField()),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sights', to='cases.case')),
                    ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.post')),
                ],
                options={
                    'indexes': [models.Index(fields=['post', 'seen_at'], name='sight_by_post')],
                    'constraints': [models.UniqueConstraint(fields=('post', 'case'), name='sight_once_per_post')],
                },
            ), migrations.CreateModel(
                name='Completion',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('round', models.PositiveSmallIntegerField()),
                    ('while_in_process', models.BooleanField()),
                    ('requirement_ids', models.JSONField()),
                    ('remark', models.BinaryField(null=True)),
                    ('asked_on', models.DateField()),
                    ('answer_by_on', models.DateField()),
                    ('answered_on', models.DateField(null=True)),
                    ('lapsed_on', models.DateField(null=True)),
                    ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='completions', to='cases.case')),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('case', 'round'), name='completion_once_per_round'), models.UniqueConstraint(condition=models.Q(('answered_on__isnull', True), ('lapsed_on__isnull', True)), fields=('case',), name='completion_one_open_per_case')],
                },
            ), migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('data', models.BinaryField()),
                    ('saved_at', models.DateTimeField()),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.post')),
                ],
                options={
                    'indexes': [models.Index(fields=['post', 'saved_at'], name='draft_of_post')],
                },
            ), migrations.CreateModel(
                name='Extension',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('added', models.CharField(max_length=40)),
                    ('extended_on', models.DateField()),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='cases.case')),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('consented_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ), migrations.CreateModel(
                name='ItemUse',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('item_code', models.CharField(max_length=40)),
                    ('month', models.DateField()),
                    ('times', models.PositiveIntegerField()),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('centre', 'month', 'item_code'), name='item_use_once_a_month')],
                },
            ), migrations.CreateModel(
                name='Proposal',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('extension', '延期'), ('pause', '停表'), ('refusal', '不予受理')], max_length=9)),
                    ('state', models.CharField(choices=[('asked', '待主管'), ('endorsed', '待领导'), ('granted', '已同意'), ('declined', '未同意'), ('lapsed', '已失效')], default='asked', max_length=8)),
                    ('added', models.CharField(blank=True, default='', max_length=40)),
                    ('special', models.CharField(blank=True, default='', max_length=80)),
                    ('until_on', models.DateField(null=True)),
                    ('code', models.CharField(blank=True, default='', max_length=30)),
                    ('reason', models.BinaryField(null=True)),
                    ('asked_on', models.DateField()),
                    ('endorsed_on', models.DateField(null=True)),
                    ('answered_on', models.DateField(null=True)),
                    ('answered_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='cases.case')),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('endorsed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state__in', ['asked', 'endorsed'])), fields=['centre', 'asked_on', 'id'], name='proposal_open')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'endorsed'])), fields=('case', 'kind'), name='proposal_open_once_per_kind'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'extension'), ('state__in', ['endorsed', 'granted']), _negated=True), ('endorsed_by__isnull', False), _connector='OR'), name='proposal_extension_endorsed_first'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['granted', 'declined']), _negated=True), ('answered_by__isnull', False), _connector='OR'), name='proposal_answered_by_somebody')],
                },
            ), migrations.CreateModel(
                name='Task',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('step_key', models.CharField(max_length=40)),
                    ('stage', models.PositiveSmallIntegerField()),
                    ('round', models.PositiveSmallIntegerField(default=1)),
                    ('is_decision', models.BooleanField(default=False)),
                    ('state', models.CharField(choices=[('open', '待办'), ('done', '已办'), ('sent_back', '已退回'), ('cancelled', '已撤销')], default='open', max_length=9)),
                    ('opened_at', models.DateTimeField()),
                    ('opened_on', models.DateField()),
                    ('due_on', models.DateField(null=True)),
                    ('not_before_on', models.DateField(null=True)),
                    ('reminded_on', models.DateField(null=True)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('entry_id', models.UUIDField(null=True)),
                    ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='cases.case')),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('closed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='office.post')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['post', 'due_on', 'id'], name='task_inbox'), models.Index(fields=['case', 'stage'], name='task_of_case')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('case', 'step_key'), name='task_open_once_per_step')],
                },
            ), migrations.CreateModel(
                name='PublicNotice',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('masked', models.CharField(max_length=80)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField()),
                    ('basis', models.CharField(max_length=200)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='cases.case')),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('task', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='notice', to='cases.task')),
                ],
                options={
                    'indexes': [models.Index(fields=['centre', 'until_on'], name='notice_running')],
                },
            ), migrations.CreateModel(
                name='Pause',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(max_length=30)),
                    ('name', models.CharField(default='', max_length=80)),
                    ('basis', models.CharField(max_length=200)),
                    ('from_on', models.DateField()),
                    ('planned_until_on', models.DateField()),
                    ('until_on', models.DateField(null=True)),
                    ('approver', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='cases.case')),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('task', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pause', to='cases.task')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('until_on__isnull', True)), fields=['centre', 'planned_until_on', 'id'], name='pause_standing')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='pause_ends_after_start'), models.UniqueConstraint(condition=models.Q(('task__isnull', True), ('until_on__isnull', True)), fields=('case', 'name'), name='pause_open_once_per_name'), models.CheckConstraint(condition=models.Q(('task__isnull', False), ('approver__isnull', False), _connector='OR'), name='pause_allowed_by_somebody')],
                },
            )],
        ),
        migrations.RunPython(
            code=yimen.journal.guards.lay_from_migration,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
        ),
    ]
