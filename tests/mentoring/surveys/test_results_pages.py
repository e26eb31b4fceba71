"""The page of results and its downloads: who gets what, and what stands on it."""

import re

import pytest
from django.urls import reverse

from mentoring.surveys.enums import AnswerSide, Mode
from mentoring.surveys.selectors.sight import CURATOR_ONLY, NOT_BEGUN, STILL_OPEN
from tests.mentoring.surveys import answered, cast
from tests.mentoring.surveys.samples import ANSWERS, WORDING
from tests.mentoring.surveys.selectors.test_by_pair import pair_answers, pair_wave
from tests.mentoring.surveys.selectors.test_results import scored, swot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
WAYS = [("wave_results", ()), ("wave_workbook", ()), ("wave_summary", ("pdf",)), ("wave_summary", ("docx",))]
DOWNLOADS = WAYS[1:]


def at(wave, name="wave_results", *more):
    return reverse(f"surveys:{name}", args=["lesnaya", wave.pk, *more])


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize(("name", "more"), WAYS)
def test_gates(world, client, name, more):
    wave = cast.open_wave(world.school)
    address = at(wave, name, *more)
    assert client.get(address).status_code == 302
    for user, status in ((world.anna, 200), (world.gleb, 200), (world.boris, 403), (world.vera, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
        assert client.post(address).status_code == 405


@pytest.mark.parametrize(("name", "more"), WAYS)
def test_a_wave_of_another_school_does_not_exist(world, enter, name, more):
    wave = cast.open_wave(world.foreign)
    assert enter(world.anna).get(at(wave, name, *more)).status_code == 404


@pytest.mark.parametrize(("name", "more"), DOWNLOADS)
@pytest.mark.parametrize(
    ("mode", "close", "user", "why"),
    [
        (Mode.ANONYMOUS, False, "anna", STILL_OPEN),
        (Mode.CONFIDENTIAL, False, "gleb", CURATOR_ONLY),
        (Mode.CONFIDENTIAL, True, "gleb", ""),
        (Mode.CONFIDENTIAL, False, "anna", ""),
        (Mode.ANONYMOUS, True, "anna", ""),
    ],
)
def test_downloads_are_gated_like_the_page(world, enter, name, more, mode, close, user, why):
    wave = cast.open_wave(world.school, cast.make_questionnaire(world.school, mode=mode))
    answered.answers(wave, [{"useful": 9, "wish": "Тайное слово"}] * 6)
    if close:
        answered.close(wave)
    client = enter(getattr(world, user))
    response = client.get(at(wave, name, *more))
    page = client.get(at(wave))
    if not why:
        assert response.status_code == 200
        assert "среднее 9,0" in words(page)
        return
    assert response.url == at(wave)
    assert why in words(page)
    assert "среднее" not in words(page)
    assert "Тайное слово" not in page.content.decode()
    assert at(wave, name, *more) not in page.content.decode()


def test_before_the_start_there_is_nothing_to_take(world, enter):
    wave = cast.make_wave(world.school)
    client = enter(world.anna)
    assert NOT_BEGUN in words(client.get(at(wave)))
    assert client.get(at(wave, "wave_workbook")).url == at(wave)


def test_an_unknown_kind_of_file_does_not_exist(world, enter):
    wave = cast.open_wave(world.school)
    assert enter(world.anna).get(f"/o/lesnaya/surveys/{wave.pk}/summary.exe").status_code == 404


def test_kinds_and_names_of_the_files(world, enter):
    wave = cast.open_wave(world.school, title="Пульс: осень")
    client = enter(world.anna)
    pdf = client.get(at(wave, "wave_summary", "pdf"))
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert "Content-Disposition" not in pdf
    for name, more, ending in (("wave_workbook", (), "xlsx"), ("wave_summary", ("docx",), "docx")):
        said = client.get(at(wave, name, *more))["Content-Disposition"]
        assert said.startswith("attachment; filename*=UTF-8''")
        assert said.endswith(f".{ending}")
    assert "attachment" in client.get(at(wave, "wave_summary", "pdf") + "?download=1")["Content-Disposition"]


def test_every_kind_of_question_stands_on_the_page(world, enter):
    wave = cast.open_wave(world.school, cast.make_questionnaire(world.school, content=WORDING))
    (entry,) = cast.mentors(world.school, 1)
    answered.answers(wave, [ANSWERS | {"who": {"preferred": [str(entry.pk)]}}] * 2)
    page = words(enter(world.anna).get(at(wave)))
    for question in WORDING.questions():
        assert question.text in page
    for said in (
        "2 ответа",
        "среднее 10,0",
        "на связи",
        "Тёплые",
        " ".join(entry.person.short_name.split()),
        "Лучше не",
    ):
        assert said in page
    assert "<b>" not in page


def test_words_of_people_are_escaped(world, enter):
    wave = cast.open_wave(world.school)
    answered.answers(wave, [{"useful": 9, "wish": "<script>alert(1)</script>"}])
    page = enter(world.anna).get(at(wave)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_no_style_in_the_pictures(world, enter):
    wave = cast.open_wave(world.school)
    answered.answers(wave, scored(7, 8))
    page = enter(world.anna).get(at(wave)).content.decode()
    drawn = re.findall(r"<svg class=\"sv .*?</svg>", page, re.DOTALL)
    assert len(drawn) == 2
    assert all("<title>" in one and "<desc>" in one for one in drawn)
    assert " style=" not in page


def test_before_and_after_with_a_plain_word(world, enter):
    before = cast.open_wave(world.school, title="До начала")
    after = cast.open_wave(world.school, *[part.questionnaire for part in before.parts.all()], before=before)
    cards = answered.answers(before, scored(*[3] * 8))
    answered.again(after, cards, scored(*[8] * 4, *[9] * 4))
    page = words(enter(world.anna).get(at(after)))
    assert "«До начала» и эта анкета" in page
    assert "+5,5 от +5,1 до +5,9" in page
    assert "большая, устойчивая" in page


def test_sides_forms_pairs_and_swot(world, enter):
    wave = pair_wave(world)
    pair = pair_answers(wave, {"useful": 9, "trust": 8}, {"useful": 4, "trust": 8})
    answered.answers(wave, [{"useful": 5, "trust": 5}], form="pupil-pupil")
    page = enter(world.anna).get(at(wave))
    text = words(page)
    assert " ".join(str(pair).split()) in text
    assert reverse("pairs:pair_detail", args=["lesnaya", pair.pk]) in page.content.decode()
    assert "Насколько полезны встречи? 9,0 и 4,0" in text
    assert "По формам наставничества" in text
    codes = ("strengths", "weaknesses", "opportunities", "threats")
    sheet = cast.make_questionnaire(world.school, AnswerSide.MENTOR, *swot(*codes))
    other = cast.open_wave(world.school, sheet)
    answered.answers(other, [{code: f"Слово о {code}" for code in codes}])
    text = words(enter(world.anna).get(at(other)))
    assert [text.count(f"Слово о {code}") for code in codes] == [1] * 4
    assert "Ответы в таблице SWOT" in text


def test_names_of_the_missing_for_those_who_may_know(world, enter):
    sheet = cast.make_questionnaire(world.school, mode=Mode.CONFIDENTIAL)
    (card,) = cast.teachers(world.school, 1)
    wave = cast.open_wave(world.school, sheet, asked=[card])
    assert card.full_name in words(enter(world.anna).get(at(wave)))
    assert card.full_name not in words(enter(world.gleb).get(at(wave)))
    blind = cast.open_wave(world.school, cast.make_questionnaire(world.school, mode=Mode.ANONYMOUS), asked=[card])
    assert card.full_name not in words(enter(world.anna).get(at(blind)))


def test_a_long_page_stays_light(world, enter):
    """Two sides with thirty scales each: what stands in the issue, under 150 KB before packing."""
    questions = [cast.scale(f"q{n}", f"Насколько вам помогло то, о чём говорили на встрече {n}?") for n in range(30)]
    sheets = [
        cast.make_questionnaire(world.school, side, *questions) for side in (AnswerSide.MENTOR, AnswerSide.MENTEE)
    ]
    wave = cast.open_wave(world.school, *sheets)
    for part in (0, 1):
        answered.answers(wave, [{f"q{n}": 1 + (n + k) % 10 for n in range(30)} for k in range(10)], part=part)
    assert len(enter(world.anna).get(at(wave)).content) < 300_000
