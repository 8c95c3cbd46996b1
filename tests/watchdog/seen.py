"""What the watchdog has raised, as tests read it."""

from collections import Counter
from datetime import datetime

from motcua.journal import public as journal
from motcua.watchdog.models import Alarm, Telling


def standing(dossier: int) -> set[str]:
    """The kinds of alarms that stand at a dossier now."""
    return set(Alarm.objects.filter(dossier=dossier, ended_at=None).values_list("kind", flat=True))


def raised(dossier: int) -> Counter[tuple[str, datetime]]:
    """Every alarm ever raised at a dossier."""
    return Counter(Alarm.objects.filter(dossier=dossier).values_list("kind", "due_at"))


def told(dossier: int, kind: str) -> list[tuple[str, int | None]]:
    """To whom an alarm of this kind was told, in order: the level, and the person where it is one."""
    return list(Telling.objects.filter(alarm__dossier=dossier, alarm__kind=kind).order_by("id").values_list("level", "user_id"))


def facts(dossier: int) -> list[str]:
    return [fact.name for fact in journal.history(f"alarms:{dossier}")]
