import pytest

from schools.russian import Case, stands_in


@pytest.mark.parametrize(
    "phrase",
    [
        "переходом Синицы К.М. на другую должность",
        "кадровыми изменениями",
        "длительной временной нетрудоспособностью наставника",
        "прекращением работы пар",
        "увольнением",
        "производственной необходимостью",
        "Константиновым Б.Ф.",  # a name is not judged
        "МБОУ",
        "тем, что пара распалась",
    ],
)
def test_this_may_stand_after_s(phrase):
    assert stands_in(phrase, Case.ABLT)


@pytest.mark.parametrize(
    "phrase", ["Переход Синицы К.М. на другую должность", "кадровые изменения", "увольнение наставника", "болезни"]
)
def test_this_may_not(phrase):
    assert not stands_in(phrase, Case.ABLT)
