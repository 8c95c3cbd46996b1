"""Time is told from above: what stands below views, API (and what they share), tasks, commands and middleware is given `at`."""

import re

from tests.house import plan

_ASKS = re.compile(
    r"\bclock\.now\b|\bdatetime\.(now|utcnow|today)\(|\bdate\.today\(|\btimezone\.(now|localtime|localdate)\b|\btime\.time\("
)
_MAY = re.compile(r"^cli/|^foundation/clock\.py$|/(views|api|management)/|/(views|api|acting|tasks|middleware)\.py$")
#: path -> why it may
ALLOWED = {"demo/operations/make.py": "marks when a demonstration was really begun and done, beside the days that it simulates"}


def test_only_those_on_top_ask_the_clock() -> None:
    asking = {path.relative_to(plan.SOURCE).as_posix() for path in plan.modules() if _ASKS.search(path.read_text())}

    assert {path for path in asking if not _MAY.search(path)} == ALLOWED.keys()
    assert any(_MAY.search(path) for path in asking)
