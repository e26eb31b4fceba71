import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from schools.papers.services.files import store_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]

PDF = b"%PDF-1.7 secret"


@pytest.fixture
def scan(world):
    return store_file(world.school, PDF, "Приказ № 5.pdf", "application/pdf", world.anna)


def address(stored, slug="lesnaya") -> str:
    return reverse("papers:file", args=[slug, stored.pk])


def body(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("who", ["anna", "gleb"])
def test_curator_and_head_read_it(world, enter, scan, who):
    response = enter(getattr(world, who)).get(address(scan))
    assert (response.status_code, body(response)) == (200, PDF)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        "inline; filename*=utf-8''%D0%9F%D1%80%D0%B8%D0%BA%D0%B0%D0%B7%20%E2%84%96%205.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-cache"


def test_others_do_not(world, client, enter, scan):
    assert client.get(address(scan)).status_code == 302
    assert enter(world.boris).get(address(scan)).status_code == 403
    assert enter(world.vera).get(address(scan)).status_code == 404
    assert enter(world.vera).get(address(scan, "polevaya")).status_code == 404


def test_it_is_saved_when_asked(world, enter, scan):
    response = enter(world.anna).get(address(scan) + "?download=1")
    assert response["Content-Disposition"].startswith("attachment; ")
    assert body(response) == PDF


def test_what_a_browser_might_run_is_only_downloaded(world, enter):
    page = store_file(world.school, b"<script>", "вред.html", "text/html", world.anna)
    assert enter(world.anna).get(address(page))["Content-Disposition"].startswith("attachment; ")


def test_the_browser_keeps_it_and_still_asks(world, enter, scan):
    client = enter(world.anna)
    first = client.get(address(scan))
    again = client.get(address(scan), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "private, no-cache")


def test_a_lost_file_is_not_found(world, enter, scan):
    default_storage.delete(scan.path)
    assert enter(world.anna).get(address(scan)).status_code == 404


def test_no_static_path_leads_to_it(world, enter, scan):
    for path in (f"/media/{scan.path}", f"/static/{scan.path}", f"/{scan.path}", f"/files/{scan.path}"):
        assert enter(world.anna).get(path).status_code == 404
