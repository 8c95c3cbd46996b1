"""Writing: closing for the archive, opening again, packages."""
