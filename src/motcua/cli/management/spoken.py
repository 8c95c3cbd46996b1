"""Commands that answer bad input with one Vietnamese and one English sentence on standard error and exit code 2."""

from abc import ABC, abstractmethod
from argparse import ArgumentParser, _SubParsersAction
from datetime import date
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from django.core.management.base import BaseCommand, CommandParser
from django.db import ProgrammingError

from motcua.foundation.errors import DomainError, Invalid, NotPossible

Choice = TypeVar("Choice", bound=StrEnum)


class BadArgument(Invalid):
    code = "bad_argument"
    vi = "{name} «{value}» không đọc được: {why_vi}."
    en = "{name} «{value}» cannot be read: {why_en}."


class ArgumentMissing(Invalid):
    code = "argument_missing"
    vi = "Thiếu {name}. Ví dụ: {example}"
    en = "{name} is missing. Example: {example}"


class FileUnreadable(Invalid):
    code = "file_unreadable"
    vi = "Không đọc được {path}: {why}."
    en = "{path} cannot be read: {why}."


class BadCommandLine(Invalid):
    code = "bad_command_line"
    vi = "Dòng lệnh không đúng: {why}. Xem: motcua {command} --help"
    en = "The command line is not right: {why}. See: motcua {command} --help"


class TablesMissing(NotPossible):
    code = "tables_missing"
    vi = "Bảng của cơ sở dữ liệu chưa có, hoặc của phiên bản trước. Chạy: motcua migrate"
    en = "The database has no tables yet, or those of an older version. Run: motcua migrate"


class SpokenCommand(BaseCommand, ABC):
    """`answer` does the work; what it cannot do it raises as a DomainError."""

    requires_system_checks: list[str] = []  # noqa: RUF012 (Django's own declaration)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)

        def error(message: str) -> NoReturn:
            self.fail(BadCommandLine(why=message, command=subcommand))

        for one in (parser, *_parts(parser)):
            one.error = error  # type: ignore[method-assign]
        return parser

    def fail(self, error: DomainError) -> NoReturn:
        self.stderr.write(error.sentence_vi)
        self.stderr.write(error.sentence_en)
        raise SystemExit(2)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.answer(**options)
        except DomainError as error:
            self.fail(error)
        except ProgrammingError as error:
            if getattr(error.__cause__, "sqlstate", "") not in {"42P01", "42703"}:  # undefined table, undefined column
                raise
            self.fail(TablesMissing())

    @abstractmethod
    def answer(self, **options: Any) -> None:
        """What the command does with its options. Raises DomainError."""


def _parts(parser: ArgumentParser) -> list[ArgumentParser]:
    """The parsers of a command's own commands."""
    kinds = [action for action in parser._actions if isinstance(action, _SubParsersAction)]
    return [part for kind in kinds for part in kind.choices.values()]


def choice(kind: type[Choice], name: str, text: str) -> Choice:
    """One of an option's words. Raises BadArgument."""
    try:
        return kind(text)
    except ValueError:
        known = ", ".join(kind)
        raise BadArgument(name=name, value=text, why_vi=f"chọn một trong: {known}", why_en=f"choose one of: {known}") from None


def day(name: str, text: str) -> date:
    """Raises BadArgument."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadArgument(
            name=name, value=text, why_vi="cần ngày như 2026-02-13", why_en="a day like 2026-02-13 is needed"
        ) from None
