"""The workbook: the same sheet as on paper, nothing in it computes."""

from io import BytesIO

from openpyxl import load_workbook

from roadmaps.tables import workbook_of
from tests.roadmaps.printing.papers import row, with_stage_column, with_stages_across, without_stages


def sheet_of(read, **more):
    return load_workbook(BytesIO(workbook_of(read, **more))).active


def test_cells_are_merged_as_on_paper():
    sheet = sheet_of(with_stages_across())
    assert sorted(str(one) for one in sheet.merged_cells.ranges) == ["A1:E1", "A2:E2", "A5:E5", "A8:E8", "A9:A10"]
    assert [[cell.value for cell in line] for line in sheet.iter_rows(4, 10)] == [
        ["№", "Мероприятия", "Содержание деятельности", "Сроки", "Вид документа"],
        ["1 этап. Подготовка", None, None, None, None],
        ["1.1.", "Сбор", "Совещание", "август", "протокол"],
        ["1.2.", "Акты", "1) Раз\n2) Два", "сентябрь", None],
        ["II. Основная часть", None, None, None, None],
        ["2.6.", "Заседания: осень", "Тема первая", None, "приказ"],
        [None, "Заседания: весна", "Тема вторая", None, None],
    ]


def test_it_is_ready_to_be_printed():
    sheet = sheet_of(with_stages_across())
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$4:$4", "A5")
    assert sheet_of(without_stages()).page_setup.orientation == "portrait"
    assert sheet["C7"].alignment.wrap_text
    assert sheet.row_dimensions[7].height == 30
    assert {side.style for side in (sheet["A5"].border.left, sheet["E5"].border.right)} == {"thin"}


def test_marks_stand_side_by_side_above_the_table():
    sheet = sheet_of(with_stage_column())
    assert sheet["A2"].value == "СОГЛАСОВАНО\nна педагогическом совете\nпротокол от 29.08.2026 № 5"
    assert sheet["D2"].value == "УТВЕРЖДАЮ\nДиректор школы\n______________ А.Б. Ветрова\nПриказ от 30.08.2026 № 126"


def test_marks_have_a_place_even_over_a_single_column():
    read = with_stage_column()
    read.columns = read.columns[3:4]
    read.stages[1:] = []
    read.stages[0].number = read.stages[0].title = None
    read.stages[0].measures = [row(1, "Встреча")]
    values = [line[0] for line in sheet_of(read).iter_rows(values_only=True) if line[0]]
    assert [value.split("\n")[0] for value in values] == [
        "МБОУ «Озёрная СОШ № 3»",
        "СОГЛАСОВАНО",
        "УТВЕРЖДАЮ",
        "Дорожная карта (план мероприятий)",
        "к Положению о школьном наставничестве",
        "Содержание деятельности",
        "Встреча",
    ]


def test_no_text_computes():
    read = without_stages()
    read.title = "=1+1"
    read.stages[0].measures = [row(1, '=HYPERLINK("http://a.example")', due_text="+7", responsible_text="@SUM(A1)")]
    cells = [cell for line in sheet_of(read).iter_rows() for cell in line if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells if cell.value[0] in "=+@"] == [True] * 4
