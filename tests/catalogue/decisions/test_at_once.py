"""Several people change the catalogue at the same moment. Real threads, real connections."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event

import pytest
from django.db import connection, transaction
from tests.catalogue import given
from tests.catalogue.decisions import lists
from tests.catalogue.decisions.lists import AMENDED, APPROVER, EFFECT, row
from tests.catalogue.factories import AT

from motcua.catalogue.models import Decision
from motcua.catalogue.operations.decisions.approve import undo_decision
from motcua.catalogue.operations.locking import lock_catalogue
from motcua.catalogue.queries.decisions.undoing import LAST_MOMENTS, DecisionInForce
from motcua.foundation import clock

pytestmark = pytest.mark.django_db(transaction=True)

#: The first moment of the day of effect.
MIDNIGHT = datetime.combine(EFFECT, datetime.min.time(), clock.TIME_ZONE)


@contextmanager
def somebody_else_at_work(seconds: float) -> Iterator[None]:
    locked, work = Event(), ThreadPoolExecutor(1)

    def change() -> None:
        with transaction.atomic():
            lock_catalogue(AT)
            locked.set()
            time.sleep(seconds)
        connection.close()

    running = work.submit(change)
    locked.wait(timeout=30)
    yield
    running.result(timeout=30)
    work.shutdown()


def test_an_undoing_that_waits_until_its_time_is_over_is_refused() -> None:
    given.procedure()
    done = lists.imported(AMENDED, row("1.000001", limit="03 ngày làm việc"))
    just_in_time = MIDNIGHT - LAST_MOMENTS - timedelta(seconds=0.5)

    with somebody_else_at_work(1.0), pytest.raises(DecisionInForce):
        undo_decision(decision_id=done.decision_id, reason="Nhầm tệp", actor=APPROVER, at=just_in_time)

    undo_decision(decision_id=done.decision_id, reason="Nhầm tệp", actor=APPROVER, at=just_in_time)
    assert Decision.objects.get().withdrawn_at == just_in_time
