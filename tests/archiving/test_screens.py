"""The pages of the archive, as a clerk goes through them."""

from pathlib import Path

import pytest
from tests.archiving.closed import ASKED, CLOSED, returned
from tests.dossiers import given
from tests.dossiers.given import Lives, World
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.worlds import Now

from motcua.archiving import public as archiving
from motcua.archiving.models import Package

ARCHIVE = "/can-bo/luu-tru/"


def test_a_clerk_closes_packs_takes_and_hands_over(world: World, life: Lives, now: Now, settings: object, tmp_path: Path) -> None:
    settings.FILES = str(tmp_path)  # type: ignore[attr-defined]
    now.at = CLOSED
    dossier, clerk = returned(life, world), Browser(world.who("clerk", world.rach_gia))
    code = given.code(dossier)

    clerk.open(f"{ARCHIVE}ho-so/{code}/").says("Đang khóa sổ", "Không còn nợ gì", "Sẽ bảo quản 10 năm")
    page = clerk.open(ARCHIVE)
    page.says(code, "Hồ sơ đã chọn", "Khóa sổ")
    clerk.post(f"{ARCHIVE}khoa-so/", so=[str(dossier)]).says("Đã khóa sổ 1 hồ sơ")
    clerk.open(page_of(dossier)).says("Đã lưu", "Thời hạn bảo quản 10 năm", "Khóa sổ, đưa vào lưu trữ")
    now.at = ASKED
    page = clerk.open(f"{ARCHIVE}?xem=goi")
    page.says("kết thúc năm 2026", "số định danh")
    clerk.send(ARCHIVE, page.form("key")).says("Chờ lập")
    package = Package.objects.get().pk
    archiving.make_package(package_id=package, at=ASKED)
    page = clerk.open(f"{ARCHIVE}goi/{package}/")
    page.says("SHA-256 của bảng kê", "Tải gói (ZIP)")
    clerk.send(ARCHIVE, page.form("handed_on"), receiver="", minutes_number="", status=422)
    sent = clerk.send(ARCHIVE, page.form("handed_on"), receiver="Lưu trữ lịch sử tỉnh", minutes_number="12/BB")
    sent.says("Đã giao nộp ngày", "12/BB")
    clerk.open(f"{ARCHIVE}?xem=da-luu").says(code, "Đã giao nộp")
    clerk.open(f"{ARCHIVE}?xem=den-han").says("không tự hủy hồ sơ nào")


@pytest.mark.parametrize(("role", "place", "status"), [("official", "rach_gia", 403), ("control", "office", 200)])
def test_the_archive_opens_to_keepers_and_to_who_reads_all(world: World, role: str, place: str, status: int) -> None:
    Browser(world.who(role, getattr(world, place))).open(ARCHIVE, status=status)


def test_a_leader_opens_a_locked_dossier_again(world: World, life: Lives, now: Now) -> None:
    now.at = CLOSED
    dossier, leader = returned(life, world), Browser(world.who("leader", world.rach_gia))
    code = given.code(dossier)
    leader.post(f"{ARCHIVE}khoa-so/", so=[str(dossier)]).says("Đã khóa sổ 1 hồ sơ")

    page = leader.open(f"{ARCHIVE}ho-so/{code}/")
    leader.send(ARCHIVE, page.form("reason"), status=422)
    leader.send(ARCHIVE, page.form("reason"), reason="Sai tên").says("Đã mở lại hồ sơ", "Đang khóa sổ")
