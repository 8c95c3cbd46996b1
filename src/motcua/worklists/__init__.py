"""How people at work see their dossiers: saved filters shared in a unit, columns of one's choice, moves of many at once.

The lists themselves are read by the dossiers room; nothing here moves a dossier but by its operations.
"""
