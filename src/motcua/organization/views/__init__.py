"""Screens: signing in, one's own account, administration of accounts."""
