"""What is written on the way to a result: drafts with versions, remarks, records of verification on the spot.

The result itself, with its number, belongs to the dossier; this room keeps how it came to be. It moves no dossier: whoever may
finish the open step may write here, under the dossier's lock.
"""
