"""Which procedures does a person mean who asks in everyday words?"""

from motcua.catalogue.rules.searching.questions import Words
from motcua.catalogue.rules.searching.weighing import Document, Index, corrected, index, search

__all__ = ["Document", "Index", "Words", "corrected", "index", "search"]
