"""The door of the archive."""

from motcua.archiving.facts import Checked, Entry, Lack, Package, Progress, Retention, Track
from motcua.archiving.operations.close import close_dossier, close_due, reopen_dossier
from motcua.archiving.operations.make import make_package
from motcua.archiving.operations.package import ask_package, discard_package, give_package, hand_over, make_again
from motcua.archiving.queries.entries import closable, entries, entry_for, lacks_of, opens
from motcua.archiving.queries.packages import may_make, package, packages
from motcua.archiving.queries.verifying import NotAPackage, check

__all__ = [
    "Checked",
    "Entry",
    "Lack",
    "NotAPackage",
    "Package",
    "Progress",
    "Retention",
    "Track",
    "ask_package",
    "check",
    "closable",
    "close_dossier",
    "close_due",
    "discard_package",
    "entries",
    "entry_for",
    "give_package",
    "hand_over",
    "lacks_of",
    "make_again",
    "make_package",
    "may_make",
    "opens",
    "package",
    "packages",
    "reopen_dossier",
]
