"""The first day on which a task can be done, and when its post was told that it has come (D3)."""

from django.db import migrations, models

from yimen.journal import guards


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_ground"),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="not_before_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="task",
            name="reminded_on",
            field=models.DateField(null=True),
        ),
        migrations.RunPython(guards.lay_from_migration, migrations.RunPython.noop),
    ]
