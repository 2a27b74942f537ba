"""The earliest day of a step: an exchange at a later date (D3)."""

from django.db import migrations, models

from yimen.journal import guards


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0008_reviewed_versions"),
    ]

    operations = guards.around(
        migrations.AddField(
            model_name="step",
            name="not_before",
            field=models.CharField(default="", max_length=80),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(("not_before", ""), ("phase", "after"), _connector="OR"),
                name="step_waits_after_the_decision",
            ),
        ),
    )
