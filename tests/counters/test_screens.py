"""The screens: what each shows, whom it refuses, and how many statements it costs."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.counters.given import SEVEN, Desk
from tests.dossiers.given import World
from tests.dossiers.statements import statements
from tests.dossiers.worlds import Now

from motcua.counters.facts import DeviceKind, State, Way
from motcua.counters.models import Camera, Device, ServiceGroup, Ticket
from motcua.counters.operations import calling, devices, rooms
from motcua.counters.queries import appointments as booked
from motcua.counters.queries import rooms as reading
from motcua.organization.models import User
from motcua.organization.public import Actor

MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(world: World, now: Now) -> Desk:
    now.at = SEVEN + timedelta(hours=1)
    return Desk(world)


def seat(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def paired(desk: Desk, kind: DeviceKind) -> Client:
    client = Client()
    code = devices.issue_device(room_id=desk.room_id, kind=kind, name="Cửa chính", actor=desk.head, at=SEVEN)
    assert client.post(reverse("counters:pair"), {"code": code}).status_code == 302
    return client


def test_a_clerk_goes_through_a_turn_by_buttons(desk: Desk, now: Now) -> None:
    desk.takes(), desk.takes()
    clerk = seat(desk.clerks[0])
    counter = desk.counters[0]
    clerk.post(reverse("counters:seat", args=[counter, "ngoi"]))
    clerk.post(reverse("counters:call_next", args=[counter]), {"key": "a"})
    clerk.post(reverse("counters:call_next", args=[counter]), {"key": "a"})

    ticket = Ticket.objects.get(state="called")
    page = clerk.get(reverse("counters:panel")).content.decode()
    assert "A001" in page
    assert "Bắt đầu phục vụ" in page
    clerk.post(reverse("counters:move_ticket", args=[ticket.pk, "serve"]), {"seen": ticket.version})
    page = clerk.get(reverse("counters:panel")).content.decode()
    assert f"?ve={ticket.pk}" in page, "the intake is told which ticket it is"
    clerk.post(reverse("counters:call_next", args=[counter]), {"key": "b", "ends": ticket.pk, "seen": ticket.version + 1})

    assert list(Ticket.objects.order_by("id").values_list("state", flat=True)) == ["finished", "called"]


def test_an_old_page_says_that_it_is_old(desk: Desk) -> None:
    desk.sits()
    desk.takes()
    ticket = desk.calls(at=SEVEN)
    clerk = seat(desk.clerks[0])

    answer = clerk.post(reverse("counters:move_ticket", args=[ticket.id, "serve"]), {"seen": ticket.version - 1}, follow=True)

    assert "vừa được xử lý sau khi bạn mở trang" in answer.content.decode()
    assert reading.ticket(ticket.id).state is State.CALLED


@pytest.mark.parametrize("name", ["take", "call", "expire", "khong-co"])
def test_only_the_moves_of_the_counter_can_be_sent(desk: Desk, name: str) -> None:
    ticket = desk.takes()

    assert seat(desk.clerks[0]).post(reverse("counters:move_ticket", args=[ticket.id, name])).status_code == 404


def test_a_kiosk_gives_a_slip_and_opens_nothing_else(desk: Desk) -> None:
    kiosk = paired(desk, DeviceKind.KIOSK)
    first = kiosk.get(reverse("counters:kiosk")).content.decode()
    assert "Hộ tịch" in first

    answer = kiosk.post(reverse("counters:kiosk"), {"group": desk.groups["A"], "priority": "elderly", "key": "x"}, follow=True)
    again = kiosk.post(reverse("counters:kiosk"), {"group": desk.groups["A"], "priority": "elderly", "key": "x"}, follow=True)

    assert "A001" in answer.content.decode()
    assert "<svg" in answer.content.decode()
    assert again.redirect_chain == answer.redirect_chain
    assert Ticket.objects.get().way == Way.KIOSK
    assert kiosk.get(reverse("counters:display")).status_code == 403
    assert kiosk.get(reverse("counters:panel")).status_code == 302
    Device.objects.update(revoked_at=SEVEN, revoked_by="user:1")
    assert kiosk.get(reverse("counters:kiosk")).status_code == 403


def test_a_wrong_pairing_code_pairs_nothing(desk: Desk) -> None:
    client = Client()
    answer = client.post(reverse("counters:pair"), {"code": "AAAA-BBBB-CCCC"})

    assert (answer.status_code, len(client.cookies.get("motcua_may_lay_so", ""))) == (422, 0)


def test_who_tries_too_many_pairing_codes_is_told_so(desk: Desk, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "pair_device": "1/600s/ip"}
    cache.clear()
    client = Client()
    client.post(reverse("counters:pair"), {"code": "AAAA-BBBB-CCCC"})

    answer = client.post(reverse("counters:pair"), {"code": "AAAA-BBBB-CCCC"})

    assert answer.status_code == 429
    assert "quá nhiều mã ghép" in answer.content.decode()


@pytest.mark.parametrize("name", ["take", "book"])
def test_a_key_that_is_too_long_for_its_column_is_refused_and_breaks_nothing(desk: Desk, name: str) -> None:
    group = ServiceGroup.objects.get(pk=desk.groups["A"])
    ServiceGroup.objects.filter(pk=group.pk).update(slot_capacity=5)
    slot = booked.slots(group.pk, day=SEVEN.date() + timedelta(days=1), at=SEVEN)[0].at.isoformat()
    path = reverse(f"counters:{name}", args=[desk.world.rach_gia_centre.id]) + "?ngay=2026-11-17"

    for length, status in ((64, 422), (40, 302)):
        sent = {"group": group.pk, "slot": slot, "key": "k" * length}
        assert Client().post(path, sent).status_code == status


@pytest.mark.parametrize("key", ["\0", "a\0b"])
def test_a_key_that_no_database_keeps_is_refused_and_calls_nobody(desk: Desk, key: str) -> None:
    desk.takes()
    clerk = seat(desk.clerks[0])
    clerk.post(reverse("counters:seat", args=[desk.counters[0], "ngoi"]))

    called = clerk.post(reverse("counters:call_next", args=[desk.counters[0]]), {"key": key})
    printed = clerk.post(reverse("counters:print_ticket"), {"key": key, "group": desk.groups["A"]})

    assert (called.status_code, printed.status_code) == (400, 400)
    assert list(Ticket.objects.values_list("state", flat=True)) == ["waiting"]


def test_a_camera_is_changed_where_it_stands_and_its_account_taken_away(desk: Desk) -> None:
    operator = seat(desk.world.who("operator", desk.world.top))
    path = reverse("counters:cameras", args=[desk.world.rach_gia_centre.id])
    sent = {"name": "Sảnh chờ", "stream_url": "rtsp://10.0.0.5/1", "username": "xem", "password": "mk", "is_active": "on"}
    assert operator.post(path, sent).status_code == 302
    assert "Bỏ tài khoản đã ghi" in operator.get(path).content.decode()
    one = Camera.objects.get()

    operator.post(path, {"camera_id": one.pk, "name": "Sảnh", "stream_url": "rtsp://10.0.0.5/1", "drops_account": "on"})

    page = operator.get(path).content.decode()
    assert "Bỏ tài khoản đã ghi" not in page
    one.refresh_from_db()
    assert (one.name, bytes(one.sign_in_sealed), one.is_active) == ("Sảnh", b"", False)
    watcher = seat(desk.head).get(path).content.decode()
    assert "10.0.0.5" not in watcher


def test_the_display_tells_each_call_once(desk: Desk, now: Now) -> None:
    screen = paired(desk, DeviceKind.DISPLAY)
    desk.sits()
    desk.takes()
    now.at = SEVEN + timedelta(hours=1)
    before = screen.get(reverse("counters:display_data"), {"sau": "0"}).json()
    desk.calls(at=now.at)

    told = screen.get(reverse("counters:display_data"), {"sau": before["last"]}).json()
    after = screen.get(reverse("counters:display_data"), {"sau": told["last"]}).json()

    assert (before["calls"], after["calls"]) == ([], [])
    assert told["calls"] == [{"number": 1, "words": "Mời số A không không một, đến quầy số một"}]
    assert "A&nbsp;001" in told["html"]
    now.at += timedelta(minutes=5)
    assert screen.get(reverse("counters:display_data"), {"sau": "0"}).json()["calls"] == [], (
        "a screen that was off is silent about the past"
    )


@pytest.mark.parametrize("after", ["", "-1", "x", "99999999999999999999"])
def test_a_display_that_asks_nonsense_is_told_nothing_old(desk: Desk, after: str) -> None:
    screen = paired(desk, DeviceKind.DISPLAY)

    assert screen.get(reverse("counters:display_data"), {"sau": after}).json()["calls"] == []


def test_a_phone_takes_one_number_and_sees_how_many_are_before(desk: Desk) -> None:
    desk.sits()
    desk.takes(), desk.takes()
    phone = Client()
    address = reverse("counters:take", args=[desk.world.rach_gia_centre.id])

    page = phone.post(address, {"group": desk.groups["A"], "key": "p"}, follow=True)
    again = phone.get(address)

    code = Ticket.objects.get(way="phone").code
    assert "Còn 2 người trước bạn" in page.content.decode()
    assert again["Location"] == reverse("counters:ticket", args=[code])
    assert Client().get(reverse("counters:ticket", args=["sai"])).status_code == 404
    phone.post(reverse("counters:cancel_ticket", args=[code]))
    assert Ticket.objects.get(code=code).state == State.CANCELLED


def test_a_slot_is_booked_looked_up_and_cancelled_by_its_code(desk: Desk) -> None:
    rooms.set_group(
        room_id=desk.room_id, group_id=desk.groups["A"], letter="A", name="Hộ tịch", slot_capacity=2, actor=desk.head, at=SEVEN
    )
    phone, address = Client(), reverse("counters:book", args=[desk.world.rach_gia_centre.id])
    assert "09:00, còn 2 chỗ" in phone.get(address).content.decode()

    page = phone.post(address, {"slot": "2026-11-16T09:00:00+07:00", "phone": "0918012264", "key": "p"}, follow=True)
    assert "Lịch hẹn của bạn" in page.content.decode()
    assert "0918012264" not in page.content.decode()
    code = page.redirect_chain[-1][0].split("/")[-2]
    found = Client().post(reverse("counters:find_booking"), {"code": code.lower()})
    assert found["Location"] == reverse("counters:booking", args=[code])
    phone.post(reverse("counters:cancel_booking", args=[code]))
    assert "Đã hủy lịch hẹn" in phone.get(reverse("counters:booking", args=[code])).content.decode()


def test_the_public_sees_all_centres_in_a_bounded_number_of_statements(desk: Desk) -> None:
    for centre in (desk.world.phu_quoc_centre, desk.world.long_xuyen_centre):
        rooms.open_room(centre_id=centre.id, actor=desk.world.who("operator", desk.world.top), at=SEVEN)
    few = statements(lambda: Client().get(reverse("counters:waiting")))
    rooms.open_room(centre_id=desk.world.provincial_centre.id, actor=desk.world.who("operator", desk.world.top), at=SEVEN)
    for _ in range(10):
        desk.takes()
    many = statements(lambda: Client().get(reverse("counters:waiting")))

    assert len(many) == len(few) <= 7


def test_the_counters_page_costs_the_same_however_many_wait(desk: Desk) -> None:
    desk.sits()
    clerk = seat(desk.clerks[0])
    desk.takes()
    few = statements(lambda: clerk.get(reverse("counters:panel")))
    for _ in range(30):
        desk.takes(priority="elderly")
    many = statements(lambda: clerk.get(reverse("counters:panel")))

    assert len(many) == len(few)
    assert len(many) <= 18


def test_the_report_opens_and_its_file_says_what_it_is(desk: Desk) -> None:
    desk.sits()
    desk.takes(), desk.takes(priority="elderly")
    desk.serves(desk.calls(at=SEVEN), at=SEVEN)
    head, centre = seat(desk.head), desk.world.rach_gia_centre.id
    page = head.get(reverse("counters:report", args=[centre])).content.decode()
    assert "Theo nhóm ưu tiên" in page

    answer = head.get(reverse("counters:tickets", args=[centre]), {"uu-tien": "elderly", "dinh-dang": "csv"})

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert (len(lines), answer["X-Row-Count"], answer["X-Filter"]) == (2, "1", "uu-tien=elderly")
    assert answer["X-SHA256"] == hashlib.sha256(answer.content).hexdigest()
    assert "A002" in lines[1]
    assert head.get(reverse("counters:tickets", args=[centre]), {"sau": "rac"}).status_code == 422
    assert seat(desk.world.who("head", desk.world.phu_quoc)).get(reverse("counters:report", args=[centre])).status_code == 403


def test_a_head_sets_up_the_room_by_forms(desk: Desk) -> None:
    head, centre = seat(desk.head), desk.world.rach_gia_centre.id
    change = lambda what, **data: head.post(reverse("counters:change", args=[centre, what]), data, follow=True)  # noqa: E731

    assert (
        "Đã ghi"
        in change("nhom", letter="E", name="Giáo dục", fields_served="Giáo dục, Đào tạo", slot_capacity=3).content.decode()
    )
    assert "đang dùng cho nhóm" in change("nhom", letter="A", name="Khác", slot_capacity=0).content.decode()
    change("quay", number=3, name="Trả kết quả", groups=[desk.groups["T"]])
    page = change("thiet-bi", kind="display", name="Sảnh").content.decode()

    assert [counter.number for counter in reading.counters(desk.room_id)] == [1, 2, 3]
    assert "chỉ hiện một lần" in page
    assert "chỉ hiện một lần" not in head.get(reverse("counters:room", args=[centre])).content.decode()
    assert seat(desk.clerks[0]).get(reverse("counters:room", args=[centre])).status_code == 403
    assert change("khong-co").status_code == 404


def test_pictures_of_cameras_are_for_those_who_lead_or_inspect(desk: Desk) -> None:
    centre = desk.world.rach_gia_centre.id
    address = reverse("counters:cameras", args=[centre])
    operator, inspector = seat(desk.world.who("operator", desk.world.top)), seat(desk.world.who("inspector", desk.world.top))

    answer = operator.post(
        address, {"name": "Sảnh", "stream_url": "rtsp://10.0.0.5/1", "is_active": "on", "password": "bi-mat", "username": "x"}
    )
    wrong = operator.post(address, {"name": "Khác", "stream_url": "file:///etc/passwd"})

    assert (answer.status_code, wrong.status_code) == (302, 422)
    assert "Sảnh" in inspector.get(address).content.decode()
    assert "10.0.0.5" not in inspector.get(address).content.decode()
    assert "bi-mat" not in operator.get(address).content.decode()
    assert inspector.post(address, {"name": "Y", "stream_url": "rtsp://a/"}).status_code == 403
    assert seat(desk.clerks[0]).get(address).status_code == 403


def test_who_arrives_with_a_code_is_shown_in_the_queue(desk: Desk) -> None:
    desk.sits()
    ticket = desk.takes()
    calling.cancel_ticket(ticket_id=ticket.id, actor=desk.clerks[0], at=SEVEN)
    clerk = seat(desk.clerks[0])

    assert "Không có lịch hẹn với mã này" in clerk.post(reverse("counters:arrive"), {"code": "X"}, follow=True).content.decode()
    assert "Không có ai đang chờ" in clerk.get(reverse("counters:queue")).content.decode()
    slip = clerk.post(reverse("counters:print_ticket"), {"group": desk.groups["B"], "key": "k"}, follow=True).content.decode()
    assert "B001" in slip
