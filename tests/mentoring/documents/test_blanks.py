import pytest

from mentoring.documents.words.blanks import BlankFault, faults_of, fill, fixed, tidy_blanks
from mentoring.documents.words.order_text import closed, enumerated, in_accordance, on_the_ground, sentence
from schools.russian import Case

KNOWN = ["год", "наставники", "срок программ"]
CASES = "им, род, дат, вин, твор, пред"


def test_right_blanks_have_no_faults():
    assert faults_of("На {год} год {наставники:дат}\nдо {срок программ} { наставники : род }", KNOWN) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "Первая\nПоручить {наставник:дат}",
            BlankFault(2, "В строке 2 нет такого поля: {наставник:дат}. Может быть, {наставники}?"),
        ),
        ("{щука}", BlankFault(1, "В строке 1 нет такого поля: {щука}. Возьмите поле из списка рядом.")),
        ("{}", BlankFault(1, "В строке 1 нет такого поля: {}. Возьмите поле из списка рядом.")),
        (
            "{наставники:датив}",
            BlankFault(1, f"В строке 1 непонятный падеж: {{наставники:датив}}. Можно: {CASES}."),
        ),
        (
            "На {год",
            BlankFault(1, "В строке 1 фигурная скобка без пары. Закройте поле или уберите скобку."),
        ),
    ],
)
def test_a_wrong_blank_is_named_with_its_line(text, fault):
    assert faults_of(text, KNOWN) == [fault]


def test_every_fault_is_told_at_once():
    assert [fault.line for fault in faults_of("{а}\nхорошо\n{б} {год:ась}", KNOWN)] == [1, 3, 3]


def test_blanks_are_filled_in_their_case():
    values = {"год": fixed("2026–2027"), "наставники": lambda case: {Case.NOMN: "Заяц", Case.DATV: "Зайцу"}[case]}
    assert fill("{год}: {наставники} и {наставники:дат}, {чужое}", values) == "2026–2027: Заяц и Зайцу, {чужое}"


def test_spaces_inside_blanks_mean_nothing():
    assert tidy_blanks("На { год } { наставники : дат }") == "На {год} {наставники:дат}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (", в целях поддержки,", "В целях поддержки"),
        ("поручить  Зайцу , Швецу", "Поручить Зайцу, Швецу"),
        ("на Швец И.Л..", "На Швец И.Л."),
        ("до 5 октября 2026 г..", "До 5 октября 2026 г."),
        ("и так далее...", "И так далее..."),
        ("указанных в приложении,.", "Указанных в приложении."),
        ("указанным в приложении,, разработать", "Указанным в приложении, разработать"),
        ("", ""),
    ],
)
def test_a_sentence_has_no_stray_signs(text, expected):
    assert sentence(text) == expected


def test_a_list_of_points_is_one_sentence():
    assert enumerated(["за Зайца Б.Ф.", "до 2027 г.;", "слово.", "последнее"]) == (
        "за Зайца Б.Ф.;",
        "до 2027 г.;",
        "слово;",
        "последнее.",
    )
    assert enumerated([]) == ()
    assert (closed("Зайца Б.Ф.", "."), closed("слово;", ".")) == ("Зайца Б.Ф.", "слово.")


def test_grounds():
    assert in_accordance(["статьёй 48", "приказом № 1"]) == "в соответствии со статьёй 48, приказом № 1"
    assert in_accordance(["приказом № 1"]) == "в соответствии с приказом № 1"
    assert in_accordance([]) == ""
    protocol = {"number": "1", "date": "2026-08-30"}
    assert on_the_ground(protocol, True) == (
        "на основании решения педагогического совета (протокол от 30.08.2026 № 1) и письменных согласий участников"
    )
    assert on_the_ground({"number": "7", "date": "", "body": "совета наставников"}, False) == (
        "на основании решения совета наставников (протокол № 7)"
    )
    assert on_the_ground({}, False) == ""
