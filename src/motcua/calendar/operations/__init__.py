"""Changing the calendar: days and weekly hours; periods in which the platform did not work."""

from motcua.calendar.operations.days import (
    FIRST_YEAR,
    BasisMissing,
    DayNotSensible,
    DayTaken,
    DayUnknown,
    HoursNotSensible,
    Trial,
    add_day,
    load_packaged_calendar,
    replace_day,
    set_weekly_hours,
    withdraw_day,
)
from motcua.calendar.operations.incidents import end_incident, mark_counted, record_incident, withdraw_incident

__all__ = [
    "FIRST_YEAR",
    "BasisMissing",
    "DayNotSensible",
    "DayTaken",
    "DayUnknown",
    "HoursNotSensible",
    "Trial",
    "add_day",
    "end_incident",
    "load_packaged_calendar",
    "mark_counted",
    "record_incident",
    "replace_day",
    "set_weekly_hours",
    "withdraw_day",
    "withdraw_incident",
]
