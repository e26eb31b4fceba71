"""Reference data of the banks: topics of help, forms and kinds of mentoring. Editable afterwards by the administrator.

Sources: forms of the targeted model, Р-145 of 25.12.2019 (domain, section 1); forms and kinds for teachers, letter АЗ-1128/08
of 21.12.2021 (domain, section 2; seed 004, 2.3). Names of topics are our own.
"""

from django.db import migrations

# (name, is made precise)
TOPICS = [
    ("предмет", True),
    ("методика урока", False),
    ("планирование и рабочие программы", False),
    ("классное руководство", False),
    ("дисциплина и контакт с классом", False),
    ("оценивание и обратная связь", False),
    ("подготовка к экзаменам", True),
    ("работа с родителями", False),
    ("инклюзия и дети с ОВЗ", False),
    ("одарённые дети, олимпиады", True),
    ("проектная и исследовательская деятельность", False),
    ("внеурочная деятельность", True),
    ("цифровые инструменты", False),
    ("документы и электронный журнал", False),
    ("аттестация и портфолио", False),
    ("вхождение в должность", False),
    ("развитие речи и игра дошкольников", False),
    ("управление коллективом", False),
    ("учёба и домашние задания", True),
    ("уверенность и общение со сверстниками", False),
    ("выбор профессии", True),
]

# (code, name, contingent, sides of the mentor, sides of the mentee)
FORMS = [
    ("teacher-teacher", "педагог — педагог", "teachers", ["employee"], ["employee"]),
    ("head-teacher", "руководитель — педагог", "teachers", ["head"], ["employee"]),
    ("head-head", "руководитель — руководитель", "teachers", ["head"], ["head"]),
    ("partner-teacher", "социальный партнёр — педагог", "teachers", ["outside"], ["employee"]),
    ("pupil-pupil", "ученик — ученик", "pupils", ["pupil"], ["pupil"]),
    ("teacher-pupil", "педагог — ученик", "pupils", ["employee"], ["pupil"]),
    ("student-pupil", "студент — ученик", "pupils", ["outside"], ["pupil"]),
    ("employer-pupil", "работодатель — ученик", "pupils", ["outside"], ["pupil"]),
    ("employer-student", "работодатель — студент", "pupils", ["outside"], ["pupil"]),
]

# (code, name, is short by nature, needs a group)
KINDS = [
    ("traditional", "традиционное", False, False),
    ("group", "наставничество в группе", False, True),
    ("situational", "ситуационное", True, False),
    ("short-term", "краткосрочное (целеполагающее)", True, False),
    ("speed", "скоростное", True, False),
    ("reverse", "реверсивное", False, False),
    ("virtual", "виртуальное (дистанционное)", False, False),
]


def load(apps, schema_editor) -> None:
    """Add what is missing; what the administrator has changed stays."""
    topic, form, kind = _models(apps)
    for position, (name, has_detail) in enumerate(TOPICS, start=1):
        topic.objects.get_or_create(
            organisation=None, name=name, defaults={"has_detail": has_detail, "position": position * 10}
        )
    for position, (code, name, contingent, mentor_sides, mentee_sides) in enumerate(FORMS, start=1):
        form.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "contingent": contingent,
                "mentor_sides": mentor_sides,
                "mentee_sides": mentee_sides,
                "position": position * 10,
            },
        )
    for position, (code, name, is_short, needs_group) in enumerate(KINDS, start=1):
        kind.objects.get_or_create(
            code=code,
            defaults={"name": name, "is_short": is_short, "needs_group": needs_group, "position": position * 10},
        )


def unload(apps, schema_editor) -> None:
    """Remove what nobody has chosen yet; what stands on somebody's card stays."""
    topic, form, kind = _models(apps)
    strength, request, mentor = (apps.get_model("banks", name) for name in ("MentorStrength", "MenteeRequest", "Mentor"))
    used = {*strength.objects.values_list("topic", flat=True), *request.objects.values_list("topic", flat=True)}
    topic.objects.filter(organisation=None, name__in=[name for name, _ in TOPICS]).exclude(pk__in=used).delete()
    used = set(mentor.forms.through.objects.values_list("mentoringform", flat=True))
    form.objects.filter(code__in=[row[0] for row in FORMS]).exclude(pk__in=used).delete()
    used = set(mentor.kinds.through.objects.values_list("mentoringkind", flat=True))
    kind.objects.filter(code__in=[row[0] for row in KINDS]).exclude(pk__in=used).delete()


def _models(apps) -> tuple:
    return tuple(apps.get_model("banks", name) for name in ("Topic", "MentoringForm", "MentoringKind"))


class Migration(migrations.Migration):
    dependencies = [("banks", "0002_rules_of_entries")]
    operations = [migrations.RunPython(load, unload)]
