"""Every row of the tables of declension, ours and (where present) the shared ones; reading tables; the command."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from schools.russian import OBLIQUE
from schools.russian.exceptions import FOREIGN_INSTRUMENTAL, NAMES, POST_PREFIXES
from schools.russian.tables import TableError, as_text, decline_table, read_table

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = [
    folder
    for folder in (ROOT / "tests/fixtures/declension", ROOT.parent / "shared/data/declension")
    if (folder / "names.tsv").exists()
]


def expected(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def only_cases(rows: list[dict[str, str]], like: list[dict[str, str]]) -> list[dict[str, str]]:
    """The columns that the expected table has: posts of the shared one lack the prepositional."""
    return [{case: row[case] for case in OBLIQUE if case in model} for row, model in zip(rows, like, strict=True)]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
@pytest.mark.parametrize("table", ["names.tsv", "posts.tsv"])
def test_every_row_is_right(folder, table):
    wanted = expected(folder / table)
    got = decline_table(read_table(folder / table))
    assert only_cases(got, wanted) == only_cases(wanted, wanted)


def test_the_answers_of_the_table_are_not_read():
    text = "surname\tname\tpatronymic\tgender\tgent\nКим\tЮлия\tЧерсановна\tж\tНЕВЕРНО\n"
    assert decline_table(text)[0]["gent"] == "Ким Юлии Черсановны"


def test_mark_of_bytes_windows_line_ends_empty_cells_and_short_rows(tmp_path):
    path = tmp_path / "names.tsv"
    path.write_bytes(
        "\ufeffsurname\tname\tpatronymic\tgender\r\nШвец\tИлья\t\t\r\n\r\n Ли \tСофья\tАндреевна\r\n".encode()
    )
    assert [row["datv"] for row in decline_table(read_table(path))] == ["Швецу Илье", "Ли Софье Андреевне"]


def test_a_name_of_unknown_gender_stays_as_it_is():
    assert set(decline_table("surname\tname\tpatronymic\tgender\nКим\tСаша\t\t\n")[0].values()) == {"Ким Саша"}


def test_columns_in_another_order_and_posts_have_all_five():
    assert decline_table("gender\tname\tsurname\nм\tЛев\tЗаяц\n")[0]["ablt"] == "Зайцем Львом"
    assert list(decline_table("nomn\nтьютор\n")[0]) == ["gent", "datv", "accs", "ablt", "loct"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Таблица пуста. Нужна строка заголовков и строки под ней."),
        (
            "фамилия\tимя\nКим\tЮлия\n".encode(),
            "Нет нужных столбцов. Для имён нужны surname, name, patronymic, gender, для должностей — nomn; "
            "между столбцами — табуляция.",
        ),
        (
            "surname\tname\tpatronymic\tgender\nКим\tЮлия\t\tх\n".encode(),
            "В строке 2 пол «х». Впишите «м» или «ж» или оставьте ячейку пустой.",
        ),
    ],
)
def test_a_wrong_table_gets_a_sentence(tmp_path, content, sentence):
    path = tmp_path / "table.tsv"
    path.write_bytes(content)
    with pytest.raises(CommandError) as caught:
        call_command("decline", str(path))
    assert str(caught.value) == sentence


def test_a_workbook_a_folder_and_a_missing_file_get_a_sentence(tmp_path):
    book = tmp_path / "book.xlsx"
    book.write_bytes(b"PK\x03\x04\x00\x00")
    with pytest.raises(TableError, match="не текстовая таблица"):
        read_table(book)
    with pytest.raises(TableError, match="папка"):
        read_table(tmp_path)
    with pytest.raises(TableError, match="нет. Проверьте путь"):
        read_table(tmp_path / "none.tsv")


def test_a_table_saved_in_the_old_windows_encoding_is_read(tmp_path):
    path = tmp_path / "posts.tsv"
    path.write_bytes("nomn\nучитель физики\n".encode("cp1251"))
    assert decline_table(read_table(path))[0]["datv"] == "учителю физики"


def test_the_command_prints_json_and_text(tmp_path):
    path = tmp_path / "posts.tsv"
    path.write_text("nomn\nзаведующая\n", encoding="utf-8")
    out = StringIO()
    call_command("decline", str(path), "--json", stdout=out)
    forms = {
        "gent": "заведующей",
        "datv": "заведующей",
        "accs": "заведующую",
        "ablt": "заведующей",
        "loct": "заведующей",
    }
    assert json.loads(out.getvalue()) == [forms]
    assert "заведующую" in out.getvalue()
    out = StringIO()
    call_command("decline", str(path), stdout=out)
    assert out.getvalue() == as_text([forms]) + "\n"
    assert as_text([forms]).splitlines()[3] == "  Винительный   заведующую"


def test_exceptions_are_few_and_each_has_its_reason():
    reasons = [row.reason for row in NAMES] + [*FOREIGN_INSTRUMENTAL.values(), *POST_PREFIXES.values()]
    assert len(reasons) < 30
    assert all(reasons)
