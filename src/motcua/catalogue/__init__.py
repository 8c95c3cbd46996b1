"""The catalogue: administrative procedures as published, version by version, and the electronic processes that handle them.

Owns: procedures and their dated versions, papers by case, channels and fees as published, time limits, the dated rules of the
clock that follow from law, electronic processes and their steps, search, and the public pages that people read.
Refuses: to guess. What the source does not say stays unknown here and is shown as "Nguồn không ghi". It counts no time (calendar),
knows no agency by id (organization) and no dossier: a dossier pins a version and a process by their ids.
"""
