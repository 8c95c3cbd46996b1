"""Which days and minutes are working time, and how far apart are two moments in it?

Moments are counted in whole minutes on one axis that starts at midnight, Vietnamese time, of the first day. Viet Nam has kept
UTC+7 without summer time since 1975, so every day has 1440 minutes. Seconds are dropped: receipts show minutes.

A working minute can be named from two sides: 17:00 on Friday and 07:00 on Monday are the same amount of work done. Going
forward ends at the earlier of them (the close), going back at the later (the opening).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from motcua.calendar.facts import Day, DayKind, Period, Week
from motcua.foundation.clock import TIME_ZONE
from motcua.foundation.confidence import Confidence
from motcua.foundation.errors import Invalid

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_OFFSET = 7 * 60
DAY = 1440
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: Years after the last year of the table that can still be counted, with weekly days off only.
YEARS_BEYOND = 3


class OutsideCalendar(Invalid):
    code = "outside_calendar"
    vi = "Lịch làm việc chỉ có từ {first} đến {last}: không tính được thời gian ngoài khoảng này."
    en = "The working calendar covers {first} to {last} only: time outside it cannot be counted."


class NotAWorkingDay(Invalid):
    code = "not_a_working_day"
    vi = "Ngày {day} không phải là ngày làm việc."
    en = "{day} is not a working day."


class WorkCalendar:
    """An immutable working calendar for a span of years; every question costs at most one binary search.

    Basis: Labour Code 2019 art. 111, 112 (days off); weekly hours and yearly decisions as entered, each with its own basis.
    """

    __slots__ = (
        "_before", "_close", "_days", "_filled", "_first_ordinal", "_periods", "_rank", "_size", "_starts", "_workdays", "_years",
        "_zero", "epoch_minute", "first", "last",
    )  # fmt: skip

    def __init__(self, *, weeks: Sequence[Week], days: Iterable[Day]) -> None:
        """`weeks` in order of precedence: the first that is valid on a day gives its hours."""
        self._days: Mapping[date, Day] = {entry.day: entry for entry in days}
        self._years = frozenset(day.year for day in self._days)
        first_year, last_year = (min(self._years), max(self._years)) if self._years else (2020, 2020)
        self.first, self.last = date(first_year, 1, 1), date(last_year + YEARS_BEYOND, 12, 31)
        self._first_ordinal = self.first.toordinal()
        self._size = self.last.toordinal() - self._first_ordinal + 1
        self._zero = datetime(first_year, 1, 1, tzinfo=TIME_ZONE)
        #: Minutes from 1970-01-01T00:00Z to the start of the axis.
        self.epoch_minute = (self._first_ordinal - _EPOCH_ORDINAL) * DAY - _OFFSET
        self._periods = [self._hours(self.first + timedelta(days=number), weeks) for number in range(self._size)]
        self._lay_out()

    def _hours(self, day: date, weeks: Sequence[Week]) -> tuple[Period, ...]:
        entry = self._days.get(day)
        if entry and not entry.kind.is_working:
            return ()
        weekday = day.isoweekday()
        if entry:  # a make-up day has the hours of the day it makes up for; unknown, those of a Monday
            weekday = entry.paired_day.isoweekday() if entry.paired_day else 1
        for week in weeks:
            if week.valid_from <= day and (week.valid_to is None or day < week.valid_to):
                return week.periods.get(weekday, ())
        return ()

    def _lay_out(self) -> None:
        self._before, self._rank = [0], [0]
        self._workdays: list[int] = []
        self._close: list[int] = []
        self._starts: list[int] = []
        self._filled: list[int] = []
        done = 0
        for number, periods in enumerate(self._periods):
            for opens, closes in periods:
                self._starts.append(number * DAY + opens)
                self._filled.append(done)
                done += closes - opens
            if periods:
                self._workdays.append(number)
                self._close.append(number * DAY + periods[-1].closes)
            self._before.append(done)
            self._rank.append(len(self._workdays))

    def outside(self) -> OutsideCalendar:
        """The error that names the span. Basis: house choice."""
        return OutsideCalendar(first=self.first.strftime("%d/%m/%Y"), last=self.last.strftime("%d/%m/%Y"))

    # The axis: what the counting rules are written in.

    def minute(self, at: datetime) -> int:
        """The minute of the axis that a moment falls in. Raises OutsideCalendar. Basis: house choice (see the module)."""
        since = at - _EPOCH
        minute = since.days * DAY + since.seconds // 60 - self.epoch_minute
        if not 0 <= minute < self._size * DAY:
            raise self.outside()
        return minute

    def moment(self, minute: int) -> datetime:
        """The moment at which a minute of the axis begins. Basis: house choice."""
        return self._zero + timedelta(minutes=minute)

    def number(self, day: date) -> int:
        """How many days after the first day. Raises OutsideCalendar. Basis: house choice."""
        return self.checked(day.toordinal() - self._first_ordinal)

    def checked(self, number: int) -> int:
        """The same number if the calendar has that day. Raises OutsideCalendar. Basis: house choice."""
        if not 0 <= number < self._size:
            raise self.outside()
        return number

    def date_of(self, number: int) -> date:
        """The day with this number. Basis: house choice."""
        return date.fromordinal(self._first_ordinal + number)

    def done_at(self, minute: int) -> int:
        """Working minutes from the start of the axis to this minute. Basis: house choice."""
        number, clock = divmod(minute, DAY)
        done = self._before[number]
        for opens, closes in self._periods[number]:
            if clock <= opens:
                break
            done += min(clock, closes) - opens
        return done

    def done_before(self, number: int) -> int:
        """Working minutes before the day with this number. Basis: house choice."""
        return self._before[number]

    def earliest(self, done: int) -> int:
        """The first minute at which that much work is done. Raises OutsideCalendar. Basis: house choice."""
        place = bisect_left(self._filled, done) - 1
        if place < 0 or done > self._before[-1]:
            raise self.outside()
        return self._starts[place] + done - self._filled[place]

    def latest(self, done: int) -> int:
        """The last minute at which no more than that is done. Raises OutsideCalendar. Basis: house choice."""
        place = bisect_right(self._filled, done) - 1
        if place < 0 or done >= self._before[-1]:
            raise self.outside()
        return self._starts[place] + done - self._filled[place]

    def close_after(self, number: int, count: int) -> int:
        """The closing minute of the count-th working day after the day with this number (0: that day or the first after it).

        Raises OutsideCalendar. Basis: Civil Code 2015 art. 147(2), 148(5).
        """
        place = self._rank[number + 1] + count - 1 if count else self._rank[number]
        if place >= len(self._close):
            raise self.outside()
        return self._close[place]

    def periods_of(self, number: int) -> tuple[Period, ...]:
        """The periods of work of the day with this number. Basis: the weekly hours in force."""
        return self._periods[number]

    # Days.

    def is_working_day(self, day: date) -> bool:
        """Whether anybody works that day. Raises OutsideCalendar. Basis: Labour Code 2019 art. 111, 112."""
        return bool(self._periods[self.number(day)])

    def close_of(self, day: date) -> datetime:
        """When a working day closes. Raises OutsideCalendar, NotAWorkingDay. Basis: the weekly hours in force."""
        number = self.number(day)
        if not self._periods[number]:
            raise NotAWorkingDay(day=day.strftime("%d/%m/%Y"))
        return self.moment(number * DAY + self._periods[number][-1].closes)

    def add_working_days(self, day: date, count: int) -> date:
        """The count-th working day after a day, which is not counted; before it when count is negative; the day itself for 0.

        Raises OutsideCalendar. Basis: Civil Code 2015 art. 147(2).
        """
        number = self.number(day)
        if not count:
            return day
        place = self._rank[number + 1] + count - 1 if count > 0 else self._rank[number] + count
        if not 0 <= place < len(self._workdays):
            raise self.outside()
        return self.date_of(self._workdays[place])

    def entry(self, day: date) -> Day | None:
        """The entry of a day that differs from the weekly hours. Basis: the entry's own."""
        return self._days.get(day)

    def is_announced(self, year: int) -> bool:
        """Whether the table holds anything for a year; if not, only weekly days off are known. Basis: Labour Code art. 112(3)."""
        return year in self._years

    def day_reason(self, day: date) -> tuple[str, str]:
        """Why a day is worked or not, in Vietnamese and English. Raises OutsideCalendar. Basis: the entry's own, or the weekly hours."""
        entry, weekday, weekday_en = self._days.get(day), WEEKDAYS[day.weekday()], WEEKDAYS_EN[day.weekday()]
        if entry:
            vi, en = _PREFIXES[entry.kind]
            is_sure = entry.confidence is not Confidence.ESTIMATE
            return vi + entry.name + ("" if is_sure else " (dự kiến)"), en + entry.name + ("" if is_sure else " (expected)")
        if not self.is_working_day(day):
            return f"Ngày nghỉ hằng tuần ({weekday})", f"Weekly day off ({weekday_en})"
        if self.is_announced(day.year):
            return f"Ngày làm việc ({weekday})", f"Working day ({weekday_en})"
        return f"Ngày làm việc (chưa có lịch nghỉ năm {day.year})", f"Working day (no holidays of {day.year} announced yet)"

    # Working minutes.

    def add(self, at: datetime, minutes: int) -> datetime:
        """The moment at which so many working minutes after `at` are over. Raises OutsideCalendar.

        Basis: Civil Code 2015 art. 147(1); 1 working day = 8 working hours by the practice of internal processes.
        """
        if minutes < 0:
            return self.subtract(at, -minutes)
        start = self.minute(at)
        return self.moment(self.earliest(self.done_at(start) + minutes) if minutes else start)

    def subtract(self, at: datetime, minutes: int) -> datetime:
        """The moment from which so many working minutes lead to `at`. Raises OutsideCalendar. Basis: as for `add`."""
        if minutes < 0:
            return self.add(at, -minutes)
        end = self.minute(at)
        return self.moment(self.latest(self.done_at(end) - minutes) if minutes else end)

    def between(self, start: datetime, end: datetime) -> int:
        """Working minutes from `start` to `end`; negative when `end` comes first. Raises OutsideCalendar. Basis: as for `add`."""
        return self.done_at(self.minute(end)) - self.done_at(self.minute(start))

    def paused(self, stretches: Iterable[tuple[datetime, datetime]]) -> int:
        """The working minutes that stretches of waiting take; where they overlap they count once. Raises OutsideCalendar.

        Basis: house choice; when the clock pauses is a rule of the procedure (law-onestop §4.6, 4.7).
        """
        minutes, covered_to = 0, self._zero
        for start, end in sorted(stretches):
            begin = max(start, covered_to)
            if end > begin:
                minutes += self.between(begin, end)
                covered_to = end
        return minutes

    def next_working_moment(self, at: datetime) -> datetime:
        """The moment itself in working time, else the next opening. Raises OutsideCalendar. Basis: as for `add`."""
        return self.moment(self.latest(self.done_at(self.minute(at))))


_PREFIXES = {
    DayKind.HOLIDAY: ("Nghỉ lễ: ", "Holiday: "),
    DayKind.TET_ADJUSTMENT: ("Nghỉ Tết: ", "Tết holiday: "),
    DayKind.COMPENSATORY_OFF: ("Nghỉ bù: ", "Compensatory day off: "),
    DayKind.SWAPPED_OFF: ("Nghỉ hoán đổi: ", "Swapped day off: "),
    DayKind.MAKEUP_WORKDAY: ("Làm bù: ", "Make-up work: "),
}
