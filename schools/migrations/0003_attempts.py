"""The table in which attempts at sign-in are counted (the cache of `settings.CACHES`), so that an update needs only `migrate`."""

from django.core.management import call_command
from django.db import migrations

TABLE = "attempts"


def create(apps, schema_editor) -> None:
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor) -> None:
    with schema_editor.connection.cursor() as cursor:
        if TABLE in schema_editor.connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {TABLE}")


class Migration(migrations.Migration):
    dependencies = [("schools", "0002_import_kind_and_year")]
    operations = [migrations.RunPython(create, drop)]
