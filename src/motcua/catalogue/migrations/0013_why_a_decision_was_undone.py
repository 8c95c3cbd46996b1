from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0012_days_of_legal_documents'),
    ]

    operations = [
        migrations.AddField(
            model_name='decision',
            name='undo_reason',
            field=models.CharField(blank=True, default='', max_length=1000, verbose_name='lý do hoàn tác'),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(
                condition=Q(undo_reason='') | Q(state='withdrawn'), name='only_an_undone_decision_says_why'
            ),
        ),
    ]
