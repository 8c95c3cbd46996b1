"""All jobs: those that the clock asks for and those that are put off until after an answer. Each may run twice, begin again in the middle,
or run late by days, without harm; times are UTC.
"""

from datetime import timedelta

from django.db import InterfaceError, OperationalError
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from motcua.archiving import public as archiving
from motcua.batches import public as batches
from motcua.counters import tasks as waiting
from motcua.documents import public as documents
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.journal import public as journal
from motcua.offline import tasks as offline
from motcua.organization.signed_in import SessionStore
from motcua.owed_documents import public as owed_documents
from motcua.watchdog import public as watchdog

#: A job that lost its database is done again when there is one.
AGAIN = RetryStrategy(max_attempts=20, wait=5, retry_exceptions={OperationalError, InterfaceError, ConnectorException})
KEPT_HOURS = 72  # finished jobs stay that long for whoever looks into a failure


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="seal_days", name="seal_days", retry=AGAIN)
def seal_days(timestamp: int) -> None:  # noqa: ARG001 (given by the scheduler)
    """Seal the journal up to yesterday: hourly, so that a night without a worker is made good in the morning."""
    at = clock.now()
    journal.seal_days(until=clock.local_day(at) - timedelta(days=1), at=at)


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="close_unanswered", name="close_unanswered", retry=AGAIN)
def close_unanswered(timestamp: int) -> None:  # noqa: ARG001
    """Close dossiers whose supplement nobody brought within its time."""
    dossiers.close_unanswered(at=clock.now())


@app.periodic(cron="37 19 * * *")
@app.task(queueing_lock="forget_requests", name="forget_requests", retry=AGAIN)
def forget_requests(timestamp: int) -> None:  # noqa: ARG001
    """Let go of the keys of requests answered long ago."""
    dossiers.forget_requests(at=clock.now())


@app.periodic(cron="57 18 * * *")
@app.task(queueing_lock="sweep_files", name="sweep_files", retry=AGAIN)
def sweep_files(timestamp: int) -> None:  # noqa: ARG001
    """Let go of files that were sent and that nothing holds."""
    documents.sweep_files(at=clock.now())


@app.task(name="write_register", retry=AGAIN)
def write_register(export_id: int) -> None:
    """Write a register that is too long to be waited for; begun again, it is written from the start."""
    dossiers.write_asked_register(export_id=export_id, at=clock.now())


@app.task(name="prepare_list", retry=AGAIN)
def prepare_list(list_id: int) -> None:
    """Read a list that was handed in, or check one whose columns were confirmed."""
    if batches.read_list(list_id=list_id, at=clock.now()) is batches.State.CHECKING:
        batches.check_list(list_id=list_id, at=clock.now())


@app.task(name="file_list", retry=AGAIN)
def file_list(list_id: int) -> None:
    """File a list, set after set, until it is done or somebody pauses it."""
    while batches.file_next(list_id=list_id, at=clock.now()):
        pass


@app.periodic(cron="53 19 * * *")
@app.task(queueing_lock="wipe_lists", name="wipe_lists", retry=AGAIN)
def wipe_lists(timestamp: int) -> None:  # noqa: ARG001
    """Let go of the persons of lists done long ago."""
    batches.wipe_lists(at=clock.now())


@app.task(name="make_archive_package", retry=AGAIN)
def make_archive_package(package_id: int) -> None:
    """Make the file of a package; begun again, it is written from the start."""
    archiving.make_package(package_id=package_id, at=clock.now())


@app.periodic(cron="23 18 * * *")
@app.task(queueing_lock="close_for_archive", name="close_for_archive", retry=AGAIN)
def close_for_archive(timestamp: int) -> None:  # noqa: ARG001
    """Every night close what ended long enough ago and owes nothing."""
    archiving.close_due(at=clock.now())


@app.periodic(cron="57 19 * * *")
@app.task(queueing_lock="forget_registers", name="forget_registers", retry=AGAIN)
def forget_registers(timestamp: int) -> None:  # noqa: ARG001
    """Let go of the files of registers that were kept long enough."""
    owed_documents.forget_registers(at=clock.now())


@app.periodic(cron="47 19 * * *")
@app.task(queueing_lock="delete_ended_sessions", name="delete_ended_sessions", retry=AGAIN)
def delete_ended_sessions(timestamp: int) -> None:  # noqa: ARG001
    """Delete sessions that have expired: nobody can come back to them."""
    SessionStore.clear_expired()


@app.periodic(cron="27 * * * *")
@app.task(queueing_lock="delete_finished_jobs", name="delete_finished_jobs", pass_context=True, retry=AGAIN)
async def delete_finished_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Delete jobs done long ago; failed ones stay for the operator."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="count_incidents", name="count_incidents", retry=AGAIN)
def count_incidents(timestamp: int) -> None:  # noqa: ARG001
    """Count the time that incidents of the platform take from the dossiers whose rule names them."""
    dossiers.count_incidents(at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="move_promises_off", name="move_promises_off", retry=AGAIN)
def move_promises_off(timestamp: int) -> None:  # noqa: ARG001
    """Move promises off days that are not worked on any more, where the rule of the procedure says so."""
    dossiers.move_promises_off(at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="watch", name="watch", retry=AGAIN)
def watch(timestamp: int) -> None:  # noqa: ARG001
    """Raise the alarms that are due and end those without a reason. A job of its own: nothing that fails before it silences anybody."""
    watchdog.watch(at=clock.now())


@app.periodic(cron="12 * * * *")
@app.task(queueing_lock="close_waiting_days", name="close_waiting_days", retry=AGAIN)
def close_waiting_days(timestamp: int) -> None:  # noqa: ARG001
    """End the tickets, appointments and seats that days before today left open."""
    waiting.close_days(at=clock.now())


@app.periodic(cron="17 18 * * *")
@app.task(queueing_lock="end_held_codes", name="end_held_codes", retry=AGAIN)
def end_held_codes(timestamp: int) -> None:  # noqa: ARG001
    """Write held codes of days that are over as not used: the register explains each number."""
    offline.end_days(at=clock.now())


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="check_cameras", name="check_cameras", retry=AGAIN)
def check_cameras(timestamp: int) -> None:  # noqa: ARG001
    """Ask every camera whether it lives. Nothing else waits for the answer."""
    waiting.check_cameras(at=clock.now())
