"""Where an item is named, and whether it is demonstration content that the site has yet to check (A1, A6)."""

from django.db import migrations, models

from yimen.journal import guards


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_special_procedures"),
    ]

    operations = [
        migrations.AddField(
            model_name="itemversion",
            name="source",
            field=models.CharField(default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="itemversion",
            name="to_confirm",
            field=models.BooleanField(default=False),
            preserve_default=False,
        ),
        migrations.RunPython(guards.lay_from_migration, migrations.RunPython.noop),
    ]
