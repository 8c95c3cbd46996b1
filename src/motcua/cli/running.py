"""One command of `motcua`: a room's or Django's own, with the database made ready first."""

import sys
from difflib import get_close_matches
from importlib.metadata import version

import django
from django.core.management import execute_from_command_line, get_commands
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
UNKNOWN = """Không có lệnh «{word}».{vi} Xem: motcua help
There is no command “{word}”.{en} See: motcua help
"""


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
    _require_known(arguments)
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


def _require_known(arguments: list[str]) -> None:
    """Leaves with 2 at a word that is no command, before the database is started for it."""
    word = arguments[1] if arguments[0] == "help" and len(arguments) > 1 else arguments[0]
    if word in WITHOUT_DATABASE or (word.startswith("-") and arguments[0] == "help"):
        return
    django.setup()
    known = get_commands()
    if word not in known:
        near = get_close_matches(word, known, n=1)
        guess = (f" Ý bạn là «{near[0]}»?", f" Did you mean “{near[0]}”?") if near else ("", "")
        sys.stderr.write(UNKNOWN.format(word=word, vi=guess[0], en=guess[1]))
        raise SystemExit(2)
