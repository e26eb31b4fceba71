"""A role without a first day is held once: databases take two empty days for different ones."""

from django.db import migrations, models
from django.db.models import Q


def drop_twins(apps, schema_editor) -> None:
    """Of equal roles without a first day the one that lasts longest stays."""
    memberships = apps.get_model("schools", "Membership").objects.using(schema_editor.connection.alias)
    kept = set()
    for role in memberships.filter(starts=None).order_by(models.F("ends").desc(nulls_first=True), "pk"):
        key = (role.user_id, role.organisation_id, role.role)
        if key in kept:
            role.delete()
        kept.add(key)


class Migration(migrations.Migration):
    dependencies = [("schools", "0003_attempts")]
    operations = [
        migrations.RunPython(drop_twins, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=Q(starts__isnull=True),
                fields=("user", "organisation", "role"),
                name="membership_once_without_start",
                violation_error_message="Эта роль у человека уже есть.",
            ),
        ),
    ]
