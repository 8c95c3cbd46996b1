"""Pages of lists, for counter staff."""
