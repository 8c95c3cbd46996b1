"""The raw limits: how many single rows of a dossier's width this PostgreSQL takes a second, and how many pages of rows it gives."""

import re
import subprocess
from collections.abc import Sequence
from functools import cache

from bench import house

WHAT = "pgbench: one prepared INSERT of a row as wide as a dossier (24 columns, some 400 bytes, one index), 8 clients, one commit each"

_TABLE = """
DROP TABLE IF EXISTS raw_row;
CREATE TABLE raw_row (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text NOT NULL, procedure_id bigint, version_id bigint, process_id bigint,
    state smallint, channel smallint, return_way smallint, centre_id bigint, competent_id bigint, case_name text, applicant text,
    applicant_folded text, is_assisted boolean, is_test boolean, filed_at timestamptz, accepted_at timestamptz, started_at timestamptz,
    first_due_at timestamptz, due_at timestamptz, outcome text, supplement_count smallint, moves integer, last_at timestamptz
)
"""
_INSERT = """\\set n random(1, 1000000000)
INSERT INTO raw_row (code, procedure_id, version_id, process_id, state, channel, return_way, centre_id, competent_id, case_name, applicant,
    applicant_folded, is_assisted, is_test, filed_at, accepted_at, started_at, first_due_at, due_at, outcome, supplement_count, moves, last_at)
VALUES ('DEMO.001-261122-' || :n, :n, :n, :n, 4, 1, 1, :n, :n, 'Trường hợp chung, không có giấy tờ riêng nào khác phải nộp thêm',
    'Nguyễn Thị Bích Thủy', 'nguyen thi bich thuy', false, false, now(), now(), now(), now(), now(), '', 0, 2, now());
"""


@cache
def limit(seconds: int = 6) -> float:
    """Rows a second. Taken once a run."""
    with house.connect() as admin:
        admin.execute("DROP DATABASE IF EXISTS bench_raw WITH (FORCE)")
        admin.execute("CREATE DATABASE bench_raw")
    with house.connect("bench_raw") as database:
        database.execute(_TABLE)
    return _pgbench("bench_raw", _INSERT, seconds)


PAGE = "pgbench: one prepared SELECT of the 50 most urgent open steps of one of the eight with their dossiers, 8 clients"

_PAGE = """\\set n random(0, 7)
SELECT s.id, s.name, s.due_at, s.sort_at, d.code, d.applicant, d.state, d.due_at, d.moves, d.filed_at
FROM dossiers_step s JOIN dossiers_dossier d ON d.id = s.dossier_id
WHERE s.closed_at IS NULL AND s.assignee_id = (ARRAY[{users}])[1 + :n] ORDER BY s.sort_at, s.id LIMIT 50;
"""


def pages(database: str, users: Sequence[int], seconds: int = 6) -> float:
    """Pages a second, were a page of work nothing but the rows that it shows."""
    return _pgbench(database, _PAGE.format(users=", ".join(map(str, users))), seconds)


MOVES = "raw: one connection, 500 times two UPDATEs and one INSERT by primary key, one commit each"

_MOVE = """\\set n random(1, {count})
BEGIN;
UPDATE dossiers_dossier SET moves = moves + 1, last_at = now() WHERE id = (ARRAY[{ids}])[:n];
UPDATE dossiers_step SET assigned_at = now() WHERE dossier_id = (ARRAY[{ids}])[:n] AND closed_at IS NULL;
INSERT INTO journal_position_raw VALUES (:n, now(), 'DossierAssigned', 'user:1', '{{"state": 4, "to": 12, "was": null, "step": 2}}');
COMMIT;
"""


def moves(database: str, ids: Sequence[int], seconds: int = 4) -> float:
    """Moves a second, were a move nothing but its rows."""
    with house.connect(database) as run:
        run.execute("DROP TABLE IF EXISTS journal_position_raw")
        run.execute("CREATE TABLE journal_position_raw (n bigint, at timestamptz, name text, actor text, payload jsonb)")
    found = _pgbench(database, _MOVE.format(count=len(ids), ids=", ".join(map(str, ids))), seconds, clients=1)
    with house.connect(database) as run:
        run.execute("DROP TABLE journal_position_raw")
    return found


def _pgbench(database: str, statement: str, seconds: int, clients: int = 8) -> float:
    script = house.HOME / "raw.sql"
    script.write_text(statement)
    call = [
        house.binaries() / "pgbench",
        "-n",
        "-M",
        "prepared" if clients > 1 else "simple",
        "-c",
        str(clients),
        "-j",
        str(min(clients, 2)),
        "-T",
        str(seconds),
        "-f",
        script,
    ]
    printed = subprocess.run(
        [*map(str, call), "-h", house.socket(), "-U", "motcua", database], capture_output=True, text=True, check=True
    ).stdout
    return float(re.findall(r"tps = ([\d.]+)", printed)[0])
