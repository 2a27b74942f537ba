import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0001_hall'),
        ('office', '0001_hall'),
        ('tickets', '0001_hall'),
    ]

    operations = [
        migrations.CreateModel(
            name='TicketPhone',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('phone', models.BinaryField(null=True)),
                ('phone_blind', models.BinaryField(max_length=16, null=True)),
                ('left_at', models.DateTimeField()),
                ('wiped_at', models.DateTimeField(null=True)),
                ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                ('ticket', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.ticket')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('wiped_at__isnull', True)), fields=['centre'], name='ticket_phone_open'), models.Index(condition=models.Q(('wiped_at__isnull', True)), fields=['phone_blind'], name='ticket_phone_again')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('phone__isnull', False), ('phone_blind__isnull', False), ('wiped_at__isnull', True)), models.Q(('phone__isnull', True), ('phone_blind__isnull', True), ('wiped_at__isnull', False)), _connector='OR'), name='ticket_phone_is_there_until_it_is_wiped')],
            },
        ),
    ]
