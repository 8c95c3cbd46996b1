"""Other agencies: asked their opinion, or given a part of the dossier to do."""
