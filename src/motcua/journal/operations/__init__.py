"""Writing the journal: record, seal, follow, begin a generation."""
