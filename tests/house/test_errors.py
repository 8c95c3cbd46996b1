"""Errors that speak: whoever reads a code, a person or a program, may rely on what it says."""

import ast
import builtins
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module

from tests.house import plan

from motcua.foundation.errors import DomainError


def test_a_code_stands_for_one_error_and_those_that_follow_from_it() -> None:
    for path in plan.modules():
        if "    vi = " in path.read_text():
            import_module(".".join(path.relative_to(plan.SOURCE.parent).with_suffix("").parts).removesuffix(".__init__"))
    said = defaultdict(set)
    for error in _below(DomainError):
        if "code" in vars(error) and error.__module__.startswith("motcua."):  # tests may have loaded errors of their own
            said[error.code].add(f"{error.__module__}.{error.__name__}")

    assert len(said) > 100
    assert {code: sorted(names) for code, names in said.items() if len(names) > 1} == {}


def test_what_a_docstring_says_is_raised_is_an_error_that_exists() -> None:
    nodes = [(path, node) for path in plan.modules() for node in ast.walk(plan.tree(path))]
    known = (
        {node.name for _, node in nodes if isinstance(node, ast.ClassDef)} | set(dir(builtins)) | {"PermissionDenied", "Http404"}
    )
    told = [
        (path.relative_to(plan.SOURCE).as_posix(), node.name, name)
        for path, node in nodes
        if isinstance(node, ast.FunctionDef)
        for said in _RAISES.findall(ast.get_docstring(node) or "")
        for name in _NAME.findall(said)
    ]

    assert len(told) > 300
    assert [one for one in told if one[2] not in known] == []


_RAISES, _NAME = re.compile(r"\bRaises ([^.:;]+)"), re.compile(r"\b[A-Z][a-z]+(?:[A-Z][a-z]*)+\b")


def _below(error: type[DomainError]) -> Iterator[type[DomainError]]:
    yield error
    for kind in error.__subclasses__():
        yield from _below(kind)
