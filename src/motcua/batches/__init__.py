"""Lists of many dossiers, as of a school year: checked line by line, previewed, filed in sets, resumed where they stopped.

Filing is the dossiers room's; this room keeps the list, its lines and how far it has come.
"""
