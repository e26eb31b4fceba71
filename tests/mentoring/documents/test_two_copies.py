"""Signing day: what the organisation and an employee both sign lies in both their parts, a copy for each to keep."""

import io
import zipfile

import pytest

from mentoring.documents.selectors.unsigned import signing_day
from mentoring.documents.services.signing_day import make_packet
from mentoring.pairs.models import Pair
from schools.papers.selectors.files import read_file
from schools.papers.services.returning import note_returned
from tests.mentoring.documents.cast import ordered
from tests.mentoring.documents.test_labour import agreed, issued
from tests.world import TODAY, YEAR, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
MENTOR, HEAD = "Заяц Борис Фомич", "Директор Г.И.\u00a0Ветров"


def told(world: World) -> list[tuple[str, str]]:
    day = signing_day(world.school, YEAR, world.anna)
    return [(stack.name, due.words.replace("\u00a0", " ")) for stack in day.stacks for due in stack.dues]


def test_an_agreement_and_a_notice_lie_before_the_employee_and_the_head(world):
    order = ordered(world)
    note_returned(order, TODAY, world.anna)
    order.acquaintances.all().delete()
    pair = Pair.objects.get()
    agreement = agreed(world, pair)
    notice = issued(world, "notice_end", pair, last_day="2026-09-30", reason="Смена наставника")
    papers = [f"{paper} «{paper.title}»".replace("\u00a0", " ") for paper in (agreement, notice)]
    assert told(world) == [
        *((MENTOR, f"{words}, экземпляр работника; подписывает и руководитель") for words in papers),
        *((HEAD, f"{words}, экземпляр организации; другой — у работника") for words in papers),
    ]
    packet = make_packet(world.school, None, YEAR, world.anna)
    assert [packet.bound.apart(number) == read_file(agreement.pdf) for number in range(4)] == [True, False, True, False]
    note_returned(agreement, TODAY, world.anna)
    assert [who for who, _ in told(world)] == [MENTOR, HEAD]


def test_one_copy_may_be_asked_for(world):
    ordered(world)
    agreement = agreed(world, Pair.objects.get())
    packet = make_packet(world.school, [f"document:{agreement.pk}:head"], YEAR, world.anna)
    assert packet.signers == [HEAD]


def test_files_of_the_archive_say_whose_copy_each_is(world):
    order = ordered(world)
    note_returned(order, TODAY, world.anna)
    order.acquaintances.all().delete()
    agreement = agreed(world, Pair.objects.get())
    archive = zipfile.ZipFile(io.BytesIO(make_packet(world.school, None, YEAR, world.anna).zipped()))
    assert archive.namelist() == [
        "000 Опись.pdf",
        f"001 Заяц Б. Ф., {agreement}, экземпляр работника.pdf",
        f"002 Директор Г.И. Ветров, {agreement}, Заяц Б. Ф., экземпляр организации.pdf",
    ]


def test_what_the_employee_alone_signs_lies_before_nobody_else(world):
    ordered(world)
    refusal = issued(world, "refusal_mentor", Pair.objects.get(), last_day="2026-09-30")
    assert [who for who, words in told(world) if words == refusal.title.replace("\u00a0", " ")] == [MENTOR]
