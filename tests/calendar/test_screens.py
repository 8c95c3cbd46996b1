"""The page of the calendar, as procedure control, operators and others meet it."""

import html
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from motcua.calendar import operations, queries
from motcua.calendar.models import DayException
from motcua.calendar.rules.tables import BadHours
from motcua.journal import public as journal
from motcua.organization import public as organization

from .factories import minutes_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("packaged_calendar")]
AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
YEAR = "/quan-tri/lich-lam-viec/2026/"
DAY = {
    "day": "2026-12-07",
    "kind": "holiday",
    "paired_day": "",
    "name": "Nghỉ",
    "basis": "QĐ 1",
    "confidence": "read",
    "da-xem": "1",
}


@pytest.fixture
def sign_in(client):
    def signed_in(role: str, kind: organization.Kind = organization.Kind.PROVINCE):
        system = organization.SYSTEM
        new = organization.NewAgency(name="UBND", kind=kind, level=organization.Level.PROVINCE)
        top = organization.create_agency(new=new, actor=system, at=AT, valid_from=date(2025, 7, 1))
        user_id = organization.create_user(username=f"lich.{role}", full_name="Lê Minh Khang", actor=system, at=AT)
        organization.appoint(user_id=user_id, role=role, agency_id=top.id, actor=system, at=AT)
        client.force_login(get_user_model().objects.get(pk=user_id))
        return client

    return signed_in


def _entry(day: date) -> int:
    return next(entry.id for entry in queries.entries(year=day.year) if entry.day.day == day)


@pytest.mark.parametrize("role", ["control", "operator"])
def test_procedure_control_and_operators_see_the_year(sign_in, role):
    page = sign_in(role).get(YEAR)

    assert page.status_code == 200
    text = page.content.decode()
    assert "Lịch làm việc năm 2026" in text
    assert "10/01/2026" in text
    assert "Thứ Hai đến thứ Sáu: 07:00–11:00 và 13:00–17:00" in text
    assert "UNDEFINED" not in text


def test_without_a_year_this_year_is_shown(sign_in):
    assert "Lịch làm việc năm" in sign_in("control").get(reverse("calendar:this_year")).content.decode()


def test_a_year_without_days_says_what_follows(sign_in):
    assert "chưa có ngày nào" in sign_in("control").get("/quan-tri/lich-lam-viec/2029/").content.decode()


@pytest.mark.parametrize("path", ["", "2026/", "muc/1/"])
def test_somebody_without_a_session_is_sent_to_sign_in(client, path):
    answer = client.get(f"/quan-tri/lich-lam-viec/{path}")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("role", ["counter", "official", "leader"])
def test_other_roles_may_neither_read_nor_write_it(sign_in, role):
    client, entry_id = sign_in(role), _entry(date(2026, 9, 2))
    client.raise_request_exception = False
    before = DayException.objects.count()

    answers = [
        client.get(YEAR),
        client.get(f"/quan-tri/lich-lam-viec/muc/{entry_id}/"),
        client.post("/quan-tri/lich-lam-viec/them/", DAY),
        client.post("/quan-tri/lich-lam-viec/gio/", {}),
        client.post(f"/quan-tri/lich-lam-viec/muc/{entry_id}/thay/", DAY | {"reason": "x"}),
        client.post(f"/quan-tri/lich-lam-viec/muc/{entry_id}/bai-bo/", {"reason": "x"}),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert DayException.objects.count() == before


@pytest.mark.parametrize("role", ["control", "operator"])
def test_the_keepers_of_a_commune_do_not_change_the_calendar_of_all(sign_in, role):
    client, entry_id = sign_in(role, organization.Kind.COMMUNE), _entry(date(2026, 9, 2))
    client.raise_request_exception = False
    before = DayException.objects.count()

    answers = [
        client.get(YEAR),
        client.post("/quan-tri/lich-lam-viec/them/", DAY),
        client.post(f"/quan-tri/lich-lam-viec/muc/{entry_id}/bai-bo/", {"reason": "x"}),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert DayException.objects.count() == before


def test_a_day_is_entered_and_recorded_with_who_did_it(sign_in):
    answer = sign_in("control").post("/quan-tri/lich-lam-viec/them/", DAY, follow=True)

    assert answer.redirect_chain == [(YEAR, 302)]
    assert "07/12/2026" in answer.content.decode()
    assert journal.history("calendar:0")[-1].name == "CalendarDayAdded"
    assert journal.history("calendar:0")[-1].actor.startswith("user:")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"basis": ""}, "Ghi căn cứ"),
        ({"day": "07/13/2026"}, "Ngày cần viết đủ"),
        ({"day": "2026-09-02"}, "đã có trong lịch"),
        ({"kind": "makeup_workday"}, "phải là thứ Bảy hoặc Chủ nhật"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(sign_in, change, sentence):
    answer = sign_in("control").post("/quan-tri/lich-lam-viec/them/", DAY | {"name": "Tên đã gõ"} | change)

    assert answer.status_code == 422
    text = answer.content.decode()
    assert sentence in text
    assert "Tên đã gõ" in text
    assert "<title>Lỗi:" in text


def test_a_day_typed_the_vietnamese_way_is_read_day_first(sign_in):
    sign_in("control").post("/quan-tri/lich-lam-viec/them/", DAY | {"day": "08/12/2026"})

    assert not queries.calendar_of().is_working_day(date(2026, 12, 8))


def test_an_entry_is_replaced_and_the_other_half_goes_along(sign_in):
    client, entry_id = sign_in("operator"), _entry(date(2026, 8, 31))

    page = client.get(f"/quan-tri/lich-lam-viec/muc/{entry_id}/")
    answer = client.post(f"/quan-tri/lich-lam-viec/muc/{entry_id}/thay/", DAY | {"day": "2026-08-31", "reason": "CV 3"})

    assert "22/08/2026" in page.content.decode()
    assert answer.status_code == 302
    assert not queries.calendar_of().is_working_day(date(2026, 8, 22))


def test_an_entry_is_withdrawn_for_a_reason_only(sign_in):
    client, entry_id = sign_in("control"), _entry(date(2026, 11, 24))
    address = f"/quan-tri/lich-lam-viec/muc/{entry_id}/bai-bo/"

    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "NQ mới", "da-xem": "1"}).status_code == 302
    assert queries.calendar_of().is_working_day(date(2026, 11, 24))
    assert "Thiếu ngày lễ 24/11/2026" in client.get(YEAR).content.decode()


def test_new_weekly_hours_are_set_and_nonsense_is_refused(sign_in):
    client = sign_in("control")
    hours = {"valid_from": "2026-12-01", "hours": "1-5 07:30-11:30 13:30-17:30", "hours_basis": "QĐ 5", "da-xem": "1"}

    assert client.post("/quan-tri/lich-lam-viec/gio/", hours | {"hours": "cả ngày"}).status_code == 422
    assert client.post("/quan-tri/lich-lam-viec/gio/", hours).status_code == 302
    assert minutes_on(queries.calendar_of(), date(2026, 12, 1)) == 480
    assert queries.calendar_of().close_of(date(2026, 12, 1)).strftime("%H:%M") == "17:30"


def test_the_year_page_costs_a_fixed_number_of_statements(sign_in, django_assert_max_num_queries):
    client = sign_in("control")
    client.get(YEAR)

    with django_assert_max_num_queries(16):
        client.get(YEAR)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"day": "1999-12-31"}, "Ngày 31/12/1999: lịch chỉ giữ các năm 2000 đến"),
        ({"day": "2101-01-01"}, "Ngày 01/01/2101: lịch chỉ giữ các năm 2000 đến"),
        ({"kind": "swapped_off", "paired_day": "2000-01-08"}, "ngày đi kèm phải ở cùng năm hoặc năm liền kề"),
    ],
)
def test_a_day_of_another_age_gives_the_form_with_its_error(sign_in, change, sentence):
    before = DayException.objects.count()

    answer = sign_in("control").post("/quan-tri/lich-lam-viec/them/", DAY | {"name": "Tên đã gõ"} | change)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Tên đã gõ" in answer.content.decode()
    assert DayException.objects.count() == before


def test_a_swap_across_a_new_year_is_entered(sign_in):
    swap = DAY | {"kind": "swapped_off", "day": "2029-12-31", "paired_day": "2030-01-05"}

    assert sign_in("control").post("/quan-tri/lich-lam-viec/them/", swap).status_code == 302


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"hours": "1 07:00-07:01"}, "cả tuần phải có ít nhất 8 giờ làm việc"),
        ({"valid_from": "0001-01-01"}, "lịch chỉ giữ các năm 2000 đến"),
        ({"valid_from": "9999-12-31"}, "lịch chỉ giữ các năm 2000 đến"),
    ],
)
def test_weekly_hours_that_nobody_works_are_refused_on_the_form(sign_in, change, sentence):
    hours = {"valid_from": "2026-12-01", "hours": "1-5 07:30-11:30 13:30-17:30", "hours_basis": "QĐ 5"}

    answer = sign_in("control").post("/quan-tri/lich-lam-viec/gio/", hours | change)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert len(queries.weeks()) == 1


def test_the_page_says_that_promises_stay_when_the_past_is_corrected(sign_in):
    client = sign_in("control")
    past = {"valid_from": "2026-01-01", "hours": "1-5 07:30-11:30 13:30-17:30", "hours_basis": "Sửa sai", "da-xem": "1"}

    assert client.post("/quan-tri/lich-lam-viec/gio/", past).status_code == 302
    page = client.get(YEAR).content.decode()
    assert "kể cả ngày đã qua được sửa lại" in page
    assert "kể cả khi đặt từ một ngày đã qua" in page


def test_who_chose_english_reads_in_english_what_is_wrong(sign_in):
    browser = sign_in("control")
    browser.cookies["django_language"] = "en"

    hours = browser.post("/quan-tri/lich-lam-viec/gio/", {"valid_from": "2027-01-01", "hours": "x", "hours_basis": "QĐ 9"})
    day = browser.post("/quan-tri/lich-lam-viec/them/", DAY | {"day": "2026-09-02"})

    assert (hours.status_code, day.status_code) == (422, 422)
    assert operations.DayTaken.en.partition("{name}")[2] in day.content.decode()
    assert str(BadHours(text="x")) in html.unescape(hours.content.decode())


def test_nothing_is_saved_before_the_page_has_shown_what_would_move(sign_in):
    before = DayException.objects.count()
    unseen = {name: value for name, value in DAY.items() if name != "da-xem"}

    answer = sign_in("control").post("/quan-tri/lich-lam-viec/them/", unseen)

    assert answer.status_code == 200
    assert "Không hạn nào đã hẹn bị ảnh hưởng" in answer.content.decode()
    assert DayException.objects.count() == before


def test_an_incident_is_entered_ended_and_taken_back(sign_in):
    client = sign_in("operator")
    new = {"name": "Mất mạng", "kind": "unplanned", "scope": "platform", "starts_at": "2026-01-05T08:00", "basis": "BB 1"}
    moment = {"ends_at": "2026-01-05T09:00"}

    assert client.post("/quan-tri/su-co/them/", new | {"basis": ""}).status_code == 422
    page = client.post("/quan-tri/su-co/them/", new, follow=True).content.decode()
    assert "Đang có sự cố" in page
    (found,) = queries.incidents()
    assert "Đã khôi phục" in client.post(f"/quan-tri/su-co/{found.id}/khoi-phuc/", moment, follow=True).content.decode()
    assert client.post(f"/quan-tri/su-co/{found.id}/khoi-phuc/", moment).status_code == 422
    assert "Đã bãi bỏ" in client.post(f"/quan-tri/su-co/{found.id}/bai-bo/", {"reason": "Nhầm"}, follow=True).content.decode()
    assert sign_in("counter").get("/quan-tri/su-co/").status_code == 403
