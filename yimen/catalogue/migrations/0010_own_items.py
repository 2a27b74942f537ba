"""事项: whose own item it is (A11)."""

import django.db.models.deletion
from django.db import migrations, models

from yimen.journal import guards


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0001_ground"),
        ("catalogue", "0009_step_waits"),
    ]

    operations = guards.around(
        migrations.AddField(
            model_name="item",
            name="centre",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="own_items",
                to="office.centre",
            ),
        ),
    )
