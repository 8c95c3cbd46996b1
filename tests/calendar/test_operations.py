"""Keeping the calendar, on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.calendar import operations, queries
from motcua.calendar.facts import DayKind, Week
from motcua.calendar.models import CalendarStamp, DayException, WeeklyHours, WorkingPeriod
from motcua.calendar.rules.permissions import NotCalendarEditor
from motcua.calendar.rules.tables import read_hours
from motcua.foundation import stamped

from .factories import Keeper, Recorder, day_off, moment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("packaged_calendar")]
AT = moment("2026-11-22T09:00")
FREE = date(2026, 12, 7)


def _add(day, *, agency_id=None, actor=None, record=None):
    return operations.add_day(day=day, actor=actor or Keeper(), at=AT, record=record or Recorder(), agency_id=agency_id)


def test_the_tables_hold_the_packaged_calendar_from_the_start():
    assert [entry.day for entry in queries.entries(year=2026)] == [day for day in queries.packaged_days() if day.day.year == 2026]
    assert queries.weeks()[0].periods == queries.packaged_weeks()[0].periods


def test_an_added_holiday_holds_at_once_and_is_recorded():
    recorder = Recorder()

    entry = _add(day_off(FREE), record=recorder)

    assert not queries.calendar_of().is_working_day(FREE)
    assert entry.day.day == FREE
    assert recorder.facts == [
        {
            "name": "CalendarDayAdded",
            "subject": "calendar:0",
            "actor": "user:7",
            "at": AT,
            "payload": {
                "day": "2026-12-07",
                "kind": "holiday",
                "name": "Nghỉ",
                "basis": "QĐ 1",
                "confidence": "read",
                "paired_day": None,
            },
        }
    ]


def test_a_swap_enters_and_leaves_with_both_halves():
    saturday, recorder = date(2026, 12, 12), Recorder()

    entry = _add(day_off(FREE, kind=DayKind.SWAPPED_OFF, paired_day=saturday), record=recorder)
    swapped = queries.calendar_of()
    withdrawn = operations.withdraw_day(entry_id=entry.id, reason="bỏ", actor=Keeper(), at=AT, record=recorder)

    assert (swapped.is_working_day(FREE), swapped.is_working_day(saturday)) == (False, True)
    assert set(withdrawn) == {FREE, saturday}
    assert (queries.calendar_of().is_working_day(FREE), queries.calendar_of().is_working_day(saturday)) == (True, False)
    assert recorder.names() == ["CalendarDayAdded"] * 2 + ["CalendarDayWithdrawn"] * 2


def test_a_withdrawn_entry_stays_with_its_end_and_reason():
    entry = _add(day_off(FREE))

    operations.withdraw_day(entry_id=entry.id, reason="QĐ 2 thay QĐ 1", actor=Keeper("user:8"), at=AT, record=Recorder())

    row = DayException.objects.get(pk=entry.id)
    assert (row.known_to, row.withdrawn_by, row.withdrawn_because) == (AT, "user:8", "QĐ 2 thay QĐ 1")


def test_replacing_moves_a_day_and_keeps_the_old_entry():
    entry, other = _add(day_off(FREE)), date(2026, 12, 8)

    replaced = operations.replace_day(
        entry_id=entry.id, day=day_off(other), reason="đổi ngày", actor=Keeper(), at=AT, record=Recorder()
    )

    assert queries.entry(entry_id=entry.id) is None
    assert replaced.day.day == other
    assert queries.calendar_of().is_working_day(FREE)
    assert not queries.calendar_of().is_working_day(other)


def test_a_replacement_that_is_refused_leaves_the_old_entry():
    entry = _add(day_off(FREE))

    with pytest.raises(operations.DayTaken):
        operations.replace_day(
            entry_id=entry.id, day=day_off(date(2026, 9, 2)), reason="nhầm", actor=Keeper(), at=AT, record=Recorder()
        )

    assert queries.entry(entry_id=entry.id) is not None


def test_an_agency_has_its_own_day_and_the_others_do_not():
    _add(day_off(FREE), agency_id=5)

    assert not queries.calendar_of(agency_id=5).is_working_day(FREE)
    assert queries.calendar_of(agency_id=6).is_working_day(FREE)
    assert queries.calendar_of().is_working_day(FREE)
    assert not queries.calendar_of(agency_id=5).is_working_day(date(2026, 9, 2))
    assert [entry.agency_id for entry in queries.entries(year=2026, agency_id=5)].count(5) == 1


def test_agencies_without_anything_of_their_own_share_one_calendar():
    assert queries.calendar_of(agency_id=6) is queries.calendar_of(agency_id=7) is queries.calendar_of()


def test_weekly_hours_hold_from_their_day_and_the_week_before_ends_there():
    recorder = Recorder()
    week = Week(periods=read_hours("1-5 07:30-11:30 13:30-17:30"), valid_from=date(2026, 12, 1), basis="QĐ 5")

    operations.set_weekly_hours(week=week, actor=Keeper(), at=AT, record=recorder, agency_id=5)
    operations.set_weekly_hours(week=week, actor=Keeper(), at=AT, record=recorder)

    for agency_id in (None, 5):
        calendar = queries.calendar_of(agency_id=agency_id)
        assert calendar.close_of(date(2026, 11, 30)) == moment("2026-11-30T17:00")
        assert calendar.close_of(date(2026, 12, 1)) == moment("2026-12-01T17:30")
    assert [week.valid_to for week in queries.weeks()] == [None, date(2026, 12, 1)]
    assert recorder.names() == ["WeeklyHoursSet"] * 2


def test_a_week_that_new_hours_end_stays_as_it_was_entered_and_says_by_whom_and_why():
    before = WeeklyHours.objects.get(agency_id=None)
    week = Week(periods=read_hours("1-5 07:30-11:30 13:30-17:30"), valid_from=date(2026, 12, 1), basis="QĐ 5")

    operations.set_weekly_hours(week=week, actor=Keeper("user:8"), at=AT, record=Recorder())

    ended = WeeklyHours.objects.get(pk=before.pk)
    assert (ended.valid_from, ended.valid_to, ended.entered_by) == (before.valid_from, None, "system")
    assert (ended.known_to, ended.withdrawn_by, ended.withdrawn_because) == (AT, "user:8", "QĐ 5")
    shortened = WeeklyHours.objects.get(known_to=None, valid_from=before.valid_from)
    assert (shortened.valid_to, shortened.basis, shortened.entered_by) == (date(2026, 12, 1), before.basis, "user:8")
    assert queries.week_of(shortened).periods == queries.week_of(ended).periods


def test_hours_set_again_for_the_same_day_replace_the_first():
    for hours in ("1-5 07:30-11:30", "1-5 08:00-12:00"):
        week = Week(periods=read_hours(hours), valid_from=date(2026, 12, 1), basis="QĐ 5")
        operations.set_weekly_hours(week=week, actor=Keeper(), at=AT, record=Recorder())

    assert queries.calendar_of().close_of(date(2026, 12, 1)) == moment("2026-12-01T12:00")
    assert len(queries.weeks()) == 2


def test_hours_slip_in_before_later_ones():
    for since in (date(2027, 1, 1), date(2026, 12, 1)):
        week = Week(periods=read_hours("1-5 07:30-11:30"), valid_from=since, basis="QĐ 5")
        operations.set_weekly_hours(week=week, actor=Keeper(), at=AT, record=Recorder())

    assert [(week.valid_from.year, week.valid_to) for week in queries.weeks()] == [
        (2027, None),
        (2026, date(2027, 1, 1)),
        (2000, date(2026, 12, 1)),
    ]


@pytest.mark.parametrize("roles", [frozenset(), frozenset({"counter", "leader"})])
def test_only_procedure_control_and_operators_keep_the_calendar(roles):
    stranger = Keeper("user:9", roles)
    entry = queries.entries(year=2026)[0]

    with pytest.raises(NotCalendarEditor):
        _add(day_off(FREE), actor=stranger)
    with pytest.raises(NotCalendarEditor):
        operations.withdraw_day(entry_id=entry.id, reason="x", actor=stranger, at=AT, record=Recorder())
    with pytest.raises(NotCalendarEditor):
        operations.set_weekly_hours(week=queries.weeks()[0], actor=stranger, at=AT, record=Recorder())


def test_the_keeper_of_one_agency_keeps_its_calendar_and_no_other():
    theirs = Keeper("user:9", over={5})
    entry = queries.entries(year=2026)[0]

    own = _add(day_off(FREE), actor=theirs, agency_id=5)
    for agency_id in (None, 6):
        with pytest.raises(NotCalendarEditor):
            _add(day_off(FREE), actor=theirs, agency_id=agency_id)
        with pytest.raises(NotCalendarEditor):
            operations.set_weekly_hours(week=queries.weeks()[0], actor=theirs, at=AT, record=Recorder(), agency_id=agency_id)
    for change in (operations.withdraw_day, partial(operations.replace_day, day=day_off(FREE))):
        with pytest.raises(NotCalendarEditor):
            change(entry_id=entry.id, reason="x", actor=theirs, at=AT, record=Recorder())

    assert operations.withdraw_day(entry_id=own.id, reason="x", actor=theirs, at=AT, record=Recorder()) == (FREE,)


def test_every_change_takes_the_lock_of_the_calendar_before_the_entry():
    entry = queries.entries(year=2026)[0]

    with CaptureQueriesContext(connection) as asked:
        operations.replace_day(entry_id=entry.id, day=day_off(FREE), reason="x", actor=Keeper(), at=AT, record=Recorder())

    locks = [query["sql"] for query in asked if "FOR UPDATE" in query["sql"]]
    assert "calendar_calendarstamp" in locks[0]
    assert any("calendar_dayexception" in lock for lock in locks[1:])


@pytest.mark.parametrize(
    "day",
    [
        day_off(date(1999, 12, 31)),
        day_off(date(2100, 1, 1)),
        day_off(FREE, kind=DayKind.MAKEUP_WORKDAY),
        day_off(date(2026, 12, 12), kind=DayKind.COMPENSATORY_OFF),
        day_off(FREE, kind=DayKind.SWAPPED_OFF, paired_day=date(2026, 12, 8)),
        day_off(FREE, kind=DayKind.SWAPPED_OFF, paired_day=FREE),
    ],
)
def test_a_day_that_makes_no_sense_is_refused_and_nothing_is_written(day):
    before = DayException.objects.count()

    with pytest.raises(operations.DayNotSensible):
        _add(day)

    assert DayException.objects.count() == before


def test_a_day_needs_a_basis_and_a_withdrawal_a_reason():
    with pytest.raises(operations.BasisMissing):
        _add(day_off(FREE, basis="  "))
    with pytest.raises(operations.BasisMissing):
        operations.withdraw_day(entry_id=queries.entries(year=2026)[0].id, reason=" ", actor=Keeper(), at=AT, record=Recorder())


def test_a_day_in_the_table_and_an_unknown_entry_are_refused():
    with pytest.raises(operations.DayTaken):
        _add(day_off(date(2026, 9, 2)))
    with pytest.raises(operations.DayUnknown):
        operations.withdraw_day(entry_id=10**12, reason="x", actor=Keeper(), at=AT, record=Recorder())


def test_a_change_that_is_rolled_back_leaves_no_trace_in_the_process():
    queries.calendar_of()

    with transaction.atomic():
        _add(day_off(FREE))
        assert not queries.calendar_of().is_working_day(FREE)
        transaction.set_rollback(True)

    assert queries.calendar_of().is_working_day(FREE)


def test_the_calendar_is_read_again_only_when_its_stamp_changed(django_assert_num_queries, monkeypatch):
    first = queries.calendar_of()

    with django_assert_num_queries(0):
        queries.calendar_of(agency_id=3)
    monkeypatch.setattr(stamped, "TRUST", 0)
    with django_assert_num_queries(1):
        assert queries.calendar_of() is first


def test_empty_tables_mean_the_packaged_calendar_and_fill_at_the_first_change():
    for model in (WorkingPeriod, WeeklyHours, DayException, CalendarStamp):
        model.objects.all().delete()
    queries.forget()
    packaged = queries.calendar_of()

    _add(day_off(FREE))

    assert packaged is queries.packaged_calendar()
    assert not queries.calendar_of().is_working_day(date(2026, 9, 2))
    assert len(queries.entries(year=2026)) == len([day for day in queries.packaged_days() if day.day.year == 2026]) + 1


def test_the_tables_refuse_what_the_operations_would():
    with pytest.raises(IntegrityError, match="one_live_entry_per_agency_and_day"), transaction.atomic():
        DayException.objects.create(
            day=date(2026, 9, 2), kind="holiday", name="x", basis="x", confidence="read", known_from=AT, entered_by="x"
        )
    with pytest.raises(IntegrityError, match="one_week_at_a_time_per_agency"), transaction.atomic():
        WeeklyHours.objects.create(valid_from=date(2026, 1, 1), basis="x", confidence="read", known_from=AT, entered_by="x")
    with pytest.raises(IntegrityError, match="periods_of_a_day_do_not_overlap"), transaction.atomic():
        WorkingPeriod.objects.create(week=WeeklyHours.objects.get(), weekday=1, opens_minute=600, closes_minute=700)


def test_findings_name_what_the_year_lacks():
    assert queries.findings(year=2026) == ()

    entry = next(entry for entry in queries.entries(year=2026) if entry.day.day == date(2026, 11, 24))
    operations.withdraw_day(entry_id=entry.id, reason="thử", actor=Keeper(), at=AT, record=Recorder())

    assert [finding.code for finding in queries.findings(year=2026)] == ["holiday_missing"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("transactional_db")
def test_another_connection_sees_a_change_only_when_it_is_committed():
    def seen() -> bool:
        queries.forget()
        try:
            return queries.calendar_of().is_working_day(FREE)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            _add(day_off(FREE))
            during = pool.submit(seen).result()
        after = pool.submit(seen).result()

    assert (during, after) == (True, False)
