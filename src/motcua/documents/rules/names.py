"""Under which name is a file kept? The sender's, without what could harm or mislead."""

import re

from motcua.foundation.text import tidy

MOST = 200
_UNSAFE = re.compile(r'[\\/:*?"<>|]+')
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}$")
NAMELESS = "tep"


def clean_name(given: str) -> str:
    """The last part of a path, without control characters and marks that mean something to a system; its ending stays when it is cut.

    Basis: house choice.
    """
    last = re.split(r"[\\/]", given.replace("\x00", " "))[-1]
    name = tidy(_UNSAFE.sub(" ", last)).lstrip(". ").rstrip(". ")
    if len(name) > MOST:
        ending = found.group() if (found := _ENDING.search(name)) else ""
        name = name[: MOST - len(ending) - 1].rstrip() + "…" + ending
    return name or NAMELESS
