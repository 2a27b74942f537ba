import django.db.models.deletion
from django.db import migrations, models

from yimen.journal.migrating import AlterFieldOnPostgres


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0002_fewer_checks'),
    ]

    operations = [
        AlterFieldOnPostgres(
            model_name='fact',
            name='entry',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='personal', to='journal.entry'),
        ),
    ]
