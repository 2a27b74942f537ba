import django.db.models.deletion
import yimen.journal.tables
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('office', '0001_hall'),
    ]

    operations = [
        yimen.journal.tables.Tables(
            operations=[migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('ticket_near', '快到号'), ('ticket_called', '叫到号')], max_length=20)),
                    ('subject_kind', models.CharField(max_length=40)),
                    ('subject_id', models.UUIDField()),
                    ('state', models.CharField(choices=[('waiting', '待发'), ('sent', '已发'), ('given_up', '没有发出'), ('lapsed', '过时未发')], max_length=8)),
                    ('phone', models.BinaryField(null=True)),
                    ('words', models.BinaryField()),
                    ('asked_at', models.DateTimeField()),
                    ('lapses_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('answer', models.CharField(blank=True, default='', max_length=12)),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('attempts__gt', 0), ('state__in', ['given_up', 'lapsed'])), fields=['ended_at'], name='message_not_sent')],
                    'constraints': [models.UniqueConstraint(fields=('subject_id', 'kind'), name='message_once_a_kind'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('phone__isnull', False), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('ended_at__isnull', False), ('phone__isnull', True)), _connector='OR'), name='message_has_a_number_while_it_waits')],
                },
            )],
        ),
    ]
