"""Reading: lists, their lines, tables to take away."""
