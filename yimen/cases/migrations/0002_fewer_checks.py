from django.db import migrations, models

from yimen.journal.migrating import AlterFieldOnPostgres


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0001_hall'),
    ]

    operations = [
        AlterFieldOnPostgres(
            model_name='case',
            name='round',
            field=models.SmallIntegerField(default=1),
        ),
        AlterFieldOnPostgres(
            model_name='case',
            name='stage',
            field=models.SmallIntegerField(default=0),
        ),
        AlterFieldOnPostgres(
            model_name='completion',
            name='round',
            field=models.SmallIntegerField(),
        ),
        AlterFieldOnPostgres(
            model_name='itemuse',
            name='times',
            field=models.IntegerField(),
        ),
        AlterFieldOnPostgres(
            model_name='task',
            name='round',
            field=models.SmallIntegerField(default=1),
        ),
        AlterFieldOnPostgres(
            model_name='task',
            name='stage',
            field=models.SmallIntegerField(),
        ),
    ]
