"""Nothing in the project names a folder of one particular machine, or reads beside the checkout."""

import re

import pytest
from tests.house import plan

OF_ONE_MACHINE = re.compile(r"(?<![\w.~{}$-])/(work|farm|root|home|Users)/[a-z]|(?<!\w)\.\./shared/")
TEXT = {".py", ".md", ".toml", ".yml", ".yaml", ".json", ".sh", ".js", ".mjs", ".html", ".css", ".csv", ""}


@pytest.mark.parametrize(
    ("line", "is_found"),
    [  # made up, to show what the search finds and what it leaves: the only such paths in the project
        ('open("/work/main/x")', True), ("cd /home/thu && make", True), ("see ../shared/design.md", True), ("/root/x", True),
        ('href="/thu-tuc/"', False), ("$HOME/work/x", False), ("src/work/x", False), ("~/work/x", False),
    ],
)  # fmt: skip
def test_a_path_of_one_machine_would_be_seen(line: str, is_found: bool) -> None:
    assert bool(OF_ONE_MACHINE.search(line)) is is_found


def test_no_path_of_one_machine() -> None:
    found = []
    for path in plan.tracked():
        if (
            path.suffix not in TEXT
            or path.name.endswith((".lock", "package-lock.json"))
            or path == plan.ROOT / "tests/house/test_no_machine_paths.py"
        ):
            continue
        lines = path.read_text(errors="replace").splitlines()
        found += [
            f"{path.relative_to(plan.ROOT)}:{number}: {line.strip()[:90]}"
            for number, line in enumerate(lines, 1)
            if OF_ONE_MACHINE.search(line)
        ]

    assert found == []
