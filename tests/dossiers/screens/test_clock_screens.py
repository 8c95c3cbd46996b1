"""How the page of a dossier says that a clock stands, and what must happen by when."""

import pytest
from tests.dossiers import given
from tests.dossiers.factories import BIRTH, FIVE_DAYS
from tests.dossiers.given import Lives, World, vn
from tests.dossiers.pages import Browser, Page
from tests.dossiers.worlds import Now

from motcua.dossiers.public import State


def opened(world: World, dossier: int) -> Page:
    return Browser(world.who("official", world.rach_gia)).open(f"/can-bo/ho-so/{given.code(dossier)}/")


def test_a_clock_stopped_for_a_supplement_is_not_called_without_limit(world: World, life: Lives, now: Now) -> None:
    dossier = life.awaiting_supplement(asked_at=vn("2026-11-17 09:00"))
    now.at = vn("2026-11-18 09:00")

    page = opened(world, dossier)

    page.says("Thời hạn giải quyết: đã dừng tính, đã dùng 1 ngày 1 giờ", State.AWAITING_SUPPLEMENT.label)
    assert "Không ghi thời hạn" not in page.words


def test_a_dossier_withdrawn_while_a_supplement_was_awaited_awaits_nothing(world: World, life: Lives, now: Now) -> None:
    dossier = life.awaiting_supplement(asked_at=vn("2026-11-17 09:00"))
    now.at = vn("2026-11-18 09:00")
    life.do("withdraw", dossier, at=now.at, reason="Không làm nữa")

    page = opened(world, dossier)

    page.says("đã dừng tính, đã dùng 1 ngày 1 giờ")
    assert "chờ bổ sung" not in page.words.lower()


def test_until_when_a_dossier_may_go_back_stands_on_its_page_its_line_and_the_form(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()  # received Mon 16/11: 17, 18, 19
    browser = Browser(world.who("official", world.rach_gia))

    opened(world, dossier).says("Hạn trả hồ sơ yêu cầu bổ sung 19/11 17:00")
    browser.open("/can-bo/viec-cua-toi/").says("hạn trả hồ sơ yêu cầu bổ sung 19/11 17:00")
    now.at = vn("2026-11-20 09:00")
    opened(world, dossier).says("Quá hạn trả hồ sơ yêu cầu bổ sung từ 19/11 17:00")
    assert "yêu cầu bổ sung" not in browser.open("/can-bo/viec-cua-toi/").words
    browser.open(f"/can-bo/ho-so/{given.code(dossier)}/request_supplement/").says("Quá hạn trả hồ sơ")


@pytest.mark.parametrize(("procedure", "limit"), [(BIRTH, "Trong ngày"), (FIVE_DAYS, "5 ngày làm việc")])
def test_of_a_dossier_that_nobody_has_accepted_the_limit_is_said(world: World, life: Lives, procedure: str, limit: str) -> None:
    counter = Browser(world.who("counter", world.rach_gia_centre))
    dossier = life.filed(procedure=procedure)

    page = counter.open(f"/can-bo/ho-so/{given.code(dossier)}/")

    page.says(limit)
    for words in (page.words, counter.open("/can-bo/ho-so/").words):
        assert "Không ghi thời hạn" not in words
