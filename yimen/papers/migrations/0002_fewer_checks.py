import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

from yimen.journal import guards
from yimen.journal.migrating import AlterFieldOnPostgres


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0001_hall'),
        ('papers', '0001_hall'),
    ]

    operations = guards.around(
        migrations.RemoveConstraint(
            model_name='paper',
            name='paper_letter_is_of_its_kind',
        ),
        migrations.RemoveConstraint(
            model_name='paper',
            name='paper_state_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='paper',
            name='paper_file_has_its_digest',
        ),
        migrations.RemoveConstraint(
            model_name='paper',
            name='paper_rendered_has_a_file',
        ),
        migrations.RemoveConstraint(
            model_name='paper',
            name='paper_unset_has_no_file',
        ),
        AlterFieldOnPostgres(
            model_name='paper',
            name='copies',
            field=models.SmallIntegerField(),
        ),
        AlterFieldOnPostgres(
            model_name='paper',
            name='printed',
            field=models.IntegerField(default=0),
        ),
        AlterFieldOnPostgres(
            model_name='paper',
            name='template_version',
            field=models.SmallIntegerField(),
        ),
        AlterFieldOnPostgres(
            model_name='paper',
            name='unprintable',
            field=models.SmallIntegerField(default=0),
        ),
        AlterFieldOnPostgres(
            model_name='storedfile',
            name='size_bytes',
            field=models.BigIntegerField(),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.GreaterThan(django.db.models.functions.text.StrIndex(models.Value(' acceptance-S completion-B result-J receipt-R refusal-U returned-T extension-Y special-P delivery-D joint-L notice-G transfer-M'), models.Func(models.Value(' '), models.F('kind'), django.db.models.functions.text.Substr(django.db.models.functions.text.Right('number', 8), 1, 2), arg_joiner=' || ', output_field=models.TextField(), template='(%(expressions)s)')), 0), name='paper_letter_is_of_its_kind'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('file__isnull', True), ('state', 'issued')), models.Q(('digest__regex', '^[0-9a-f]{64}$'), ('file__isnull', False), ('state', 'rendered')), _connector='OR'), name='paper_is_issued_or_rendered_with_its_file'),
        ),
    )
