"""Screens, one module for each audience."""
