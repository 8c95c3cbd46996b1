"""How dossiers arrive at a counter."""
