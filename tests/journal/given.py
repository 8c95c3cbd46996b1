"""Lives of the journal, built by its own operations."""

from datetime import UTC, datetime, timedelta

from motcua.journal import public as journal

#: Monday 2 March 2026, 08:00 in Viet Nam
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def recorded(subject: str = "dossier:1", *, name: str = "DossierAccepted", at: datetime = MONDAY, **payload) -> journal.Recorded:
    return journal.record(name=name, subject=subject, actor="user:12", at=at, payload=payload)


def chain(subject: str = "dossier:1", length: int = 5, *, at: datetime = MONDAY) -> list[journal.Recorded]:
    return [recorded(subject, at=at + timedelta(minutes=i), step=i, note="Hồ sơ đủ thành phần") for i in range(length)]


def facts(count: int, subjects: int, *, at: datetime = MONDAY) -> list[journal.Fact]:
    return [
        journal.Fact(
            name="StepCompleted",
            subject=f"dossier:{i % subjects}",
            actor="system",
            at=at + timedelta(seconds=i),
            payload={"step": i, "đơn vị": ["Sở Nội vụ", None, True]},
        )
        for i in range(count)
    ]
