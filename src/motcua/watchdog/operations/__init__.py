"""Writing: a look of the watchdog, and what people do with an alarm."""
