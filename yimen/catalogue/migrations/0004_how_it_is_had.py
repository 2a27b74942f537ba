"""How often a person has to come, whether online, whether by another; where a form and its sample are had (A8, C11)."""

from django.db import migrations, models

from yimen.journal import guards


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_source_and_to_confirm"),
    ]

    operations = [
        migrations.AddField(
            model_name="itemversion",
            name="visits",
            field=models.CharField(default="", max_length=1),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="itemversion",
            name="online",
            field=models.CharField(default="", max_length=5),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="itemversion",
            name="agent",
            field=models.CharField(default="", max_length=9),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="requirement",
            name="blank",
            field=models.CharField(default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="requirement",
            name="sample",
            field=models.CharField(default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="itemversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("visits__in", ["0", "1", "2", ""])), name="version_visits"
            ),
        ),
        migrations.AddConstraint(
            model_name="itemversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("online__in", ["none", "apply", "full", ""])), name="version_online"
            ),
        ),
        migrations.AddConstraint(
            model_name="itemversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("agent__in", ["allowed", "in_person", ""])), name="version_agent"
            ),
        ),
        migrations.RunPython(guards.lay_from_migration, migrations.RunPython.noop),
    ]
