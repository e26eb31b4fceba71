"""A file on its way to a roadmap: read, looked at, corrected in its cells, loaded, taken back."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from roadmaps.enums import RoadmapImportStatus
from roadmaps.models import Roadmap, RoadmapImport
from roadmaps.reading.structure import MeasureRead, RoadmapRead, StageRead
from roadmaps.services.editing import edit_head
from roadmaps.services.importing import apply_import
from schools.workbooks.writing import write_table
from tests.roadmaps.cast import small
from tests.roadmaps.test_views import text, url
from tests.roadmaps.test_views_editing import HTMX

pytestmark = pytest.mark.usefixtures("today")

HEADINGS = ("№ п/п", "Мероприятие", "Сроки", "Ответственные")
ROWS = (
    ("1", "Издать приказ о наставничестве", "сентябрь", "директор"),
    ("2", "Собрать согласия", "октябрь", "куратор"),
    ("3", "Подвести итоги года", "май", "куратор"),
)


def workbook() -> SimpleUploadedFile:
    return SimpleUploadedFile("Дорожная карта.xlsx", write_table("План", HEADINGS, ROWS))


def waiting(world, read: RoadmapRead | None = None) -> RoadmapImport:
    reading = (read or small()).to_dict()
    return RoadmapImport.objects.create(
        organisation=world.school,
        filename="план.docx",
        original=reading,
        reading=reading,
        begins=2026,
        created_by=world.anna,
    )


def read_of(imported: RoadmapImport) -> RoadmapRead:
    imported.refresh_from_db()
    return RoadmapRead.from_dict(imported.reading)


def test_from_a_file_to_a_roadmap_and_back(world, enter):
    anna = enter(world.anna)
    answer = anna.post(url("import_start"), {"file": workbook(), "begins": "2026", "years": "1", "nonce": str(uuid4())})
    imported = RoadmapImport.objects.get()
    assert answer["Location"] == url("import_preview", pk=imported.pk)
    page = anna.get(answer["Location"])
    assert page.context["measures_count"] == 3
    assert [heading for heading, _ in page.context["columns"]] == list(HEADINGS)
    assert Roadmap.objects.count() == 0  # nothing is written before «Загрузить»
    answer = anna.post(url("import_apply", pk=imported.pk))
    roadmap = Roadmap.objects.get()
    assert answer["Location"] == url("roadmap_detail", pk=roadmap.pk)
    page = text(anna.get(answer["Location"]))
    assert "Дорожная карта загружена." in page
    assert f'action="{url("import_undo", pk=imported.pk)}"' in page
    assert "К дорожной карте" in text(anna.get(url("import_preview", pk=imported.pk)))
    anna.post(url("import_undo", pk=imported.pk))
    assert Roadmap.objects.count() == 0
    assert "Загрузка отменена" in text(anna.get(url("import_preview", pk=imported.pk)))
    for name in ("import_cell", "import_head"):
        assert anna.get(url(name, pk=imported.pk))["Location"] == url("import_preview", pk=imported.pk)
    for name in ("import_columns", "import_row", "import_apply", "import_undo", "import_discard"):
        assert anna.post(url(name, pk=imported.pk), {"drop": "m1"}).status_code == 302
    assert read_of(imported).measures == []


def test_pasted_text(world, enter):
    anna = enter(world.anna)
    pasted = "\n".join("\t".join(row) for row in (HEADINGS, *ROWS))
    anna.post(f"{url('import_start')}?way=text", {"text": pasted, "begins": "2026", "years": "1"})
    imported = RoadmapImport.objects.get()
    assert str(imported) == "вставленный текст"
    assert len(read_of(imported).measures) == 3


def test_pasted_lines_keep_their_numbers_and_get_one_warning(world, enter):
    anna = enter(world.anna)
    pasted = "План наставничества\n1. Издать приказ\n2. Собрать согласия"
    anna.post(url("import_start") + "?way=text", {"text": pasted, "begins": "2026", "years": "1"})
    imported = RoadmapImport.objects.get()
    page = anna.get(url("import_preview", pk=imported.pk))
    headings = [heading for heading, _ in page.context["columns"]]
    assert headings == ["", "", "Срок", "Ответственные", "Ожидаемый результат"]
    cells = [[cell.text for cell in line.cells] for line in page.context["sections"][0].lines]
    assert cells == [["1", "Издать приказ", "", "", ""], ["2", "Собрать согласия", "", "", ""]]
    assert [doubt.message for doubt in page.context["head_doubts"]] == [
        "В тексте нет таблицы, поэтому у мероприятий нет сроков, ответственных и ожидаемых результатов. "
        "Впишите их или вставьте таблицу."
    ]
    cell = {"key": "m1", "field": "due_text", "value": "сентябрь", "version": imported.version}
    anna.post(url("import_cell", pk=imported.pk), cell)
    assert read_of(imported).measures[0].due_text == "сентябрь"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (None, "Выберите файл с дорожной картой."),
        (SimpleUploadedFile("план.docx", b""), "Файл пустой"),
        (SimpleUploadedFile("план.docx", "просто слова".encode()), "простой текст"),
        (SimpleUploadedFile("план.pdf", b"%PDF-1.7 ..."), "PDF"),
    ],
)
def test_what_is_no_roadmap_gets_a_sentence_and_nothing_is_stored(world, enter, file, said):
    sent = {"begins": "2025", "years": "3"} | ({"file": file} if file else {})
    page = enter(world.anna).post(url("import_start"), sent)
    assert said in text(page)
    assert f'href="{url("import_start")}?way=text"' in text(page)
    assert (page.context["form"]["begins"].value(), page.context["form"]["years"].value()) == ("2025", "3")
    assert RoadmapImport.objects.count() == 0


def test_doubts_stand_beside_the_words(world, enter):
    imported = waiting(world)
    page = enter(world.anna).get(url("import_preview", pk=imported.pk))
    words = text(page)
    assert "Проверьте, кто отвечает." in words  # at its cell
    assert "Проверьте, что это этап. <span class" in words  # with what the file says
    assert "В файле: «2 этап»" in words
    assert [doubt.message for doubt in page.context["head_doubts"]] == ["Проверьте название."]
    assert page.context["doubts_count"] == 3


def test_a_cell_is_corrected_in_place_and_on_a_page(world, enter):
    imported = waiting(world)
    anna = enter(world.anna)
    where = {"key": "m1", "field": "responsible_text"}
    page = anna.get(url("import_cell", pk=imported.pk), where)
    assert page.context["form"]["value"].value() == "Ветров Г.И."
    answer = anna.post(url("import_cell", pk=imported.pk), where | {"value": "директор", "version": imported.version})
    assert answer["Location"] == f"{url('import_preview', pk=imported.pk)}#c-m1-responsible_text"
    assert read_of(imported).measures[0].responsible_text == "директор"
    assert [doubt.key for doubt in read_of(imported).doubts] == ["s2", ""]
    # In place: the cell, the counts and the number of the next correction come back.
    where = {"key": "m1", "field": "extra-6"}
    page = anna.get(url("import_cell", pk=imported.pk), where, headers=HTMX)
    assert 'id="c-m1-extra-6"' in text(page)
    page = anna.post(
        url("import_cell", pk=imported.pk), where | {"value": "до мая", "version": imported.version}, headers=HTMX
    )
    imported.refresh_from_db()
    assert f'name="version" value="{imported.version}" id="rm-version" hx-swap-oob="true"' in text(page)
    assert read_of(imported).measures[0].extra == {"6": "до мая"}


def test_of_two_who_correct_at_once_the_second_keeps_the_words(world, enter):
    imported = waiting(world)
    anna = enter(world.anna)
    cell = {"key": "m1", "field": "content", "version": imported.version}
    anna.post(url("import_cell", pk=imported.pk), cell | {"value": "Первое"})
    page = anna.post(url("import_cell", pk=imported.pk), cell | {"value": "Второе"})
    assert page.context["form"]["value"].value() == "Второе"
    assert read_of(imported).measures[0].content == "Первое"
    version = page.context["form"]["version"].value()
    anna.post(url("import_cell", pk=imported.pk), cell | {"value": "Второе", "version": version})
    assert read_of(imported).measures[0].content == "Второе"


def test_rows_are_dropped_split_added_and_settled(world, enter):
    imported = waiting(world)
    anna = enter(world.anna)

    def row(**button) -> list[str]:
        imported.refresh_from_db()
        anna.post(url("import_row", pk=imported.pk), button | {"version": imported.version})
        return [one.content.split("\n")[0] for one in read_of(imported).measures]

    assert row(drop="m3") == ["Издать приказ о наставничестве", "Собрать согласия", "Встречи пар:", "Подвести итоги"]
    assert len(row(split="m4")) == 5
    assert row(add="m1")[1] == ""
    row(settle="head")
    assert "Проверьте название." not in [doubt.message for doubt in read_of(imported).doubts]
    page = anna.post(url("import_row", pk=imported.pk), follow=True)
    assert "Выберите строку" in text(page)
    # A row that was added is not left empty.
    page = anna.post(url("import_apply", pk=imported.pk), follow=True)
    assert "В 1 строке не сказано, что нужно сделать" in text(page)
    assert Roadmap.objects.count() == 0


def test_a_correction_is_taken_back_until_the_next_one(world, enter):
    imported = waiting(world)
    anna = enter(world.anna)
    rows, before = url("import_row", pk=imported.pk), read_of(imported)
    roles = {f"role-{index}": role for index, role in enumerate(("number", "content", "title", "due", "responsible"))}
    deeds = [
        (rows, {"drop": "m3"}),
        (rows, {"settle": "head"}),
        (rows, {"split": "m4"}),
        (url("import_columns", pk=imported.pk), roles | {"role-5": "result", "role-6": "extra"}),
    ]
    for where, button in deeds:
        imported.refresh_from_db()
        said = text(anna.post(where, button | {"version": imported.version}, follow=True))
        imported.refresh_from_db()
        assert read_of(imported) != before
        assert f'action="{rows}?back={imported.version}"' in said
        anna.post(f"{rows}?back={imported.version}")
        assert read_of(imported) == before
    anna.post(rows, {"drop": "m3"})
    imported.refresh_from_db()
    first = imported.version
    anna.post(rows, {"drop": "m2"})
    twice = read_of(imported)
    assert "ещё правили, отменить уже нельзя" in text(anna.post(f"{rows}?back={first}", follow=True))
    assert read_of(imported) == twice
    apply_import(imported, world.anna)
    imported.refresh_from_db()
    assert imported.before == {}


def test_nothing_to_split_is_said_at_the_row(world, enter):
    imported = waiting(world)
    anna = enter(world.anna)
    answer = anna.post(url("import_row", pk=imported.pk), {"split": "m5"})
    assert answer.url == url("import_preview", pk=imported.pk) + "?unsplit=m5#r-m5"
    page = text(anna.get(answer.url.partition("#")[0]))
    row, _, after = page.partition('<tr id="r-m5"')[2].partition("</tr>")
    assert after.startswith('<tr id="unsplit">')
    assert page.count("Делить нечего") == 1
    assert "Подвести итоги" in row


def test_the_editor_of_a_cell_is_left_as_it_was(world, enter):
    imported = waiting(world)
    anna = enter(world.anna)
    where = url("import_cell", pk=imported.pk)
    editor = text(anna.get(f"{where}?key=m1&field=content", headers=HTMX))
    assert f'hx-get="{where}?shown=1&amp;key=m1&amp;field=content"' in editor
    cell = text(anna.get(f"{where}?shown=1&key=m1&field=content", headers=HTMX))
    assert cell.startswith('<div class="rm-edit" id="c-m1-content"><a class="rm-word" autofocus')
    assert "<form" not in cell


def test_the_head_is_corrected(world, enter):
    imported = waiting(world)
    anna = enter(world.anna)
    form = anna.get(url("import_head", pk=imported.pk)).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    anna.post(
        url("import_head", pk=imported.pk),
        values
        | {"title": "Новое название", "years": "2", "agreement_body": "", "agreement_protocol_number": ""}
        | {"agreement_date": ""},
    )
    read = read_of(imported)
    assert (read.title, imported.years, read.agreement) == ("Новое название", 2, None)
    assert read.approval is not None
    assert read.approval.order_number == "12"


def test_columns_are_understood_anew(world, enter):
    imported = waiting(world)
    anna = enter(world.anna)
    roles = ["number", "content", "title", "due", "responsible", "result", "extra"]
    sent = {f"role-{index}": role for index, role in enumerate(roles)}
    anna.post(url("import_columns", pk=imported.pk), sent | {"version": imported.version})
    first = read_of(imported).measures[0]
    assert (first.title, first.content) == ("Издать приказ о наставничестве", "Приказы")
    page = anna.post(url("import_columns", pk=imported.pk), {"role-0": "title"}, follow=True)
    assert "Столбцы" in text(page)


def test_what_was_worked_with_offers_no_way_back(world, enter):
    imported = waiting(world)
    roadmap = apply_import(imported, world.anna)
    anna = enter(world.anna)
    page = text(anna.get(url("import_preview", pk=imported.pk)))
    assert "Отменить загрузку" in page
    assert "Проверьте сроки и ответственных и передайте руководителю." in page
    edit_head(roadmap, roadmap.version, {"title": "Наша карта"}, world.anna)
    page = text(anna.get(url("import_preview", pk=imported.pk)))
    assert "Отменить загрузку" not in page
    assert "уже работали, поэтому отменить загрузку нельзя" in page


def test_what_the_plan_has_no_columns_for_is_not_to_be_checked(world, enter):
    read = small()
    read.columns = [one for one in read.columns if one.role in ("number", "title", "content")]
    imported = waiting(world, read)
    apply_import(imported, world.anna)
    page = text(enter(world.anna).get(url("import_preview", pk=imported.pk)))
    assert "<p>Передайте руководителю.</p>" in page


def test_given_up_it_leaves_nothing(world, enter):
    imported = waiting(world)
    anna = enter(world.anna)
    anna.post(url("import_discard", pk=imported.pk))
    assert RoadmapImport.objects.count() == 0


def test_only_those_who_write_the_plan_import(world, enter):
    imported = waiting(world)
    codes = {
        name: enter(getattr(world, name)).get(url("import_preview", pk=imported.pk)).status_code
        for name in ("anna", "gleb", "boris", "vera")
    }
    assert codes == {"anna": 200, "gleb": 403, "boris": 403, "vera": 404}
    RoadmapImport.objects.update(organisation=world.foreign)
    assert enter(world.anna).get(url("import_preview", pk=imported.pk)).status_code == 404
    assert RoadmapImport.objects.get().status == RoadmapImportStatus.PREVIEW


@pytest.mark.parametrize(
    ("begins", "due", "asked"),
    [
        (2026, ["сентябрь 2025 года", "май 2026 года"], "2025, 2026"),
        (2026, ["август 2022", "по необходимости"], "2022"),
        (2025, ["сентябрь 2025 года", "май 2026 года"], ""),
        (2026, ["до 10.09.2026", "май 2027 года", "отчёт за 2025 год"], ""),
        (2026, ["сентябрь", "кабинет 202512"], ""),
    ],
)
def test_a_plan_of_an_earlier_year_is_noticed_before_it_is_loaded(world, enter, begins, due, asked):
    rows = [MeasureRead(f"m{n}", f"Дело {n}", due_text=words, row=n) for n, words in enumerate(due)]
    read = RoadmapRead(title="План", columns=small().columns, stages=[StageRead("s1", None, None, rows)])
    imported = waiting(world, read)
    RoadmapImport.objects.filter(pk=imported.pk).update(begins=begins)
    page = enter(world.anna).get(url("import_preview", pk=imported.pk))
    assert page.context["earlier_years"] == asked
    assert ("Прошлогодняя?" in text(page)) == bool(asked)


def test_a_plan_that_is_there_already_is_told_of(world, enter):
    anna = enter(world.anna)
    imported = waiting(world)
    assert anna.get(url("import_preview", pk=imported.pk)).context["twin"] is None
    roadmap = apply_import(imported, world.anna)
    second = waiting(world)
    page = anna.get(url("import_preview", pk=second.pk))
    assert page.context["twin"] == roadmap
    assert "Такая карта уже есть." in text(page)
    RoadmapImport.objects.filter(pk=second.pk).update(begins=2025)
    assert anna.get(url("import_preview", pk=second.pk)).context["twin"] is None


def test_a_second_plan_of_a_template_is_told_of(world, enter):
    anna = enter(world.anna)
    make = url("roadmap_create") + "?way=pattern"
    form = anna.get(make).context["form"]
    sent = {"pattern": form.fields["pattern"].choices[0][0], "begins": "2026"}
    said = [text(anna.post(make, sent, follow=True)) for _ in range(2)]
    assert ["на этот учебный год уже была" in page for page in said] == [False, True]


def test_the_first_step_is_named_after_what_was_brought(world, enter):
    anna = enter(world.anna)
    imported = waiting(world)
    named = [anna.get(url("import_preview", pk=imported.pk)).context["steps"][0]]
    RoadmapImport.objects.update(filename="")
    named.append(anna.get(url("import_preview", pk=imported.pk)).context["steps"][0])
    named.append(anna.get(url("import_start") + "?way=text").context["steps"][0])
    named.append(anna.get(url("import_start")).context["steps"][0])
    assert named == ["Файл", "Текст", "Текст", "Файл"]


def test_a_load_taken_back_says_so_once(world, enter):
    anna = enter(world.anna)
    imported = waiting(world)
    apply_import(imported, world.anna)
    page = text(anna.post(url("import_undo", pk=imported.pk), follow=True))
    assert page.count("дорожной карты, которую она сделала, больше нет") == 1


@pytest.mark.parametrize(("role", "plain"), [("extra", True), ("title", False)])
def test_where_one_column_holds_all_words_it_is_not_bold(world, enter, role, plain):
    read = small()
    read.columns[1].role = role
    anna = enter(world.anna)
    imported = waiting(world, read)
    assert ("rm-plain" in text(anna.get(url("import_preview", pk=imported.pk)))) is plain
    roadmap = apply_import(imported, world.anna)
    assert ("rm-plain" in text(anna.get(url("roadmap_detail", pk=roadmap.pk)))) is plain
