"""Many additional agreements issued at once: numbers in order, nobody twice, what is in the way told by name."""

import json
import re
from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from pypdf import PdfReader

from mentoring.documents import jobs
from mentoring.documents.jobs import AGREEMENTS_ISSUE
from mentoring.documents.selectors.agreements import agreements_owed_in
from mentoring.documents.services.agreements import draft_agreements
from mentoring.documents.services.agreements_issue import Wanted, issue_agreements
from mentoring.documents.views import agreements_issue as page_module
from mentoring.pairs.models import Pair
from schools.papers.enums import JobStatus, NumberMode, RegisterKind
from schools.papers.models import Document, Job
from schools.papers.selectors.files import read_file
from schools.papers.services.jobs import JobStopped, start_job
from schools.papers.services.numbering import propose_numbers, register_of
from schools.years import AcademicYear
from tests.mentoring.documents.cast import ordered
from tests.mentoring.documents.samples.labour import PAID, hard_pairs
from tests.world import TODAY, YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
COUNT = 3


@pytest.fixture
def drafts(world) -> list[Document]:
    """Of three mentors, by name."""
    ordered(world, *hard_pairs(world, COUNT))
    from uuid import uuid4

    draft_agreements(world.school, AcademicYear(YEAR), world.anna, uuid4(), answers={**PAID, "manner": "both"})
    owed = agreements_owed_in(world.school, AcademicYear(YEAR), world.anna)
    return [one.draft for one in owed if one.draft is not None]


def all_of(drafts: list[Document]) -> list[Wanted]:
    return [Wanted(draft.pk, version=draft.version) for draft in drafts]


def numbers(drafts: list[Document]) -> list[tuple[str, str]]:
    found = Document.objects.in_bulk([draft.pk for draft in drafts])
    return [(found[draft.pk].status, found[draft.pk].number) for draft in drafts]


def address(world) -> str:
    return reverse("documents:agreement_issue", args=[world.school.slug])


def answers(drafts: list[Document], **more: str) -> dict:
    shown: dict = {"ids": [draft.pk for draft in drafts], "date": TODAY.isoformat()}
    for n, draft in enumerate(drafts, 1):
        shown |= {f"number_{draft.pk}": str(n), f"proposed_{draft.pk}": str(n), f"version_{draft.pk}": draft.version}
    return shown | more


def test_numbers_follow_the_names_and_the_pairs_have_their_agreements(world, drafts):
    done = issue_agreements(world.school, all_of(drafts), TODAY, world.anna)
    assert numbers(drafts) == [("issued", "1"), ("issued", "2"), ("issued", "3")]
    assert (done.words, done.refused) == ("Издано: 3 соглашения, № 1, 2, 3.", [])
    assert set(Pair.objects.filter(agreement__in=drafts).values_list("agreement__number", flat=True)) == {"1", "2", "3"}
    assert [one.date for one in done.papers] == [TODAY] * COUNT


def test_two_people_at_once_give_no_number_twice_and_issue_nothing_twice(world, drafts):
    """While the curator's are issued, the head sends the same page: each finds what the other has issued."""
    met: list = []

    def meanwhile(done: int, total: int) -> None:
        if done == 1 and not met:
            met.append(None)
            met[0] = issue_agreements(world.school, all_of(drafts), TODAY, world.gleb)

    first = issue_agreements(world.school, all_of(drafts), TODAY, world.anna, meanwhile)
    assert numbers(drafts) == [("issued", "1"), ("issued", "2"), ("issued", "3")]
    assert [paper.number for paper in first.papers] == [paper.number for paper in met[0].papers] == ["1", "2", "3"]
    assert (first.refused, met[0].refused) == ([], [])


def test_one_in_the_way_is_left_out_and_named_and_the_numbers_close_up(world, drafts):
    blocked, changed = drafts[0], drafts[1]
    Document.objects.filter(pk=blocked.pk).update(data=blocked.data | {"amount": "много"})
    done = issue_agreements(
        world.school, [*all_of(drafts[:1]), Wanted(changed.pk, version=99), *all_of(drafts[2:])], TODAY, world.anna
    )
    assert numbers(drafts) == [("draft", ""), ("draft", ""), ("issued", "1")]
    assert [words.split(":")[0] for words in done.refused] == [one.person.short_name for one in drafts[:2]]
    assert done.refused[0].endswith(": Впишите размер выплаты числом: 5000, 15 или 10.")


def test_the_page_shows_numbers_and_obstacles_and_issues_with_one_press(world, drafts, enter):
    blocked = drafts[1]
    Document.objects.filter(pk=blocked.pk).update(data=blocked.data | {"amount": "много"})
    client = enter(world.anna)
    listed = client.get(reverse("documents:agreement_list", args=[world.school.slug])).content.decode()
    assert ("3 черновика ждут" in listed.replace("\u00a0", " "), "Издать все" in listed) == (True, True)
    page = client.get(address(world)).content.decode()
    for draft, number in ((drafts[0], 1), (drafts[2], 2)):
        assert f'name="proposed_{draft.pk}" value="{number}"' in page
    assert f"number_{blocked.pk}" not in page
    assert "Впишите размер выплаты числом" in page
    sent = answers([drafts[0], drafts[2]]) | {"ids": [draft.pk for draft in drafts]}
    for _ in range(2):
        client.post(address(world), sent)
    assert numbers(drafts) == [("issued", "1"), ("draft", ""), ("issued", "2")]


def test_the_chosen_ones_alone_are_issued(world, drafts, enter):
    client = enter(world.gleb)
    page = client.get(address(world), {"ids": [drafts[2].pk], "chosen": "1"}).content.decode()
    assert [f"number_{draft.pk}" in page for draft in drafts] == [False, False, True]
    told = client.get(address(world), {"chosen": "1"}, follow=True).content.decode()
    assert "Ничего не отмечено." in told
    client.post(address(world), answers(drafts[2:]))
    assert numbers(drafts) == [("draft", ""), ("draft", ""), ("issued", "1")]


def test_numbers_of_an_office_are_typed_and_none_twice(world, drafts, enter):
    register = register_of(world.school, RegisterKind.AGREEMENTS)
    register.mode = NumberMode.OFFICE
    register.save()
    client = enter(world.anna)
    typed = {f"number_{draft.pk}": number for draft, number in zip(drafts, ("7/с", "7/С", "8"), strict=True)}
    page = client.post(address(world), answers(drafts, **typed)).content.decode().replace("\u00a0", " ")
    assert ("стоит у двоих, второй — " in page, ".. Впишите" in page) == (True, False)
    assert numbers(drafts) == [("draft", "")] * COUNT
    typed[f"number_{drafts[1].pk}"] = "12-а"
    client.post(address(world), answers(drafts, **typed))
    assert numbers(drafts) == [("issued", "7/с"), ("issued", "12-а"), ("issued", "8")]


def test_another_date_shows_the_numbers_of_its_year_and_keeps_what_was_typed(world, drafts, enter):
    typed = {f"number_{drafts[0].pk}": "5-а", "date": date(2027, 1, 11).isoformat(), "look": "1"}
    issue_agreements(world.school, all_of(drafts[2:]), TODAY, world.anna)
    page = enter(world.anna).post(address(world), answers(drafts[:2], **typed)).content.decode()
    assert f'name="number_{drafts[0].pk}" value="5-а"' in page
    assert f'name="proposed_{drafts[1].pk}" value="2"' in page
    assert numbers(drafts[:2]) == [("draft", "")] * 2


def test_a_typed_number_that_is_taken_is_refused_by_name_also_after_the_date_was_corrected(world, drafts, enter):
    issue_agreements(world.school, all_of(drafts[:1]), TODAY, world.anna)
    draft, client = drafts[1], enter(world.anna)
    sent = answers([draft]) | {f"number_{draft.pk}": "1", f"proposed_{draft.pk}": "2"}
    for day in (date(2027, 1, 11), TODAY):  # by the first, of another year, the number is free
        look = client.post(address(world), sent | {"date": day.isoformat(), "look": "1"}).content.decode()
        shown = dict(re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', look))
        sent |= {
            f"number_{draft.pk}": shown[f"number_{draft.pk}"],
            f"proposed_{draft.pk}": shown.get(f"proposed_{draft.pk}", ""),
        }
    page = client.post(address(world), sent).content.decode().replace("\u00a0", " ")
    assert page.count("Номер 1 в журнале") == 1
    assert f'name="number_{draft.pk}" value="1"' in page
    assert numbers([draft]) == [("draft", "")]
    client.post(address(world), sent | {f"number_{draft.pk}": "7"})
    assert numbers([draft]) == [("issued", "7")]


def test_many_are_issued_by_the_worker_and_bound_for_the_printer(world, drafts, enter, monkeypatch):
    monkeypatch.setattr(page_module, "AT_ONCE", 2)
    enter(world.anna).post(address(world), answers(drafts))
    job = Job.objects.get(kind=AGREEMENTS_ISSUE)
    assert (job.status, job.done, job.total, job.message) == (JobStatus.DONE, COUNT, COUNT, "")
    assert numbers(drafts) == [("issued", "1"), ("issued", "2"), ("issued", "3")]
    assert job.result is not None
    with open_pdf(job) as pages:
        assert len(pages.pages) >= COUNT


def open_pdf(job: Job) -> PdfReader:
    from io import BytesIO

    return PdfReader(BytesIO(read_file(job.result)))


def test_a_killed_worker_s_work_is_taken_up_without_a_second_number(world, drafts):
    job = Job(
        organisation=world.school, user=world.anna, kind=AGREEMENTS_ISSUE,
        arguments=jobs.issue_of(all_of(drafts), TODAY),
    )  # fmt: skip

    def killed(done: int, total: int) -> None:
        if done == 2:
            raise JobStopped

    with pytest.raises(JobStopped):
        jobs.agreements_issue(job, killed)  # type: ignore[arg-type]  # stands for the progress of a killed worker
    assert numbers(drafts) == [("issued", "1"), ("issued", "2"), ("draft", "")]
    again = start_job(world.school, world.anna, AGREEMENTS_ISSUE, "Издание", job.arguments)
    assert (again.status, again.message) == (JobStatus.DONE, "")
    assert numbers(drafts) == [("issued", "1"), ("issued", "2"), ("issued", "3")]


def test_the_worker_tells_whom_it_left_out(world, drafts, enter):
    Document.objects.filter(pk=drafts[1].pk).update(data=drafts[1].data | {"amount": "много"})
    job = start_job(world.school, world.anna, AGREEMENTS_ISSUE, "Издание", jobs.issue_of(all_of(drafts), TODAY))
    page = enter(world.anna).get(reverse("papers:job", args=[world.school.slug, job.pk])).content.decode()
    assert f"Не изданы:<br>{drafts[1].person.short_name}: Впишите размер" in page


def test_the_command_does_the_same(world, drafts):
    told = StringIO()
    call_command("issue_agreements", organisation="lesnaya", by="anna", json=True, stdout=told)
    said = json.loads(told.getvalue())
    assert ([one["number"] for one in said["issued"]], said["refused"]) == (["1", "2", "3"], [])
    assert numbers(drafts) == [("issued", "1"), ("issued", "2"), ("issued", "3")]


def test_only_the_staff_issue(world, drafts):
    with pytest.raises(PermissionDenied):
        issue_agreements(world.school, all_of(drafts), TODAY, world.boris)
    assert numbers(drafts) == [("draft", "")] * COUNT


def test_numbers_in_a_row_pass_over_those_taken(world, drafts):
    register = register_of(world.school, RegisterKind.AGREEMENTS)
    issue_agreements(world.school, [Wanted(drafts[0].pk, number="2")], TODAY, world.anna)
    assert propose_numbers(register, TODAY, 3) == ["3", "4", "5"]
