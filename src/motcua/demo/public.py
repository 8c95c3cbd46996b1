"""The door of the demo room. Only the command line enters it."""

from motcua.demo.facts import Made, Wish
from motcua.demo.operations.errands import ERRANDS, NoDemonstrationHere, simulate
from motcua.demo.operations.make import NotADemonstration, last_close, make
from motcua.demo.operations.province import PASSWORD

__all__ = ["ERRANDS", "PASSWORD", "Made", "NoDemonstrationHere", "NotADemonstration", "Wish", "last_close", "make", "simulate"]
