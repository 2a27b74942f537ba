"""数据元: the facts that forms ask for, once for all items; and which of them a field asks for (H2)."""

from django.db import migrations, models

from yimen.journal import guards


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', "0010_own_items"),
    ]

    operations = guards.around(
        migrations.CreateModel(
            name='DataElement',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=40, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=80)),
                ('also', models.JSONField(default=list)),
                ('kind', models.CharField(max_length=7)),
                ('choices', models.JSONField(default=list)),
                ('note', models.CharField(max_length=200)),
                ('checked', models.CharField(max_length=20)),
                ('known', models.CharField(max_length=20)),
                ('sensitivity', models.CharField(max_length=9)),
                ('purpose', models.CharField(max_length=200)),
                ('basis', models.CharField(max_length=400)),
                ('retention_years', models.PositiveSmallIntegerField()),
                ('standard', models.CharField(max_length=120)),
                ('to_confirm', models.BooleanField()),
            ],
        ),
        migrations.AddField(
            model_name='formfield',
            name='checked',
            field=models.CharField(default='', max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='formfield',
            name='element',
            field=models.CharField(default='', max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='formfield',
            name='known',
            field=models.CharField(default='', max_length=20),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='formfield',
            constraint=models.CheckConstraint(condition=models.Q(('element', ''), ('element', models.F('key')), _connector='OR'), name='form_field_element_is_its_key'),
        ),
        migrations.AddConstraint(
            model_name='formfield',
            constraint=models.CheckConstraint(condition=models.Q(('checked__in', ['name', 'identity_number', 'phone', 'address', 'bank_account', 'credit_code', 'count', 'not_negative', ''])), name='form_field_checked'),
        ),
        migrations.AddConstraint(
            model_name='formfield',
            constraint=models.CheckConstraint(condition=models.Q(('known__in', ['name', 'identity_number', 'phone', 'address', 'birth_on', ''])), name='form_field_known'),
        ),
        migrations.AddConstraint(
            model_name='dataelement',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['text', 'number', 'date', 'choice', 'yes_no'])), name='data_element_kind'),
        ),
        migrations.AddConstraint(
            model_name='dataelement',
            constraint=models.CheckConstraint(condition=models.Q(('checked__in', ['name', 'identity_number', 'phone', 'address', 'bank_account', 'credit_code', 'count', 'not_negative', ''])), name='data_element_checked'),
        ),
        migrations.AddConstraint(
            model_name='dataelement',
            constraint=models.CheckConstraint(condition=models.Q(('known__in', ['name', 'identity_number', 'phone', 'address', 'birth_on', ''])), name='data_element_known'),
        ),
        migrations.AddConstraint(
            model_name='dataelement',
            constraint=models.CheckConstraint(condition=models.Q(('sensitivity__in', ['general', 'personal', 'sensitive'])), name='data_element_sensitivity'),
        ),
    )
