"""The front door of the calendar."""

from motcua.calendar.facts import (
    MINUTES_OF_A_WORKING_DAY,
    Day,
    DayCount,
    DayKind,
    Due,
    Incident,
    Limit,
    Period,
    Policy,
    Unit,
    Week,
)
from motcua.calendar.operations import (
    add_day,
    load_packaged_calendar,
    mark_counted,
    replace_day,
    set_weekly_hours,
    withdraw_day,
)
from motcua.calendar.queries import calendar_of, forget, incidents, packaged_calendar
from motcua.calendar.rules.deadlines import due_at, handover_at
from motcua.calendar.rules.explained import due
from motcua.calendar.rules.permissions import may_edit
from motcua.calendar.rules.sets import due_many
from motcua.calendar.rules.tables import read_hours, write_hours
from motcua.calendar.rules.work_calendar import OutsideCalendar, WorkCalendar

__all__ = [
    "MINUTES_OF_A_WORKING_DAY",
    "Day",
    "DayCount",
    "DayKind",
    "Due",
    "Incident",
    "Limit",
    "OutsideCalendar",
    "Period",
    "Policy",
    "Unit",
    "Week",
    "WorkCalendar",
    "add_day",
    "calendar_of",
    "due",
    "due_at",
    "due_many",
    "forget",
    "handover_at",
    "incidents",
    "load_packaged_calendar",
    "mark_counted",
    "may_edit",
    "packaged_calendar",
    "read_hours",
    "replace_day",
    "set_weekly_hours",
    "withdraw_day",
    "write_hours",
]
