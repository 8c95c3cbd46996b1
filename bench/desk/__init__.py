"""What the desk does all day: the life of a dossier, and what it prints."""
