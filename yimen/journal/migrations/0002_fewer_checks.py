from django.db import migrations, models

from yimen.journal.migrating import AlterFieldOnPostgres


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0001_hall'),
    ]

    operations = [
        AlterFieldOnPostgres(
            model_name='alarm',
            name='attempts',
            field=models.SmallIntegerField(default=0),
        ),
        AlterFieldOnPostgres(
            model_name='counter',
            name='value',
            field=models.BigIntegerField(default=0),
        ),
        AlterFieldOnPostgres(
            model_name='demonstration',
            name='offset_seconds',
            field=models.BigIntegerField(default=0),
        ),
        AlterFieldOnPostgres(
            model_name='entry',
            name='epoch',
            field=models.IntegerField(),
        ),
        AlterFieldOnPostgres(
            model_name='entry',
            name='number',
            field=models.BigIntegerField(),
        ),
        AlterFieldOnPostgres(
            model_name='job',
            name='attempts',
            field=models.SmallIntegerField(default=0),
        ),
        AlterFieldOnPostgres(
            model_name='position',
            name='number',
            field=models.BigIntegerField(default=0),
        ),
        AlterFieldOnPostgres(
            model_name='root',
            name='epoch',
            field=models.IntegerField(),
        ),
        AlterFieldOnPostgres(
            model_name='root',
            name='number',
            field=models.BigIntegerField(),
        ),
        AlterFieldOnPostgres(
            model_name='stream',
            name='epoch',
            field=models.IntegerField(default=1),
        ),
        AlterFieldOnPostgres(
            model_name='stream',
            name='number',
            field=models.BigIntegerField(default=0),
        ),
        AlterFieldOnPostgres(
            model_name='stumble',
            name='attempts',
            field=models.SmallIntegerField(default=1),
        ),
    ]
