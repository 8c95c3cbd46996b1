"""The nine indicators by which officials and units are judged: points of each dossier from its facts, and contested ones.

Points are computed; only a correction with its reason is kept.
"""
