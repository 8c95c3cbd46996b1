"""The packaged files, the text of weekly hours and the check of a year's table."""

from datetime import date, time

import pytest

from motcua.calendar.facts import DayKind, Period, Week
from motcua.calendar.queries import packaged_calendar, packaged_days, packaged_weeks
from motcua.calendar.rules.completeness import findings
from motcua.calendar.rules.tables import BadHours, hours_in_words, read_hours, write_hours
from motcua.calendar.rules.work_calendar import NotAWorkingDay, WorkCalendar
from motcua.foundation.confidence import Confidence

from .factories import day_off, minutes_on, moment, working_days


def test_the_packaged_days_add_up_in_every_year():
    assert findings(packaged_days()) == ()
    assert {day.day.year for day in packaged_days()} == set(range(2020, 2028))


def test_every_packaged_day_has_a_basis_and_2027_is_an_estimate():
    assert all(day.basis and day.name for day in packaged_days())
    assert {day.confidence for day in packaged_days() if day.day.year == 2027} == {Confidence.ESTIMATE}
    assert {day.day.year for day in packaged_days() if day.confidence is Confidence.ESTIMATE} == {2027}


@pytest.mark.parametrize(
    ("off", "makeup"),
    [("2024-04-29", "2024-05-04"), ("2025-05-02", "2025-04-26"), ("2026-01-02", "2026-01-10"), ("2026-08-31", "2026-08-22")],
)
def test_a_swapped_day_is_off_and_its_saturday_is_worked(off, makeup):
    assert not packaged_calendar().is_working_day(date.fromisoformat(off))
    assert minutes_on(packaged_calendar(), date.fromisoformat(makeup)) == 480


@pytest.mark.parametrize(
    ("first", "last"),
    # Statutory days, weekends and days given back, as the yearly plans had them.
    [("2021-02-10", "2021-02-16"), ("2025-01-25", "2025-02-02"), ("2026-02-14", "2026-02-22"), ("2026-08-29", "2026-09-02")],
)
def test_long_holidays_are_off_without_a_gap(first, last):
    start, end = date.fromisoformat(first), date.fromisoformat(last)

    assert working_days(packaged_calendar(), packaged_calendar().add_working_days(start, -1), end) == 0
    assert packaged_calendar().add_working_days(start, 1) == date.fromordinal(end.toordinal() + 1)


def test_half_a_swap_is_found():
    table = [day for day in packaged_days() if day.day != date(2026, 1, 10)]

    assert [(found.code, found.day) for found in findings(table)] == [("unpaired_swap", date(2026, 1, 2))]


def test_a_holiday_on_a_sunday_that_is_not_given_back_is_found():
    table = [day for day in packaged_days() if day.day != date(2026, 4, 27)]

    assert [(found.code, found.day) for found in findings(table)] == [("not_given_back", date(2026, 4, 26))]


def test_a_missing_holiday_and_misplaced_days_are_found():
    table = [day for day in packaged_days() if day.day != date(2026, 11, 24)]
    table += [day_off(date(2026, 3, 10), kind=DayKind.MAKEUP_WORKDAY), day_off(date(2026, 3, 14), kind=DayKind.SWAPPED_OFF)]

    assert {found.code for found in findings(table)} == {
        "holiday_missing",
        "makeup_on_weekday",
        "day_off_on_weekend",
        "unpaired_swap",
    }


def test_hours_are_written_as_they_are_read():
    text = "1-4 07:00-11:00 13:00-17:00; 5 07:00-11:30; 7 08:00-10:00"

    assert write_hours(read_hours(text)) == text
    assert hours_in_words(read_hours("1-5 07:00-11:00 13:00-17:00; 7 08:00-10:00")) == (
        "Thứ Hai đến thứ Sáu: 07:00–11:00 và 13:00–17:00; Chủ nhật: 08:00–10:00",
        "Monday to Friday: 07:00–11:00 and 13:00–17:00; Sunday: 08:00–10:00",
    )
    assert read_hours("6 07:00-11:00") == {6: (Period(420, 660),)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1-5",
        "8 07:00-11:00",
        "5-1 07:00-11:00",
        "1 11:00-07:00",
        "1 07:00-12:00 11:00-13:00",
        "1 25:00-26:00",
        "1-2 07:00-11:00; 2 13:00-14:00",
    ],
)
def test_hours_that_make_no_sense_are_refused(text):
    with pytest.raises(BadHours):
        read_hours(text)


def test_new_hours_hold_from_their_day_on():
    winter = Week(periods=read_hours("1-5 07:30-11:30 13:30-17:30"), valid_from=date(2026, 10, 1), valid_to=date(2026, 12, 1))
    calendar = WorkCalendar(weeks=[winter, *packaged_weeks()], days=packaged_days())

    closes = [
        calendar.close_of(day).time() for day in (date(2026, 9, 30), date(2026, 10, 1), date(2026, 11, 30), date(2026, 12, 1))
    ]
    assert closes == [time(17), time(17, 30), time(17, 30), time(17)]


def test_a_make_up_day_has_the_hours_of_the_day_it_makes_up_for():
    short_friday = Week(periods=read_hours("1-4 07:00-11:00 13:00-17:00; 5 07:00-11:00"))
    calendar = WorkCalendar(weeks=[short_friday], days=packaged_days())

    assert minutes_on(calendar, date(2026, 1, 10)) == 240
    assert minutes_on(calendar, date(2026, 8, 22)) == 480


def test_an_agency_that_works_on_saturday_morning_counts_it():
    with_saturday = Week(periods=read_hours("1-5 07:00-11:00 13:00-17:00; 6 07:00-11:00"))
    calendar = WorkCalendar(weeks=[with_saturday], days=packaged_days())

    assert calendar.add(moment("2026-03-13T16:00"), 300) == moment("2026-03-14T11:00")
    assert calendar.add_working_days(date(2026, 3, 13), 1) == date(2026, 3, 14)


def test_a_day_off_does_not_close():
    with pytest.raises(NotAWorkingDay):
        packaged_calendar().close_of(date(2026, 2, 16))


def test_seconds_are_dropped():
    late = moment("2026-03-10T16:59:59")

    assert packaged_calendar().between(late, moment("2026-03-10T17:00")) == 1
    assert packaged_calendar().add(late, 1) == moment("2026-03-10T17:00")
