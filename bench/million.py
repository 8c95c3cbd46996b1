"""A province of many dossiers, made by sets: INSERT … SELECT straight into the tables, as no operation could in reasonable time.

Some five per cent are open, nearly all of them recent; a quarter of the open ones lie with one big ward. Closed ones have their five
steps behind them. People, papers' files and the journal are not what is measured: each dossier has one person, no papers, no facts.
"""

import psycopg
from django.conf import settings

from bench import house, people
from motcua.catalogue import public as catalogue
from motcua.foundation import clock
from motcua.foundation.sealing import seal
from motcua.foundation.text import fold
from motcua.organization import public as organization

_FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Châu", "Danh"]
_MIDDLE = ["Thị", "Văn", "Bích", "Ngọc", "Minh", "Hữu", "Thanh", "Kim", "Quốc", "Thúy", "Đức", "Hồng"]
_GIVEN = [
    "An",
    "Bảo",
    "Bình",
    "Chi",
    "Cường",
    "Dung",
    "Duyên",
    "Đạt",
    "Giang",
    "Hà",
    "Hải",
    "Hạnh",
    "Hiếu",
    "Hòa",
    "Hùng",
    "Hương",
    "Khoa",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Nghĩa",
    "Nhung",
    "Oanh",
    "Phúc",
    "Quân",
    "Quyên",
    "Sơn",
    "Tâm",
    "Thảo",
    "Thắng",
    "Thủy",
    "Tiên",
    "Trang",
    "Trung",
    "Tuấn",
    "Tú",
    "Uyên",
    "Vân",
    "Việt",
    "Xuân",
    "Yến",
]

_DOSSIERS = """
INSERT INTO dossiers_dossier (
    code, procedure_id, version_id, process_id, state, channel, return_way, centre_id, competent_id, "case", applicant, applicant_folded,
    is_assisted, is_test, filed_at, accepted_at, started_at, first_due_at, due_at, finished_at, returned_at, closed_at, outcome,
    supplement_count, moves, last_at
)
SELECT
    'DEMO.' || lpad(unit::text, 3, '0') || '-' || to_char(filed, 'YYMMDD') || '-' || lpad(i::text, 7, '0'),
    (%(procedures)s::bigint[])[which], (%(versions)s::bigint[])[which], (%(processes)s::bigint[])[which],
    state, 1 + (luck * 2.2)::int %% 2, 1, (%(centres)s::bigint[])[unit], (%(competent)s::bigint[])[unit], '',
    (%(family)s::text[])[f] || ' ' || (%(middle)s::text[])[m] || ' ' || (%(given)s::text[])[h] || ' ' || (%(given)s::text[])[g],
    (%(family_folded)s::text[])[f] || ' ' || (%(middle_folded)s::text[])[m] || ' ' || (%(given_folded)s::text[])[h] || ' '
        || (%(given_folded)s::text[])[g],
    false, false, filed,
    CASE WHEN state NOT IN (1, 3) THEN filed + interval '20 minutes' END, CASE WHEN state NOT IN (1, 3) THEN filed + interval '20 minutes' END,
    CASE WHEN state NOT IN (1, 3) THEN filed + interval '9 days' END, CASE WHEN state NOT IN (1, 3) THEN filed + interval '9 days' END,
    CASE WHEN state IN (9, 10) THEN filed + interval '5 days' END, CASE WHEN state = 10 THEN filed + interval '6 days' END,
    CASE WHEN state IN (3, 7, 8, 10) THEN filed + interval '6 days' END, CASE WHEN state IN (9, 10) THEN 'granted' ELSE '' END,
    CASE WHEN state = 5 THEN 1 ELSE 0 END, 4, filed + interval '1 day'
FROM (
    SELECT i, luck,
        CASE WHEN is_open AND random() < 0.25 THEN %(big)s ELSE 1 + floor(random() * %(units)s)::int END AS unit,
        CASE WHEN is_open THEN (ARRAY[1, 2, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 9, 9])[1 + floor(random() * 20)::int]
             ELSE (ARRAY[3, 7, 8])[1 + floor(random() * 3)::int] END AS drawn,
        CASE WHEN is_open THEN 0 ELSE 1 END AS over,
        %(now)s::timestamptz - (%(count)s - i) * (interval '730 days' / %(count)s) AS filed,
        1 + floor(power(random(), 2) * %(kinds)s)::int AS which, 1 + floor(random() * %(families)s)::int AS f,
        1 + floor(random() * %(middles)s)::int AS m, 1 + floor(random() * %(givens)s)::int AS g, 1 + floor(random() * %(givens)s)::int AS h
    FROM (SELECT i, random() AS luck, random() < CASE WHEN i > 0.9 * %(count)s THEN 0.45 ELSE 0.005 END AS is_open
          FROM generate_series(1, %(count)s) i) a
) b, LATERAL (SELECT CASE WHEN over = 0 OR luck < 0.03 THEN drawn ELSE 10 END AS state) c
ORDER BY i
"""
# How far a dossier has come: the number of its open step, 6 when it is over.
_STEPS = """
INSERT INTO dossiers_step (
    dossier_id, number, name, kind, role, agency_id, assignee_id, opened_at, assigned_at, due_at, closed_at, closed_by_id, outcome, note, sort_at
)
SELECT d.id, s.number, s.name, s.kind, s.role, CASE WHEN s.kind IN ('receive', 'return') THEN d.centre_id ELSE d.competent_id END,
    CASE WHEN s.number < reached THEN %(somebody)s WHEN d.competent_id = %(ward)s AND d.id %% 4 = 0 AND s.number = 2
         THEN (%(officials)s::bigint[])[1 + (d.id / 4) %% cardinality(%(officials)s::bigint[])] END,
    d.filed_at + s.number * interval '1 day' - interval '1 day',
    CASE WHEN s.number < reached OR (d.competent_id = %(ward)s AND d.id %% 4 = 0 AND s.number = 2)
         THEN d.filed_at + s.number * interval '1 day' - interval '22 hours' END,
    d.filed_at + s.number * interval '2 days', CASE WHEN s.number < reached THEN d.filed_at + s.number * interval '1 day' END,
    CASE WHEN s.number < reached THEN %(somebody)s END, CASE WHEN s.number < reached THEN 'done' ELSE '' END, '',
    CASE WHEN d.state = 5 THEN '9999-12-30Z'::timestamptz ELSE coalesce(d.due_at, d.filed_at + interval '1 day') END
FROM dossiers_dossier d
CROSS JOIN LATERAL (SELECT CASE WHEN d.state IN (1, 2) THEN 1 WHEN d.state = 5 THEN 2 WHEN d.state = 9 THEN 5
    WHEN d.state = 4 THEN CASE WHEN d.id %% 10 < 8 THEN 2 WHEN d.id %% 10 < 9 THEN 3 ELSE 4 END ELSE 6 END AS reached) r
JOIN (VALUES (1, 'Tiếp nhận hồ sơ', 'receive', 'counter'), (2, 'Thẩm định hồ sơ', 'examine', 'official'), (3, 'Trình duyệt', 'review', 'head'),
    (4, 'Ký kết quả', 'sign', 'leader'), (5, 'Trả kết quả', 'return', 'counter')) s (number, name, kind, role) ON s.number <= reached
ORDER BY d.id, s.number
"""
_PARTIES = """
INSERT INTO dossiers_party (dossier_id, part, name, id_sealed, id_index, phone_sealed, phone_index, email, address, is_organisation, authority_paper)
SELECT id, 'filer', applicant, %(sealed)s, decode(md5('n' || id), 'hex'), %(sealed)s, decode(md5('p' || id / 2), 'hex'), '', '12 Nguyễn Trãi', false, ''
FROM dossiers_dossier ORDER BY id
"""
_WAITS = """
INSERT INTO dossiers_wait (dossier_id, kind, before_reception, asked_at, asked_by_id, answered_at, reason, items)
SELECT id, 'supplement', false, filed_at + interval '1 day', %(somebody)s, CASE WHEN state = 5 THEN NULL ELSE filed_at + interval '3 days' END,
    'Thiếu bản vẽ', '[{"what": "Bản vẽ"}]'
FROM dossiers_dossier WHERE state = 5 OR (state = 10 AND id %% 14 = 0) ORDER BY id
"""


def province(count: int) -> str:
    """The database of a province with this many dossiers, made once and kept."""
    people.province()
    database = f"bench_{count}"
    return house.made(
        database, lambda: _fill(database, count), template=house.PROVINCE, made_by=["bench/people.py", "bench/million.py"]
    )


def _fill(database: str, count: int) -> None:
    values = _values(count)
    with house.connect(database) as run:
        # Keys are right by the way they are drawn; checking millions of them one by one would take most of the time.
        run.execute("SET session_replication_role = replica")
        run.execute("SET synchronous_commit = off")
        run.execute("SELECT setseed(0.766)")
        for statement in (_DOSSIERS, _STEPS, _PARTIES, _WAITS):
            psycopg.ClientCursor(run).execute(statement, values)  # type: ignore[arg-type]
        run.execute("VACUUM (ANALYZE)")


def _values(count: int) -> dict[str, object]:
    now = clock.now()
    day = clock.local_day(now)
    units = [
        (unit.id, centre.id)
        for kind in ("commune", "department")
        for unit in organization.agencies(kind=kind, on=day)
        if (centre := organization.centre_of(unit.id, on=day))
    ]
    big = people.big_ward()
    codes = [found.code for found in catalogue.fileable(on=day) if "commune" in found.levels][:60]
    terms = [catalogue.terms_in_force(procedure_code=code, on=day) for code in codes]
    return {
        "count": count, "now": now, "units": len(units), "kinds": len(terms), "centres": [c for _, c in units], "competent": [u for u, _ in units],
        "big": [u for u, _ in units].index(big) + 1, "procedures": [t.procedure_id for t in terms], "versions": [t.version_id for t in terms],
        "processes": [t.process_id for t in terms], "family": _FAMILY, "middle": _MIDDLE, "given": _GIVEN,
        "family_folded": [fold(n) for n in _FAMILY], "middle_folded": [fold(n) for n in _MIDDLE], "given_folded": [fold(n) for n in _GIVEN],
        "families": len(_FAMILY), "middles": len(_MIDDLE), "givens": len(_GIVEN),
        "ward": big, "officials": people.measured_officials(), "somebody": people.measured_officials()[0],
        "sealed": seal("089181000123", secret=settings.IDENTITY_KEY),
    }  # fmt: skip
