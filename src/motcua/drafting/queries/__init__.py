"""Reading what is written on the way to a result."""
