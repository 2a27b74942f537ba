"""Which conditions of an item can be tested by asking (situations)."""

from django.db import migrations, models

from yimen.journal import guards


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0005_signposts"),
    ]

    operations = [
        migrations.AddField(
            model_name="itemversion",
            name="eligibility",
            field=models.JSONField(default=list),
        ),
        # SQLite rebuilt the table and dropped its triggers.
        migrations.RunPython(guards.lay_from_migration, migrations.RunPython.noop),
    ]
