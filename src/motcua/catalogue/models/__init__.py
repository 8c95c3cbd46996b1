"""Tables of the catalogue, by what they keep."""

from motcua.catalogue.models.change import Change
from motcua.catalogue.models.dated import InForce
from motcua.catalogue.models.decisions import Decision, DecisionLine
from motcua.catalogue.models.parts import ChargeRule, DictionaryEntry, Edit, PaperProperty, ProcedureProperty
from motcua.catalogue.models.procedures import Component, Procedure, ProcedureVersion
from motcua.catalogue.models.processes import Process, ProcessAgency, ProcessStep

__all__ = [
    "Change",
    "ChargeRule",
    "Component",
    "Decision",
    "DecisionLine",
    "DictionaryEntry",
    "Edit",
    "InForce",
    "PaperProperty",
    "Procedure",
    "ProcedureProperty",
    "ProcedureVersion",
    "Process",
    "ProcessAgency",
    "ProcessStep",
]
