"""Through the browser: what an approved process says is done with a press where the dossier is handled."""

import pytest
from playwright.sync_api import expect
from tests.browser_fixtures import Watched, axe, fits, shot
from tests.dossiers import given
from tests.dossiers.given import Lives, World
from tests.dossiers.under_processes.approved import SHORT, approve, step
from tests.dossiers.worlds import Now
from tests.journeys.people import press, seat, state

from motcua.catalogue.public import StepOutcome
from motcua.organization.public import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _outcomes(**named: str) -> tuple[StepOutcome, ...]:
    return tuple(StepOutcome(label=label.replace("_", " "), target=target) for label, target in named.items())


def _approve(world: World) -> None:
    beside = {"place": "agency", "beside": "tham_dinh", "minutes": 960}
    approve(
        world,
        SHORT[0],
        step(2, "examine", Role.OFFICIAL, key="tham_dinh", name="Thẩm định hồ sơ", outcomes=_outcomes(Đạt="next", Không_đủ_điều_kiện="refuse")),
        step(3, "consult", Role.OFFICIAL, agency_id=world.police.id, name="Ý kiến về phòng cháy", work="Công trình đủ điều kiện phòng cháy không?", **beside),
        step(4, "consult", Role.OFFICIAL, agency_id=world.construction.id, name="Ý kiến về quy hoạch", **beside),
        step(5, "sign", Role.LEADER, name="Ký duyệt", outcomes=_outcomes(Ký="next", Không_đạt="tham_dinh")),
        step(6, "return", Role.COUNTER, name="Trả kết quả"),
    )  # fmt: skip


def test_what_the_process_wants_asked_is_sent_by_a_press_answered_and_the_step_passed_by_its_outcome(
    committed_world: World, now: Now, watched: Watched
) -> None:
    world = committed_world
    _approve(world)
    code = given.code(Lives(world).in_process(at=now.at))
    address = f"/can-bo/ho-so/{code}/"

    official = seat(watched, world, "official", world.rach_gia)
    official.goto(address)
    expect(official.get_by_role("heading", name="Quy trình cần lấy ý kiến")).to_be_visible()
    axe(official)
    shot(official, "quy-trinh-lay-y-kien")
    phone = seat(watched, world, "official", world.rach_gia, width=390, height=844, has_touch=True)
    phone.goto(address)
    fits(phone)
    shot(phone, "quy-trinh-lay-y-kien-dien-thoai")
    press(official, "Gửi cả 2 cơ quan")
    expect(official.get_by_role("heading", name="Quy trình cần lấy ý kiến")).to_have_count(0)
    expect(official.locator("#yk ~ ul")).to_contain_text("Công trình đủ điều kiện phòng cháy không?")

    for agency in (world.police, world.construction):
        asked = seat(watched, world, "official", agency)
        asked.goto(f"{address}answer_consultation/")
        asked.get_by_label("Ý kiến trả lời").fill("Đủ điều kiện.")
        asked.get_by_label("Đồng ý", exact=True).check()
        press(asked, "Trả lời ý kiến")

    official.goto(address)
    shot(official, "quy-trinh-re-nhanh")
    press(official, "Đạt → Ký duyệt")

    leader = seat(watched, world, "leader", world.rach_gia)
    leader.goto(address)
    leader.get_by_role("link", name="Không đạt → Thẩm định hồ sơ").click()
    expect(leader.get_by_label("Không đạt → Thẩm định hồ sơ")).to_be_checked()
    axe(leader)
    shot(leader, "quy-trinh-nhanh-quay-lai")
    leader.get_by_label("Ghi chú").fill("Thiếu bản vẽ móng")
    press(leader, "Xong bước")
    expect(leader.locator(".facts")).to_contain_text("Không đạt")

    phone.goto(address)
    phone.get_by_role("link", name="Không đủ điều kiện → Từ chối giải quyết").click()
    expect(phone.get_by_label("Từ chối giải quyết", exact=True)).to_be_checked()
    fits(phone)
    shot(phone, "quy-trinh-tu-choi-dien-thoai")
    phone.get_by_label("Lý do từ chối").fill("Không thuộc đối tượng")
    press(phone, "Kết thúc, phát hành kết quả")
    state(phone, "Từ chối giải quyết")
