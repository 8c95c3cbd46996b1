"""Publication decisions: reading their lists, comparing them with what is in force, contradictions, and the publication clock."""
