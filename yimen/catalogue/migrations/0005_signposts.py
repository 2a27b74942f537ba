"""一件事 and 这里不办: what points to items, and away from here (A12)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0004_how_it_is_had'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bundle',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('also', models.JSONField(default=list)),
                ('words', models.CharField(max_length=400)),
                ('parts', models.JSONField(default=list)),
                ('elsewhere', models.JSONField(default=list)),
                ('to_confirm', models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name='Elsewhere',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('also', models.JSONField(default=list)),
                ('body', models.CharField(max_length=80)),
                ('address', models.CharField(max_length=200)),
                ('telephone', models.CharField(max_length=60)),
                ('hours', models.CharField(max_length=120)),
                ('bring', models.CharField(max_length=400)),
                ('to_confirm', models.BooleanField()),
            ],
        ),
    ]
