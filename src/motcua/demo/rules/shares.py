"""In what shares do dossiers come and end?

The figures are the province's own for 15/12/2023 to 21/5/2024: of 245,580 received 208,200 came online; of 245,188 resolved
234,089 were early, 5,312 on time, 5,787 overdue. What is not published (supplements, refusals, withdrawals) is a house choice.
"""

from dataclasses import dataclass
from random import Random

ONLINE = 208_200 / 245_580
POSTAL_OF_REST = 0.12
#: Filed by staff for somebody without a computer: part of what came online.
ASSISTED_OF_ONLINE = 0.11
BEYOND_BOUNDARY = 0.06

REFUSED = 0.012
INCOMPLETE_BEFORE_RECEPTION = 0.03
SUPPLEMENT_AT_APPRAISAL = 0.035
ANSWERED = 0.85
WITHDRAWN = 0.008
CONSULTED = 0.07
FINANCIAL_OBLIGATION_OF_LAND = 0.45
SENT_BACK = 0.04
REFUSED_RESULT = 0.02
APOLOGY_OF_LATE = 0.35

#: What people come for most, by code (weights, a house choice after the usual mix of communes and departments).
FAVOURITES = (
    ("2.000815", 240), ("2.000884", 70), ("1.001193", 90), ("1.000656", 40), ("1.000894", 45), ("1.004873", 55), ("1.004859", 25),
    ("1.001022", 8), ("1.004837", 4), ("2.000986", 20), ("2.000720", 25), ("1.001266", 15), ("1.013225", 40), ("1.012796", 20),
    ("1.013979", 8), ("1.013980", 55), ("1.013977", 30), ("1.013833", 30), ("1.012783", 40), ("1.012756", 15), ("1.010727", 8),
)  # fmt: skip
#: The rest of the catalogue comes now and then.
ANYTHING = 0.14

#: One large ward has this share of what communes receive: its people and lists are what the demonstration shows first.
LARGE_WARD, LARGE_WARD_SHARE, LARGE_WARD_SLOWNESS = "Phường Long Xuyên", 0.1, 1.35
#: Units that fall behind, and how much slower they are than the rest.
SLOW_UNITS = 11
SLOWNESS = (1.2, 2.0)
#: Dossiers that somebody buries, whatever the unit, and how much longer they take.
BURIED, BURIED_FOR = 0.015, 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What will happen to one dossier, drawn before it begins."""

    is_online: bool
    is_postal: bool
    is_assisted: bool
    is_beyond_boundary: bool
    is_refused: bool
    is_incomplete: bool
    lacks_paper: bool
    is_answered: bool
    is_withdrawn: bool
    is_consulted: bool
    owes_money: bool
    is_sent_back: bool
    is_refused_result: bool
    gets_apology: bool
    #: Share of the time limit that the unit takes.
    pace: float


def draw_course(random: Random, *, is_land: bool, slowness: float) -> Course:
    """Draw one dossier's course. Most are early: the pace is far below 1 except where a unit is slow.

    Basis: house choice, fitted to the province's published shares.
    """
    online = random.random() < ONLINE
    return Course(
        is_online=online,
        is_postal=not online and random.random() < POSTAL_OF_REST,
        is_assisted=online and random.random() < ASSISTED_OF_ONLINE,
        is_beyond_boundary=random.random() < BEYOND_BOUNDARY,
        is_refused=random.random() < REFUSED,
        is_incomplete=random.random() < INCOMPLETE_BEFORE_RECEPTION,
        lacks_paper=random.random() < SUPPLEMENT_AT_APPRAISAL,
        is_answered=random.random() < ANSWERED,
        is_withdrawn=random.random() < WITHDRAWN,
        is_consulted=random.random() < CONSULTED,
        owes_money=is_land and random.random() < FINANCIAL_OBLIGATION_OF_LAND,
        is_sent_back=random.random() < SENT_BACK,
        is_refused_result=random.random() < REFUSED_RESULT,
        gets_apology=random.random() < APOLOGY_OF_LATE,
        pace=min(1.5, max(0.06, random.lognormvariate(-1.1, 0.42)))
        * slowness
        * (BURIED_FOR if random.random() < BURIED else 1.0),
    )
