"""What procedure control reads: its list of procedures, dictionaries, edits, and what is wrong."""
