import django.db.models.deletion
from django.db import migrations, models

from yimen.journal.migrating import AlterFieldOnPostgres


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_fewer_checks'),
        ('office', '0001_hall'),
    ]

    operations = [
        AlterFieldOnPostgres(
            model_name='casematerial',
            name='centre',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre'),
        ),
        AlterFieldOnPostgres(
            model_name='task',
            name='centre',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre'),
        ),
    ]
