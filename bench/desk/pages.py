"""The desk with a million dossiers: a dossier's page, finding by a name and by a number, many moved at once, a round of the watchdog."""

import time
from urllib.parse import quote

from django.test import Client

from bench import house, load, million, people, raw, screens, table
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.organization import public as organization
from motcua.watchdog import public as watchdog

#: Dossiers that each of the eight opens in turn, and those moved at once.
EACH, MANY = 50, 500
_OPEN = """
SELECT d.id, d.code, d.moves FROM dossiers_step s JOIN dossiers_dossier d ON d.id = s.dossier_id
WHERE s.closed_at IS NULL AND s.agency_id = %s AND s.role = 'official' AND s.assignee_id IS NULL ORDER BY s.sort_at, s.id LIMIT %s
"""


class Reading(screens.Opening):
    """Every client opens one dossier after the other."""

    def __init__(self, codes: list[str], sessions: list[str]) -> None:
        super().__init__("", sessions)
        self.codes, self.asked = codes, [0] * len(sessions)

    def ask(self, client: int) -> bytes:
        mine = self.codes[client * EACH : (client + 1) * EACH]
        self.path = f"/can-bo/ho-so/{mine[self.asked[client] % EACH]}/"
        self.asked[client] += 1
        return super().ask(client)


def measure() -> None:
    section = table.Section("desk", "The desk, 8 people signed in, 2 web processes, a million dossiers")
    database = million.province(screens.LARGE)
    house.use(database)
    ward, users = people.big_ward(), people.measured_officials()
    rows = _rows(database, ward)
    _give_history(rows, ward)
    sessions = [people.session(user) for user in users]
    with house.serving(database) as server:
        _pages(section, server, [code for _, code, _ in rows], sessions)
    _many(section, database, ward)
    _watch(section)
    house.use(house.PROVINCE)
    table.write(section)


def _rows(database: str, ward: int) -> list[tuple[int, str, int]]:
    with house.connect(database) as run:
        return run.execute(_OPEN, [ward, EACH * people.CLIENTS]).fetchall()  # type: ignore[return-value]


def _give_history(rows: list[tuple[int, str, int]], ward: int) -> None:
    """Dossiers made by sets have no facts: four moves each, as one in the middle of its life has."""
    head = _head(ward)
    takers = [user for user in people.measured_officials() if user != head.user_id]
    seen = {dossier: moves for dossier, _, moves in rows}
    for round_number in range(4):
        made = dossiers.perform_many(
            move="assign",
            seen=seen,
            actor=head,
            at=clock.now(),
            key=f"bench-{time.time_ns()}",
            to_user_id=takers[round_number % 7],
        )
        if refused := [one.problem for one in made if one.problem]:
            raise SystemExit(f"history: {refused[0]}")
        seen = {one.dossier_id: one.moved.moves for one in made if one.moved}


def _head(ward: int) -> organization.Actor:
    at = clock.now()
    return organization.actor_of(organization.officials(ward, "head", at=at)[0].user_id, at=at)


def _pages(section: table.Section, server: house.Server, codes: list[str], sessions: list[str]) -> None:
    found = load.Measured()
    talk = Reading(codes, sessions)
    for _ in range(screens.ROUNDS):
        found.add(load.run(server, talk, seconds=screens.SECONDS))
    if found.failures:
        raise SystemExit(f"a dossier's page: {found.failures} failures: {talk.last[:2000].decode(errors='replace')}")
    section.add(
        "a dossier's page, 8 clients", f"p95 {found.at(0.95):.0f} ms", bar="p95 < 80 ms",
        note=f"p50 {found.at(0.5):.0f} ms, {found.rate:,.0f}/s, CPU {found.spent.each(len(found.times))} ms",
    )  # fmt: skip
    for what, words in (
        ("a frequent name", "nguyễn thị thủy"),
        ("a rare name", "danh xuân yến tú"),
        ("a telephone", "0918012264"),
    ):
        for clients in (1, people.CLIENTS):
            path = f"/can-bo/tim/?q={quote(words)}"
            asked = load.run(server, screens.Opening(path, sessions), clients=clients, seconds=screens.SECONDS)
            if asked.failures:
                raise SystemExit(f"{what}: {asked.failures} failures")
            section.add(
                f"an official finds by {what}, {clients} at once", f"p95 {asked.at(0.95):.0f} ms", bar="< 50 ms",
                note=f"p50 {asked.at(0.5):.0f} ms, {asked.rate:,.0f}/s, CPU {asked.spent.each(len(asked.times))} ms",
            )  # fmt: skip


def _many(section: table.Section, database: str, ward: int) -> None:
    head = _head(ward)
    with house.connect(database) as run:
        chosen = [
            (row[0], row[2]) for row in run.execute(_OPEN.replace("IS NULL ORDER", "IS NOT NULL ORDER"), [ward, MANY]).fetchall()
        ]
    client = Client()
    client.cookies["sessionid"] = people.session(head.user_id)
    values = [f"{dossier}.{moves}" for dossier, moves in chosen]
    start = time.perf_counter()
    page = client.post(
        "/can-bo/viec-cua-toi/nhieu/", {"viec": "assign", "chon": values, "loc": "ca-don-vi"}, HTTP_HOST="localhost"
    )
    looked = time.perf_counter()
    made = client.post(
        "/can-bo/viec-cua-toi/nhieu/assign/",
        {"chon": values, "key": f"bench{time.time_ns()}", "loc": "ca-don-vi", "to_user_id": people.measured_officials()[0]},
        HTTP_HOST="localhost",
    )
    done = time.perf_counter()
    if page.status_code != 200 or f"Đã làm {MANY} hồ sơ" not in made.content.decode():
        raise SystemExit(f"many at once: {page.status_code}, {made.status_code}: {made.content.decode()[:2000]}")
    limit = MANY / raw.moves(database, [dossier for dossier, _ in chosen])
    section.add(
        f"{MANY} dossiers assigned at once", f"{done - looked:.2f} s", raw=f"{limit:.2f} s", ratio=f"× {(done - looked) / limit:.1f}",
        bar="< 5 s", note=f"the page that looks them over {looked - start:.2f} s; {raw.MOVES}",
    )  # fmt: skip


def _watch(section: table.Section) -> None:
    for which in ("the first", "the next"):
        start = time.perf_counter()
        done = watchdog.watch(at=clock.now())
        section.add(f"{which} round of the watchdog", f"{time.perf_counter() - start:.2f} s", note=str(done))
