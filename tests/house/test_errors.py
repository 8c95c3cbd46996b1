"""Errors that speak: whoever reads a code, a person or a program, may rely on what it says."""

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
        if "code" in vars(error):
            said[error.code].add(f"{error.__module__}.{error.__name__}")

    assert len(said) > 100
    assert {code: sorted(names) for code, names in said.items() if len(names) > 1} == {}


def _below(error: type[DomainError]) -> Iterator[type[DomainError]]:
    yield error
    for kind in error.__subclasses__():
        yield from _below(kind)
