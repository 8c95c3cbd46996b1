"""Screens of drafts and verifications."""
