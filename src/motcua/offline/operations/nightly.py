"""A day of held codes ends: what nobody sent in time is written as not used, so that the register explains each number."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.foundation import clock
from motcua.offline.facts import CodeState
from motcua.offline.models import Block
from motcua.offline.operations.holding import write_unused
from motcua.offline.queries import limits_on


@transaction.atomic
def end_days(*, at: datetime) -> int:
    """Codes of days that are over and after which nothing is expected any more. Returns how many; a dossier that still arrives is taken."""
    hours = limits_on(clock.local_day(at)).arrive_within_hours
    last = clock.local_day(at - timedelta(hours=hours))
    out = Block.objects.filter(day__lt=last, codes__state__in=[CodeState.HELD, CodeState.FREE], codes__review=None)
    blocks = list(out.distinct().values_list("id", flat=True))
    return write_unused(blocks, f"Hết ngày, {hours} giờ sau máy chưa gửi đến", actor="system", at=at) if blocks else 0
