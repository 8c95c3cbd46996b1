"""The control office takes over a decision on its pages: from the file to approval, clock and undoing."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from tests.catalogue import given as catalogue_given
from tests.catalogue.approved import step
from tests.catalogue.decisions import lists
from tests.catalogue.decisions.lists import ABOLISHED, AMENDED, row
from tests.catalogue.decisions.screens import LIST, NEW, approved, send, shown, signed_in
from tests.dossiers import given
from tests.dossiers.given import World

from motcua.catalogue import public as catalogue
from motcua.catalogue.models import Decision
from motcua.catalogue.queries.reading import history
from motcua.foundation import clock, uploads
from motcua.organization.public import SYSTEM, Role


def test_what_was_not_shown_is_not_approved(control: Client, second: Client, code: str, effect: str) -> None:
    address = send(control, AMENDED, row(code, limit="03 ngày làm việc"), effective_on=effect)["Location"]
    (mark,) = re.findall(r'name="mark" value="(\w+)"', shown(second, address))
    catalogue_given.procedure(code, time_limit={"value": 9, "unit": "ngày làm việc"})

    answer = second.post(f"{address}duyet/", {"mark": mark})

    assert answer.status_code == 409
    assert "Danh mục đã đổi sau khi bạn mở trang" in answer.content.decode()
    assert len(history(code)) == 2
    assert approved(second, address).status_code == 302


def test_a_decision_goes_from_its_file_through_two_people_into_the_catalogue_and_back(
    control: Client, second: Client, code: str, effect: str
) -> None:
    sent = send(control, AMENDED, row(code, limit="03 ngày làm việc"), effective_on=effect)
    assert sent.status_code == 302
    page = shown(control, sent["Location"])
    assert "Bạn đã soạn, đề nghị hoặc thẩm định việc này" in page
    assert "Duyệt, đưa vào danh mục" not in page
    assert '<b lang="vi">03 ngày làm việc</b>' in page
    assert control.post(f"{sent['Location']}duyet/").status_code == 403
    assert len(history(code)) == 1

    assert "Duyệt, đưa vào danh mục" in shown(second, sent["Location"])
    assert approved(second, sent["Location"]).status_code == 302

    assert history(code)[0].decision.startswith("2770/QĐ-UBND")
    assert "2770/QĐ-UBND" in shown(Client(), f"/thu-tuc/{code}/?ban=2")
    assert "thủ tục này thay đổi" in shown(Client(), f"/thu-tuc/{code}/")
    page = shown(second, sent["Location"])
    assert "Hoàn tác quyết định" in page
    assert '<b lang="vi">03 ngày làm việc</b>' in page

    page = shown(second, f"{sent['Location']}hoan-tac/")
    assert "1 thủ tục giữ bản đang có" in page
    assert f'<span class="code">{code}</span>' in page
    assert "mới sẽ không có hiệu lực" not in page
    silent = second.post(f"{sent['Location']}hoan-tac/", {"reason": " "})
    assert (silent.status_code, "Ghi lý do hoàn tác" in silent.content.decode()) == (422, True)
    assert not history(code)[0].never_in_force
    assert second.post(f"{sent['Location']}hoan-tac/", {"reason": "Nhầm tệp"}).status_code == 302
    assert history(code)[0].never_in_force
    assert second.get(f"{sent['Location']}hoan-tac/").status_code == 409
    page = shown(second, sent["Location"])
    assert "Đã hủy" in page
    for told in ("Nhập quyết định", "Duyệt quyết định", "Hoàn tác quyết định"):
        assert f"· {told}" in page
    assert "Hoàn tác quyết định: Nhầm tệp" in page
    log = shown(second, f"/kiem-soat/thu-tuc/{code}/")
    assert "Bản công bố bị hủy: quyết định đã hoàn tác" in log
    assert not re.search(r"· (?:Procedure|Process)[A-Z]", log)


def test_whoever_undoes_is_shown_the_processes_that_end_and_says_that_this_is_meant(
    control: Client, second: Client, code: str, effect: str
) -> None:
    address = send(control, AMENDED, row(code, limit="09 ngày làm việc"), effective_on=effect)["Location"]
    approved(second, address)
    day = date.fromisoformat(effect)
    frame = catalogue.process_frame(procedure_code=code, on=day)
    catalogue.put_process_in_force(
        approved=catalogue.Approved(
            version_id=frame.version_id, name="Quy trình", steps=(step(1),), agency_ids=frozenset(), valid_from=day, decision="1",
            decided_on=day,
        ),
        actor=SYSTEM, at=clock.now(),
    )  # fmt: skip

    assert f"Quy trình đã phê duyệt riêng cho bản mới của {code}" in shown(second, f"{address}hoan-tac/")
    assert second.post(f"{address}hoan-tac/", {"reason": "Nhầm"}).status_code == 409
    assert second.post(f"{address}hoan-tac/", {"reason": "Nhầm", "ending_processes": "1"}).status_code == 302
    assert "Quy trình đã phê duyệt không áp dụng nữa" in shown(second, f"/kiem-soat/thu-tuc/{code}/")


def test_every_row_to_mend_is_shown_and_nothing_is_kept(control: Client, code: str, effect: str) -> None:
    answer = send(
        control, AMENDED, row(code, limit="3 ngày"), row("1.009999"), row("1.0099"), effective_on=effect, title="Về Đất đai"
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "2 dòng không nhận được" in page
    assert "Trang «Sheet», dòng 6" in page
    assert "Danh mục chưa có thủ tục 1.009999" in page
    assert 'value="Về Đất đai"' in page  # typed text stays
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"code,name", "không phải tệp Excel"),
        (b"PK\x03\x04 half a file", "bị hỏng hoặc chưa tải lên hết"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "tệp kiểu cũ"),
        (b"", "Tệp rỗng"),
    ],
)
def test_a_file_that_is_none_is_refused_with_what_to_do(control: Client, effect: str, content: bytes, told: str) -> None:
    answer = send(control, file=content, effective_on=effect)

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_file_of_fifty_megabytes_is_thrown_away_and_the_page_says_so(control: Client, effect: str) -> None:
    answer = send(control, file=bytes(50_000_000), effective_on=effect)

    assert answer.status_code == 422
    assert "Tệp lớn quá 20 MB" in answer.content.decode()
    assert uploads.is_too_big(answer.wsgi_request)


def test_what_the_file_does_not_say_is_asked_for(control: Client, code: str) -> None:
    answer = send(control, AMENDED, row(code, limit="03 ngày làm việc"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tệp không ghi rõ ngày có hiệu lực" in page
    assert "Tệp chưa ghi ngày có hiệu lực: so với danh mục hôm nay." in page
    assert '<b lang="vi">03 ngày làm việc</b>' in page
    assert "dòng không nhận được" not in page
    assert not Decision.objects.exists()


def test_a_draft_is_looked_at_signed_and_then_approved_by_another(
    control: Client, second: Client, world: World, code: str, effect: str
) -> None:
    address = send(control, AMENDED, row(code, limit="03 ngày làm việc"), signed=False, effective_on=effect)["Location"]
    page = shown(control, address)
    for told in (
        "Dự thảo quyết định",
        "giữ là dự thảo",
        "chưa ký",
        '<b lang="vi">03 ngày làm việc</b>',
        "chậm nhất ngày",
        "Hủy dự thảo",
    ):
        assert told in page
    assert "Chưa ký: ghi số và ngày ký trước khi duyệt." in page
    for none in ("duyet/", "cong-khai/", "đúng hạn", "Cổng quốc gia"):
        assert none not in page
    leader = signed_in(given.official(Role.LEADER, world.top, username="chair").user_id)
    page = shown(leader, address)
    assert "ky/" not in page
    assert "Chỉ cán bộ kiểm soát thủ tục hành chính của tỉnh được sửa" in page
    for path, status in (("duyet/", 409), ("ky/", 403)):
        said = {"number": "1/QĐ-UBND", "signed_on": clock.local_day(clock.now()), "effective_on": effect}
        assert leader.post(f"{address}{path}", said).status_code == status
    row_of_list = shown(control, f"{LIST}?tt=draft")
    assert "Chưa có số" in row_of_list
    assert "Ký trước hết ngày" in row_of_list
    assert "Không có quyết định nào ở đây" in shown(control, f"{LIST}?tt=signed")

    tomorrow = clock.local_day(clock.now()) + timedelta(days=1)
    wrong = control.post(f"{address}ky/", {"number": "1/QĐ-UBND", "signed_on": tomorrow, "effective_on": effect})
    assert wrong.status_code == 422
    assert "chưa đến ngày ký" in wrong.content.decode()
    assert 'value="1/QĐ-UBND"' in wrong.content.decode()
    assert control.post(f"{address}ky/", {"number": "", "signed_on": "", "effective_on": effect}).status_code == 422
    assert control.post(f"{address}ky/", said).status_code == 302

    page = shown(control, address)
    assert "Đã ký, chờ duyệt" in page
    assert "Bạn đã soạn, đề nghị hoặc thẩm định việc này" in page
    assert "· Ghi số, ngày ký" in page
    assert control.post(f"{address}ky/", said).status_code == 409
    assert approved(second, address).status_code == 302
    assert history(code)[0].decision.startswith("1/QĐ-UBND ngày ")


def test_a_draft_past_its_last_day_to_be_signed_says_so(control: Client, code: str) -> None:
    today = clock.local_day(clock.now()).isoformat()
    address = send(control, AMENDED, row(code, limit="3 ngày"), signed=False, effective_on=today)["Location"]

    assert "đã qua; lùi ngày có hiệu lực, nếu không thì ký chậm" in shown(control, address)
    assert "Không có quyết định nào ở đây" in shown(control, f"{LIST}?tt=cham")


def test_the_sheet_of_decisions_goes_on_where_a_part_ended(
    control: Client, code: str, effect: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.catalogue.views.control.decisions._PART", 2)
    for number in range(5):
        send(control, AMENDED, row(code, limit=f"{number + 1} ngày"), signed=False, effective_on=effect)

    answer = control.get("/kiem-soat/quyet-dinh.csv?tt=draft")

    assert answer["X-Row-Count"] == "5"
    assert len(answer.content.decode().splitlines()) == 6


def test_a_withdrawn_draft_is_still_read_and_stands_in_the_sheet(control: Client, code: str, effect: str) -> None:
    address = send(control, AMENDED, row(code, limit="3 ngày"), signed=False, effective_on=effect)["Location"]
    rows = control.get("/kiem-soat/quyet-dinh.csv?tt=draft").content.decode().splitlines()
    assert rows[1].startswith(",Ủy ban nhân dân tỉnh,Dự thảo,,")
    assert "Đúng hạn" not in rows[1]
    assert "qd.xlsx" in shown(control, f"{LIST}?tt=draft")

    assert control.post(f"{address}huy/").status_code == 302

    assert "Đã hủy" in shown(control, address)


def test_the_hub_counts_drafts_and_what_waits_for_approval(control: Client, code: str, effect: str) -> None:
    send(control, AMENDED, row(code, limit="3 ngày"), signed=False, effective_on=effect)

    page = shown(control, "/kiem-soat/")
    assert 'tt=draft"><b>1</b>dự thảo quyết định công bố' in page
    assert 'tt=signed"><b>0</b>quyết định công bố chờ duyệt' in page


def test_the_same_file_again_leads_to_the_decision_that_is_there(control: Client, code: str, effect: str) -> None:
    file = lists.workbook(AMENDED, row(code, limit="3 ngày"))

    first, again = (send(control, file=file, effective_on=effect) for _ in range(2))

    assert first["Location"] == again["Location"]
    assert Decision.objects.count() == 1


def test_a_draft_is_withdrawn(control: Client, code: str, effect: str) -> None:
    sent = send(control, AMENDED, row(code, limit="3 ngày"), effective_on=effect)

    assert control.post(f"{sent['Location']}huy/").status_code == 302

    assert "Đã hủy" in shown(control, sent["Location"])
    assert control.post(f"{sent['Location']}huy/").status_code == 409


def test_lateness_its_proof_and_the_posting_are_kept_on_the_page(control: Client, code: str) -> None:
    today = clock.local_day(clock.now())
    sent = send(control, ABOLISHED, row(code), effective_on=(today + timedelta(days=1)).isoformat())
    address = sent["Location"]

    assert "Ký chậm" in shown(control, f"{LIST}?tt=cham")
    assert "Nơi ban hành chậm" in shown(control, address)
    bad = control.post(f"{address}can-cu-bo/", {"number": "9/QĐ-BTP", "signed_on": today, "received_on": today, "evidence": ""})
    assert bad.status_code == 422
    assert 'value="9/QĐ-BTP"' in bad.content.decode()
    proof = {"number": "9/QĐ-BTP", "signed_on": today, "received_on": today, "evidence": "=Số đến 12"}
    assert control.post(f"{address}can-cu-bo/", proof).status_code == 302

    page = shown(control, address)
    assert "Do bộ công bố chậm, có chứng cứ" in page
    assert "Số đến 12" in page

    assert "hạn ký tạm tính" in page
    assert control.post(f"{address}ngay-van-ban/", {"law_effective_on": "31/02/2026"}).status_code == 422
    assert control.post(f"{address}ngay-van-ban/", {"law_effective_on": today - timedelta(days=1)}).status_code == 302
    assert "chậm 6 ngày" in shown(control, address)

    assert control.post(f"{address}cong-khai/", {"posted_on": today + timedelta(days=1)}).status_code == 422
    assert control.post(f"{address}cong-khai/", {"posted_on": today}).status_code == 302
    assert "đã công khai ngày" in shown(control, address)
    rows = control.get("/kiem-soat/quyet-dinh.csv?tt=cham").content.decode().splitlines()
    assert len(rows) == 2
    assert "2770/QĐ-UBND" in rows[1]
    assert rows[1].endswith(",'=Số đến 12")
    assert "Do bộ công bố chậm, có chứng cứ" in rows[1]


def test_the_pages_are_for_those_who_keep_or_decide(world: World, control: Client) -> None:
    assert "Không có quyết định nào ở đây" in shown(control, LIST)
    leader = signed_in(given.official(Role.LEADER, world.top, username="chair").user_id)
    assert "Nhập quyết định" not in shown(leader, LIST)
    assert leader.get(NEW).status_code == 403
    counter = signed_in(given.official(Role.COUNTER, world.rach_gia_centre, username="counter.nine").user_id)
    for address in (LIST, NEW, "/kiem-soat/quyet-dinh.csv"):
        assert counter.get(address).status_code == 403
    assert Client().get(LIST).status_code == 302
    assert control.get(f"{LIST}999/").status_code == 404
    assert control.get(f"{LIST}?sau=khong-phai-dau").status_code == 422
