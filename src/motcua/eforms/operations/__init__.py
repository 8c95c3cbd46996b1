"""Writing forms: drafts, approval, pins, the packaged ones."""
