"""Work for later, put off in the transaction that makes it due. The same work waits once."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


def put_off(work: str, list_id: int) -> None:
    """`prepare_list` or `file_list`, one at a time for each list."""
    key = f"{work}:{list_id}"
    try:
        with transaction.atomic():
            app.configure_task(work, lock=key, queueing_lock=key).defer(list_id=list_id)
    except AlreadyEnqueued:
        pass  # it waits already and will find what is new
