"""Screens of a dossier, one module per audience."""
