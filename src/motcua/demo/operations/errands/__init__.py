"""Errands that are simulated on a demonstration to see whether the house bears them: what each is called, and who runs it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.demo.models import Demonstration
from motcua.demo.operations.errands import counter, school_year
from motcua.demo.operations.errands.wanted import Wanted
from motcua.foundation.errors import Invalid, NotPossible


class NoDemonstrationHere(NotPossible):
    code = "no_demonstration_here"
    vi = "Cơ sở dữ liệu này không phải bản minh họa đã lập xong: không mô phỏng ở đây. Chạy «motcua demo --no-serve» với MOTCUA_HOME riêng."
    en = "This database is no finished demonstration: nothing is simulated here. Run “motcua demo --no-serve” with a MOTCUA_HOME of its own."


class UnknownErrand(Invalid):
    code = "unknown_errand"
    vi = "Không có việc mô phỏng «{errand}». Có: {known}."
    en = "There is no errand “{errand}”. There are: {known}."


@dataclass(frozen=True, slots=True)
class Errand:
    label: str
    run: Callable[[Wanted], dict[str, Any]]


#: A further errand is a line here and a module beside.
ERRANDS: Mapping[str, Errand] = {
    "school-year": Errand("một trường gửi danh sách cả năm học / a school hands in a whole year", school_year.run),
    "counter": Errand("một quầy nộp liên tục đến khi hết đầu vào / a counter that files until its input ends", counter.run),
}


def simulate(
    *, errand: str, rows: int, wrong: int, seed: int, folder: Path, now: Callable[[], datetime], told: Callable[[str], None]
) -> dict[str, Any]:
    """Run an errand on the demonstration and tell what was found; `ok` says whether all of it worked.

    Raises UnknownErrand, NoDemonstrationHere.
    """
    found = ERRANDS.get(errand)
    if found is None:
        raise UnknownErrand(errand=errand, known=", ".join(ERRANDS))
    if not Demonstration.objects.filter(finished_at__isnull=False).exists():
        raise NoDemonstrationHere
    return {"errand": errand} | found.run(Wanted(rows=rows, wrong=wrong, seed=seed, folder=folder, now=now, told=told))
