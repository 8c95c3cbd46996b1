"""Tables of the catalogue, by what they keep."""

from motcua.catalogue.models.change import Change
from motcua.catalogue.models.dated import InForce
from motcua.catalogue.models.procedures import Component, Procedure, ProcedureVersion
from motcua.catalogue.models.processes import Process, ProcessStep

__all__ = ["Change", "Component", "InForce", "Procedure", "ProcedureVersion", "Process", "ProcessStep"]
