"""Django's `migrate`, and the table of the cache with it."""

from typing import Any

from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate


class Command(Migrate):
    help = "Tạo, nâng cấp các bảng. / Make or upgrade the tables."

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            call_command("createcachetable", verbosity=0, database=options["database"])
