"""A list comes in, is read, checked, filed in sets, and forgotten."""
