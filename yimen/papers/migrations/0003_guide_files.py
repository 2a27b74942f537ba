"""Files may be blank forms and samples of a guide (A2)."""

from django.db import migrations, models

from yimen.journal import guards


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0002_village_desks"),
    ]

    operations = guards.around(
        migrations.RemoveConstraint(model_name="storedfile", name="stored_file_kind_is_known"),
        migrations.AlterField(
            model_name="storedfile",
            name="kind",
            field=models.CharField(
                choices=[("paper", "文书"), ("material", "申请材料"), ("guide", "空白表、样表")], max_length=8
            ),
        ),
        migrations.AddConstraint(
            model_name="storedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["paper", "material", "guide"])), name="stored_file_kind_is_known"
            ),
        ),
    )
