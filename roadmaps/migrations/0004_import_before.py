from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("roadmaps", "0003_codes_of_surveys"),
    ]

    operations = [
        migrations.AddField(
            model_name="roadmapimport",
            name="before",
            field=models.JSONField(default=dict, editable=False),
        ),
    ]
