"""Keeping points, contesting and deciding."""
