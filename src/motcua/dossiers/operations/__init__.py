"""What may be done to a dossier, one function per use case, grouped by stage: the only writers of this room."""
