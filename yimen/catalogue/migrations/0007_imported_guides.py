"""导入的指南: which file the drafts came from, and what was left out of it with which reason."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("catalogue", "0006_eligibility"),
        ("office", "0002_devices"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportedGuide",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("file_name", models.CharField(max_length=120)),
                ("codes", models.JSONField(default=list)),
                ("left_out", models.JSONField(default=list)),
                ("by_ref", models.CharField(max_length=60)),
                ("recorded_at", models.DateTimeField()),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.centre"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["centre", "-recorded_at"], name="imported_guide_newest")],
            },
        ),
    ]
