"""Which patterns may a form ask for? Only those that cannot keep the server busy, whatever is typed.

A pattern is anchored and is a row of letters or sets of letters, each with a number of times: no groups, no alternatives, no look
around. What can then cost time is only the number of ways to share out the letters among the parts of free length.
"""

import re

#: A part without an end may be as long as this many letters, as far as the count of ways goes.
UNENDING = 200
MOST_WAYS = 50_000
_ATOM = re.compile(
    r"(?P<set>\[\^?(?:[^\[\]\\]|\\[\w\-\]\[\\.^/])+\])|(?P<escaped>\\[d.\-/()+*?\[\]{}|^$\\])|(?P<letter>[^\\\[\](){}*+?|^$.])"
)
_TIMES = re.compile(r"\{(\d{1,3})(?:(,)(\d{1,3})?)?\}|([*+?])")


def is_safe(pattern: str) -> bool:
    """Whether a pattern may be used. Basis: house choice (a form is written by many hands and read by a public server)."""
    if not (pattern.startswith("^") and pattern.endswith("$")) or pattern.endswith("\\$"):
        return False
    body, place, ways = pattern[1:-1], 0, 1
    while place < len(body):
        atom = _ATOM.match(body, place)
        if atom is None or _says_more(atom["set"] or ""):
            return False
        place = atom.end()
        if times := _TIMES.match(body, place):
            place, ways = times.end(), ways * (_freedom(times) + 1)
    return ways <= MOST_WAYS and _compiles(pattern)


def fits(pattern: str, text: str) -> bool:
    """Whether a text is what a safe pattern asks. Basis: JSON Schema 2020-12, pattern (ECMA-262: a digit is 0 to 9)."""
    return re.fullmatch(pattern, text, re.ASCII) is not None


def _says_more(letters: str) -> bool:
    """Inside a set only digits may be named by a letter; doubled signs are sets of sets to come (Python's re warns of them)."""
    if any(twice in letters for twice in ("&&", "||", "~~", "--", "[[")):
        return True
    return any(name not in "d-][\\.^/" for name in re.findall(r"\\(.)", letters))


def _freedom(times: "re.Match[str]") -> int:
    least, comma, most, sign = times.groups()
    if sign:
        return 1 if sign == "?" else UNENDING
    if not comma:
        return 0
    return (int(most) if most else UNENDING) - int(least)


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
