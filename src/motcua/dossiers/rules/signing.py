"""Must the form of a dossier that was filed online be signed?"""

from collections.abc import Mapping

from motcua.foundation.dated import Dated

#: Systems in which one signs in with an identity that the state has checked.
SYSTEMS = frozenset({"portal", "vneid"})


def need_not_sign(held: Mapping[str, Dated], *, identified_by: str) -> Dated | None:
    """The rule by which a form without a signature is no defect, if one of the day's rules is for how its filer signed in.

    Basis: Nghị quyết 66.7/2025/NQ-CP Điều 2 khoản 4, by the dated rows.
    """
    rule = held.get("need_not_sign")
    return rule if rule is not None and identified_by in rule.value.split() else None
