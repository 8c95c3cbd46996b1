"""Writing publication decisions, by stage."""
