"""`motcua worker`: does what was put off until after the answer, and what the clock asks for."""

import asyncio
from typing import Any

from django.core.management.base import CommandParser
from procrastinate.contrib.django import app

from motcua.cli.management.commands.serve import require_tables
from motcua.cli.management.spoken import SpokenCommand
from motcua.config import followers, rescue


class Command(SpokenCommand):
    help = "Chạy việc nền và việc theo giờ. / Run background and periodic jobs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--concurrency", type=int, default=4, help="jobs at the same time")
        parser.add_argument("--once", action="store_true", help="do what is waiting, then stop")

    def answer(self, **options: Any) -> None:
        require_tables()
        asyncio.run(self._work(concurrency=options["concurrency"], wait=not options["once"]))

    async def _work(self, *, concurrency: int, wait: bool) -> None:
        connector: Any = app.connector
        with app.replace_connector(connector.get_worker_connector()) as working:
            await working.open_async()
            await rescue.give_back(working.job_manager)
            follower = asyncio.create_task(followers.run(for_ever=wait))
            rescuer = asyncio.create_task(rescue.run(working.job_manager))
            try:
                await working.run_worker_async(
                    concurrency=concurrency,
                    wait=wait,
                    shutdown_graceful_timeout=10,
                    update_heartbeat_interval=rescue.HEARTBEAT,
                    stalled_worker_timeout=rescue.DEAD_AFTER,
                )
                if not wait:
                    await follower
            finally:
                follower.cancel()
                rescuer.cancel()
                await asyncio.gather(follower, rescuer, return_exceptions=True)
                await working.close_async()
