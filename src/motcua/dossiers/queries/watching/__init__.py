"""What the watchdog and the heads ask of all that is open: ranges of partial indexes, never the whole table."""
