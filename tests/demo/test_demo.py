"""`motcua demo` as somebody meets it who has just cloned the project: what it makes, twice alike, and what it will not touch."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.installation import MOTCUA, environment, installed

DOSSIERS = 60
#: One number for every fact of a journal. Texts are marked with each home's own key, and seals say when they were made.
FACTS = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute(
        "SELECT encode(sha256(string_agg(concat_ws('|', subject, position, name, actor, at, payload->>'state', payload->>'due'), ';' "
        "ORDER BY subject, position)::bytea), 'hex') FROM journal_fact WHERE subject NOT LIKE 'journal:seals' "
        # Who waits in the waiting rooms waits at this very moment, whichever it is.
        "AND subject !~ '^(ticket|waiting_room):'"
    )
    print(cursor.fetchone()[0])
"""


def _run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*MOTCUA, *words], env=environment(home), capture_output=True, text=True, timeout=300, check=False)


def _demo(home: Path, *words: str) -> dict[str, Any]:
    done = _run(home, "demo", "--dossiers", str(DOSSIERS), "--days", "8", "--no-serve", "--json", *words)
    assert done.returncode == 0, done.stderr
    made: dict[str, Any] = json.loads(done.stdout)  # nothing else may stand there
    return made


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return [tmp_path_factory.mktemp("tỉnh một"), tmp_path_factory.mktemp("tỉnh hai")]


@pytest.fixture(scope="module")
def made(homes: list[Path]) -> list[dict[str, Any]]:
    """The same wish in two homes, at the same time, and in one of them once more."""
    with ThreadPoolExecutor() as all_at_once:
        one, two, same = all_at_once.map(_demo, [*homes, homes[0]])
    assert {**same, "seconds": {}} == {**one, "seconds": {}}
    return [one, two]


def test_the_province_is_whole(made: list[dict[str, Any]]) -> None:
    province = made[0]

    assert (province["communes"], province["centres"]) == (102, 103)
    assert province["procedures"] > 3000
    assert 550 <= province["officials"] <= 700
    assert province["dossiers"] == sum(province["by_state"].values()) == DOSSIERS
    assert province["journal_facts"] > province["operations"] > DOSSIERS
    assert province["audit_ok"] is True
    kinds = {
        "counter",
        "official",
        "head",
        "leader",
        "clerk",
        "control",
        "second_control",
        "department",
        "reform",
        "inspector",
        "operator",
    }
    assert kinds <= set(province["accounts"])


def test_one_seed_gives_one_life(made: list[dict[str, Any]], homes: list[Path]) -> None:
    one, two = ({name: value for name, value in m.items() if name != "seconds"} for m in made)
    facts = [_run(home, "shell", "-v", "0", "-c", FACTS).stdout for home in homes]

    assert one == two
    assert len(facts[0].strip()) == 64
    assert facts[0] == facts[1]


def test_a_second_time_finds_what_is_there(made: list[dict[str, Any]], homes: list[Path]) -> None:
    again = _demo(homes[0])

    assert {**again, "seconds": {}} == {**made[0], "seconds": {}}
    assert again["seconds"]["total"] < made[0]["seconds"]["total"] / 2


def test_another_wish_finds_what_is_there_and_says_so(made: list[dict[str, Any]], homes: list[Path]) -> None:
    done = _run(homes[0], "demo", "--dossiers", "7", "--no-serve", "--json")
    found = json.loads(done.stdout)

    assert found["dossiers"] == sum(found["by_state"].values()) == DOSSIERS
    assert "--fresh" in done.stderr


USED = {
    "a province of somebody's": (
        "from motcua.foundation import clock; from motcua.organization import public as o; "
        "o.create_user(username='that', full_name='Người thật', actor=o.SYSTEM, at=clock.now())"
    ),
    "tables of another program": (
        "from django.db import connection; connection.cursor().execute('CREATE TABLE kho (id int); INSERT INTO kho VALUES (1)')"
    ),
}


@pytest.mark.parametrize("what", USED)
def test_what_is_no_demonstration_is_neither_wiped_nor_written_over(tmp_path: Path, what: str) -> None:
    installed(tmp_path)
    assert _run(tmp_path, "shell", "-c", USED[what]).returncode == 0

    for words in ((), ("--fresh",)):
        refused = _run(tmp_path, "demo", "--dossiers", "3", "--no-serve", *words)
        assert refused.returncode != 0
        assert "không phải bản minh họa" in refused.stderr
    count = "SELECT (SELECT count(*) FROM organization_agency) + (SELECT count(*) FROM dossiers_dossier)"
    ask = f"from django.db import connection; c = connection.cursor(); c.execute('{count}'); print('left', c.fetchone()[0])"
    assert "left 0" in _run(tmp_path, "shell", "-v", "0", "-c", ask).stdout


def test_senseless_wishes_are_refused_in_words(homes: list[Path]) -> None:
    refused = _run(homes[0], "demo", "--dossiers", "-5", "--no-serve")

    assert refused.returncode != 0
    assert "--dossiers từ 0" in refused.stderr
    assert "Traceback" not in refused.stderr
