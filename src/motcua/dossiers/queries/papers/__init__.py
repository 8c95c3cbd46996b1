"""Papers of dossiers: their files and what is wrong with them, what data replaces, what went back."""
