"""The states of versions stand in the journal of whose items they are."""

import django.db.models.deletion
from django.db import migrations, models

from yimen.journal import guards


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0013_guide_files"),
        ("office", "0001_ground"),
    ]

    operations = guards.around(
        migrations.AddField(
            model_name="versionstate",
            name="centre",
            field=models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.centre"
            ),
        ),
    )
