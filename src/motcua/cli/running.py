"""One command of `motcua`: a room's or Django's own, with the database made ready first."""

import sys
from importlib.metadata import version

from django.core.management import execute_from_command_line
from django.db import OperationalError

from motcua.cli.overview import show
from motcua.config import env, postgres

#: Commands that read no table: they must work before there is a database, or when it is broken.
WITHOUT_DATABASE = {
    "due",
    "doctor",
    "help",
    "frontend",
    "messages",
    "check",
    "collectstatic",
    "compilemessages",
    "makemessages",
    "makemigrations",
}


def run(arguments: list[str]) -> None:
    """`motcua manage X` is Django's own X."""
    env.name_settings()
    if arguments[:1] in (["--version"], ["version"]):
        print(f"motcua {version('motcua')}")  # noqa: T201
        return
    if arguments in ([], ["help"], ["--help"], ["-h"]):
        show()
        return
    if arguments[0] == "manage":
        arguments = arguments[1:] or ["help"]
    try:
        _run(arguments)
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def _run(arguments: list[str]) -> None:
    asks_for_help = not {"--help", "-h"}.isdisjoint(arguments)
    if arguments[0] not in WITHOUT_DATABASE and not asks_for_help:
        postgres.ensure_running()
    try:
        execute_from_command_line(["motcua", *arguments])
    except OperationalError as refused:
        if env.text("MOTCUA_LOG_LEVEL") == "DEBUG":
            raise
        sys.stderr.write(
            f"Cơ sở dữ liệu không dùng được. Chạy: motcua doctor\nThe database cannot be used. Run: motcua doctor\n{refused}"
        )
        raise SystemExit(1) from None
