"""Points and what is contested."""
