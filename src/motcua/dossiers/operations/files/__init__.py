"""Files of dossiers: looked at before a dossier is received."""
