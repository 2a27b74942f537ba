"""事项状态: the minute of the joint meeting for a new item (A9), and the entry of the journal that tells of a state."""

from django.db import migrations, models

from yimen.journal import guards


class Migration(migrations.Migration):

    dependencies = [
        ("catalogue", "0001_ground"),
    ]

    operations = guards.around(
        migrations.AddField("versionstate", "minute", models.CharField(blank=True, default="", max_length=60)),
        migrations.AddField("versionstate", "entry_id", models.UUIDField(null=True)),
    )
