from django.db import migrations, models

from yimen.journal.migrating import AlterFieldOnPostgres


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0002_unplaced'),
    ]

    operations = [
        AlterFieldOnPostgres(
            model_name='ticket',
            name='foretold_minutes',
            field=models.SmallIntegerField(null=True),
        ),
        AlterFieldOnPostgres(
            model_name='ticket',
            name='matters',
            field=models.SmallIntegerField(default=1),
        ),
        AlterFieldOnPostgres(
            model_name='ticket',
            name='number',
            field=models.IntegerField(),
        ),
        AlterFieldOnPostgres(
            model_name='ticket',
            name='times_called',
            field=models.SmallIntegerField(default=0),
        ),
    ]
