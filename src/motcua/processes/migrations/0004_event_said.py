from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('processes', '0003_known_states_and_events'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='said',
            field=models.JSONField(default=dict, verbose_name='nội dung'),
        ),
    ]
