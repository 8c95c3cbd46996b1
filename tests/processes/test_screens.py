"""The pages of processes: who opens them, how a table is edited without scripts, and that nothing typed is lost."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from tests.catalogue import given as catalogue_given
from tests.catalogue.factories import line
from tests.dossiers import given as dossiers_given
from tests.dossiers.given import AT, Lives, World
from tests.processes.given import CODE, DECISION, ROWS, Drafts, workbook
from tests.processes.rows import outcomes, plain, step, table

from motcua.organization.models import User
from motcua.organization.public import Actor, Role
from motcua.processes.public import DraftState
from motcua.processes.queries import drafts as kept
from motcua.processes.rules.drawing.reading import steps_of

LIST = "/kiem-soat/quy-trinh/"


@pytest.fixture
def drafts(world: World, now: Any) -> Drafts:
    now.at = AT
    return Drafts(world, dossiers_given.official(Role.LEADER, world.top, username="chutich"))


class Desk:
    """Somebody at the pages."""

    def __init__(self, actor: Actor) -> None:
        self.client = Client()
        self.client.force_login(User.objects.get(pk=actor.user_id))

    def get(self, address: str, status: int = 200) -> str:
        response = self.client.get(address)
        assert response.status_code == status, response.content.decode()[:2000]
        return response.content.decode()

    def post(self, address: str, data: dict[str, Any], status: int = 302) -> HttpResponse:
        response = self.client.post(address, data)
        assert response.status_code == status, re.sub(r"<[^>]+>|\s+", " ", response.content.decode())[:3000]
        return response  # type: ignore[return-value]

    def form(self, draft: int) -> dict[str, Any]:
        """What the editor would send as it stands."""
        page = self.get(f"{LIST}{draft}/")
        form = page[page.index('id="soan"') : page.index("</form>", page.index('id="soan"'))]
        found = dict(re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', form))
        found |= {name: "" for name in re.findall(r'<input[^>]*?name="([^"]+)"', form) if name not in found}
        found |= {name: text.strip("\n") for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)</textarea>', form)}
        for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
            chosen = re.search(r'<option value="([^"]*)" selected', options)
            found[name] = chosen[1] if chosen else ""
        for name, options in re.findall(r'<select class="[^"]+" id="[^"]+" name="([^"]+)">(.*?)</select>', form, re.DOTALL):
            chosen = re.search(r'<option value="([^"]*)" selected', options)
            found[name] = chosen[1] if chosen else ""
        return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def test_the_pages_open_to_departments_control_and_leaders_only(drafts: Drafts, world: World) -> None:
    draft = drafts.submitted()
    pages = (LIST, f"{LIST}{draft}/", f"{LIST}thu-tuc/{CODE}/", f"{LIST}{draft}/so-do.bpmn", f"{LIST}{draft}/bang.csv")

    for actor in (drafts.drafter, drafts.control, drafts.leader):
        for page in pages:
            Desk(actor).get(page)
    other = Desk(world.who("counter", world.rach_gia_centre))
    assert [other.client.get(page).status_code for page in pages] == [403, 404, 403, 404, 404]
    assert Desk(world.who("head", world.environment)).client.get(pages[1]).status_code == 404
    assert Client().get(LIST).status_code == 302


def test_a_communes_official_reads_the_processes_that_bind_it_and_nothing_of_drafts(drafts: Drafts, world: World) -> None:
    own, draft = drafts.approved(agency_ids=frozenset({world.rach_gia.id})), drafts.started()
    commune = Desk(world.who("official", world.rach_gia))

    listed, procedure = commune.get(LIST), commune.get(f"{LIST}thu-tuc/{CODE}/")

    assert f'href="{LIST}thu-tuc/{CODE}/"' in listed
    assert f"{LIST}moi/" not in listed + procedure
    assert DECISION.number in procedure
    files = re.findall(rf'href="({LIST}thu-tuc/{CODE}/\d+\.(?:bpmn|csv))"', procedure)
    assert {commune.client.get(file).status_code for file in files} == {200}
    for number in (own, draft):
        assert f"{LIST}{number}/" not in listed + procedure
        commune.get(f"{LIST}{number}/", status=404)
    commune.get(f"{LIST}moi/", status=403)


def test_a_department_is_told_that_a_procedure_is_another_field(drafts: Drafts) -> None:
    birth = dossiers_given.factories.BIRTH
    desk = Desk(drafts.drafter)

    refused = desk.post(f"{LIST}moi/", {"code": birth, "how": "in_force"}, status=403)

    assert f"không cho biết thủ tục {birth} (bộ công bố: Bộ Tư pháp)" in refused.content.decode()
    assert f"{LIST}moi/" not in desk.get(f"{LIST}thu-tuc/{birth}/")


def test_saving_what_the_page_shows_changes_nothing(drafts: Drafts) -> None:
    steps = table(
        step("receive"), step(outcomes=outcomes(("Đạt", "next"), ("Thiếu", "supplement")), work="Xem\nkỹ", document="Phiếu"),
        step("consult", beside="examine", place="agency", agency="Hội đồng"), step("sign", role="leader", minutes=240), step("return"),
    )  # fmt: skip
    draft, desk = drafts.started(steps=steps), Desk(drafts.drafter)

    desk.post(f"{LIST}{draft}/", desk.form(draft) | {"do": "save"})

    assert drafts.read(draft).steps == steps
    assert len(drafts.read(draft).history) == 1


def test_rows_are_edited_and_saved(drafts: Drafts, world: World) -> None:
    draft, desk = drafts.started(), Desk(drafts.drafter)

    typed = desk.form(draft) | {
        "b1-minutes": "1,5 ngày",
        "b1-place": "agency",
        "b1-agency": "công an tỉnh",
        "b1-way0": "Đạt",
        "b1-to0": "next",
    }
    desk.post(f"{LIST}{draft}/", typed | {"do": "save", "name": "Quy trình mới"})

    saved = drafts.read(draft)
    assert (saved.name, saved.steps[1].minutes, saved.steps[1].agency_id) == ("Quy trình mới", 720, world.police.id)
    assert saved.steps[1].outcomes == outcomes(("Đạt", "next"))


def test_buttons_of_rows_keep_everything_typed_without_saving(drafts: Drafts) -> None:
    draft, desk = drafts.started(), Desk(drafts.drafter)
    typed = desk.form(draft) | {"b1-name": "Tên vừa gõ", "b1-minutes": "bao lâu"}

    for button, names in (
        ("down:1", ["Việc receive", "Việc sign", "Tên vừa gõ", "Việc return"]),
        ("up:1", ["Tên vừa gõ", "Việc receive", "Việc sign", "Việc return"]),
        ("remove:0", ["Tên vừa gõ", "Việc sign", "Việc return"]),
        ("add:4", ["Việc receive", "Tên vừa gõ", "Việc sign", "Việc return", ""]),
        ("check", ["Việc receive", "Tên vừa gõ", "Việc sign", "Việc return"]),
    ):
        page = desk.post(f"{LIST}{draft}/", typed | {"do": button}, status=200).content.decode()
        shown = [re.search(r'value="([^"]*)"', tag) for tag in re.findall(r'<input[^>]*name="b\d+-name"[^>]*>', page)]
        assert [found[1] if found else "" for found in shown] == names, button
        assert "bao lâu" in page
    assert drafts.read(draft).steps == plain()


@pytest.mark.parametrize("button", ["up:", "down:99999999999", "remove:-1", "add:x", "fly:1", "up:0", "down:3"])
def test_a_button_that_makes_no_sense_changes_nothing(drafts: Drafts, button: str) -> None:
    draft, desk = drafts.started(), Desk(drafts.drafter)

    page = desk.post(f"{LIST}{draft}/", desk.form(draft) | {"do": button}, status=200).content.decode()

    assert page.count('class="steps__row') == 4


def test_what_cannot_be_read_is_given_back_with_its_row(drafts: Drafts) -> None:
    draft, desk = drafts.started(), Desk(drafts.drafter)

    typed = desk.form(draft) | {"b2-minutes": "hai ngày", "b2-name": "Ký <b>", "do": "save"}
    page = desk.post(f"{LIST}{draft}/", typed, status=422).content.decode()

    assert "Bước 3: Thời gian «hai ngày» không đọc được" in page
    assert "Ký &lt;b&gt;" in page
    assert drafts.read(draft).steps == plain()


def test_what_is_submitted_is_what_stands_on_the_screen(drafts: Drafts) -> None:
    draft, desk = drafts.started(), Desk(drafts.drafter)
    address = f"{LIST}{draft}/"
    assert 'form="soan" name="do" value="submit"' in desk.get(address)

    wrong = desk.post(address, desk.form(draft) | {"b1-minutes": "60 ngày", "do": "submit"}, status=409).content.decode()
    assert "dài hơn thời hạn" in wrong
    assert drafts.read(draft).state is DraftState.DRAFTED

    desk.post(address, desk.form(draft) | {"b1-minutes": "3 giờ", "do": "submit"})
    read = drafts.read(draft)
    assert (read.state, read.steps[1].minutes) == (DraftState.SUBMITTED, 180)


def test_two_people_are_told_and_nothing_typed_is_lost(drafts: Drafts, world: World) -> None:
    draft = drafts.started()
    mine, other = Desk(drafts.drafter), Desk(world.who("head", world.construction))
    typed = mine.form(draft) | {"b1-name": "Tên của tôi", "do": "save"}
    other.post(f"{LIST}{draft}/", other.form(draft) | {"b1-minutes": "2 giờ", "do": "save"})

    page = mine.post(f"{LIST}{draft}/", typed, status=409).content.decode()

    assert "Tên của tôi" in page
    assert "tên, thời gian 2 giờ → 1 giờ" in page
    assert drafts.read(draft).steps[1].minutes == 120
    mine.post(f"{LIST}{draft}/", typed | {"revision": "2"})
    assert drafts.read(draft).steps[1].name == "Tên của tôi"


def test_problems_point_to_their_rows_and_too_long_is_said(drafts: Drafts) -> None:
    draft = drafts.started(steps=plain(minutes=5 * 480, role=""))

    page = Desk(drafts.drafter).get(f"{LIST}{draft}/")

    assert '<a href="#buoc-2">Bước 2 «Việc examine»: chưa rõ ai làm: chọn vai trò.</a>' in page
    assert "dài hơn thời hạn" in page
    assert 'id="buoc-2"' in page


def test_from_the_first_row_to_the_decision_on_screens(drafts: Drafts) -> None:
    drafter, control, leader = Desk(drafts.drafter), Desk(drafts.control), Desk(drafts.leader)
    made = drafter.post(f"{LIST}moi/", {"code": CODE, "how": "file", "file": named(workbook(*ROWS), "qt.xlsx")})
    draft = int(re.findall(r"/(\d+)/$", made["Location"])[0])
    address, seen = f"{LIST}{draft}/", lambda: {"revision": drafts.read(draft).revision}

    drafter.post(f"{address}trinh/", seen())
    assert "Thẩm định đạt" not in drafter.get(address)
    control.post(f"{address}tra-lai/", seen() | {"note": ""}, status=422)
    control.post(f"{address}tham-dinh/", seen())
    assert "Phê duyệt, đưa vào áp dụng" not in control.get(address), "who appraised does not approve"
    decided = {"number": "7/QĐ-UBND", "decided_on": "2026-11-16", "valid_from": "2026-11-18"}
    leader.post(f"{address}phe-duyet/", seen() | decided | {"number": ""}, status=422)
    leader.post(f"{address}phe-duyet/", seen() | decided)

    assert drafts.read(draft).state is DraftState.APPROVED
    assert "7/QĐ-UBND" in control.get(f"{LIST}thu-tuc/{CODE}/")


def test_the_control_page_of_a_procedure_leads_to_its_processes(drafts: Drafts) -> None:
    control = Desk(drafts.control)
    assert f'href="{LIST}thu-tuc/{CODE}/"' in control.get(f"/kiem-soat/thu-tuc/{CODE}/")


def test_the_process_of_a_procedure_that_is_about_to_change_is_made_ready_before(drafts: Drafts) -> None:
    coming = "2026-12-01"
    catalogue_given.imported(
        [line(CODE, time_limit="2 ngày làm việc", ministry="Bộ Xây dựng")], effective=date.fromisoformat(coming), at=AT
    )
    drafter, control, leader = Desk(drafts.drafter), Desk(drafts.control), Desk(drafts.leader)
    assert f"?ngay={coming}" in drafter.get(f"{LIST}thu-tuc/{CODE}/")
    assert f"thu-tuc={CODE}&amp;ngay={coming}" in drafter.get(f"{LIST}thu-tuc/{CODE}/?ngay={coming}")

    made = drafter.post(f"{LIST}moi/", {"code": CODE, "from_day": coming, "how": "in_force"})
    draft = int(re.findall(r"/(\d+)/$", made["Location"])[0])
    address, seen = made["Location"], lambda: {"revision": drafts.read(draft).revision}
    page = drafter.get(address)
    drafter.post(f"{address}trinh/", seen())
    control.post(f"{address}tham-dinh/", seen())
    leader.post(f"{address}phe-duyet/", seen() | {"number": "7/QĐ-UBND", "decided_on": "2026-11-16", "valid_from": coming})

    assert "bản công bố áp dụng từ 01/12/2026" in page
    assert "2 ngày làm việc" in page
    assert drafts.read(draft).state is DraftState.APPROVED
    page = control.get(f"{LIST}thu-tuc/{CODE}/?ngay={coming}")
    assert "7/QĐ-UBND" in page
    files = re.findall(rf'href="({LIST}thu-tuc/{CODE}/\d+\.(?:bpmn|csv)[^"]*)"', page)
    assert files
    assert all(control.client.get(file).status_code == 200 for file in files)
    assert "7/QĐ-UBND" not in control.get(f"{LIST}thu-tuc/{CODE}/")


def test_who_approves_is_told_that_the_next_published_version_is_too_short_for_the_process(drafts: Drafts) -> None:
    draft, leader = drafts.appraised(), Desk(drafts.leader)
    catalogue_given.imported([line(CODE, time_limit="1 giờ")], effective=date(2026, 12, 1), at=AT)
    decided = {"number": "7/QĐ-UBND", "decided_on": "2026-11-16", "valid_from": "2026-11-16"}

    leader.post(f"{LIST}{draft}/phe-duyet/", {"revision": drafts.read(draft).revision} | decided)

    page = leader.get(f"{LIST}{draft}/")
    assert "Từ 01/12/2026 thủ tục theo bản công bố khác, quy trình này không dùng tiếp: dài hơn thời hạn của bản ấy." in page
    assert "7/QĐ-UBND ngày 16/11/2026, áp dụng từ 16/11/2026; không dùng tiếp cho bản công bố từ 01/12/2026" in page


def test_the_history_of_a_draft_is_read_in_the_readers_language(drafts: Drafts, world: World) -> None:
    draft, drafter, control, leader = drafts.started(), Desk(drafts.drafter), Desk(drafts.control), Desk(drafts.leader)
    both = [world.rach_gia.id, world.phu_quoc.id]

    def seen() -> dict[str, Any]:
        return {"revision": drafts.read(draft).revision}

    drafter.post(f"{LIST}{draft}/co-quan/", seen() | {"scope": "some", "agencies": both})
    drafter.post(f"{LIST}{draft}/trinh/", seen())
    control.post(f"{LIST}{draft}/tham-dinh/", seen())
    decided = {"number": "7/QĐ-UBND", "decided_on": "2026-11-16", "valid_from": "2026-11-16"}
    leader.post(f"{LIST}{draft}/phe-duyet/", seen() | decided)

    leader.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = leader.get(f"{LIST}{draft}/")

    assert "7/QĐ-UBND of 16/11/2026, in use from 16/11/2026" in page
    assert "2 agencies" in page
    assert "áp dụng từ" not in page


def named(file: BytesIO, name: str) -> BytesIO:
    file.name = name
    return file


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"code": "", "how": "empty"}, "Ghi mã thủ tục."),
        ({"code": "abc", "how": "empty"}, "Mã thủ tục viết như"),
        ({"code": "9.999999", "how": "empty"}, "Không có thủ tục mã 9.999999"),
        ({"code": CODE, "how": "file"}, "Chọn tệp."),
        ({"code": CODE, "how": "file", "file": ("a.xlsx", b"PK")}, "a.xlsx"),
        ({"code": CODE, "how": "file", "file": ("a.bpmn", b"<a/>")}, "Không đọc được tệp BPMN"),
        ({"code": CODE, "how": "fly"}, "Còn 1 chỗ cần sửa"),
    ],
)
def test_a_draft_that_cannot_begin_says_why(drafts: Drafts, data: dict[str, Any], said: str) -> None:
    if isinstance(data.get("file"), tuple):
        name, content = data["file"]
        data = data | {"file": named(BytesIO(content), name)}

    page = Desk(drafts.drafter).post(f"{LIST}moi/", data, status=422).content.decode()

    assert said in page
    assert kept.drafts(actor=drafts.control).rows == ()


def test_many_communes_are_chosen_at_once_and_by_name(drafts: Drafts, world: World) -> None:
    draft, desk = drafts.started(), Desk(drafts.drafter)
    address = f"{LIST}{draft}/co-quan/"

    ticked = desk.post(address, {"scope": "all", "do": "kind:commune"}, status=200).content.decode()
    assert ticked.count(" checked") == 1 + 3
    unknown = desk.post(
        address, {"scope": "some", "pasted": "Phường Rạch Giá\nXã Không Có", "revision": "1"}, status=422
    ).content.decode()
    assert "Xã Không Có" in unknown
    desk.post(address, {"scope": "some", "revision": "1"}, status=422)
    desk.post(address, {"scope": "some", "pasted": "phuong rach gia", "agencies": [world.phu_quoc.id], "revision": "1"})

    assert drafts.read(draft).agency_ids == (world.rach_gia.id, world.phu_quoc.id)
    assert drafts.read(draft).revision == 2
    Desk(drafts.drafter).client.get(address)
    assert Desk(drafts.control).client.get(f"{LIST}{drafts.submitted()}/co-quan/").status_code == 409


def test_what_is_downloaded_is_the_process(drafts: Drafts) -> None:
    draft, desk = drafts.approved(steps=plain(work="=1+1")), Desk(drafts.control)
    process = drafts.read(draft).process_id

    for address in (f"{LIST}{draft}/so-do.bpmn", f"{LIST}thu-tuc/{CODE}/{process}.bpmn"):
        assert steps_of(desk.client.get(address).content) == plain(work="=1+1")
    for address in (f"{LIST}{draft}/bang.csv", f"{LIST}thu-tuc/{CODE}/{process}.csv"):
        text = desk.client.get(address).content.decode()
        assert "'=1+1" in text
        assert len(text.splitlines()) == 5
    assert desk.client.get(f"{LIST}thu-tuc/{CODE}/999999.bpmn").status_code == 404


def test_a_draft_is_copied_from_its_page(drafts: Drafts) -> None:
    draft, desk = drafts.started(), Desk(drafts.drafter)

    assert "9.999999" in desk.post(f"{LIST}{draft}/sao-chep/", {"code": "9.999999"}, status=422).content.decode()
    desk.post(f"{LIST}{draft}/sao-chep/", {"code": dossiers_given.factories.BUILDING})

    assert len(kept.drafts(actor=drafts.drafter).rows) == 2


def test_an_unknown_move_or_draft_is_not_found(drafts: Drafts) -> None:
    draft, desk = drafts.started(), Desk(drafts.drafter)

    assert desk.client.post(f"{LIST}{draft}/bay/", {"revision": 1}).status_code == 404
    assert desk.client.post(f"{LIST}999999/trinh/", {"revision": 1}).status_code == 404
    desk.post(f"{LIST}{draft}/trinh/", {"revision": "x"}, status=409)


def test_the_list_keeps_its_number_of_statements(drafts: Drafts, django_assert_max_num_queries: Any) -> None:
    for _ in range(5):
        drafts.started()
    desk = Desk(drafts.control)
    desk.get(LIST)

    with django_assert_max_num_queries(8):
        desk.get(f"{LIST}?q=quy&tt=soan")


def test_those_who_may_find_the_pages_in_their_menu(drafts: Drafts, life: Lives, world: World) -> None:
    assert f'href="{LIST}"' in Desk(drafts.drafter).get("/can-bo/viec-cua-toi/")
    assert f'href="{LIST}"' not in Desk(world.who("counter", world.rach_gia_centre)).get("/can-bo/viec-cua-toi/")
