"""Tables of due moments with real days; the arithmetic stands beside each row."""

from datetime import UTC, date, time

import pytest

from motcua.calendar.facts import BadLimit, Limit, Policy, Unit
from motcua.calendar.queries import packaged_calendar
from motcua.calendar.rules.deadlines import due_at, handover_at
from motcua.calendar.rules.explained import due
from motcua.calendar.rules.work_calendar import OutsideCalendar

from .factories import moment

DAYS, HOURS, CALENDAR, MONTHS = Unit


def _due(received, amount, unit, policy=Policy.CIVIL, cutoff=None):
    return due_at(packaged_calendar(), moment(received), Limit(amount, unit), policy, cutoff)


@pytest.mark.parametrize(
    ("received", "amount", "expected"),
    [
        # Tết 2026: Fri 13/2 not counted; 14/2 to 22/2 off; 23, 24, 25, 26, 27.
        ("2026-02-13T16:20", 5, "2026-02-27T17:00"),
        ("2026-02-13T07:00", 1, "2026-02-23T17:00"),
        # Thu 12/2 not counted; Fri 13 is 1, Mon 23 is 2.
        ("2026-02-12T23:59", 2, "2026-02-23T17:00"),
        # Filed in the holiday: the day of receipt drops out whatever it is; 23, 24.
        ("2026-02-17T10:00", 2, "2026-02-24T17:00"),
        # Swap of 2/1 and Sat 10/1/2026: 31/12; 1/1 and 2/1 off, 3 and 4 weekend; 5, 6, 7, 8, 9, Sat 10 is 6, Mon 12 is 7.
        ("2025-12-31T09:00", 1, "2026-01-05T17:00"),
        ("2025-12-31T09:00", 6, "2026-01-10T17:00"),
        ("2026-01-09T15:00", 1, "2026-01-10T17:00"),
        ("2026-01-10T09:00", 1, "2026-01-12T17:00"),
        # Swap of Mon 31/8 and Sat 22/8/2026: Fri 21/8; Sat 22 is 1, 24 is 2, …, 28 is 6; 29/8 to 2/9 off; Thu 3/9 is 7.
        ("2026-08-21T09:00", 1, "2026-08-22T17:00"),
        ("2026-08-21T09:00", 6, "2026-08-28T17:00"),
        ("2026-08-28T16:00", 1, "2026-09-03T17:00"),
        # 24/11/2026 (Tue) off: Mon 23 not counted; Wed 25.
        ("2026-11-23T08:00", 1, "2026-11-25T17:00"),
        # Compensatory Monday 27/4/2026 for Hùng Kings on Sunday; 28, 29; 30/4 and 1/5 off, weekend; Mon 4/5 is 3.
        ("2026-04-24T08:00", 1, "2026-04-28T17:00"),
        ("2026-04-24T08:00", 3, "2026-05-04T17:00"),
        # Swap of Mon 29/4 and Sat 4/5/2024: Fri 26/4; 27/4 to 1/5 off; Thu 2, Fri 3, Sat 4 works.
        ("2024-04-26T10:00", 3, "2024-05-04T17:00"),
        # Swap of Fri 2/5 and Sat 26/4/2025: Fri 25/4; Sat 26, 28, 29; 30/4 to 4/5 off; Mon 5/5 is 4.
        ("2025-04-25T10:00", 4, "2025-05-05T17:00"),
        # Half a day is 4 working hours of the next working day: Wed 25 is not there, Wed 11/3 to 11:00.
        ("2026-03-10T10:00", "0.5", "2026-03-11T11:00"),
        # One and a half: Wed whole, Thu to 11:00.
        ("2026-03-10T10:00", "1.5", "2026-03-12T11:00"),
        # Within the day: Tuesday's close; received after the close, on a Saturday: the next working day's.
        ("2026-03-10T10:00", 0, "2026-03-10T17:00"),
        ("2026-03-10T17:00", 0, "2026-03-11T17:00"),
        ("2026-03-14T10:00", 0, "2026-03-16T17:00"),
    ],
)
def test_working_days_are_counted_from_the_day_after_receipt(received, amount, expected):
    assert _due(received, amount, DAYS) == moment(expected)


@pytest.mark.parametrize(
    ("received", "amount", "expected"),
    [
        # 40 minutes on Fri 13/2, 8 h on each of 23, 24, 25, 26, and 7 h 20 on 27: 07:00 + 4 h, 13:00 + 3 h 20.
        ("2026-02-13T16:20", 5, "2026-02-27T16:20"),
        # A full day from the opening ends at the close of the same day.
        ("2026-03-10T07:00", 1, "2026-03-10T17:00"),
        # At lunch the clock waits for 13:00: 4 h to 17:00 and 4 h next morning.
        ("2026-03-10T11:30", 1, "2026-03-11T11:00"),
        # After the close, on a Saturday, at midnight: from the next opening.
        ("2026-03-10T17:00", 1, "2026-03-11T17:00"),
        ("2026-03-14T09:00", 1, "2026-03-16T17:00"),
        ("2026-03-11T00:00", 1, "2026-03-11T17:00"),
        # Make-up Saturday 10/1/2026 is worked: 1 h on Friday, 7 h on Saturday (4 + 3).
        ("2026-01-09T16:00", 1, "2026-01-10T16:00"),
        # Half a day from 10:00: 1 h, then 3 h from 13:00.
        ("2026-03-10T10:00", "0.5", "2026-03-10T16:00"),
    ],
)
def test_under_hours_a_working_day_is_eight_hours_from_the_minute_of_receipt(received, amount, expected):
    assert _due(received, amount, DAYS, Policy.HOURS) == moment(expected)


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize(
    ("received", "amount", "expected"),
    [
        # Online at 16:00: 1 h today, 7 h tomorrow: 4 h to 11:00 and 3 h from 13:00.
        ("2026-03-10T16:00", 8, "2026-03-11T16:00"),
        # Friday 13/2 at 16:30: half an hour, then 7 h 30 on Mon 23/2.
        ("2026-02-13T16:30", 8, "2026-02-23T16:30"),
        # Across the swap: Fri 28/8 15:00, 2 h; Thu 3/9, 2 h.
        ("2026-08-28T15:00", 4, "2026-09-03T09:00"),
        ("2026-03-10T10:59", "0.5", "2026-03-10T13:29"),
    ],
)
def test_working_hours_run_to_the_minute_under_both_policies(received, amount, expected, policy):
    assert _due(received, amount, HOURS, policy) == moment(expected)


@pytest.mark.parametrize(
    ("received", "amount", "expected"),
    [
        # Tue 3/3 + 10 = Fri 13/3.
        ("2026-03-03T09:00", 10, "2026-03-13T17:00"),
        # + 11 = Sat 14/3, a weekly day off: Mon 16/3.
        ("2026-03-03T09:00", 11, "2026-03-16T17:00"),
        # 10/2 + 6 = Mon 16/2, Tết: Mon 23/2.
        ("2026-02-10T09:00", 6, "2026-02-23T17:00"),
        # 2/1/2026 + 8 = Sat 10/1, a make-up working day: stays.
        ("2026-01-02T09:00", 8, "2026-01-10T17:00"),
        # 21/8 + 10 = Mon 31/8, swapped off, then 1 and 2/9: Thu 3/9.
        ("2026-08-21T09:00", 10, "2026-09-03T17:00"),
        # 14/11 + 10 = Tue 24/11: Wed 25/11.
        ("2026-11-14T09:00", 10, "2026-11-25T17:00"),
    ],
)
def test_calendar_days_count_days_off_too_but_never_end_on_one(received, amount, expected):
    assert _due(received, amount, CALENDAR) == moment(expected)


@pytest.mark.parametrize(
    ("received", "amount", "expected"),
    [
        # The day with the same number: 10/3 to 10/4 (Fri).
        ("2026-03-10T09:00", 1, "2026-04-10T17:00"),
        # 31/3 + 1 month: April has 30 days, 30/4 and 1/5 off, weekend: Mon 4/5.
        ("2026-03-31T09:00", 1, "2026-05-04T17:00"),
        # 31/1 + 1 month: 28/2/2026 is a Saturday: Mon 2/3.
        ("2026-01-31T09:00", 1, "2026-03-02T17:00"),
        # 30/11/2027 + 3 months: 2028 is a leap year, 29/2/2028 is a Tuesday.
        ("2027-11-30T09:00", 3, "2028-02-29T17:00"),
        # 31/12/2025 + 2 months = 28/2/2026 (Sat): Mon 2/3. 24/10 + 1 = 24/11, off: Wed 25/11.
        ("2025-12-31T09:00", 2, "2026-03-02T17:00"),
        ("2026-10-24T09:00", 1, "2026-11-25T17:00"),
        ("2025-02-28T09:00", 12, "2026-03-02T17:00"),
    ],
)
def test_months_end_on_the_same_day_of_the_month_or_its_last(received, amount, expected):
    assert _due(received, amount, MONTHS) == moment(expected)


@pytest.mark.parametrize(
    ("received", "policy", "expected"),
    [
        # 15:00 itself is in time: Tue not counted, Wed.
        ("2026-03-10T15:00", Policy.CIVIL, "2026-03-11T17:00"),
        # 15:01 counts as Wed 07:00: Wed not counted, Thu; by hours Wed itself.
        ("2026-03-10T15:01", Policy.CIVIL, "2026-03-12T17:00"),
        ("2026-03-10T15:01", Policy.HOURS, "2026-03-11T17:00"),
        # Fri 13/2 at 16:20 counts as Mon 23/2 07:00, and so does a Saturday.
        ("2026-02-13T16:20", Policy.CIVIL, "2026-02-24T17:00"),
        ("2026-02-14T08:00", Policy.CIVIL, "2026-02-24T17:00"),
        ("2026-02-14T08:00", Policy.HOURS, "2026-02-23T17:00"),
        # Before the opening: as received, the day is not counted.
        ("2026-03-10T06:00", Policy.CIVIL, "2026-03-11T17:00"),
    ],
)
def test_a_receipt_after_the_cut_off_counts_as_one_at_the_next_opening(received, policy, expected):
    assert _due(received, 1, DAYS, policy, time(15)) == moment(expected)


def test_the_day_of_receipt_is_the_day_in_viet_nam():
    # 16:59 UTC on 9/3 is 23:59 in Viet Nam; 17:00 UTC is midnight, the 10th.
    before = moment("2026-03-09T23:59").astimezone(UTC)
    after = moment("2026-03-10T00:00").astimezone(UTC)

    assert due_at(packaged_calendar(), before, Limit(1, DAYS)).date() == date(2026, 3, 10)
    assert due_at(packaged_calendar(), after, Limit(1, DAYS)).date() == date(2026, 3, 11)


def test_the_explanation_counts_as_many_days_as_the_limit():
    found = due(packaged_calendar(), moment("2026-02-13T16:20"), Limit(5, DAYS))

    assert [day.date.day for day in found.days if day.counted] == [23, 24, 25, 26, 27]
    assert found.days[0].reason == "Ngày tiếp nhận (thứ Sáu), không tính"
    assert found.days[0].reason_en == "Day of receipt (Friday), not counted"
    assert found.days[3].reason == "Nghỉ lễ: Giao thừa Tết Nguyên đán"


def test_the_explanation_names_the_swap():
    found = due(packaged_calendar(), moment("2026-08-21T09:00"), Limit(7, DAYS))

    reasons = {day.date: (day.counted, day.reason) for day in found.days}
    assert reasons[date(2026, 8, 22)] == (True, "Ngày thứ 1. Làm bù: thay cho thứ Hai 31/08/2026")
    assert reasons[date(2026, 8, 31)] == (False, "Nghỉ hoán đổi: làm bù thứ Bảy 22/08/2026")


def test_the_explanation_says_that_a_last_day_off_moves():
    found = due(packaged_calendar(), moment("2026-03-03T09:00"), Limit(11, CALENDAR))

    assert [day.counted for day in found.days] == [False] + [True] * 11 + [False] * 2
    assert found.days[-1].reason.startswith("Hạn chuyển sang ngày này vì ngày cuối cùng là ngày nghỉ")


def test_the_explanation_tells_minutes_when_minutes_count():
    found = due(packaged_calendar(), moment("2026-03-10T16:20"), Limit(1, DAYS), Policy.HOURS)

    assert [day.reason for day in found.days] == [
        "Tính 40 phút. Ngày làm việc (thứ Ba)",
        "Tính 7 giờ 20 phút. Ngày làm việc (thứ Tư)",
    ]


def test_the_explanation_names_the_cut_off():
    found = due(packaged_calendar(), moment("2026-03-13T16:00"), Limit(1, DAYS), cutoff=time(15))

    assert found.due_at == moment("2026-03-17T17:00")
    assert found.days[0].reason == "Nhận sau 15:00: coi như nhận khi mở cửa ngày làm việc kế tiếp"
    assert found.days[3].reason == "Ngày coi như tiếp nhận (thứ Hai), không tính"


def test_an_estimate_and_a_year_without_a_list_say_so():
    assert [said.rpartition(" (")[2] for said in packaged_calendar().day_reason(date(2027, 2, 5))] == ["dự kiến)", "expected)"]
    assert packaged_calendar().day_reason(date(2028, 1, 3)) == (
        "Ngày làm việc (chưa có lịch nghỉ năm 2028)",
        "Working day (no holidays of 2028 announced yet)",
    )


def test_stretches_that_overlap_count_once():
    waited = [
        (moment("2026-03-10T09:00"), moment("2026-03-10T15:00")),
        (moment("2026-03-10T14:00"), moment("2026-03-10T17:00")),
        (moment("2026-03-10T14:30"), moment("2026-03-10T15:30")),
        (moment("2026-03-21T09:00"), moment("2026-03-22T09:00")),
    ]

    # 09:00 to 17:00 without lunch: 6 h; nothing at the weekend.
    assert packaged_calendar().paused(waited) == packaged_calendar().paused(waited[::-1]) == 360


@pytest.mark.parametrize(
    ("accepted", "latest"),
    [
        ("2026-11-16T08:00", "2026-11-16T08:00"),
        ("2026-11-16T15:00", "2026-11-16T15:00"),  # three o'clock itself is in time
        ("2026-11-16T15:00:30", "2026-11-16T15:00"),  # and so is its whole minute: a receipt shows no seconds
        ("2026-11-16T15:01", "2026-11-17T07:00"),
        ("2026-11-23T15:01", "2026-11-25T07:00"),  # Tue 24 is off
        ("2026-11-20T16:00", "2026-11-23T07:00"),  # Friday afternoon
        ("2026-11-21T09:00", "2026-11-23T07:00"),  # received on a Saturday
        ("2026-08-21T15:30", "2026-08-22T07:00"),  # the Saturday worked instead of 31/8
        ("2026-08-28T15:30", "2026-09-03T07:00"),
        ("2026-02-13T15:30", "2026-02-23T07:00"),  # over Tết
    ],
)
def test_a_dossier_goes_on_the_same_day_until_three_and_else_at_the_next_opening(accepted, latest):
    assert handover_at(packaged_calendar(), moment(accepted), time(15)) == moment(latest)


def test_without_an_hour_a_dossier_goes_on_at_once_but_on_a_day_off():
    assert handover_at(packaged_calendar(), moment("2026-11-16T23:59")) == moment("2026-11-16T23:59")
    assert handover_at(packaged_calendar(), moment("2026-11-21T09:00")) == moment("2026-11-23T07:00")


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-11-16T07:10", "2026-11-16T17:00"),
        ("2026-11-16T15:00", "2026-11-16T17:00"),  # "after 15:00" in the law: three o'clock itself is in time
        ("2026-11-16T15:00:30", "2026-11-16T17:00"),
        ("2026-11-16T15:01", "2026-11-17T17:00"),
        ("2026-11-23T15:30", "2026-11-25T17:00"),  # the next working day after 24/11
        ("2026-11-22T09:00", "2026-11-23T17:00"),  # a Sunday
        ("2026-02-13T15:30", "2026-02-23T17:00"),
        ("2026-08-21T15:30", "2026-08-22T17:00"),  # a Saturday that works
        ("2026-08-29T10:00", "2026-09-03T17:00"),
    ],
)
def test_a_matter_without_a_limit_is_done_the_same_day_or_the_next_when_received_after_three(received, expected):
    assert _due(received, 0, DAYS, cutoff=time(15)) == moment(expected)


def test_without_a_cut_off_a_same_day_matter_may_come_until_the_close():
    assert _due("2026-11-16T16:59", 0, DAYS) == moment("2026-11-16T17:00")
    assert _due("2026-11-16T17:00", 0, DAYS) == moment("2026-11-17T17:00")


@pytest.mark.parametrize(
    ("amount", "unit"),
    [
        (-1, DAYS),
        (0, HOURS),
        ("x", DAYS),
        ("NaN", DAYS),
        ("Infinity", MONTHS),
        ("0.5", MONTHS),
        ("1.5", CALENDAR),
        ("0.001", HOURS),
        ("1e9", DAYS),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused(amount, unit):
    with pytest.raises(BadLimit) as refused:
        Limit(amount, unit)

    assert refused.value.sentence_vi
    assert refused.value.sentence_en


@pytest.mark.parametrize(
    ("received", "amount", "unit"),
    [
        ("1990-01-01T08:00", 1, DAYS),
        ("2019-12-31T23:59", 1, DAYS),
        ("2031-01-01T00:00", 1, DAYS),
        ("2030-12-31T09:00", 1, DAYS),
        ("2030-12-31T09:00", 1, CALENDAR),
        ("2030-12-31T09:00", 9, HOURS),
        ("2030-12-31T09:00", 100_000, MONTHS),
        ("2026-12-31T09:00", 100_000, CALENDAR),
    ],
)
def test_time_outside_the_calendar_is_refused(received, amount, unit):
    with pytest.raises(OutsideCalendar):
        _due(received, amount, unit)
