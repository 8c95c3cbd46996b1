"""The end of the paper's life: closing and locking what is finished, how long it is kept, and handing it over with a manifest.

Retention is dated data; a dossier that is handed over is still found by its code.
"""
