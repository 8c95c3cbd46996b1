"""Papers written from the house itself: .env.example, the operator's table of variables, the tables of law and of moves.

`make docs` writes them.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.house import plan

from motcua.config import env
from motcua.dossiers.facts import State
from motcua.dossiers.rules.lifecycle import MOVES, Move, Where

ENV_EXAMPLE = plan.ROOT / ".env.example"
LAW_TABLE = plan.ROOT / "docs" / "law" / "table.md"
OPERATOR = plan.ROOT / "docs" / "operator.md"
DOSSIERS = plan.ROOT / "docs" / "dossiers.md"
BEGIN, END = "<!-- variables: written by make docs -->", "<!-- end of variables -->"
HOUSE = "Lựa chọn của nhà / house choice"

#: How a basis may be written -> the heading it stands under. The first that fits a piece of the text wins there.
TEXTS = (
    (r"(?:NĐ|Nghị định|Decree) *(\d+)/(\d{4})(?:/NĐ-CP)?", "Nghị định {0}/{1}/NĐ-CP"),
    (r"(?:TT|Thông tư|Circular) *(\d+)/(\d{4})(?:/([A-ZĐ-]+))?", "Thông tư {0}/{1}"),
    (r"(?:NQ|Nghị quyết|Resolution) *([\d.]+)/(\d{4})", "Nghị quyết {0}/{1}"),
    (r"QĐ *(\d+)(?:/QĐ-[A-Z]+)?", "Quyết định {0}"),
    (r"Civil Code|Bộ luật Dân sự", "Bộ luật Dân sự 2015"),
    (r"Labour Code|Bộ luật Lao động", "Bộ luật Lao động 2019"),
    (r"Civil Status Law|Luật Hộ tịch", "Luật Hộ tịch 60/2014/QH13"),
    (r"Luật Bảo vệ dữ liệu cá nhân", "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15"),
    (r"law-onestop", "Pháp luật về một cửa, bản tổng hợp (law-onestop)"),
    (r"house choice|portal reading", HOUSE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    module: str
    name: str
    sentence: str
    basis: str
    tests: tuple[str, ...]


def rule_functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Every public function of the rooms' rules."""
    for path in plan.modules():
        if "rules" in path.parts or path.name == "rules.py":
            for node in plan.tree(path).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield path, node


def basis_of(node: ast.FunctionDef) -> str:
    words = " ".join((ast.get_docstring(node) or "").split())
    return words.partition("Basis:")[2].strip()


def rules() -> Iterator[Rule]:
    for path, node in rule_functions():
        sentence = (ast.get_docstring(node) or "").split("\n\n")[0]
        yield Rule(
            module=".".join(path.relative_to(plan.SOURCE).with_suffix("").parts),
            name=node.name,
            sentence=" ".join(sentence.split()).partition(" Raises ")[0].partition(" Basis:")[0],
            basis=basis_of(node),
            tests=_tests_naming(plan.room_of(path), node.name),
        )


@cache
def _tests_of(room: str) -> tuple[tuple[str, str], ...]:
    folder = plan.ROOT / "tests" / room
    return tuple((path.relative_to(plan.ROOT).as_posix(), path.read_text()) for path in sorted(folder.rglob("test_*.py")))


def _tests_naming(room: str, name: str) -> tuple[str, ...]:
    word = re.compile(rf"\b{name}\b")
    return tuple(path for path, text in _tests_of(room) if word.search(text))


def headings(basis: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for pattern, heading in TEXTS:
        for match in re.finditer(pattern, basis):
            found[heading.format(*(group or "" for group in match.groups()))] = None
    return tuple(found) or (HOUSE,)


def law_table() -> str:
    """Legal text -> rule -> test, for a lawyer to read."""
    shelves: dict[str, list[Rule]] = {}
    for rule in rules():
        for heading in headings(rule.basis):
            shelves.setdefault(heading, []).append(rule)
    lines = [
        "# Văn bản → quy tắc → kiểm thử",
        "",
        "Written by `make docs` from the last line of each rule's docstring. A rule under two texts stands under both;",
        "“—” in the last column: no test names the rule itself, it is proven through the operations that ask it.",
    ]
    for heading in sorted(shelves, key=lambda text: (text == HOUSE, text)):
        lines += [
            "",
            f"## {heading}",
            "",
            "| căn cứ / basis | quy tắc / rule | nói gì / what it says | kiểm thử / test |",
            "| --- | --- | --- | --- |",
        ]
        lines += [_row(rule) for rule in sorted(shelves[heading], key=lambda rule: (rule.module, rule.name))]
    return "\n".join(lines) + "\n"


def _row(rule: Rule) -> str:
    tests = "<br>".join(f"`{path}`" for path in rule.tests) or "—"
    return "| {} | `{}.{}` | {} | {} |".format(
        *(text.replace("|", "\\|") for text in (rule.basis, rule.module, rule.name, rule.sentence)), tests
    )


def env_example() -> str:
    lines = ["# Every variable that the program reads. All are optional. Written by `make docs` from src/motcua/config/env.py."]
    for variable in env.VARIABLES:
        lines += ["", f"# {variable.meaning}", f"# {variable.name}={variable.default}"]
    return "\n".join(lines) + "\n"


def operator_page() -> str:
    before, _, rest = OPERATOR.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    rows = [f"| `{one.name}` | {f'`{one.default}`' if one.default else ''} | {one.meaning} |" for one in env.VARIABLES]
    table = "\n".join(["| variable | default | meaning |", "| --- | --- | --- |", *rows])
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


#: Where the role of a move must be held.
PLACES = {
    Where.ANYWHERE: "anywhere",
    Where.CENTRE: "the receiving centre",
    Where.COMPETENT: "the competent agency",
    Where.HANDLING: "the receiving centre or the competent agency",
    Where.STEP: "the agency of the open step",
    Where.CONSULTED: "an agency being consulted",
    Where.INVOLVED: "an agency with a joint task",
}


def dossiers_page() -> str:
    """The table of moves, for developers."""
    lines = [
        "# The moves of a dossier",
        "",
        "Written by `make docs` from `MOVES` in `src/motcua/dossiers/rules/lifecycle.py`: the one table that permissions, buttons and",
        "the API are read from. Whoever acts holds one of the roles at the place named; `citizen`, `machine` and `system` act",
        "without a place. A move without a state to go to leaves the dossier where it is, or returns it to where it waited.",
        "Four things the rows do not say: a supplement asked before reception leads back to `submitted`, one asked later to `in_process`;",
        "a second request is made by a head or leader at the step's or the competent agency; roles reach over a merger, so that people of",
        "the successor act at the agencies that went before; only a head corrects once the result is out, or changes both the name and the",
        "identity number of one person, in one correction or in several.",
        "The whole life is in [decision 0010](decisions/0010-dossier-life.md).",
        "",
        "## States",
        "",
        "| code | state | trạng thái | moves from here |",
        "| --- | --- | --- | --- |",
        *(
            f"| {state.value} | `{state.key}` | {state.label} | {_listed(m.name for m in MOVES if state in m.frm) or 'none: closed'} |"
            for state in State
        ),
        "",
        "## Moves",
        "",
        "| move | thao tác | from → to | who, where | legal clock | indicator clock | document owed | reason | law |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *map(_move_row, MOVES),
    ]
    return "\n".join(lines) + "\n"


def _move_row(move: Move) -> str:
    states = f"{_listed(state.key for state in sorted(move.frm)) or 'nothing'} → {f'`{move.to.key}`' if move.to else 'same'}"
    who = f"{_listed(sorted(move.roles))}, {PLACES[move.where]}"
    cells = (
        f"`{move.name}`", move.label, states, who, move.legal.value, move.indicator.value, move.owes or "—",
        "yes" if move.needs_reason else "—", move.law,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def written() -> dict[Path, str]:
    return {ENV_EXAMPLE: env_example(), LAW_TABLE: law_table(), OPERATOR: operator_page(), DOSSIERS: dossiers_page()}


def main() -> None:
    for path, text in written().items():
        if not path.exists() or path.read_text() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            sys.stdout.write(f"{path.relative_to(plan.ROOT)}\n")


if __name__ == "__main__":
    main()
