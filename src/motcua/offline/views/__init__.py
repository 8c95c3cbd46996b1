"""The page that works without a line and what it asks; the pages of counter staff."""
