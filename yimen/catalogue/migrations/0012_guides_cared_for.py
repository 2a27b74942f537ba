"""指南维护和纠错 (A6)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0011_data_elements'),
        ('office', '0001_ground'),
    ]

    operations = [
        migrations.CreateModel(
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
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='care', to='catalogue.item')),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.post')),
            ],
        ),
        migrations.CreateModel(
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
        ),
    ]
