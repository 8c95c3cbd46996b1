"""What is owed before closing, how long a dossier is kept, what a package looks like: pure."""
