"""Writing on the way to a result: each under the lock of its dossier."""
