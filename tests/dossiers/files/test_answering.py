"""The applicant answers a request from a telephone: one file for each item, checked at once; good ones stay while others are mended."""

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.documents import samples
from tests.dossiers import given
from tests.dossiers.factories import PHONE
from tests.dossiers.given import AT, LATER, Lives, World
from tests.dossiers.pages import Browser, Page
from tests.dossiers.rows import nothing_is_written
from tests.dossiers.worlds import Now

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier, Paper
from motcua.dossiers.public import State

FOLLOW = "/tra-ho-so/"


def _asked(life: Lives) -> int:
    dossier = life.filed(at=AT, papers=())
    clerk = life.world.who("counter", life.world.rach_gia_centre)
    dossiers.request_supplement(
        dossier_id=dossier, items=["Căn cước", {"what": "Đơn", "lack": "missing"}], reason="Thiếu", actor=clerk, at=AT
    )
    return dossier


def _opened(browser: Browser, code: str) -> Page:
    return browser.send(FOLLOW, browser.open(FOLLOW).form("number"), code=code, number=PHONE)


def _photo(name: str = "anh.jpg", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, samples.picture() if data is None else data)


def test_good_photographs_for_every_item_bring_the_dossier_back_to_the_centre(world: World, life: Lives, now: Now) -> None:
    now.at, dossier, browser = LATER, _asked(life), Browser()
    code = given.code(dossier)
    form = _opened(browser, code).form("tep-0")

    page = browser.send(f"{FOLLOW}{code}/bo-sung/", form, **{"tep-0": _photo(), "tep-1": _photo("don.pdf", samples.pdf())})

    assert State(Dossier.objects.get(pk=dossier).state) is State.SUBMITTED
    assert list(Paper.objects.filter(dossier=dossier).exclude(file_ref="").order_by("id").values_list("name", flat=True)) == [
        "Căn cước",
        "Đơn",
    ]
    page.says("Trung tâm đang kiểm tra hồ sơ của bạn")


def test_a_bad_file_is_told_with_clear_words_and_the_good_one_is_kept(world: World, life: Lives, now: Now) -> None:
    now.at, dossier, browser = LATER, _asked(life), Browser()
    code = given.code(dossier)
    form = _opened(browser, code).form("tep-0")

    page = browser.send(f"{FOLLOW}{code}/bo-sung/", form, status=422, **{"tep-0": _photo(), "tep-1": _photo("don.pdf", b"")})

    page.says("Còn 1 mục", "don.pdf", "trống", "Tệp mở được", "anh.jpg")
    assert State(Dossier.objects.get(pk=dossier).state) is State.AWAITING_SUPPLEMENT
    browser.send(f"{FOLLOW}{code}/bo-sung/", page.form("tep-0"), **{"tep-1": _photo("don.pdf", samples.pdf())})
    assert Paper.objects.filter(dossier=dossier).exclude(file_ref="").count() == 2


def test_nobody_answers_for_a_dossier_that_they_have_not_opened(world: World, life: Lives, now: Now) -> None:
    now.at, code = LATER, given.code(_asked(life))

    with nothing_is_written():
        answer = Browser().client.post(f"{FOLLOW}{code}/bo-sung/", {"tep-0": _photo()})

    assert answer.status_code == 302
    assert answer["Location"].startswith(FOLLOW)
