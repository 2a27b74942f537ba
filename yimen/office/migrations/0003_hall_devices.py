"""Devices with a place, what a display shows, when each was last heard of, and the codes that pair a browser (S5)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0002_guide_desk'),
    ]

    operations = [
        migrations.CreateModel(
            name='Beat',
            fields=[
                ('device', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='beat', serialize=False, to='office.device')),
                ('at', models.DateTimeField()),
                ('trouble', models.CharField(blank=True, default='', max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name='Pairing',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=6, unique=True)),
                ('secret', models.CharField(max_length=26, unique=True)),
                ('until_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='device',
            name='device_window_has_a_board',
        ),
        migrations.AddField(
            model_name='device',
            name='place',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='device',
            name='shows',
            field=models.CharField(blank=True, choices=[('hall', '大厅叫号'), ('window', '一个窗口'), ('waiting', '等候区叫号和公告')], default='', max_length=7),
        ),
        migrations.RunSQL(
            """UPDATE office_device SET shows = CASE WHEN window_id IS NULL THEN 'hall' ELSE 'window' END
            WHERE kind = 'board'""",
            migrations.RunSQL.noop,
        ),
        migrations.AddField(
            model_name='device',
            name='speaks',
            field=models.BooleanField(default=True),
        ),
        migrations.AlterField(
            model_name='device',
            name='kind',
            field=models.CharField(choices=[('kiosk', '取号机'), ('board', '显示屏'), ('pad', '评价器'), ('printer', '打印机'), ('reader', '读卡器')], max_length=7),
        ),
        migrations.AddConstraint(
            model_name='device',
            constraint=models.CheckConstraint(condition=models.Q(('window__isnull', True), models.Q(('kind', 'kiosk'), _negated=True), _connector='OR'), name='device_kiosk_has_no_window'),
        ),
        migrations.AddConstraint(
            model_name='device',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('shows', ''), models.Q(('kind', 'board'), _negated=True)), models.Q(models.Q(('shows', ''), _negated=True), ('kind', 'board')), _connector='OR'), name='device_board_shows'),
        ),
        migrations.AddConstraint(
            model_name='device',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'board'), _negated=True), models.Q(('shows', 'window'), ('window__isnull', False)), models.Q(models.Q(('shows', 'window'), _negated=True), ('window__isnull', True)), _connector='OR'), name='device_over_a_window_shows_it'),
        ),
        migrations.AddField(
            model_name='pairing',
            name='device',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office.device'),
        ),
    ]
