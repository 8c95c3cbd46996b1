"""`motcua simulate`: its list is wrong where it says, and a school year is filed on a demonstration while counters go on."""

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from motcua.demo.operations.errands import pupils, school_year

MOTCUA = [sys.executable, "-P", "-m", "motcua"]
ROWS, WRONG = 250, 12


@pytest.mark.parametrize("wrong", [0, 1, 37])
def test_a_list_has_as_many_wrong_lines_as_was_wished_and_says_which(wrong: int) -> None:
    def made(seed: int, wrong: int) -> tuple[list[list[object]], list[int]]:
        return pupils.rows_of(Random(seed), count=400, wrong=wrong, place="Phường Rạch Giá")

    rows, named = made(7, wrong)

    assert (rows, named) == made(7, wrong)
    assert rows != made(8, wrong)[0]
    assert len(rows) == 400
    assert len(set(named)) == len(named) == wrong
    ids = [row[2] for row in rows]
    doubled_or_bent = {at for at, row in enumerate(rows) if row[2] in ids[:at] or not row[1] or row[2] != f"000{at:09}"}
    assert doubled_or_bent <= {number - pupils.FIRST_ROW for number in named}


@pytest.mark.parametrize(
    ("codes", "beside", "follow"),
    [
        (["A-0001", "A-0002", "A-0003"], [], True),
        (["A-0001", "A-0003"], [], False),
        (["A-0001", "A-0003"], ["A-0002", "A-0009"], True),
        (["A-0001", "A-0002"], ["A-0002"], True),
        (["A-0001", "A-0002", "A-0003"], ["A-0002"], False),
        (["A-0001", "A-0003"], ["B-0002"], False),
        ([], ["A-0001"], True),
    ],
)
def test_codes_follow_each_other_when_none_is_left_out_and_none_given_twice(
    codes: list[str], beside: list[str], follow: bool
) -> None:
    assert school_year._follow_each_other(codes, beside) is follow


def _motcua(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {
        "MOTCUA_HOME": str(home), "MOTCUA_DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
    }  # fmt: skip
    return subprocess.run([*MOTCUA, *words], env=environment, capture_output=True, text=True, timeout=290, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tỉnh")
    done = _motcua(folder, "demo", "--dossiers", "20", "--days", "5", "--no-serve", "--json")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.slow
def test_a_school_year_is_filed_while_counters_go_on(home: Path) -> None:
    done = _motcua(home, "simulate", "--errand", "school-year", "--rows", str(ROWS), "--wrong", str(WRONG), "--json")

    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)  # nothing else may stand there
    assert told["ok"]
    assert (told["rows"], told["wrong_rows"], told["filed"]) == (ROWS, WRONG, ROWS - WRONG)
    assert told["wrong_as_made"]
    assert told["codes_gap_free"]
    assert all(one["wrong"] and one["mend"] for one in told["wrong"])
    assert told["counter_filings"] > 0
    assert Path(told["file"]).exists()
    again = _motcua(home, "audit", "verify", "--json")
    assert json.loads(again.stdout)["ok"]
