"""A counter without its line: codes reserved beforehand, dossiers kept in the browser, and handed in when the line is back.

What is handed in goes the way of every other filing; this room keeps the blocks of codes and what became of them.
"""
