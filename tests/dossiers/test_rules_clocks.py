"""Both clocks of a dossier, with real days and the sum in a comment.

Offices work 07:00–11:00 and 13:00–17:00, eight hours a day. Days used:
13/2/2026 is a Friday, 16–20/2 Tết; 31/8 off (22/8, a Saturday, worked instead), 1–2/9 National Day; Tuesday 24/11/2026 off.
"""

from datetime import date, datetime

import pytest

from motcua.calendar.public import Limit, Policy, Unit, due_at, packaged_calendar
from motcua.dossiers.facts import Verdict
from motcua.dossiers.rules import clocks
from motcua.dossiers.rules.clocks import Extension, Pause
from motcua.foundation.clock import local_moment as vn

WORKING = packaged_calendar()


def five_days(start: datetime) -> datetime:
    return due_at(WORKING, start, Limit(5, Unit.WORKING_DAYS), Policy.CIVIL)


def no_limit(start: datetime) -> None:
    return None


def legal(started: str, **more: object) -> datetime | None:
    return clocks.legal_due(started_at=vn(started), due_from=five_days, calendar=WORKING, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("started", "due"),
    [
        ("2026-11-16 08:00", "2026-11-23 17:00"),  # Mon; Tue 17, Wed 18, Thu 19, Fri 20, Mon 23
        ("2026-11-17 16:59", "2026-11-25 17:00"),  # Tue; 18, 19, 20, 23, (24 off), 25
        ("2026-11-23 09:00", "2026-12-01 17:00"),  # Mon; (24 off), 25, 26, 27, 30, 1/12
        ("2026-02-13 16:20", "2026-02-27 17:00"),  # Fri; (Tết 16–20), 23, 24, 25, 26, 27
        ("2026-08-20 10:00", "2026-08-26 17:00"),  # Thu; 21, Sat 22 worked, 24, 25, 26
        ("2026-08-28 10:00", "2026-09-09 17:00"),  # Fri; (31 off, 1–2/9), 3, 4, 7, 8, 9
    ],
)
def test_five_working_days_end_at_the_close_of_the_fifth_after_receipt(started: str, due: str) -> None:
    assert legal(started) == vn(due)


@pytest.mark.parametrize(
    ("started", "restart", "due"),
    [
        # One day was used; the whole five are counted again from Mon 23: (24 off), 25, 26, 27, 30, 1/12.
        ("2026-11-16 08:00", "2026-11-23 10:00", "2026-12-01 17:00"),
        # Back on the same day: from Mon 16 again, Mon 23.
        ("2026-11-16 08:00", "2026-11-16 16:00", "2026-11-23 17:00"),
        # Across Tết: from Mon 23/2: 24, 25, 26, 27, 2/3.
        ("2026-02-11 08:00", "2026-02-23 07:30", "2026-03-02 17:00"),
    ],
)
def test_a_supplement_lets_the_limit_start_again_from_zero(started: str, restart: str, due: str) -> None:
    assert legal(started, restarts=[vn(restart)]) == vn(due)


def test_of_two_supplements_the_last_full_dossier_counts() -> None:
    assert legal("2026-11-02 08:00", restarts=[vn("2026-11-05 08:00"), vn("2026-11-16 08:00")]) == vn("2026-11-23 17:00")


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        # Due Mon 23 at 17:00. Tue 17 08:00 to Thu 19 08:00: two days of eight hours; (24 off), 25, 26.
        ([("2026-11-17 08:00", "2026-11-19 08:00")], "2026-11-26 17:00"),
        # 09:00 to 10:30 the same morning: 90 minutes after the close of Mon 23 is Wed 25 at 08:30.
        ([("2026-11-17 09:00", "2026-11-17 10:30")], "2026-11-25 08:30"),
        # 10:00 to 14:00: the noon break is nobody's time; 60 + 60 minutes: Wed 25 at 09:00.
        ([("2026-11-17 10:00", "2026-11-17 14:00")], "2026-11-25 09:00"),
        # From Friday's close over the weekend until Monday's opening: nothing was lost.
        ([("2026-11-20 17:00", "2026-11-23 07:00")], "2026-11-23 17:00"),
        # Paid in two parts: 8 h and 4 h; 12 h after Mon 23 17:00 is Thu 26 at 11:00.
        ([("2026-11-17 08:00", "2026-11-18 08:00"), ("2026-11-19 07:00", "2026-11-19 11:00")], "2026-11-26 11:00"),
    ],
)
def test_a_pause_moves_the_due_time_by_the_working_time_it_took(pauses: list[tuple[str, str]], due: str) -> None:
    taken = [Pause(start=vn(start), end=vn(end)) for start, end in pauses]

    assert legal("2026-11-16 08:00", pauses=taken) == vn(due)


def test_an_open_pause_promises_nothing_yet() -> None:
    assert legal("2026-11-16 08:00", pauses=[Pause(start=vn("2026-11-17 08:00"))]) == vn("2026-11-23 17:00")


def test_a_pause_before_the_restart_is_swallowed_by_it() -> None:
    pause = Pause(start=vn("2026-11-03 08:00"), end=vn("2026-11-05 08:00"))

    assert legal("2026-11-02 08:00", pauses=[pause], restarts=[vn("2026-11-16 08:00")]) == vn("2026-11-23 17:00")


def test_the_new_date_of_an_apology_holds_unless_a_restart_gives_a_later_one() -> None:
    new = Extension(to=vn("2026-11-27 17:00"), at=vn("2026-11-19 08:00"))

    assert legal("2026-11-16 08:00", extension=new) == new.to
    assert legal("2026-11-16 08:00", extension=new, restarts=[vn("2026-11-26 08:00")]) == vn("2026-12-03 17:00")
    assert legal("2026-11-16 08:00", extension=new, restarts=[vn("2026-11-20 08:00")]) == vn("2026-11-30 17:00")


def test_a_new_date_holds_what_was_waited_before_it_and_moves_by_what_is_waited_after() -> None:
    new = Extension(to=vn("2026-11-27 17:00"), at=vn("2026-11-19 08:00"))
    before = Pause(start=vn("2026-11-17 08:00"), end=vn("2026-11-18 08:00"))
    after = Pause(start=vn("2026-11-20 08:00"), end=vn("2026-11-23 08:00"))  # one working day: Fri 08:00 to Mon 08:00

    assert legal("2026-11-16 08:00", extension=new, pauses=[before]) == vn("2026-11-27 17:00")
    assert legal("2026-11-16 08:00", extension=new, pauses=[before, after]) == vn("2026-11-30 17:00")


def test_without_a_limit_there_is_no_due_time() -> None:
    assert clocks.legal_due(started_at=vn("2026-11-16 08:00"), due_from=no_limit, calendar=WORKING) is None


@pytest.mark.parametrize(
    ("at", "due", "allowed"),
    [
        ("2026-11-20 16:59", "2026-11-23 17:00", True),  # Fri; the next working day is the due day: one whole day before
        ("2026-11-20 23:00", "2026-11-23 17:00", True),  # still Friday
        ("2026-11-21 08:00", "2026-11-23 17:00", True),  # Saturday; the next working day after it is Monday
        ("2026-11-23 07:00", "2026-11-23 17:00", False),  # the due day itself
        ("2026-11-23 08:00", "2026-11-25 17:00", True),  # Mon before the day off: Tue 24 is off, Wed 25 is the next working day
        ("2026-11-24 08:00", "2026-11-25 17:00", True),  # on the day off
        ("2026-11-25 06:00", "2026-11-25 17:00", False),
        ("2026-11-26 08:00", "2026-11-25 17:00", False),  # overdue already
        ("2026-02-13 16:00", "2026-02-23 17:00", True),  # last day before Tết, due on the first after it
    ],
)
def test_an_apology_comes_at_least_one_working_day_before(at: str, due: str, allowed: bool) -> None:
    def ask() -> datetime:
        return clocks.require_extension(due_at=vn(due), new_day=date(2026, 12, 4), at=vn(at), notice_days=1, calendar=WORKING)

    if allowed:
        assert ask() == vn("2026-12-04 17:00")
    else:
        with pytest.raises(clocks.TooLateToExtend):
            ask()


@pytest.mark.parametrize(
    ("at", "may_extend", "late"),
    [
        ("2026-11-20 16:59", True, None),  # in time: a new date is to be given, which moves the due time
        ("2026-11-23 07:00", True, True),  # the due day itself
        ("2026-11-25 09:00", True, True),  # overdue
        ("2026-11-20 16:59", False, False),  # in time, and no new date is left
    ],
)
def test_a_late_apology_is_for_who_can_give_no_new_date(at: str, may_extend: bool, late: bool | None) -> None:
    def ask() -> bool:
        return clocks.require_late_apology(
            due_at=vn("2026-11-23 17:00"), expected_on=date(2026, 11, 27), at=vn(at), notice_days=1, may_extend=may_extend,
            calendar=WORKING,
        )  # fmt: skip

    if late is None:
        with pytest.raises(clocks.StillInTimeToExtend):
            ask()
    else:
        assert ask() is late


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 23),  # the due day
        date(2026, 11, 20),  # before it
        date(2026, 11, 24),  # a day off
        date(2026, 11, 28),  # a Saturday
    ],
)
def test_the_new_day_is_a_working_day_after_the_due_day(day: date) -> None:
    with pytest.raises(clocks.NewDateNotLater):
        clocks.require_extension(
            due_at=vn("2026-11-23 17:00"), new_day=day, at=vn("2026-11-18 08:00"), notice_days=1, calendar=WORKING
        )


def test_without_a_due_time_there_is_nothing_to_extend() -> None:
    with pytest.raises(clocks.NoDueTime):
        clocks.require_extension(
            due_at=None, new_day=date(2026, 12, 4), at=vn("2026-11-18 08:00"), notice_days=1, calendar=WORKING
        )


@pytest.mark.parametrize(
    ("filed", "online", "due"),
    [
        ("2026-11-16 08:00", True, "2026-11-17 08:00"),  # eight working hours: 3 + 4 on Monday, 1 on Tuesday
        ("2026-11-16 21:00", True, "2026-11-17 17:00"),  # filed in the evening: the whole of Tuesday
        ("2026-11-23 13:00", True, "2026-11-25 11:00"),  # 4 h on Monday, 4 h on Wednesday
        ("2026-11-16 08:00", False, "2026-11-17 17:00"),
        ("2026-11-23 16:00", False, "2026-11-25 17:00"),
        ("2026-02-13 08:00", False, "2026-02-23 17:00"),
    ],
)
def test_what_is_missing_is_told_within_eight_hours_online_and_one_day_at_the_counter(filed: str, online: bool, due: str) -> None:
    told = clocks.notice_due(filed_at=vn(filed), is_online=online, online_hours=8, counter_days=1, calendar=WORKING)

    assert told == vn(due)


@pytest.mark.parametrize("online", [True, False])
def test_where_no_rule_says_when_to_tell_nothing_is_promised(online: bool) -> None:
    told = clocks.notice_due(
        filed_at=vn("2026-11-16 08:00"), is_online=online, online_hours=None, counter_days=None, calendar=WORKING
    )

    assert told is None


@pytest.mark.parametrize(
    ("ended", "verdict"),
    [
        ("2026-11-20 17:00", Verdict.EARLY),  # a day before
        ("2026-11-23 07:00", Verdict.ON_TIME),
        ("2026-11-23 17:00", Verdict.ON_TIME),  # the last moment
        ("2026-11-23 17:01", Verdict.OVERDUE),
        ("2026-11-24 00:00", Verdict.OVERDUE),
    ],
)
def test_early_is_a_day_before_and_overdue_a_moment_after(ended: str, verdict: Verdict) -> None:
    assert clocks.legal_verdict(due_at=vn("2026-11-23 17:00"), ended_at=vn(ended)) is verdict


def test_midnight_in_viet_nam_parts_the_days_not_midnight_in_greenwich() -> None:
    # 23:30 on the 22nd in Viet Nam is still the 22nd there (16:30 UTC); 00:30 on the 23rd is the 22nd in UTC, the due day here.
    due = vn("2026-11-23 17:00")

    assert clocks.legal_verdict(due_at=due, ended_at=vn("2026-11-22 23:30")) is Verdict.EARLY
    assert clocks.legal_verdict(due_at=due, ended_at=vn("2026-11-23 00:30")) is Verdict.ON_TIME


def indicator(
    ended: str, *waits: tuple[str, str | None], first_due: str = "2026-11-23 17:00", asked: int = 1, most: int | None = 1
) -> Verdict:
    return clocks.indicator_verdict(
        first_due_at=vn(first_due), ended_at=vn(ended), supplement_count=asked, supplements_max=most,
        calendar=WORKING,
        waits=[Pause(start=vn(start), end=vn(end) if end else None) for start, end in waits],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ended", "waits", "verdict"),
    [
        # Two days waited move the first promise to Thu 26 for this reckoning: (24 off), 25, 26.
        ("2026-11-26 17:00", [("2026-11-17 08:00", "2026-11-19 08:00")], Verdict.ON_TIME),
        ("2026-11-27 07:01", [("2026-11-17 08:00", "2026-11-19 08:00")], Verdict.OVERDUE),
        ("2026-11-25 08:00", [("2026-11-17 08:00", "2026-11-19 08:00")], Verdict.EARLY),
        # Still waiting when it ended (stopped): counted until then; three days, 17 to 20, move Mon 23 to Fri 27.
        ("2026-11-20 08:00", [("2026-11-17 08:00", None)], Verdict.EARLY),
        ("2026-11-24 08:00", [], Verdict.OVERDUE),
        # A wait that began after the end is no excuse.
        ("2026-11-24 08:00", [("2026-11-25 08:00", "2026-11-27 08:00")], Verdict.OVERDUE),
    ],
)
def test_the_indicator_keeps_the_first_promise_less_the_waiting(
    ended: str, waits: list[tuple[str, str | None]], verdict: Verdict
) -> None:
    assert indicator(ended, *waits) is verdict


def test_a_second_supplement_request_is_overdue_however_early_the_result() -> None:
    assert indicator("2026-11-17 08:00", asked=2) is Verdict.OVERDUE
    assert indicator("2026-11-17 08:00", asked=1) is Verdict.EARLY


@pytest.mark.parametrize(
    ("asked", "most", "verdict"),
    [(2, 1, Verdict.OVERDUE), (2, 2, Verdict.EARLY), (3, 2, Verdict.OVERDUE), (1, 0, Verdict.OVERDUE), (9, None, Verdict.EARLY)],
)
def test_how_many_requests_are_no_delay_is_the_rule_s_to_say(asked: int, most: int | None, verdict: Verdict) -> None:
    assert indicator("2026-11-17 08:00", asked=asked, most=most) is verdict


def test_an_apology_never_turns_late_into_on_time_for_the_indicator() -> None:
    # The legal clock was moved to 27/11 and kept; the indicator holds the first promise of 23/11 against it.
    legal_due = legal("2026-11-16 08:00", extension=Extension(to=vn("2026-11-27 17:00"), at=vn("2026-11-19 08:00")))

    assert clocks.legal_verdict(due_at=legal_due, ended_at=vn("2026-11-27 10:00")) is Verdict.ON_TIME
    assert indicator("2026-11-27 10:00") is Verdict.OVERDUE


def test_the_clocks_part_when_a_supplement_came_back() -> None:
    # Received Mon 16, asked Tue 17 08:00, full on Thu 26 08:00, done Wed 2/12.
    # Legal: from zero, 27, 30, 1/12, 2/12, 3/12. Indicator: Mon 23 and six days waited (17–20, 23, 25): 25, 26, 27, 30, 1/12, 2/12.
    started, asked, full, done = "2026-11-16 08:00", "2026-11-17 08:00", "2026-11-26 08:00", "2026-12-02 09:00"

    assert legal(started, restarts=[vn(full)]) == vn("2026-12-03 17:00")
    assert clocks.legal_verdict(due_at=legal(started, restarts=[vn(full)]), ended_at=vn(done)) is Verdict.EARLY
    assert indicator(done, (asked, full)) is Verdict.ON_TIME


def test_a_clock_stopped_for_a_supplement_says_so_and_what_it_had_run() -> None:
    stopped = vn("2026-11-20 09:00")

    assert clocks.legal_verdict(due_at=None, ended_at=stopped, has_limit=True) is Verdict.STOPPED
    # Mon 16 from 08:00: 7 h, Tue to Thu 8 h each, Fri 2 h; from Wed 18 13:00: 4, 8 and 2 h, less a pause of the whole Thursday.
    assert clocks.minutes_used(started_at=vn("2026-11-16 08:00"), stopped_at=stopped, calendar=WORKING) == 33 * 60
    pause = Pause(start=vn("2026-11-19 07:00"), end=vn("2026-11-19 17:00"))
    assert (
        clocks.minutes_used(
            started_at=vn("2026-11-16 08:00"), stopped_at=stopped, calendar=WORKING, restarts=[vn("2026-11-18 13:00")],
            pauses=[pause],
        )
        == 6 * 60
    )  # fmt: skip


def test_a_supplement_is_asked_within_working_days_from_reception() -> None:
    # Mon 23: (Tue 24 off), Wed 25, Thu 26, Fri 27.
    by = clocks.supplement_by(received_at=vn("2026-11-23 08:00"), return_days=3, calendar=WORKING)

    assert by == vn("2026-11-27 17:00")


def test_without_a_promise_there_is_no_verdict() -> None:
    assert clocks.legal_verdict(due_at=None, ended_at=vn("2026-11-23 17:00")) is Verdict.NO_LIMIT
    assert (
        clocks.indicator_verdict(
            first_due_at=None, ended_at=vn("2026-11-23 17:00"), waits=[], supplement_count=0, supplements_max=1, calendar=WORKING
        )
        is Verdict.NO_LIMIT
    )
