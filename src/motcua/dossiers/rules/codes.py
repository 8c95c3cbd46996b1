"""What is a dossier's code?"""

from datetime import date


def code_of(*, prefix: str, day: date, serial: int) -> str:
    """The receiving agency's identifier, the day, and the day's serial of at least four digits: H01.12-251103-0007.

    Basis: TT 01/2018 Điều 19; TT 03/2025 Điều 13(3): at least four characters, longer as needed.
    """
    return f"{prefix}-{day:%y%m%d}-{serial:04}"
