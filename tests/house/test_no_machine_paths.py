"""Nothing in the project names a folder of one particular machine, or reads beside the checkout."""

import re

from tests.house import plan

OF_ONE_MACHINE = re.compile(r"(?<![\w.~{}$-])/(work|farm|root|home|Users)/[a-z]|(?<!\w)\.\./shared/")
TEXT = {".py", ".md", ".toml", ".yml", ".yaml", ".json", ".sh", ".js", ".mjs", ".html", ".css", ".csv", ""}


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
