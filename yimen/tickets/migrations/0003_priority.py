from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0002_bookings'),
    ]

    operations = [
        migrations.AddField(
            model_name='ticket',
            name='priority',
            field=models.CharField(blank=True, choices=[('elderly', '老人'), ('disabled', '残疾人'), ('pregnant', '孕妇'), ('infant', '带婴幼儿的'), ('soldier', '军人、退役军人'), ('other', '其他情况')], default='', max_length=8),
        ),
    ]
