import django.db.migrations.operations.special
import django.db.models.deletion
import yimen.journal.guards
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('catalogue', '0001_initial'), ('catalogue', '0002_special_procedures'), ('catalogue', '0003_source_and_to_confirm'), ('catalogue', '0004_how_it_is_had'), ('catalogue', '0005_signposts'), ('catalogue', '0006_eligibility'), ('catalogue', '0007_imported_guides')]

    initial = True

    dependencies = [
        ('office', '0001_ground'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bundle',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('also', models.JSONField(default=list)),
                ('to_confirm', models.BooleanField()),
                ('words', models.CharField(max_length=400)),
                ('parts', models.JSONField(default=list)),
                ('elsewhere', models.JSONField(default=list)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Elsewhere',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('also', models.JSONField(default=list)),
                ('to_confirm', models.BooleanField()),
                ('body', models.CharField(max_length=80)),
                ('address', models.CharField(max_length=200)),
                ('telephone', models.CharField(max_length=60)),
                ('hours', models.CharField(max_length=120)),
                ('bring', models.CharField(max_length=400)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ImportedGuide',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                ('file_name', models.CharField(max_length=120)),
                ('codes', models.JSONField(default=list)),
                ('left_out', models.JSONField(default=list)),
                ('by_ref', models.CharField(max_length=60)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['centre', '-recorded_at'], name='imported_guide_newest')],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('line', models.CharField(max_length=20)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Z0-9][A-Z0-9-]{0,39}$')), name='item_code'), models.CheckConstraint(condition=models.Q(('line', ''), _negated=True), name='item_line')],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='office.centre')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='catalogue.item')),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('place', models.CharField(blank=True, default='', max_length=200)),
                ('telephone', models.CharField(blank=True, default='', max_length=60)),
                ('hours', models.CharField(blank=True, default='', max_length=120)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('centre', 'item'), name='claim_once_at_a_time'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='claim_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='ClaimWindow',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claim_windows', to='catalogue.claim')),
                ('window', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claim_windows', to='office.window')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('claim', 'window'), name='claim_window_once')],
            },
        ),
        migrations.CreateModel(
            name='ItemVersion',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='catalogue.item')),
                ('number', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=120)),
                ('line', models.CharField(max_length=20)),
                ('also', models.JSONField(default=list)),
                ('kind', models.CharField(max_length=20)),
                ('service_object', models.CharField(max_length=60)),
                ('conditions', models.JSONField(default=list)),
                ('eligibility', models.JSONField(default=list)),
                ('basis', models.JSONField(default=list)),
                ('body', models.CharField(max_length=80)),
                ('co_departments', models.JSONField(default=list)),
                ('place', models.CharField(max_length=200)),
                ('telephone', models.CharField(max_length=60)),
                ('complaint_telephone', models.CharField(max_length=60)),
                ('hours', models.CharField(max_length=120)),
                ('promised', models.CharField(max_length=40)),
                ('statutory', models.CharField(max_length=40)),
                ('delivery', models.CharField(max_length=40)),
                ('visits', models.CharField(max_length=1)),
                ('online', models.CharField(max_length=5)),
                ('agent', models.CharField(max_length=9)),
                ('seat', models.CharField(max_length=9)),
                ('seat_level', models.CharField(max_length=8)),
                ('deemed_acceptance', models.BooleanField()),
                ('completion', models.CharField(max_length=7)),
                ('completion_in_process', models.BooleanField()),
                ('who_accepts_may_decide', models.BooleanField()),
                ('decided_at_window', models.BooleanField()),
                ('refusal_needs_leader', models.BooleanField()),
                ('source', models.CharField(max_length=200)),
                ('to_confirm', models.BooleanField()),
                ('as_printed', models.TextField()),
                ('printed', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('item', 'number'), name='version_one_per_number'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='version_counts_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('line', ''), _negated=True)), name='version_name_and_line'), models.CheckConstraint(condition=models.Q(('delivery', ''), _negated=True), name='version_has_delivery'), models.CheckConstraint(condition=models.Q(('seat__in', ['household', 'residence', 'place'])), name='version_seat'), models.CheckConstraint(condition=models.Q(('seat_level__in', ['city', 'county', 'town', 'village'])), name='version_seat_level'), models.CheckConstraint(condition=models.Q(('visits__in', ['0', '1', '2', ''])), name='version_visits'), models.CheckConstraint(condition=models.Q(('online__in', ['none', 'apply', 'full', ''])), name='version_online'), models.CheckConstraint(condition=models.Q(('agent__in', ['allowed', 'in_person', ''])), name='version_agent'), models.CheckConstraint(condition=models.Q(('completion__in', ['restart', 'resume'])), name='version_completion')],
            },
        ),
        migrations.CreateModel(
            name='Fee',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fees', to='catalogue.itemversion')),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=80)),
                ('standard', models.CharField(max_length=120)),
                ('basis', models.CharField(max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('version', 'position'), name='fee_one_per_position')],
            },
        ),
        migrations.CreateModel(
            name='FormField',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='form_fields', to='catalogue.itemversion')),
                ('position', models.PositiveSmallIntegerField()),
                ('key', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=80)),
                ('kind', models.CharField(max_length=7)),
                ('required', models.BooleanField()),
                ('choices', models.JSONField(default=list)),
                ('note', models.CharField(max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('version', 'position'), name='form_field_one_per_position'), models.UniqueConstraint(fields=('version', 'key'), name='form_field_one_per_key'), models.CheckConstraint(condition=models.Q(('kind__in', ['text', 'number', 'date', 'choice', 'yes_no'])), name='form_field_kind')],
            },
        ),
        migrations.CreateModel(
            name='MaterialType',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requirements', to='catalogue.itemversion')),
                ('position', models.PositiveSmallIntegerField()),
                ('key', models.CharField(max_length=60)),
                ('material', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requirements', to='catalogue.materialtype')),
                ('name', models.CharField(max_length=80)),
                ('originals', models.PositiveSmallIntegerField()),
                ('copies', models.PositiveSmallIntegerField()),
                ('necessity', models.CharField(max_length=11)),
                ('keep_or_inspect', models.CharField(max_length=7)),
                ('variants', models.JSONField(default=list)),
                ('condition', models.TextField()),
                ('size', models.CharField(max_length=40)),
                ('note', models.CharField(max_length=200)),
                ('source', models.CharField(max_length=120)),
                ('blank', models.CharField(max_length=200)),
                ('sample', models.CharField(max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('version', 'position'), name='requirement_one_per_position'), models.UniqueConstraint(fields=('version', 'key'), name='requirement_one_per_key'), models.CheckConstraint(condition=models.Q(('originals__gte', 1), ('copies__gte', 1), _connector='OR'), name='requirement_asks_for_something'), models.CheckConstraint(condition=models.Q(models.Q(('condition__gt', ''), ('necessity', 'conditional')), models.Q(models.Q(('necessity', 'conditional'), _negated=True), ('condition', '')), _connector='OR'), name='requirement_condition_when_conditional'), models.CheckConstraint(condition=models.Q(('necessity__in', ['required', 'conditional', 'optional'])), name='requirement_necessity'), models.CheckConstraint(condition=models.Q(('keep_or_inspect__in', ['keep', 'inspect'])), name='requirement_keeping')],
            },
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='catalogue.itemversion')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=11)),
                ('name', models.CharField(max_length=80)),
                ('paper', models.CharField(max_length=40)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('version', 'position'), name='result_one_per_position'), models.CheckConstraint(condition=models.Q(('kind__in', ['certificate', 'document', 'money', 'other'])), name='result_kind')],
            },
        ),
        migrations.CreateModel(
            name='Special',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='special', to='catalogue.itemversion')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=13)),
                ('name', models.CharField(max_length=80)),
                ('basis', models.CharField(max_length=200)),
                ('limit', models.CharField(max_length=40)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('version', 'position'), name='special_one_per_position'), models.UniqueConstraint(fields=('version', 'kind', 'name'), name='special_once_by_name'), models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='special_has_basis'), models.CheckConstraint(condition=models.Q(('kind__in', ['hearing', 'tender', 'auction', 'inspection', 'testing', 'quarantine', 'appraisal', 'expert_review', 'referral', 'other'])), name='special_kind')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='catalogue.itemversion')),
                ('position', models.PositiveSmallIntegerField()),
                ('key', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=80)),
                ('kind', models.CharField(max_length=20)),
                ('phase', models.CharField(max_length=6)),
                ('stage', models.PositiveSmallIntegerField()),
                ('level', models.CharField(max_length=8)),
                ('line', models.CharField(max_length=20)),
                ('limit', models.CharField(max_length=40)),
                ('term', models.CharField(max_length=40)),
                ('counts', models.BooleanField()),
                ('variants', models.JSONField(default=list)),
                ('is_decision', models.BooleanField()),
                ('printed', models.TextField()),
                ('basis', models.CharField(max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('version', 'position'), name='step_one_per_position'), models.UniqueConstraint(fields=('version', 'key'), name='step_one_per_key'), models.CheckConstraint(condition=models.Q(('stage__gte', 1)), name='step_stage_counts_from_one'), models.CheckConstraint(condition=models.Q(('is_decision', False), ('phase', 'before'), _connector='OR'), name='step_decides_before_the_decision_is_over'), models.CheckConstraint(condition=models.Q(('counts', True), models.Q(('basis', ''), _negated=True), _connector='OR'), name='step_not_counted_has_basis'), models.CheckConstraint(condition=models.Q(('kind__in', ['check', 'deliberation', 'household_visit', 'stamp', 'public_notice', 'joint_examination', 'appraisal', 'income_check', 'review', 'approval', 'agreement', 'certificate', 'exchange', 'payment', 'payment_list', 'hand_out', 'hand_over'])), name='step_kind'), models.CheckConstraint(condition=models.Q(('phase__in', ['before', 'after'])), name='step_phase'), models.CheckConstraint(condition=models.Q(('level__in', ['city', 'county', 'town', 'village'])), name='step_level')],
            },
        ),
        migrations.CreateModel(
            name='Variant',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='variants', to='catalogue.itemversion')),
                ('position', models.PositiveSmallIntegerField()),
                ('key', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=80)),
                ('condition', models.TextField()),
                ('promised', models.CharField(max_length=40)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('version', 'position'), name='variant_one_per_position'), models.UniqueConstraint(fields=('version', 'key'), name='variant_one_per_key')],
            },
        ),
        migrations.CreateModel(
            name='VersionState',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='states', to='catalogue.itemversion')),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(max_length=9)),
                ('from_on', models.DateField()),
                ('by_ref', models.CharField(max_length=60)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'from_on', 'version'], name='version_state_by_day')],
                'constraints': [models.UniqueConstraint(fields=('version', 'number'), name='version_state_one_per_number'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('version',), name='version_published_once'), models.UniqueConstraint(condition=models.Q(('state', 'retired')), fields=('version',), name='version_retired_once'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'review', 'published', 'retired'])), name='version_state_known')],
            },
        ),
        migrations.RunPython(
            code=yimen.journal.guards.lay_from_migration,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
        ),
    ]
