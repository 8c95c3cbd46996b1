"""Pages of lists, of what is kept, and of many moves."""
