"""The seeded province and its simulated life: real units and procedures, invented people, the operations that officials use.

Owns how a demonstration is made up and the mark that a database holds one. Refuses every shortcut: it writes through the
operations of the rooms below and reads no table of theirs.
"""
