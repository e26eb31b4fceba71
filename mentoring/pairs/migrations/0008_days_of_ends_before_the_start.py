from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def tell_the_day(apps, schema_editor):
    """An order that ended a pair before its first day was noted as if on that day; the order's own day tells the truth."""
    Pair = apps.get_model("pairs", "Pair")
    Document = apps.get_model("papers", "Document")
    early = Pair.objects.filter(status="ended", ended_on=F("starts"), end_order__date__lt=F("starts"))
    day = Document.objects.filter(pk=OuterRef("end_order")).values("date")[:1]
    early.update(ended_on=Subquery(day))


class Migration(migrations.Migration):
    dependencies = [("pairs", "0007_end_with_cancelled_order"), ("papers", "0004_life_of_papers")]

    operations = [migrations.RunPython(tell_the_day, migrations.RunPython.noop)]
