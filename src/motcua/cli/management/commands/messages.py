"""`motcua messages extract|compile|check`: the English catalogue, kept without the system's gettext.

Python is read by Babel, templates by Django's own `templatize` and then Babel. Labels in facts.py are pure data and cannot
call gettext: every Vietnamese sentence there is taken, and templates translate it where they show it.
"""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

from motcua.config import env

PACKAGE = Path(__file__).resolve().parents[3]
CATALOGUE = PACKAGE / "config" / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
#: Header lines that change with every run or say nothing.
_CHURN = re.compile(r'"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid|Project-Id|Generated-By)')
#: Modules besides facts that carry names for the screens.
LABELS_ELSEWHERE = {"catalogue/rules/step_times.py", "catalogue/rules/parts/values.py", "foundation/confidence.py"}
_PLACE = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
_VIETNAMESE = re.compile(r"[à-ỹđÀ-ỸĐ]")

Found = tuple[str, Any, str | None]


class Command(BaseCommand):
    help = "Extract, compile or check the English translation of the screens"
    requires_system_checks: list[str] = []  # noqa: RUF012 (Django's own declaration)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=("extract", "compile", "check"))

    def handle(self, *args: Any, **options: Any) -> None:
        {"extract": self.extract_catalogue, "compile": self.compile_catalogue, "check": self.check_catalogue}[options["what"]]()

    def extract_catalogue(self) -> None:
        """Bring the catalogue up to date: new sentences empty, gone ones dropped, translations kept."""
        catalogue = _catalogue()
        catalogue.update(_template(), no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        _write(catalogue)
        missing = sum(1 for message in catalogue if message.id and not _is_translated(message))
        self.stdout.write(f"{len(catalogue)} sentences, {missing} without English: {CATALOGUE.relative_to(env.CHECKOUT)}")

    def compile_catalogue(self) -> None:
        with CATALOGUE.with_suffix(".mo").open("wb") as file:
            write_mo(file, _catalogue(), use_fuzzy=True)  # Babel calls so what got a plural; nothing here is guessed

    def check_catalogue(self) -> None:
        """Every sentence of the screens has an English one with the same placeholders."""
        catalogue = _catalogue()
        problems = [
            problem
            for wanted in _template()
            if wanted.id
            for problem in _problems(wanted, catalogue.get(wanted.id, wanted.context))
        ]
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(
                f"{len(problems)} sentences to put right. Run: motcua messages extract, then fill in {CATALOGUE.name}"
            )
        self.stdout.write(f"{len(_template())} sentences, all in English")


def sources() -> Iterator[tuple[Path, list[Found]]]:
    """Each file with what it says on screens."""
    for path in sorted(PACKAGE.rglob("*")):
        if "static" in path.parts or "migrations" in path.parts:
            continue
        if path.suffix == ".html":
            yield path, list(in_template(path.read_text(encoding="utf-8")))
        elif path.suffix != ".py":
            continue
        elif path.name == "facts.py" or path.parent.name == "facts" or path.relative_to(PACKAGE).as_posix() in LABELS_ELSEWHERE:
            yield path, [*in_facts(path.read_text(encoding="utf-8"))]
        else:
            yield path, list(in_python(path.read_text(encoding="utf-8")))


def in_python(text: str) -> Iterator[Found]:
    for _, function, words, _ in extract_python(io.BytesIO(text.encode()), KEYWORDS, (), {"encoding": "utf-8"}):
        yield from _read(str(function), words)


def in_template(text: str) -> Iterator[Found]:
    # What is not to be translated becomes rows of X, whose indentation Python would refuse.
    said = "\n".join(line.lstrip() for line in templatize(text).splitlines())
    yield from in_python(said)


def in_facts(text: str) -> Iterator[Found]:
    tree = ast.parse(text)
    left_out = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr)
    }
    # An error says its English beside it.
    left_out |= {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "vi"
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out
        if is_text and _VIETNAMESE.search(node.value):  # type: ignore[attr-defined]
            yield "gettext", node.value, None  # type: ignore[attr-defined]


def _read(function: str, words: Any) -> Iterator[Found]:
    given = list(words) if isinstance(words, tuple | list) else [words]
    has_context = function.startswith(("pgettext", "npgettext"))
    context = given.pop(0) if has_context else None
    count = 2 if "ngettext" in function or function.startswith("npgettext") else 1
    said = given[:count]
    if len(said) == count and all(isinstance(part, str) and part for part in said):
        yield function, said[0] if count == 1 else tuple(said), context


def _template() -> Any:
    template = Catalog(charset="utf-8")
    for path, found in sources():
        where = path.relative_to(PACKAGE).as_posix().rpartition("templates/")[2]  # a template goes by the name that Django knows
        for _, said, context in found:
            template.add(said, locations=[(where, 0)], context=context)
    return template


def _catalogue() -> Any:
    if not CATALOGUE.exists():
        return Catalog(locale="en", charset="utf-8", fuzzy=False, project="motcua")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def _write(catalogue: Any) -> None:
    catalogue.header_comment = (
        "# English of the screens. A msgid is the Vietnamese sentence itself. Kept by: motcua messages extract"
    )
    text = io.BytesIO()
    write_po(text, catalogue, width=0, sort_output=True, include_lineno=False, ignore_obsolete=True)
    kept = [line for line in text.getvalue().decode().splitlines(keepends=True) if not _CHURN.match(line)]
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text("".join(kept), encoding="utf-8")


def _is_translated(message: Any) -> bool:
    said = message.string if isinstance(message.string, tuple | list) else [message.string]
    return bool(said) and all(said)


def _problems(wanted: Any, message: Any) -> Iterator[str]:
    words = wanted.id if isinstance(wanted.id, str) else wanted.id[0]
    if message is None or not _is_translated(message):
        yield f"no English: {words!r} ({', '.join(sorted({where for where, _ in wanted.locations}))})"
        return
    asked = {place for part in ([wanted.id] if isinstance(wanted.id, str) else wanted.id) for place in _PLACE.findall(part)}
    for said in message.string if isinstance(message.string, tuple | list) else [message.string]:
        if not set(_PLACE.findall(said)) <= asked:
            yield f"other placeholders in English: {words!r} and {said!r}"
