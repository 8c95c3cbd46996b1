"""Writing drafts, reading them from files, and leading them to force."""
