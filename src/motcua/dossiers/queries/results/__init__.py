"""The papers of a result and how it was handed over."""
