"""May the time on a receipt that was given without a line be believed?"""

from datetime import date, datetime, timedelta

from motcua.foundation import clock
from motcua.offline.facts import Doubt


def doubt(*, received_at: datetime, held_at: datetime, day: date, at: datetime, hours: int) -> Doubt | None:
    """Why somebody has to look at it again; None where nothing speaks against it. Receipts say minutes, so the minute of holding counts.

    Basis: NĐ 118/2025 Điều 17 (the receipt names the time of reception); how late is a dated house choice (data/limits.csv).
    """
    if received_at > at:
        return Doubt.FUTURE
    if clock.local_day(received_at) != day:
        return Doubt.OTHER_DAY
    if received_at < held_at.replace(second=0, microsecond=0):
        return Doubt.BEFORE_HELD
    if at - received_at > timedelta(hours=hours):
        return Doubt.TOO_OLD
    return None
