"""Work for later, put off in the transaction that makes it due. The same work waits once, and is never done twice at a time."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


def put_off(task: str, **of: int) -> None:
    """Leave a task to the worker, by its name and the ids of what it is about: put_off("write_register", export_id=7)."""
    key = ":".join([task, *map(str, of.values())])
    try:
        with transaction.atomic():
            app.configure_task(task, lock=key, queueing_lock=key).defer(**of)
    except AlreadyEnqueued:
        pass  # it waits already and will find what is new
