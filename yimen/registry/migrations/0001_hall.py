import django.db.migrations.operations.special
import django.db.models.deletion
import yimen.journal.guards
import yimen.journal.tables
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('registry', '0001_initial'), ('registry', '0002_fewer_indexes'), ('registry', '0001_ground')]

    initial = True

    dependencies = [
        ('office', '0001_hall'),
    ]

    operations = [
        yimen.journal.tables.Tables(
            operations=[migrations.CreateModel(
                name='Person',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('document_kind', models.CharField(choices=[('resident', '居民身份证'), ('hk_macao_tw', '港澳台居民居住证'), ('foreigner', '外国人永久居留身份证'), ('passport', '护照'), ('none', '无证件（新生儿）')], max_length=12)),
                    ('name', models.BinaryField()),
                    ('number', models.BinaryField(null=True)),
                    ('phone', models.BinaryField(null=True)),
                    ('address', models.BinaryField(null=True)),
                    ('number_blind', models.BinaryField(max_length=16, null=True)),
                    ('name_blind', models.BinaryField(max_length=16)),
                    ('initials_blind', models.BinaryField(max_length=16)),
                    ('registered_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('division', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.division')),
                ],
                options={
                    'indexes': [models.Index(fields=['name_blind'], name='person_by_name'), models.Index(fields=['initials_blind'], name='person_by_initials')],
                    'constraints': [models.UniqueConstraint(fields=('number_blind', 'document_kind'), name='person_once_per_number'), models.CheckConstraint(condition=models.Q(models.Q(('document_kind', 'none'), ('number_blind__isnull', True)), models.Q(models.Q(('document_kind', 'none'), _negated=True), ('number_blind__isnull', False)), _connector='OR'), name='person_number_unless_none')],
                },
            ), migrations.CreateModel(
                name='Look',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('actor_kind', models.CharField(max_length=12)),
                    ('actor_id', models.UUIDField()),
                    ('purpose', models.CharField(choices=[('intake', '收件登记'), ('ticket', '叫号接待'), ('case', '办理办件'), ('delivery', '送达领取'), ('supervision', '监督检查')], max_length=12)),
                    ('written', models.CharField(blank=True, default='', max_length=60)),
                    ('at', models.DateTimeField()),
                    ('centre', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                    ('post', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.post')),
                    ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='registry.person')),
                ],
                options={
                    'indexes': [models.Index(fields=['centre', 'at'], name='look_by_centre_and_day'), models.Index(fields=['person', 'at'], name='look_by_person')],
                },
            ), migrations.CreateModel(
                name='Grant',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('purpose', models.CharField(choices=[('intake', '收件登记'), ('ticket', '叫号接待'), ('case', '办理办件'), ('delivery', '送达领取'), ('supervision', '监督检查')], max_length=12)),
                    ('until_on', models.DateField()),
                    ('granted_at', models.DateTimeField()),
                    ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.post')),
                    ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='registry.person')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('person', 'post', 'purpose'), name='grant_once_per_purpose')],
                },
            ), migrations.CreateModel(
                name='LooksOfDay',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('day', models.DateField()),
                    ('count', models.PositiveIntegerField()),
                    ('digest', models.CharField(max_length=64)),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.centre')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('centre', 'day'), name='looks_of_day_once')],
                },
            )],
        ),
        migrations.RunPython(
            code=yimen.journal.guards.lay_from_migration,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
        ),
    ]
