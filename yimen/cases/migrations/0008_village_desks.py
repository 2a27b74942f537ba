"""Cases that a village takes in for the hall, and the day on which their papers come over (J5, D5)."""

from django.conf import settings
from django.db import migrations, models

from yimen.journal import guards


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_item_use'),
        ('catalogue', '0009_step_waits'),
        ('office', '0001_ground'),
        ('registry', '0001_ground'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = guards.around(
        migrations.AddField(
            model_name='case',
            name='arrived_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='taken_as',
            field=models.CharField(blank=True, choices=[('agent', '代收转送'), ('receiving', '受理点')], default='', max_length=9),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('arrived_on__isnull', True), ('ended_on__isnull', True), ('taken_as__gt', '')), fields=['centre', 'received_at', 'id'], name='case_on_its_way'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('arrived_on__isnull', True), models.Q(('taken_as', ''), _negated=True), _connector='OR'), name='case_arrives_from_a_village'),
        ),
    )
