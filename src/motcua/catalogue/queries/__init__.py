"""Reading: what is in force, what was found, and the data that the package carries."""
