"""`motcua due` and `motcua calendar`, as an operator types them."""

import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from motcua.calendar import queries
from motcua.cli.management.commands.calendar import Command as CalendarCommand
from motcua.cli.management.commands.due import Command as DueCommand
from motcua.organization import public as organization

AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


def _run(*words: str) -> object:
    out = StringIO()
    call_command(*words, "--json", stdout=out)
    return json.loads(out.getvalue())


def _refused(*words: str) -> str:
    errors = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command(*words, stdout=StringIO(), stderr=errors)
    assert stopped.value.code == 2
    return errors.getvalue()


def test_due_needs_no_database_and_prints_the_promised_example():
    # No django_db mark: pytest-django would refuse a query.
    found = _run("due", "--received", "2026-02-13T16:20", "--limit", "5", "--unit", "working_days")

    assert found["due"] == "2026-02-27T17:00:00+07:00"
    assert set(found) == {"due", "days"}
    assert found["days"][0] == {"date": "2026-02-13", "counted": False, "reason": "Ngày tiếp nhận (thứ Sáu), không tính"}
    assert [day["date"] for day in found["days"] if day["counted"]] == [f"2026-02-{day}" for day in (23, 24, 25, 26, 27)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--received", "2026-02-13T16:20", "--limit", "5", "--policy", "hours"), "2026-02-27T16:20:00+07:00"),
        (("--received", "2026-02-13T09:20:00Z", "--limit", "5"), "2026-02-27T17:00:00+07:00"),
        (("--received", "2026-08-21T09:00", "--limit", "7"), "2026-09-03T17:00:00+07:00"),
        (("--received", "2026-01-09T15:30", "--limit", "1", "--cutoff", "15:00"), "2026-01-12T17:00:00+07:00"),
        (("--received", "2026-11-23T16:00", "--limit", "8", "--unit", "working_hours"), "2026-11-25T16:00:00+07:00"),
        (("--received", "2026-01-31T09:00", "--limit", "1", "--unit", "months"), "2026-03-02T17:00:00+07:00"),
    ],
)
def test_due_answers_across_swaps_and_units(words, expected):
    assert _run("due", *words)["due"] == expected


def test_due_explains_itself_to_a_reader():
    out = StringIO()

    call_command("due", "--received", "2026-11-23T08:00", "--limit", "1", stdout=out)

    assert "Hạn: 17:00 ngày 25/11/2026" in out.getvalue()
    assert "Nghỉ lễ: Ngày Văn hóa Việt Nam" in out.getvalue()


@pytest.mark.parametrize(
    ("words", "vietnamese", "english"),
    [
        ((), "Thiếu --received", "--received is missing"),
        (("--received", "2026-02-13T16:20"), "Thiếu --limit", "--limit is missing"),
        (("--received", "hôm qua", "--limit", "5"), "không đọc được", "cannot be read"),
        (("--received", "2026-02-13T16:20", "--limit", "năm"), "không phải là số", "not a number"),
        (("--received", "2026-02-13T16:20", "--limit", "-5"), "phải lớn hơn 0", "must be above 0"),
        (("--received", "2026-02-13T16:20", "--limit", "5", "--unit", "weeks"), "chọn một trong", "choose one of"),
        (("--received", "2026-02-13T16:20", "--limit", "5", "--policy", "fast"), "chọn một trong", "choose one of"),
        (("--received", "2026-02-13T16:20", "--limit", "5", "--cutoff", "25:00"), "cần giờ như 15:00", "a time like 15:00"),
        (("--received", "1975-04-30T11:30", "--limit", "5"), "chỉ có từ", "covers"),
        (("--received", "9999-12-31T23:59", "--limit", "5"), "chỉ có từ", "covers"),
    ],
)
def test_due_refuses_bad_input_in_two_languages(words, vietnamese, english):
    spoken = _refused("due", *words)

    assert vietnamese in spoken
    assert english in spoken


def test_due_knows_no_option_that_it_does_not_have():
    parser = DueCommand(stderr=StringIO()).create_parser("motcua", "due")

    with pytest.raises(SystemExit) as stopped:
        parser.parse_args(["--received", "2026-02-13T16:20", "--tomorrow"])

    assert stopped.value.code == 2


@pytest.mark.django_db
def test_the_table_is_mended_by_command():
    queries.forget()
    added = _run(
        "calendar",
        "add",
        "--day",
        "2026-12-07",
        "--kind",
        "swapped_off",
        "--pair",
        "2026-12-12",
        "--name",
        "đổi",
        "--basis",
        "CV 1",
    )
    listed = _run("calendar", "list", "--year", "2026")
    withdrawn = _run("calendar", "withdraw", str(added["id"]), "--reason", "CV 2")

    assert added["id"] in [day["id"] for day in listed["days"]]
    assert listed["findings"] == []
    assert withdrawn == {"withdrawn": ["2026-12-07", "2026-12-12"]}
    assert added["id"] not in [day["id"] for day in _run("calendar", "list", "--year", "2026")["days"]]


@pytest.mark.django_db
def test_an_entry_is_replaced_and_hours_are_set_by_command():
    added = _run("calendar", "add", "--day", "2026-12-07", "--kind", "holiday", "--name", "nghỉ", "--basis", "CV 1")
    replaced = _run(
        "calendar", "replace", str(added["id"]), "--reason", "CV 2", "--day", "2026-12-08", "--kind", "holiday", "--name", "nghỉ",
        "--basis", "CV 2",
    )  # fmt: skip
    hours = _run("calendar", "hours", "--week", "1-5 07:30-11:30 13:30-17:30", "--from", "2026-12-01", "--basis", "QĐ 5")

    assert replaced["day"] == "2026-12-08"
    assert [week["hours"] for week in hours["weeks"]] == ["1-5 07:30-11:30 13:30-17:30", "1-5 07:00-11:00 13:00-17:00"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "vietnamese"),
    [
        (("add", "--day", "2026-09-02", "--kind", "holiday", "--name", "x", "--basis", "x"), "đã có trong lịch"),
        (("add", "--day", "02/09/2026", "--kind", "holiday", "--name", "x", "--basis", "x"), "cần ngày như"),
        (("add", "--day", "2026-12-07", "--kind", "party", "--name", "x", "--basis", "x"), "chọn một trong"),
        (("withdraw", "999999999", "--reason", "x"), "Không có mục lịch"),
        (("list", "--year", "nay"), "cần năm như"),
        (("hours", "--week", "sáng chiều"), "không đọc được"),
    ],
)
def test_a_mend_that_cannot_be_is_refused(words, vietnamese):
    assert vietnamese in _refused("calendar", *words)


@pytest.mark.django_db
def test_due_counts_by_the_calendar_of_an_agency_and_refuses_an_unknown_one():
    new = organization.NewAgency(
        name="UBND tỉnh",
        kind=organization.Kind.PROVINCE,
        level=organization.Level.PROVINCE,
        identifier="DEMO.777",
        identifier_status=organization.IdentifierStatus.DEMONSTRATION,
    )
    agency = organization.create_agency(new=new, actor=organization.SYSTEM, at=AT, valid_from=date(2025, 7, 1))
    queries.forget()
    own = ("add", "--agency", "DEMO.777", "--day", "2026-12-07", "--kind", "holiday", "--name", "nghỉ", "--basis", "QĐ 1")
    added = _run("calendar", *own)
    question = ("due", "--received", "2026-12-04T08:00", "--limit", "1")

    assert added["agency_id"] == agency.id
    assert _run(*question, "--agency", "DEMO.777")["due"] == "2026-12-08T17:00:00+07:00"
    assert _run(*question)["due"] == "2026-12-07T17:00:00+07:00"
    assert "Không có cơ quan đang hoạt động nào mang mã" in _refused(*question, "--agency", "H99.99")


def test_a_mend_with_a_misspelt_number_is_refused_in_two_languages():
    errors = StringIO()
    parser = CalendarCommand(stderr=errors).create_parser("motcua", "calendar")

    with pytest.raises(SystemExit) as stopped:
        parser.parse_args(["withdraw", "một", "--reason", "CV 2"])

    assert stopped.value.code == 2
    assert "Dòng lệnh không đúng" in errors.getvalue()
