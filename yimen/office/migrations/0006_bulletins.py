"""Bulletins on the displays of the waiting area, and which parts each display shows (B9)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0005_market_days'),
    ]

    operations = [
        migrations.AddField(
            model_name='device',
            name='parts',
            field=models.CharField(default='bulletins lists windows hours', max_length=60),
        ),
        migrations.CreateModel(
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
        ),
        migrations.CreateModel(
            name='BulletinDisplay',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('bulletin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='displays', to='office.bulletin')),
                ('device', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.device')),
            ],
        ),
        migrations.AddConstraint(
            model_name='bulletin',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='bulletin_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='bulletindisplay',
            constraint=models.UniqueConstraint(fields=('bulletin', 'device'), name='bulletin_once_per_display'),
        ),
    ]
