"""What changed from one text to another, line by line?"""

from difflib import SequenceMatcher

from motcua.drafting.facts import Line


def compared(before: str, after: str) -> tuple[Line, ...]:
    """Every line of both texts, in order, with what went out and what came in.

    Basis: house choice.
    """
    old, new = before.splitlines(), after.splitlines()
    found: list[Line] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found += [Line(" ", text) for text in old[a:b]]
        else:
            found += [Line("-", text) for text in old[a:b]] + [Line("+", text) for text in new[c:d]]
    return tuple(found)
