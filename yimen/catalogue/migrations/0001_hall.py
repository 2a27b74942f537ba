import django.db.migrations.operations.special
import django.db.models.deletion
import yimen.journal.guards
import yimen.journal.tables
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('catalogue', '0001_initial'), ('catalogue', '0002_special_procedures'), ('catalogue', '0003_source_and_to_confirm'), ('catalogue', '0004_how_it_is_had'), ('catalogue', '0005_signposts'), ('catalogue', '0006_eligibility'), ('catalogue', '0007_imported_guides'), ('catalogue', '0001_ground'), ('catalogue', '0008_reviewed_versions'), ('catalogue', '0009_step_waits'), ('catalogue', '0010_own_items'), ('catalogue', '0011_data_elements'), ('catalogue', '0012_guides_cared_for'), ('catalogue', '0013_guide_files'), ('catalogue', '0014_states_journalled')]

    initial = True

    dependencies = [
        ('office', '0001_hall'),
    ]

    operations = [
        yimen.journal.tables.Tables(
            operations=[migrations.CreateModel(
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
            ), migrations.CreateModel(
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
            ), migrations.CreateModel(
                name='MaterialType',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('code', models.CharField(max_length=60, unique=True)),
                    ('name', models.CharField(max_length=60)),
                ],
            ), migrations.CreateModel(
                name='DataElement',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('key', models.CharField(max_length=40, unique=True)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=80)),
                    ('also', models.JSONField(default=list)),
                    ('kind', models.CharField(max_length=7)),
                    ('choices', models.JSONField(default=list)),
                    ('note', models.CharField(max_length=200)),
                    ('checked', models.CharField(max_length=20)),
                    ('known', models.CharField(max_length=20)),
                    ('sensitivity', models.CharField(max_length=9)),
                    ('purpose', models.CharField(max_length=200)),
                    ('basis', models.CharField(max_length=400)),
                    ('retention_years', models.PositiveSmallIntegerField()),
                    ('standard', models.CharField(max_length=120)),
                    ('to_confirm', models.BooleanField()),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['text', 'number', 'date', 'choice', 'yes_no'])), name='data_element_kind'), models.CheckConstraint(condition=models.Q(('checked__in', ['name', 'identity_number', 'phone', 'address', 'bank_account', 'credit_code', 'count', 'not_negative', ''])), name='data_element_checked'), models.CheckConstraint(condition=models.Q(('known__in', ['name', 'identity_number', 'phone', 'address', 'birth_on', ''])), name='data_element_known'), models.CheckConstraint(condition=models.Q(('sensitivity__in', ['general', 'personal', 'sensitive'])), name='data_element_sensitivity')],
                },
            ), migrations.CreateModel(
                name='Item',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('code', models.CharField(max_length=40, unique=True)),
                    ('line', models.CharField(max_length=20)),
                    ('centre', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='own_items', to='office.centre')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Z0-9][A-Z0-9-]{0,39}$')), name='item_code'), models.CheckConstraint(condition=models.Q(('line', ''), _negated=True), name='item_line')],
                },
            ), migrations.CreateModel(
                name='GuideFile',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('material', models.CharField(max_length=60)),
                    ('kind', models.CharField(max_length=6)),
                    ('name', models.CharField(max_length=80)),
                    ('media_type', models.CharField(max_length=80)),
                    ('size_bytes', models.PositiveIntegerField()),
                    ('digest', models.CharField(max_length=64)),
                    ('stored_id', models.UUIDField()),
                    ('added_on', models.DateField()),
                    ('removed_on', models.DateField(null=True)),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='catalogue.item')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('removed_on__isnull', True)), fields=('item', 'material', 'kind'), name='guide_file_one_of_a_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['blank', 'sample'])), name='guide_file_kind')],
                },
            ), migrations.CreateModel(
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
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('centre', 'item'), name='claim_once_at_a_time'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='claim_ends_after_start')],
                },
            ), migrations.CreateModel(
                name='Care',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('check_on', models.DateField(null=True)),
                    ('checked_on', models.DateField(null=True)),
                    ('is_due', models.BooleanField(default=False)),
                    ('wrong_in', models.PositiveIntegerField(default=0)),
                    ('reports', models.PositiveIntegerField(default=0)),
                    ('adopted', models.PositiveIntegerField(default=0)),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.post')),
                    ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='care', to='catalogue.item')),
                ],
            ), migrations.CreateModel(
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
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='catalogue.item')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('item', 'number'), name='version_one_per_number'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='version_counts_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('line', ''), _negated=True)), name='version_name_and_line'), models.CheckConstraint(condition=models.Q(('delivery', ''), _negated=True), name='version_has_delivery'), models.CheckConstraint(condition=models.Q(('seat__in', ['household', 'residence', 'place'])), name='version_seat'), models.CheckConstraint(condition=models.Q(('seat_level__in', ['city', 'county', 'town', 'village'])), name='version_seat_level'), models.CheckConstraint(condition=models.Q(('visits__in', ['0', '1', '2', ''])), name='version_visits'), models.CheckConstraint(condition=models.Q(('online__in', ['none', 'apply', 'full', ''])), name='version_online'), models.CheckConstraint(condition=models.Q(('agent__in', ['allowed', 'in_person', ''])), name='version_agent'), models.CheckConstraint(condition=models.Q(('completion__in', ['restart', 'resume'])), name='version_completion')],
                },
            ), migrations.CreateModel(
                name='GuideReport',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('number', models.CharField(max_length=20)),
                    ('state', models.CharField(choices=[('open', '待处理'), ('adopted', '采纳'), ('declined', '不采纳')], max_length=8)),
                    ('channel', models.CharField(choices=[('portal', '网上'), ('kiosk', '自助机'), ('counter', '窗口')], max_length=7)),
                    ('about', models.CharField(max_length=10)),
                    ('says', models.BinaryField()),
                    ('contact', models.BinaryField()),
                    ('answer', models.BinaryField(null=True)),
                    ('reported_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('care', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.care')),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.itemversion')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['care', 'reported_at'], name='guide_report_open'), models.Index(fields=['care', '-answered_at'], name='guide_report_answered')],
                    'constraints': [models.UniqueConstraint(fields=('number',), name='guide_report_once_per_number'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('state', 'open')), models.Q(('answered_at__isnull', False), ('state__in', ['adopted', 'declined'])), _connector='OR'), name='guide_report_answered_once')],
                },
            ), migrations.CreateModel(
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
                    ('element', models.CharField(max_length=40)),
                    ('checked', models.CharField(max_length=20)),
                    ('known', models.CharField(max_length=20)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='form_fields', to='catalogue.itemversion')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('version', 'position'), name='form_field_one_per_position'), models.UniqueConstraint(fields=('version', 'key'), name='form_field_one_per_key'), models.CheckConstraint(condition=models.Q(('element', ''), ('element', models.F('key')), _connector='OR'), name='form_field_element_is_its_key'), models.CheckConstraint(condition=models.Q(('kind__in', ['text', 'number', 'date', 'choice', 'yes_no'])), name='form_field_kind'), models.CheckConstraint(condition=models.Q(('checked__in', ['name', 'identity_number', 'phone', 'address', 'bank_account', 'credit_code', 'count', 'not_negative', ''])), name='form_field_checked'), models.CheckConstraint(condition=models.Q(('known__in', ['name', 'identity_number', 'phone', 'address', 'birth_on', ''])), name='form_field_known')],
                },
            ), migrations.CreateModel(
                name='Fee',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=80)),
                    ('standard', models.CharField(max_length=120)),
                    ('basis', models.CharField(max_length=200)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fees', to='catalogue.itemversion')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('version', 'position'), name='fee_one_per_position')],
                },
            ), migrations.CreateModel(
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
                    ('blank', models.CharField(max_length=200)),
                    ('sample', models.CharField(max_length=200)),
                    ('material', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requirements', to='catalogue.materialtype')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requirements', to='catalogue.itemversion')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('version', 'position'), name='requirement_one_per_position'), models.UniqueConstraint(fields=('version', 'key'), name='requirement_one_per_key'), models.CheckConstraint(condition=models.Q(('originals__gte', 1), ('copies__gte', 1), _connector='OR'), name='requirement_asks_for_something'), models.CheckConstraint(condition=models.Q(models.Q(('condition__gt', ''), ('necessity', 'conditional')), models.Q(models.Q(('necessity', 'conditional'), _negated=True), ('condition', '')), _connector='OR'), name='requirement_condition_when_conditional'), models.CheckConstraint(condition=models.Q(('necessity__in', ['required', 'conditional', 'optional'])), name='requirement_necessity'), models.CheckConstraint(condition=models.Q(('keep_or_inspect__in', ['keep', 'inspect'])), name='requirement_keeping')],
                },
            ), migrations.CreateModel(
                name='Result',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('kind', models.CharField(max_length=11)),
                    ('name', models.CharField(max_length=80)),
                    ('paper', models.CharField(max_length=40)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='catalogue.itemversion')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('version', 'position'), name='result_one_per_position'), models.CheckConstraint(condition=models.Q(('kind__in', ['certificate', 'document', 'money', 'other'])), name='result_kind')],
                },
            ), migrations.CreateModel(
                name='Special',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('kind', models.CharField(max_length=13)),
                    ('name', models.CharField(max_length=80)),
                    ('basis', models.CharField(max_length=200)),
                    ('limit', models.CharField(max_length=40)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='special', to='catalogue.itemversion')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('version', 'position'), name='special_one_per_position'), models.UniqueConstraint(fields=('version', 'kind', 'name'), name='special_once_by_name'), models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='special_has_basis'), models.CheckConstraint(condition=models.Q(('kind__in', ['hearing', 'tender', 'auction', 'inspection', 'testing', 'quarantine', 'appraisal', 'expert_review', 'referral', 'other'])), name='special_kind')],
                },
            ), migrations.CreateModel(
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
                    ('basis', models.CharField(max_length=200)),
                    ('not_before', models.CharField(default='', max_length=80)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='catalogue.itemversion')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('version', 'position'), name='step_one_per_position'), models.UniqueConstraint(fields=('version', 'key'), name='step_one_per_key'), models.CheckConstraint(condition=models.Q(('stage__gte', 1)), name='step_stage_counts_from_one'), models.CheckConstraint(condition=models.Q(('is_decision', False), ('phase', 'before'), _connector='OR'), name='step_decides_before_the_decision_is_over'), models.CheckConstraint(condition=models.Q(('counts', True), models.Q(('basis', ''), _negated=True), _connector='OR'), name='step_not_counted_has_basis'), models.CheckConstraint(condition=models.Q(('not_before', ''), ('phase', 'after'), _connector='OR'), name='step_waits_after_the_decision'), models.CheckConstraint(condition=models.Q(('kind__in', ['check', 'deliberation', 'household_visit', 'stamp', 'public_notice', 'joint_examination', 'appraisal', 'income_check', 'review', 'approval', 'agreement', 'certificate', 'exchange', 'payment', 'payment_list', 'hand_out', 'hand_over'])), name='step_kind'), models.CheckConstraint(condition=models.Q(('phase__in', ['before', 'after'])), name='step_phase'), models.CheckConstraint(condition=models.Q(('level__in', ['city', 'county', 'town', 'village'])), name='step_level')],
                },
            ), migrations.CreateModel(
                name='Variant',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('key', models.CharField(max_length=40)),
                    ('name', models.CharField(max_length=80)),
                    ('condition', models.TextField()),
                    ('promised', models.CharField(max_length=40)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='variants', to='catalogue.itemversion')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('version', 'position'), name='variant_one_per_position'), models.UniqueConstraint(fields=('version', 'key'), name='variant_one_per_key')],
                },
            ), migrations.CreateModel(
                name='VersionState',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveIntegerField()),
                    ('state', models.CharField(max_length=9)),
                    ('from_on', models.DateField()),
                    ('by_ref', models.CharField(max_length=60)),
                    ('minute', models.CharField(blank=True, default='', max_length=60)),
                    ('entry_id', models.UUIDField(null=True)),
                    ('recorded_at', models.DateTimeField()),
                    ('centre', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='states', to='catalogue.itemversion')),
                ],
                options={
                    'indexes': [models.Index(fields=['state', 'from_on', 'version'], name='version_state_by_day')],
                    'constraints': [models.UniqueConstraint(fields=('version', 'number'), name='version_state_one_per_number'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('version',), name='version_published_once'), models.UniqueConstraint(condition=models.Q(('state', 'retired')), fields=('version',), name='version_retired_once'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'review', 'published', 'retired'])), name='version_state_known')],
                },
            ), migrations.CreateModel(
                name='ClaimWindow',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claim_windows', to='catalogue.claim')),
                    ('window', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claim_windows', to='office.window')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('claim', 'window'), name='claim_window_once')],
                },
            ), migrations.CreateModel(
                name='ImportedGuide',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('file_name', models.CharField(max_length=120)),
                    ('codes', models.JSONField(default=list)),
                    ('left_out', models.JSONField(default=list)),
                    ('by_ref', models.CharField(max_length=60)),
                    ('recorded_at', models.DateTimeField()),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                ],
                options={
                    'indexes': [models.Index(fields=['centre', '-recorded_at'], name='imported_guide_newest')],
                },
            )],
        ),
        migrations.RunPython(
            code=yimen.journal.guards.lay_from_migration,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
        ),
    ]
