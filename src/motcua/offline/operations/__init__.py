"""Writing: codes are held and given back, kept dossiers handed in, doubtful times looked at again, days ended."""
