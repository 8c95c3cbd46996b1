"""Files at the counter and on a dossier's page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.documents import samples
from tests.documents.given import kept
from tests.dossiers import factories
from tests.dossiers.factories import BIRTH, ID_NUMBER
from tests.dossiers.given import AT, Lives, World
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.worlds import Now

from motcua.documents.models import File
from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier, Look
from motcua.dossiers.public import Channel, Paper
from motcua.foundation import uploads

PATH = f"/can-bo/tiep-nhan/{BIRTH}/"


def test_a_bad_file_is_told_at_its_place_and_the_good_one_beside_it_stays(world: World, now: Now) -> None:
    browser = Browser(world.who("counter", world.rach_gia_centre))
    form = browser.open(PATH).form("id_number")
    sent = {"name": "Trần Thị Bích Thủy", "phone": "0918 012 264", "id_number": ID_NUMBER, "competent_id": str(world.rach_gia.id)}

    page = browser.send(
        PATH, form, status=422, **sent, **{"tep-0": SimpleUploadedFile("🏠 <b>đơn.pdf", samples.pdf()), "tep-1": SimpleUploadedFile("cccd.jpg", b"")}
    )  # fmt: skip

    page.says("cccd.jpg", "trống", "đơn", "Tệp mở được")
    assert "<b>đơn" not in page.text
    assert not Dossier.objects.exists()
    page = browser.send(PATH, page.form("id_number"), **{"tep-1": SimpleUploadedFile("cccd.jpg", samples.picture())})
    (dossier,) = Dossier.objects.all()
    assert dossier.papers.exclude(file_ref="").count() == 2
    assert File.objects.filter(held_by=f"dossier:{dossier.pk}").count() == 2
    browser.open(page_of(dossier.code)).says("cccd.jpg", "Đã kiểm tra")


def test_a_file_that_is_too_big_is_told_by_its_name(world: World, now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST", 1000)
    browser = Browser(world.who("counter", world.rach_gia_centre))
    form = browser.open(PATH).form("id_number")

    page = browser.send(PATH, form, status=422, **{"tep-0": SimpleUploadedFile("đơn to.pdf", b"x" * 1001)})

    page.says("«đơn to.pdf» lớn hơn")


def test_a_file_is_opened_by_who_reads_the_dossier_and_by_nobody_else(world: World, life: Lives, now: Now) -> None:
    clerk = world.who("counter", world.rach_gia_centre)
    filing = factories.filing(
        centre_id=world.rach_gia_centre.id, competent_id=world.rach_gia.id, papers=(Paper(name="Đơn", file_ref=kept(by=clerk)),)
    )
    filed = dossiers.file_dossier(filing=filing, actor=clerk, at=AT, accept=True)
    row = Dossier.objects.get().papers.get()
    path = page_of(filed.code, f"tep/{row.pk}/")

    answer = Browser(clerk).client.get(path)

    assert b"".join(answer.streaming_content) == samples.pdf()
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert Look.objects.filter(purpose="Mở tệp của hồ sơ").exists()
    assert Browser(world.who("counter", world.phu_quoc_centre)).client.get(path).status_code == 404
    assert Browser(world.who("official", world.construction)).client.get(path).status_code == 404
    assert Browser().client.get(path).status_code == 302
    assert Browser(clerk).client.get(page_of(filed.code, f"tep/{row.pk + 1}/")).status_code == 404


def test_the_desk_reads_what_the_check_found_in_a_dossier_from_the_portal(world: World, now: Now) -> None:
    clerk = world.who("counter", world.rach_gia_centre)
    filing = factories.filing(
        centre_id=world.rach_gia_centre.id, competent_id=world.rach_gia.id, channel=Channel.ONLINE, is_sent_already=True,
        identified_by="vneid", papers=(Paper(name="Căn cước", file_ref=kept(b"", "cccd.pdf", by=clerk)),),
    )  # fmt: skip
    filed = dossiers.file_dossier(filing=filing, actor=clerk, at=AT)
    browser = Browser(clerk)

    page = browser.open(page_of(filed.code))

    page.says("cccd.pdf", "trống", "VNeID", "không phải ký số")
