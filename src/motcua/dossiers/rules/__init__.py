"""The law of a dossier's life in plain Python: which move, by whom, on which clock, whose time."""
