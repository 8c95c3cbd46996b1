"""What is still owed of an ended dossier before it can be closed for the archive?"""

from collections.abc import Collection

from motcua.archiving.facts import Lack


def lacks(*, opinions: int, alarms: int, owes: str, issued: Collection[str], is_file_missing: bool) -> tuple[Lack, ...]:
    """Everything that is missing, in the order in which one mends it. `owes`: the document that its last move owes.

    Basis: TT 13/2023/TT-BNV (an electronic dossier is handed over with all its components); house choice for alarms and opinions.
    """
    found = {
        Lack.OPINION: opinions > 0,
        Lack.ALARM: alarms > 0,
        Lack.DOCUMENT: bool(owes) and owes not in issued,
        Lack.FILE: is_file_missing,
    }
    return tuple(lack for lack, is_lacking in found.items() if is_lacking)
