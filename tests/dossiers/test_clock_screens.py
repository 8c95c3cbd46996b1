"""How the page of a dossier says that a clock stands, and what must happen by when."""

from tests.dossiers import given
from tests.dossiers.given import Lives, World, vn
from tests.dossiers.pages import Browser, Page
from tests.dossiers.worlds import Now


def opened(world: World, dossier: int) -> Page:
    return Browser(world.who("official", world.rach_gia)).open(f"/can-bo/ho-so/{given.code(dossier)}/")


def test_a_clock_stopped_for_a_supplement_is_not_called_without_limit(world: World, life: Lives, now: Now) -> None:
    dossier = life.awaiting_supplement(asked_at=vn("2026-11-17 09:00"))
    now.at = vn("2026-11-18 09:00")

    page = opened(world, dossier)

    page.says("đồng hồ dừng, chờ bổ sung, đã dùng 1 ngày 1 giờ")
    assert "Không ghi thời hạn" not in page.words
