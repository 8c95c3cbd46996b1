"""Writing: numbers, prints, registers."""
