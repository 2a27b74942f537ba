import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0001_hall'),
        ('tickets', '0001_hall'),
    ]

    operations = [
        migrations.CreateModel(
            name='Unplaced',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('reserve_key', models.CharField(max_length=64)),
                ('number', models.IntegerField()),
                ('code', models.CharField(blank=True, default='', max_length=8)),
                ('why', models.CharField(max_length=40)),
                ('taken_at', models.DateTimeField(null=True)),
                ('noted_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                ('kiosk', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.device')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('settled_at__isnull', True)), fields=['centre', 'noted_at'], name='unplaced_open')],
                'constraints': [models.UniqueConstraint(fields=('kiosk', 'reserve_key', 'number'), name='unplaced_once')],
            },
        ),
    ]
