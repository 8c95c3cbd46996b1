"""Jobs whose worker died in the middle of them go back to the queue. Each job may run twice without harm."""

import asyncio
import logging

from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Status
from procrastinate.manager import JobManager

logger = logging.getLogger(__name__)

HEARTBEAT = 5.0  # seconds between two signs of life of a worker
DEAD_AFTER = 20.0  # seconds without one


async def run(jobs: JobManager) -> None:
    """Look again and again; without a database there is nothing to look at."""
    while True:
        try:
            await give_back(jobs)
        except ConnectorException as error:
            logger.warning("jobs of dead workers were not looked for: %s", error)
        await asyncio.sleep(HEARTBEAT)


async def give_back(jobs: JobManager) -> None:
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER):
        logger.warning("job %s (%s) lost its worker; it goes back to the queue", job.id, job.task_name)
        try:
            await jobs.retry_job(job)
        except UniqueViolation:  # the next of its kind waits already and will do the same work
            await jobs.finish_job(job, status=Status.ABORTED, delete_job=False)
