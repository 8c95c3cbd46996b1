"""How a dossier stands, for the eye."""

from motcua.dossiers.facts import Outcome, Told, is_refused


def look_of(told: Told) -> tuple[str, str, str]:
    """Word, hue and icon; a refusal is said as one."""
    return (Outcome.REFUSED.label, "da", "x") if is_refused(told) else (told.state.label, told.state.hue, told.state.icon)
