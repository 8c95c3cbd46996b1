"""The archive's work in the background. Each job may run twice, or begin again in the middle, without harm."""

from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from motcua.archiving.operations import close, make
from motcua.archiving.operations.package import MAKE
from motcua.foundation import clock

AGAIN = RetryStrategy(max_attempts=20, wait=5, retry_exceptions={OperationalError, InterfaceError, ConnectorException})


@app.task(name=MAKE, retry=AGAIN)
def make_archive_package(package_id: int) -> None:
    """Make the file of a package; begun again, it is written from the start."""
    make.make_package(package_id=package_id, at=clock.now())


@app.periodic(cron="23 18 * * *")
@app.task(queueing_lock="close_for_archive", name="close_for_archive", retry=AGAIN)
def close_for_archive(timestamp: int) -> None:  # noqa: ARG001 (given by the scheduler)
    """Every night close what ended long enough ago and owes nothing."""
    close.close_due(at=clock.now())
