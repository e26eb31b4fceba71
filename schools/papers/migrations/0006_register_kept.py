from django.db import migrations, models


def orders_on_pupils_stay_in_the_main_register(apps, schema_editor):
    """Nothing took its number in the register of orders on pupils before: an organisation asks for it."""
    apps.get_model("papers", "Register").objects.filter(kind="pupils").update(kept=False)


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0005_acquaintance_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="register",
            name="kept",
            field=models.BooleanField(
                default=True,
                help_text="Иначе приказы получают номера в журнале по основной деятельности",
                verbose_name="вести отдельно",
            ),
        ),
        migrations.RunPython(orders_on_pupils_stay_in_the_main_register, migrations.RunPython.noop),
    ]
