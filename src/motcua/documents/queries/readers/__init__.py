"""What lies in the bytes of a file. Run as a program of its own (`python -m`), so that hostile bytes can hurt nobody but it."""
