"""Reading: what can be closed, what is kept how long, packages and their files."""
