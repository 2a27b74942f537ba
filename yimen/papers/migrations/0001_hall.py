import django.db.migrations.operations.special
import django.db.models.deletion
import yimen.journal.guards
import yimen.journal.tables
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('papers', '0001_initial'), ('papers', '0002_more_kinds'), ('papers', '0003_fewer_indexes'), ('papers', '0001_ground'), ('papers', '0002_village_desks'), ('papers', '0003_guide_files')]

    initial = True

    dependencies = [
        ('office', '0001_hall'),
    ]

    operations = [
        yimen.journal.tables.Tables(
            operations=[migrations.CreateModel(
                name='StoredFile',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('paper', '文书'), ('material', '申请材料'), ('guide', '空白表、样表')], max_length=8)),
                    ('media_type', models.CharField(default='application/pdf', max_length=60)),
                    ('digest', models.CharField(max_length=64)),
                    ('size_bytes', models.PositiveBigIntegerField()),
                    ('kept_at', models.DateTimeField()),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='stored_file_digest_is_sha256'), models.CheckConstraint(condition=models.Q(('kind__in', ['paper', 'material', 'guide'])), name='stored_file_kind_is_known')],
                },
            ), migrations.CreateModel(
                name='Paper',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('number', models.CharField(max_length=16)),
                    ('kind', models.CharField(choices=[('acceptance', '受理通知书'), ('completion', '补办件通知书'), ('result', '办理结果通知书'), ('receipt', '收件回执'), ('refusal', '不予受理通知书'), ('returned', '退回件通知书'), ('extension', '延期告知书'), ('special', '特别程序告知书'), ('delivery', '送达回证'), ('joint', '窗口联办通知书'), ('notice', '告知书'), ('transfer', '材料交接单')], max_length=10)),
                    ('subject_kind', models.CharField(max_length=40)),
                    ('subject_id', models.UUIDField()),
                    ('entry_id', models.UUIDField()),
                    ('data', models.BinaryField()),
                    ('template', models.CharField(max_length=20)),
                    ('template_version', models.PositiveSmallIntegerField()),
                    ('issued_at', models.DateTimeField()),
                    ('issued_on', models.DateField()),
                    ('copies', models.PositiveSmallIntegerField()),
                    ('state', models.CharField(choices=[('issued', '已签发，待生成'), ('rendered', '已生成')], default='issued', max_length=8)),
                    ('digest', models.CharField(blank=True, default='', max_length=64)),
                    ('printed', models.PositiveIntegerField(default=0)),
                    ('printed_at', models.DateTimeField(null=True)),
                    ('unprintable', models.PositiveSmallIntegerField(default=0)),
                    ('token', models.CharField(max_length=26)),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('file', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='paper', to='papers.storedfile')),
                ],
                options={
                    'indexes': [models.Index(fields=['subject_id', 'issued_at'], name='paper_of_subject'), models.Index(condition=models.Q(('state', 'rendered'), _negated=True), fields=['issued_at'], name='paper_not_rendered')],
                    'constraints': [models.UniqueConstraint(fields=('number',), name='paper_number_once'), models.UniqueConstraint(fields=('token',), name='paper_token_once'), models.CheckConstraint(condition=models.Q(('number__regex', '^[A-Z0-9]{2,6}[0-9]{2}-[A-Z][0-9]{6}$')), name='paper_number_is_well_formed'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'acceptance'), ('number__contains', '-S')), models.Q(('kind', 'completion'), ('number__contains', '-B')), models.Q(('kind', 'result'), ('number__contains', '-J')), models.Q(('kind', 'receipt'), ('number__contains', '-R')), models.Q(('kind', 'refusal'), ('number__contains', '-U')), models.Q(('kind', 'returned'), ('number__contains', '-T')), models.Q(('kind', 'extension'), ('number__contains', '-Y')), models.Q(('kind', 'special'), ('number__contains', '-P')), models.Q(('kind', 'delivery'), ('number__contains', '-D')), models.Q(('kind', 'joint'), ('number__contains', '-L')), models.Q(('kind', 'notice'), ('number__contains', '-G')), models.Q(('kind', 'transfer'), ('number__contains', '-M')), _connector='OR'), name='paper_letter_is_of_its_kind'), models.CheckConstraint(condition=models.Q(('state__in', ['issued', 'rendered'])), name='paper_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('file__isnull', True)), models.Q(('digest__regex', '^[0-9a-f]{64}$'), ('file__isnull', False)), _connector='OR'), name='paper_file_has_its_digest'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'rendered'), _negated=True), ('file__isnull', False), _connector='OR'), name='paper_rendered_has_a_file'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'issued'), _negated=True), ('file__isnull', True), _connector='OR'), name='paper_unset_has_no_file'), models.CheckConstraint(condition=models.Q(('copies__gte', 1), ('copies__lte', 9)), name='paper_copies_1_to_9'), models.CheckConstraint(condition=models.Q(models.Q(('printed', 0), ('printed_at__isnull', True)), models.Q(('printed__gte', 1), ('printed_at__gte', models.F('issued_at')), ('printed_at__isnull', False)), _connector='OR'), name='paper_printed_after_issue')],
                },
            )],
        ),
        migrations.RunPython(
            code=yimen.journal.guards.lay_from_migration,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
        ),
    ]
