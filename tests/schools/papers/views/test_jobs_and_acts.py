from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from schools.papers.enums import ActPurpose, JobStatus
from schools.papers.models import Job, LegalAct
from schools.papers.selectors.acts import acts_for
from schools.papers.selectors.jobs import jobs_to_look_at
from schools.papers.services import jobs
from schools.papers.services.files import store_file
from schools.papers.services.jobs import job_kind, start_job
from schools.russian import Case, stands_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "today")]

DAY = date(2026, 9, 14)


def address(name: str, *args) -> str:
    return reverse(f"papers:{name}", args=["lesnaya", *args])


@job_kind("test_page")
def page_job(job, progress):
    progress(1, 1)
    return store_file(job.organisation, b"%PDF- packet", "пакет.pdf", "application/pdf", job.user)


@pytest.fixture
def waiting(world, monkeypatch) -> Job:
    monkeypatch.setattr(jobs, "_enqueue", lambda job: None)
    return start_job(world.school, world.anna, "test_page", "Пакет согласий", {"form": str(uuid4())})


def shown(client, job) -> str:
    return client.get(address("job", job.pk)).content.decode()


def test_the_page_follows_the_work(world, enter, waiting):
    client = enter(world.anna)
    page = shown(client, waiting)
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    assert "Страницу можно закрыть" in page
    Job.objects.update(status=JobStatus.RUNNING, done=40, total=100, heartbeat_at=timezone.now(), attempts=1)
    assert '<progress id="progress-bar" value="40" max="100">' in shown(client, waiting)
    Job.objects.update(created_at=timezone.now() - timedelta(seconds=90), status=JobStatus.WAITING)
    assert "служба фоновых заданий, возможно, не запущена" in shown(client, waiting)


def test_the_result_waits_on_the_desk_until_looked_at(world, enter, waiting):
    jobs.run_job(waiting.pk)
    assert list(jobs_to_look_at(world.anna, world.school)) == [waiting]
    page = shown(enter(world.anna), waiting)
    waiting.refresh_from_db()
    assert address("file", waiting.result_id) in page
    assert "hx-get" not in page
    assert list(jobs_to_look_at(world.anna, world.school)) == []


def test_a_page_that_is_looked_at_takes_up_a_lost_job(world, enter, waiting, monkeypatch):
    monkeypatch.setattr(jobs, "_enqueue", lambda job: jobs.run_job(job.pk))
    dead = timezone.now() - jobs.STALE * 2
    Job.objects.update(status=JobStatus.RUNNING, attempts=1, heartbeat_at=dead)
    assert "Готово: пакет.pdf" in shown(enter(world.anna), waiting)


def test_what_is_ready_leads_back_and_onwards(world, enter, monkeypatch):
    monkeypatch.setattr(jobs, "_enqueue", lambda job: None)
    arguments = {"sheets": [[world.boris_card.pk, "processing"]], "year": 2026}
    job = start_job(world.school, world.anna, "consents_packet", "Согласия на подпись: 1 лист", arguments)
    back = '<li><a href="/o/lesnaya/consents/">Согласия</a></li></ol></nav>'
    client = enter(world.anna)
    assert shown(client, job).count(back) == 1
    jobs.run_job(job.pk)
    page = shown(client, job)
    assert page.count(back) == 1
    assert '<a href="/o/lesnaya/consents/">Вернуться: Согласия</a>' in page
    assert "Дальше: раздайте листы на подпись, потом отметьте подписанные" in page


def test_only_its_starter_sees_it(world, enter, waiting):
    for who, code in ((world.gleb, 404), (world.boris, 404), (world.vera, 404)):
        client = enter(who)
        assert client.get(address("job", waiting.pk)).status_code == code
        assert client.post(address("job_cancel", waiting.pk)).status_code == code
        assert client.post(address("job_retry", waiting.pk)).status_code == code
    waiting.refresh_from_db()
    assert waiting.status == JobStatus.WAITING


def test_it_can_be_stopped_and_tried_again(world, enter, waiting):
    client = enter(world.anna)
    assert "Работа остановлена" in client.post(address("job_cancel", waiting.pk), follow=True).content.decode()
    Job.objects.update(status=JobStatus.FAILED, message="Диск полон.")
    assert "Диск полон." in shown(client, waiting)
    client.post(address("job_retry", waiting.pk))
    waiting.refresh_from_db()
    assert waiting.status == JobStatus.WAITING


# Legal acts


def test_the_federal_acts_are_there_for_their_papers(world):
    def cited(purpose):
        return [act.citation.split(" «")[0] for act in acts_for(world.school, purpose, DAY)]

    education = "Федеральным законом от 29.12.2012 № 273-ФЗ"
    concept = "распоряжением Правительства Российской Федерации от 21.05.2025 № 1264-р"
    assert cited(ActPurpose.TEACHERS) == [
        education,
        "статьёй 351.8 Трудового кодекса Российской Федерации",
        concept,
        "письмом Министерства просвещения Российской Федерации № АЗ-1128/08 и Общероссийского Профсоюза образования "
        "№ 657 от 21.12.2021",
    ]
    assert cited(ActPurpose.PUPILS) == [
        education,
        concept,
        "распоряжением Министерства просвещения Российской Федерации от 25.12.2019 № Р-145",
    ]
    assert cited(ActPurpose.CONSENTS) == ["Федеральным законом от 27.07.2006 № 152-ФЗ"]


def answers(**more) -> dict:
    return {
        "title": "Положение",
        "citation": "положением о наставничестве",
        "purposes": ["teachers"],
        "is_default": "on",
        **more,
    }


def test_a_school_keeps_its_own_acts(world, enter):
    client = enter(world.anna)
    assert client.post(address("act_create"), answers()).status_code == 302
    act = LegalAct.objects.get(organisation=world.school)
    assert act in acts_for(world.school, ActPurpose.TEACHERS, DAY)
    assert act not in acts_for(world.school, ActPurpose.PUPILS, DAY)
    assert act not in acts_for(world.foreign, ActPurpose.TEACHERS, DAY)
    client.post(address("act_edit", act.pk), answers(title="Новое положение", purposes=[]))
    act.refresh_from_db()
    assert (act.title, act.purposes) == ("Новое положение", [])
    assert act in acts_for(world.school, ActPurpose.PUPILS, DAY)


def test_an_act_past_its_date_is_flagged_and_not_offered(world, enter):
    client = enter(world.anna)
    client.post(address("act_create"), answers(valid_to="2026-09-13"))
    act = LegalAct.objects.get(organisation=world.school)
    assert act not in acts_for(world.school, ActPurpose.TEACHERS, DAY)
    assert act in acts_for(world.school, ActPurpose.TEACHERS, date(2026, 9, 13))
    page = client.get(address("act_list")).content.decode()
    assert "Срок некоторых ваших актов прошёл" in page
    assert "утратил силу" in page


def test_marking_an_act_expired_can_be_taken_back(world, enter):
    client = enter(world.anna)
    client.post(address("act_create"), answers())
    act = LegalAct.objects.get(organisation=world.school)
    page = client.post(address("act_expire", act.pk), follow=True).content.decode()
    assert address("act_revive", act.pk) in page
    act.refresh_from_db()
    assert act.valid_to == date(2026, 9, 13)
    client.post(address("act_revive", act.pk))
    act.refresh_from_db()
    assert act.valid_to is None


def test_dates_of_an_act_are_in_order(world, enter):
    sent = answers(adopted_on="2026-09-01", valid_to="2026-08-01")
    page = enter(world.anna).post(address("act_create"), sent).content.decode()
    assert "Акт перестал действовать раньше, чем принят. Поправьте даты." in page
    assert not LegalAct.objects.filter(organisation=world.school).exists()


def test_common_and_foreign_acts_are_not_the_school_s_to_change(world, enter):
    enter(world.vera).post(reverse("papers:act_create", args=["polevaya"]), answers())
    foreign = LegalAct.objects.get(organisation=world.foreign)
    common = LegalAct.objects.filter(organisation=None).first()
    client = enter(world.anna)
    for act in (foreign, common):
        assert client.get(address("act_edit", act.pk)).status_code == 404
        assert client.post(address("act_expire", act.pk)).status_code == 404
    page = client.get(address("act_list")).content.decode()
    assert common.title in page
    assert page.count("положением о наставничестве") == 0
    assert enter(world.boris).get(address("act_list")).status_code == 403


def test_an_act_is_written_in_the_case_that_the_order_asks_for(world, enter):
    page = enter(world.anna).post(address("act_create"), answers(citation="Муниципальная программа «Развитие кадров»"))
    assert page.context["form"].errors == {
        "citation": [
            "В приказе получится «в соответствии с Муниципальная программа «Развитие кадров»»: поставьте слова в "
            "творительный падеж, например «положением о наставничестве»."
        ]
    }
    assert not LegalAct.objects.filter(organisation=world.school).exists()


def test_the_acts_of_the_federation_stand_in_their_case():
    acts = LegalAct.objects.filter(organisation=None)
    assert acts.count() > 5
    assert [act.citation for act in acts if not stands_in(act.citation, Case.ABLT)] == []
