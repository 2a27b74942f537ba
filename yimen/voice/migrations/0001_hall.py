import django.db.migrations.operations.special
import django.db.models.deletion
import yimen.journal.guards
import yimen.journal.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('voice', '0001_ground'), ('voice', '0002_rating'), ('voice', '0003_rated_on_the_web')]

    initial = True

    dependencies = [
        ('cases', '0001_hall'),
        ('catalogue', '0001_hall'),
        ('office', '0001_hall'),
        ('office', '__first__'),
        ('tickets', '0001_hall'),
    ]

    operations = [
        yimen.journal.tables.Tables(
            operations=[migrations.CreateModel(
                name='Consultation',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('state', models.CharField(choices=[('open', '待答复'), ('answered', '已答复')], max_length=8)),
                    ('kind', models.CharField(choices=[('ask', '咨询'), ('help', '求助'), ('tell', '反映情况'), ('other', '其他')], max_length=5)),
                    ('way', models.CharField(choices=[('visit', '来访'), ('call', '来电'), ('letter', '来信')], max_length=6)),
                    ('how', models.CharField(blank=True, choices=[('done', '当场办理'), ('answered', '当场答复'), ('listed', '一次性告知材料和流程'), ('guided', '指引到相关部门'), ('later', '查清后答复')], default='', max_length=8)),
                    ('came_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('name', models.BinaryField()),
                    ('phone', models.BinaryField()),
                    ('about', models.BinaryField()),
                    ('answer', models.BinaryField()),
                    ('answered_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('heard_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('item', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
                    ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.post')),
                    ('ticket', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.ticket')),
                ],
                options={
                    'indexes': [models.Index(fields=['centre', 'came_at', 'id'], name='consultation_register'), models.Index(fields=['post', 'came_at', 'id'], name='consultation_of_post'), models.Index(condition=models.Q(('state', 'open')), fields=['centre', 'came_at'], name='consultation_open')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('how', ''), ('state', 'open')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('state', 'answered'), models.Q(('how', ''), _negated=True)), _connector='OR'), name='consultation_answered_once')],
                },
            ), migrations.CreateModel(
                name='Rating',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('grade', models.CharField(choices=[('very_satisfied', '非常满意'), ('satisfied', '满意'), ('basically_satisfied', '基本满意'), ('dissatisfied', '不满意'), ('very_dissatisfied', '非常不满意')], max_length=20)),
                    ('reasons', models.CharField(blank=True, default='', max_length=40)),
                    ('says', models.BinaryField()),
                    ('channel', models.CharField(choices=[('pad', '窗口评价器'), ('web', '网上')], max_length=5)),
                    ('rated_on', models.DateField()),
                    ('rated_at', models.DateTimeField()),
                    ('case', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('ticket', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.ticket')),
                    ('window', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.window')),
                ],
                options={
                    'indexes': [models.Index(fields=['centre', 'rated_on', 'window', 'grade'], name='rating_figures')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', True), ('ticket__isnull', False)), models.Q(('case__isnull', False), ('ticket__isnull', True)), _connector='OR'), name='rating_of_one_service')],
                },
            )],
        ),
        migrations.RunPython(
            code=yimen.journal.guards.lay_from_migration,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
        ),
    ]
