"""The federal acts that mentoring papers cite: names, numbers and dates only. Administrators keep the list from here on."""

from datetime import date

from django.db import migrations

EDUCATION = (
    "Федеральный закон «Об образовании в Российской Федерации»",
    "Федеральным законом от 29.12.2012 № 273-ФЗ «Об образовании в Российской Федерации»",
    ["teachers", "pupils"],
    date(2012, 12, 29),
)
LABOUR = (
    "Трудовой кодекс, статья 351.8",
    "статьёй 351.8 Трудового кодекса Российской Федерации",
    ["teachers"],
    date(2024, 11, 9),
)
CONCEPT = (
    "Концепция развития наставничества до 2030 года",
    "распоряжением Правительства Российской Федерации от 21.05.2025 № 1264-р «Об утверждении Концепции развития "
    "наставничества в Российской Федерации на период до 2030 года»",
    ["teachers", "pupils"],
    date(2025, 5, 21),
)
TEACHERS = (
    "Письмо о наставничестве педагогических работников",
    "письмом Министерства просвещения Российской Федерации № АЗ-1128/08 и Общероссийского Профсоюза образования № 657 "
    "от 21.12.2021 «О направлении Методических рекомендаций»",
    ["teachers"],
    date(2021, 12, 21),
)
PUPILS = (
    "Целевая модель наставничества обучающихся",
    "распоряжением Министерства просвещения Российской Федерации от 25.12.2019 № Р-145 «Об утверждении методологии "
    "(целевой модели) наставничества обучающихся для организаций, осуществляющих образовательную деятельность по "
    "общеобразовательным, дополнительным общеобразовательным и программам среднего профессионального образования, в том "
    "числе с применением лучших практик обмена опытом между обучающимися»",
    ["pupils"],
    date(2019, 12, 25),
)
PERSONAL_DATA = (
    "Федеральный закон «О персональных данных»",
    "Федеральным законом от 27.07.2006 № 152-ФЗ «О персональных данных»",
    ["consents"],
    date(2006, 7, 27),
)
ACTS = [EDUCATION, LABOUR, CONCEPT, TEACHERS, PUPILS, PERSONAL_DATA]


def add(apps, schema_editor):
    act_model = apps.get_model("papers", "LegalAct")
    for place, (title, citation, purposes, adopted_on) in enumerate(ACTS, start=1):
        act_model.objects.get_or_create(
            organisation=None,
            title=title,
            defaults={"citation": citation, "purposes": purposes, "adopted_on": adopted_on, "position": place * 10},
        )


def remove(apps, schema_editor):
    act_model = apps.get_model("papers", "LegalAct")
    act_model.objects.filter(organisation=None, title__in=[title for title, *_ in ACTS]).delete()


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_paper_choices")]
    operations = [migrations.RunPython(add, remove)]
