"""What may an inspection or a report find of an indicator that dossiers do not show, and how many points is it?"""

from collections.abc import Mapping
from decimal import Decimal

from motcua.appraisal.facts import OUTCOMES, Indicator


def outcomes(indicator: Indicator, *, is_commune: bool, measures: Mapping[str, Decimal]) -> tuple[tuple[int, str, Decimal], ...]:
    """Points, the sentence and its per cent, from 2 points down; of an indicator that dossiers show nothing.

    Basis: TT 01/2018/TT-VPCP Điều 13, 14 [prev] (found by inspection and reports).
    """
    of_list = "on_the_spot_percent_commune" if is_commune else "on_the_spot_percent"
    percent = measures[of_list if indicator is Indicator.ONE_STOP else "feedback_in_time_percent"]
    return tuple((points, said, percent) for points, said in zip((2, 1, 0), OUTCOMES.get(indicator, ()), strict=False))
