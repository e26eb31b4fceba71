import pytest

from roadmaps.reading.grid import Paragraph
from roadmaps.reading.marks import agreement, approval, has_part_of_date
from roadmaps.reading.preamble import pieces
from roadmaps.reading.structure import Agreement, Approval


def marks(text):
    return pieces([Paragraph(line) for line in text.split("\n")])


@pytest.mark.parametrize(
    ("text", "post", "name", "number", "day"),
    [
        (
            "УТВЕРЖДАЮ\nДиректор МБОУ «Лицей им. П.Т. Грушина»\n_________ А.Б. Клёнов\n«01» сентября 2024 г.",
            "Директор МБОУ «Лицей им. П.Т. Грушина»",
            "А.Б. Клёнов",
            None,
            "2024-09-01",
        ),
        (
            "УТВЕРЖДЕНО\nприказом директора МАОУ СОШ № 5\nот 01.09.2024 № 15-ОД",
            "директора МАОУ СОШ № 5",
            None,
            "15-ОД",
            "2024-09-01",
        ),
        ("Утверждена приказом по школе № 12 от 30.08", None, None, "12", None),
        (
            "Утверждаю:\nИ.о. директора школы\nКлёнова Анна Борисовна\nПриказ №21/1 от «05» сентября 2023 года",
            "И.о. директора школы",
            "Клёнова Анна Борисовна",
            "21/1",
            "2023-09-05",
        ),
        ("УТВЕРЖДАЮ\nДиректор ____________\n«___» __________ 20___ г.", "Директор", None, None, None),
        ("Утверждаю. Директор школы А.Б.Клёнов", "Директор школы", "А.Б.Клёнов", None, None),
        (
            "Утвержден\nприказом Управления образования\nот 12 января 2025 г. N 45/2",
            "Управления образования",
            None,
            "45/2",
            "2025-01-12",
        ),
        ("Утверждаю\nЗаведующий Н. К. Липова", "Заведующий", "Н. К. Липова", None, None),
        ("Утверждаю\nДиректор\nприказ №45от 01.09.24", "Директор", None, "45", "2024-09-01"),
        (
            "Утверждаю\n\nДиректор школы\n\n____ /Клёнов А.Б./\n\nПриказ от 30.08.2024 № 7/2-п.о.д.",
            "Директор школы",
            "Клёнов А.Б.",
            "7/2-п.о.д.",
            "2024-08-30",
        ),
        ("Утверждаю\nдиректор колледжа № 7\n№ 3 от 01.02.2024", "директор колледжа № 7", None, "3", "2024-02-01"),
    ],
)
def test_an_approval_is_read_as_printed(text, post, name, number, day):
    assert approval(marks(text))[0] == Approval(post, name, number, day)


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        ("Приложение № 3\nк приказу № 77 от 02.09.2024 г.", "77", "2024-09-02"),
        ("Приложение 1\nк приказу директора школы № 8\nот «02» сентября 2024г. №77-од", "77-од", "2024-09-02"),
        ("ПРИЛОЖЕНИЕ\n\nк распоряжению\nадминистрации\nот 05.05.2024 № 5-р", "5-р", "2024-05-05"),
    ],
)
def test_an_annex_lends_number_and_date(text, number, day):
    assert approval(marks(text))[0] == Approval(None, None, number, day)


def test_an_annex_to_something_else_approves_nothing():
    assert approval(marks("Приложение 2\nк Положению от 01.09.2024 № 5")) == (None, None)


def test_an_approval_goes_before_an_annex():
    found = marks("Приложение 1\nк приказу № 7 от 02.09.2024\n\nУтверждаю\nДиректор А.Б. Клёнов")
    assert approval(found)[0] == Approval("Директор", "А.Б. Клёнов", None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "СОГЛАСОВАНО\nПротокол заседания педагогического совета\n№ 1 от 29.08.2024",
            Agreement("заседания педагогического совета", None, None, "1", "2024-08-29"),
        ),
        (
            "ПРИНЯТО\nна заседании методического совета\nПротокол № 2 от 28 августа 2024 года",
            Agreement("на заседании методического совета", None, None, "2", "2024-08-28"),
        ),
        (
            "Согласовано\nПредседатель профсоюзной организации\n________ Н.К. Липова\n30.08.2024",
            Agreement(None, "Председатель профсоюзной организации", "Н.К. Липова", None, "2024-08-30"),
        ),
        (
            "Рассмотрено\nна заседании объединения\nпротокол от 27.08.2024г. №1\n\nСогласовано\nЗаместитель директора\n__ /Липова Н.К./",
            Agreement(None, "Заместитель директора", "Липова Н.К.", None, None),
        ),
        (
            "СОГЛАСОВАНО на совете школы (протокол от 30.08.2024 № 1)",
            Agreement("на совете школы", None, None, "1", "2024-08-30"),
        ),
    ],
)
def test_an_agreement_names_a_body_or_a_person(text, expected):
    assert agreement(marks(text))[0] == expected


def test_marks_typed_side_by_side_with_tabs_are_told_apart():
    found = marks(
        "Рассмотрено\t\tСогласовано\t\tУтверждаю\n"
        "на педсовете\t\tПредседатель профкома\t\tДиректор школы\n"
        "протокол № 1\t\t____ Липова Н.К.\t\t____ А.Б. Клёнов\n"
        "от 29.08.2025\t\t30.08.2025\t\tприказ от 01.09.2025 № 88-ОД"
    )
    assert approval(found)[0] == Approval("Директор школы", "А.Б. Клёнов", "88-ОД", "2025-09-01")
    assert agreement(found)[0] == Agreement(None, "Председатель профкома", "Липова Н.К.", None, "2025-08-30")


def test_a_date_without_its_year_is_a_doubt_and_no_date():
    piece = marks("Утверждаю\nприказ № 12 от 30.08")[0]
    assert has_part_of_date(piece)
    assert not has_part_of_date(marks("Утверждаю\nприказ № 12 от 30.08.2024")[0])
