"""The life of a dossier, from intake to return: moves, steps, both clocks, the time ledger, worklists.

Owns dossiers, their persons, steps, waits, consultations, codes and the log of who looked. Refuses legal documents, money,
uploads and notices: those rooms follow the facts recorded here. What a procedure promises comes from `catalogue`, who may act
from `organization`, working time from `calendar`.
"""
