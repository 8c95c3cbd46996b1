"""Pages of the archive, for those who keep records."""
