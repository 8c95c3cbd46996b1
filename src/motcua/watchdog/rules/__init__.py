"""When an alarm is due, by dated measures: pure."""
