"""For which case of its procedure is a dossier: one that the papers are published under, or none."""

from motcua.foundation.errors import Invalid
from motcua.foundation.text import tidy


class UnknownCase(Invalid):
    code = "unknown_case"
    vi = "Thủ tục không có trường hợp «{case}». Để trống hoặc ghi một trong: {known}."
    en = "The procedure has no case “{case}”. Leave it empty or give one of: {known}."


class NoCases(Invalid):
    code = "no_cases"
    vi = "Thủ tục này không chia trường hợp. Để trống."
    en = "This procedure does not tell cases apart. Leave the case empty."


def require_case(case: str, *, among: tuple[str, ...]) -> str:
    """The case as it is kept; empty for none. Raises NoCases, UnknownCase.

    Basis: house choice (what a dossier says of its case is what the catalogue publishes).
    """
    name = tidy(case).strip(" *:-.")
    if name and not among:
        raise NoCases
    if name and name not in among:
        raise UnknownCase(case=name[:200], known="; ".join(among))
    return name
