"""Writing: keep a file, hold it, sweep what nobody holds."""
