"""材料交接单: what a village took in and the hall takes over (D5)."""

from django.db import migrations, models

from yimen.journal import guards


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0001_ground'),
        ('papers', '0001_ground'),
    ]

    operations = guards.around(
        migrations.RemoveConstraint(
            model_name='paper',
            name='paper_letter_is_of_its_kind',
        ),
        migrations.AlterField(
            model_name='paper',
            name='kind',
            field=models.CharField(choices=[('acceptance', '受理通知书'), ('completion', '补办件通知书'), ('result', '办理结果通知书'), ('receipt', '收件回执'), ('refusal', '不予受理通知书'), ('returned', '退回件通知书'), ('extension', '延期告知书'), ('special', '特别程序告知书'), ('delivery', '送达回证'), ('joint', '窗口联办通知书'), ('notice', '告知书'), ('transfer', '材料交接单')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'acceptance'), ('number__contains', '-S')), models.Q(('kind', 'completion'), ('number__contains', '-B')), models.Q(('kind', 'result'), ('number__contains', '-J')), models.Q(('kind', 'receipt'), ('number__contains', '-R')), models.Q(('kind', 'refusal'), ('number__contains', '-U')), models.Q(('kind', 'returned'), ('number__contains', '-T')), models.Q(('kind', 'extension'), ('number__contains', '-Y')), models.Q(('kind', 'special'), ('number__contains', '-P')), models.Q(('kind', 'delivery'), ('number__contains', '-D')), models.Q(('kind', 'joint'), ('number__contains', '-L')), models.Q(('kind', 'notice'), ('number__contains', '-G')), models.Q(('kind', 'transfer'), ('number__contains', '-M')), _connector='OR'), name='paper_letter_is_of_its_kind'),
        ),
    )
