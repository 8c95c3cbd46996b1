"""Who follows the journal. Each follower keeps its own position; several workers may run: one follower runs in one of them at a time."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from asgiref.sync import sync_to_async
from django.db import close_old_connections

from motcua.appraisal import public as appraisal
from motcua.journal import public as journal

logger = logging.getLogger(__name__)

Handler = Callable[[Sequence[journal.Recorded]], None]
#: name -> what it does with the next facts. The rooms that follow are entered here.
FOLLOWERS: dict[str, Handler] = {"appraisal": appraisal.follow}


async def run(*, for_ever: bool, pause: float = 1.0) -> None:
    """Let every follower read on; a follower that fails is tried again after the pause, the others go on."""
    while True:
        for name, handle in FOLLOWERS.items():
            await sync_to_async(catch_up, thread_sensitive=True)(name, handle)
        if not for_ever:
            return
        await asyncio.sleep(pause)


def catch_up(name: str, handle: Handler) -> None:
    close_old_connections()
    try:
        while journal.follow(name, handle):
            pass
    except Exception:  # the next round tries again; without this one broken follower would stop all
        logger.exception("follower %s failed", name)
    finally:
        close_old_connections()
