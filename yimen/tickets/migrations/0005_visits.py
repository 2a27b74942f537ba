from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0004_reserve'),
    ]

    operations = [
        migrations.AddField(
            model_name='queuewindow',
            name='pause_reason',
            field=models.CharField(blank=True, choices=[('away', '暂时离开'), ('meal', '用餐'), ('meeting', '开会、学习'), ('errand', '取件、送件'), ('machine', '设备故障'), ('other', '其他')], default='', max_length=8),
        ),
        migrations.AddField(
            model_name='ticket',
            name='matters',
            field=models.PositiveSmallIntegerField(default=1),
        ),
    ]
