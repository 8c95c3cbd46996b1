"""Filing in sets: what is done for one dossier, done for hundreds in a few statements."""
