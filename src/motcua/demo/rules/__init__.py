"""How an invented life is drawn: shares, people, the course of one dossier. Pure, and the same for the same seed."""
