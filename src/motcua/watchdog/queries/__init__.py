"""Reading: what is due now, and the alarms that were raised."""
