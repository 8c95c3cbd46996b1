"""Work on lists in the background. Each job may run twice, or begin again in the middle, without harm."""

from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from motcua.batches.facts import State
from motcua.batches.operations.check import check_list
from motcua.batches.operations.read import read_list
from motcua.batches.operations.run import file_next
from motcua.batches.operations.wipe import wipe_lists as wipe
from motcua.foundation import clock

AGAIN = RetryStrategy(max_attempts=20, wait=5, retry_exceptions={OperationalError, InterfaceError, ConnectorException})


@app.task(name="prepare_list", retry=AGAIN)
def prepare_list(list_id: int) -> None:
    """Read a list that was handed in, or check one whose columns were confirmed."""
    if read_list(list_id=list_id, at=clock.now()) is State.CHECKING:
        check_list(list_id=list_id, at=clock.now())


@app.task(name="file_list", retry=AGAIN)
def file_list(list_id: int) -> None:
    """File a list, set after set, until it is done or somebody pauses it."""
    while file_next(list_id=list_id, at=clock.now()):
        pass


@app.periodic(cron="53 19 * * *")
@app.task(queueing_lock="wipe_lists", name="wipe_lists", retry=AGAIN)
def wipe_lists(timestamp: int) -> None:  # noqa: ARG001 (given by the scheduler)
    """Let go of the persons of lists done long ago."""
    wipe(at=clock.now())
