"""The catalogue's first tables, and their guards."""

import django.db.models.deletion
from django.db import migrations, models
from yimen.journal import guards


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('office', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='MaterialType',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=60)),
            ],
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
                ('from_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('place', models.CharField(blank=True, default='', max_length=200)),
                ('telephone', models.CharField(blank=True, default='', max_length=60)),
                ('hours', models.CharField(blank=True, default='', max_length=120)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='office.centre')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='catalogue.item')),
            ],
        ),
        migrations.CreateModel(
            name='ItemVersion',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=120)),
                ('line', models.CharField(max_length=20)),
                ('also', models.JSONField(default=list)),
                ('kind', models.CharField(max_length=20)),
                ('service_object', models.CharField(max_length=60)),
                ('conditions', models.JSONField(default=list)),
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
                ('seat', models.CharField(max_length=9)),
                ('seat_level', models.CharField(max_length=8)),
                ('deemed_acceptance', models.BooleanField()),
                ('completion', models.CharField(max_length=7)),
                ('completion_in_process', models.BooleanField()),
                ('who_accepts_may_decide', models.BooleanField()),
                ('decided_at_window', models.BooleanField()),
                ('as_printed', models.TextField()),
                ('printed', models.TextField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='catalogue.item')),
            ],
        ),
        migrations.CreateModel(
            name='FormField',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('key', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=80)),
                ('kind', models.CharField(max_length=7)),
                ('required', models.BooleanField()),
                ('choices', models.JSONField(default=list)),
                ('note', models.CharField(max_length=200)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='form_fields', to='catalogue.itemversion')),
            ],
        ),
        migrations.CreateModel(
            name='Fee',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=80)),
                ('standard', models.CharField(max_length=120)),
                ('basis', models.CharField(max_length=200)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fees', to='catalogue.itemversion')),
            ],
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('key', models.CharField(max_length=60)),
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
                ('material', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requirements', to='catalogue.materialtype')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requirements', to='catalogue.itemversion')),
            ],
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=11)),
                ('name', models.CharField(max_length=80)),
                ('paper', models.CharField(max_length=40)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='catalogue.itemversion')),
            ],
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
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
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='catalogue.itemversion')),
            ],
        ),
        migrations.CreateModel(
            name='Variant',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('key', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=80)),
                ('condition', models.TextField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='variants', to='catalogue.itemversion')),
            ],
        ),
        migrations.CreateModel(
            name='VersionState',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(max_length=9)),
                ('from_on', models.DateField()),
                ('by_ref', models.CharField(max_length=60)),
                ('recorded_at', models.DateTimeField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='states', to='catalogue.itemversion')),
            ],
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
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('centre', 'item'), name='claim_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='claim_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.UniqueConstraint(fields=('item', 'number'), name='version_one_per_number'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='version_counts_from_one'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('line', ''), _negated=True)), name='version_name_and_line'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('delivery', ''), _negated=True), name='version_has_delivery'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('seat__in', ['household', 'residence', 'place'])), name='version_seat'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('seat_level__in', ['city', 'county', 'town', 'village'])), name='version_seat_level'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('completion__in', ['restart', 'resume'])), name='version_completion'),
        ),
        migrations.AddConstraint(
            model_name='formfield',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='form_field_one_per_position'),
        ),
        migrations.AddConstraint(
            model_name='formfield',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='form_field_one_per_key'),
        ),
        migrations.AddConstraint(
            model_name='formfield',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['text', 'number', 'date', 'choice', 'yes_no'])), name='form_field_kind'),
        ),
        migrations.AddConstraint(
            model_name='fee',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='fee_one_per_position'),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='requirement_one_per_position'),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='requirement_one_per_key'),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.CheckConstraint(condition=models.Q(('originals__gte', 1), ('copies__gte', 1), _connector='OR'), name='requirement_asks_for_something'),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('condition__gt', ''), ('necessity', 'conditional')), models.Q(models.Q(('necessity', 'conditional'), _negated=True), ('condition', '')), _connector='OR'), name='requirement_condition_when_conditional'),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.CheckConstraint(condition=models.Q(('necessity__in', ['required', 'conditional', 'optional'])), name='requirement_necessity'),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.CheckConstraint(condition=models.Q(('keep_or_inspect__in', ['keep', 'inspect'])), name='requirement_keeping'),
        ),
        migrations.AddConstraint(
            model_name='result',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='result_one_per_position'),
        ),
        migrations.AddConstraint(
            model_name='result',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['certificate', 'document', 'money', 'other'])), name='result_kind'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='step_one_per_position'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='step_one_per_key'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(('stage__gte', 1)), name='step_stage_counts_from_one'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(('is_decision', False), ('phase', 'before'), _connector='OR'), name='step_decides_before_the_decision_is_over'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['check', 'deliberation', 'household_visit', 'stamp', 'public_notice', 'joint_examination', 'appraisal', 'income_check', 'review', 'approval', 'agreement', 'certificate', 'exchange', 'payment', 'payment_list', 'hand_out', 'hand_over'])), name='step_kind'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(('phase__in', ['before', 'after'])), name='step_phase'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['city', 'county', 'town', 'village'])), name='step_level'),
        ),
        migrations.AddConstraint(
            model_name='variant',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='variant_one_per_position'),
        ),
        migrations.AddConstraint(
            model_name='variant',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='variant_one_per_key'),
        ),
        migrations.AddIndex(
            model_name='versionstate',
            index=models.Index(fields=['state', 'from_on', 'version'], name='version_state_by_day'),
        ),
        migrations.AddConstraint(
            model_name='versionstate',
            constraint=models.UniqueConstraint(fields=('version', 'number'), name='version_state_one_per_number'),
        ),
        migrations.AddConstraint(
            model_name='versionstate',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('version',), name='version_published_once'),
        ),
        migrations.AddConstraint(
            model_name='versionstate',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'retired')), fields=('version',), name='version_retired_once'),
        ),
        migrations.AddConstraint(
            model_name='versionstate',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'review', 'published', 'retired'])), name='version_state_known'),
        ),
        migrations.RunPython(guards.lay_from_migration, migrations.RunPython.noop),
    ]
