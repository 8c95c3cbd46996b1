"""The command line `motcua`: Django's own commands and those of the rooms, with the database made ready first."""

import os
import sys

from django.core.management import execute_from_command_line

from motcua.config import env, postgres

#: Commands that read no table: they must work before there is a database, or when it is broken.
WITHOUT_DATABASE = {"due", "doctor", "check", "collectstatic", "frontend", "messages", "help", "--help", "-h", "version", "--version"}


def main(argv: list[str] | None = None) -> None:
    """Run one command. `motcua manage X` is Django's own X."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["manage"]:
        arguments = arguments[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    command = arguments[0] if arguments else "help"
    if command not in WITHOUT_DATABASE and not env.text("MOTCUA_DATABASE_URL"):
        postgres.ensure_running()
    execute_from_command_line(["motcua", *arguments])
