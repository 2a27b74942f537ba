"""Special procedures for which the clock may stand, steps that do not count, a variant's own promise, refusals that go
to the leader first (E7, C6)."""

import django.db.models.deletion
from django.db import migrations, models

from yimen.journal import guards


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="itemversion",
            name="refusal_needs_leader",
            field=models.BooleanField(default=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="step",
            name="basis",
            field=models.CharField(default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="variant",
            name="promised",
            field=models.CharField(default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(("counts", True), models.Q(("basis", ""), _negated=True), _connector="OR"),
                name="step_not_counted_has_basis",
            ),
        ),
        migrations.CreateModel(
            name="Special",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=13)),
                ("name", models.CharField(max_length=80)),
                ("basis", models.CharField(max_length=200)),
                ("limit", models.CharField(max_length=40)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="special", to="catalogue.itemversion"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("version", "position"), name="special_one_per_position"),
                    models.UniqueConstraint(fields=("version", "kind", "name"), name="special_once_by_name"),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True), name="special_has_basis"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "hearing",
                                    "tender",
                                    "auction",
                                    "inspection",
                                    "testing",
                                    "quarantine",
                                    "appraisal",
                                    "expert_review",
                                    "referral",
                                    "other",
                                ],
                            )
                        ),
                        name="special_kind",
                    ),
                ],
            },
        ),
        migrations.RunPython(guards.lay_from_migration, migrations.RunPython.noop),
    ]
