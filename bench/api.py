"""The API under eight clients: filing a dossier, moving it, reading it. Bearer tokens, permissions and idempotency keys as in life."""

import json
import uuid
from collections import Counter, deque
from random import Random

from bench import house, load, people, raw, table
from bench.load import Measured
from bench.people import Unit
from motcua.catalogue import public as catalogue
from motcua.foundation import clock

SECONDS = 8.0


def _body(unit: Unit, number: int, *, accept: bool) -> bytes:
    return json.dumps(
        {
            "procedure": people.procedure(), "centre_id": unit.centre_id, "competent_id": unit.commune_id, "channel": "direct",
            "persons": [
                {"name": f"Nguyễn Thị Bích Thủy {number}", "id_number": f"0891810{number % 100000:05}", "phone": "0918 012 264",
                 "address": "12 Nguyễn Trãi, phường Long Xuyên"}
            ],
            "papers": [{"name": "Đơn đề nghị", "originals": 1}, {"name": "Căn cước", "copies": 1}, {"name": "Giấy chứng nhận", "copies": 1}],
            "accept": accept,
        }
    ).encode()  # fmt: skip


class Filing:
    """Every client files at its own centre (or all at one), each request under a key of its own."""

    def __init__(self, units: list[Unit], tokens: list[str], *, accept: bool, keys: list[str] | None = None) -> None:
        self.units, self.tokens, self.accept = units, tokens, accept
        self.codes: list[str] = []
        self.asked = 0
        self.keys = keys
        self.asked_by: Counter[int] = Counter()

    def ask(self, client: int) -> bytes | None:
        if self.keys is not None and self.asked_by[client] >= len(self.keys):
            return None
        key = str(uuid.uuid4()) if self.keys is None else self.keys[self.asked_by[client]]
        number = self.asked if self.keys is None else self.asked_by[client]
        self.asked += 1
        self.asked_by[client] += 1
        place = client % len(self.units)
        headers = {"Authorization": f"Bearer {self.tokens[place]}", "Idempotency-Key": key}
        return load.request(
            "POST", "/api/v1/dossiers", headers=headers, body=_body(self.units[place], number, accept=self.accept)
        )

    def heard(self, client: int, status: int, body: bytes) -> None:  # noqa: ARG002
        if status in {200, 201}:
            self.codes.append(json.loads(body)["code"])


class Reading:
    def __init__(self, codes: list[list[str]], tokens: list[str]) -> None:
        self.codes, self.tokens, self.random = codes, tokens, Random(766)

    def ask(self, client: int) -> bytes:
        code = self.random.choice(self.codes[client])
        return load.request("GET", f"/api/v1/dossiers/{code}", headers={"Authorization": f"Bearer {self.tokens[client]}"})

    def heard(self, client: int, status: int, body: bytes) -> None:
        pass


class Moving:
    """Each client leads its own unit's dossiers, one after the other, from reception to the returned result, all by the right people."""

    def __init__(self, units: list[Unit], tokens: list[dict[str, str]], codes: list[list[str]]) -> None:
        self.units, self.tokens = units, tokens
        self.codes = [deque(some) for some in codes]
        self.courses: list[deque[tuple[str, dict[str, object]]]] = [deque() for _ in units]
        self.refused: list[bytes] = []
        self.made: Counter[str] = Counter()

    def ask(self, client: int) -> bytes | None:
        if not self.courses[client]:
            if len(self.codes[client]) < 2:
                return None
            self.codes[client].popleft()
            self.courses[client] = deque(_course(self.units[client]))
        role, move = self.courses[client].popleft()
        self.made[str(move["move"])] += 1
        headers = {"Authorization": f"Bearer {self.tokens[client][role]}", "Idempotency-Key": str(uuid.uuid4())}
        path = f"/api/v1/dossiers/{self.codes[client][0]}/moves"
        return load.request("POST", path, headers=headers, body=json.dumps(move).encode())

    def heard(self, client: int, status: int, body: bytes) -> None:  # noqa: ARG002
        if status != 200:
            self.refused.append(body)


def _course(unit: Unit) -> list[tuple[str, dict[str, object]]]:
    """Every move of an undisturbed life, with the role that makes it."""
    terms = catalogue.terms_in_force(procedure_code=people.procedure(), on=clock.local_day(clock.now()))
    course: list[tuple[str, dict[str, object]]] = [("counter", {"move": "forward"})]
    inside = [step for step in terms.steps if step.kind not in {"receive", "return"}]
    for step in inside:
        course.append((step.role, {"move": "assign", "to_user_id": unit.staff[step.role]}))
        last = step is inside[-1]
        course.append((step.role, {"move": "finish", "outcome": "granted"} if last else {"move": "complete_step", "note": "Đạt"}))
    return [*course, ("counter", {"move": "return_result", "evidence": "Ký nhận"})]


def measure() -> None:
    section = table.Section("api", "The API, 8 clients, 2 web processes")
    people.province()
    limit = raw.limit()
    section.add("raw limit", f"{limit:,.0f} rows/s", note=raw.WHAT)
    database = house.copied("bench_api")
    units = people.units()
    tokens = [{role: people.token(user) for role, user in unit.staff.items()} for unit in units]
    counters = [mine["counter"] for mine in tokens]
    house.use(house.PROVINCE)
    with house.serving(database) as server:
        filing = Filing(units, counters, accept=False)
        _say(
            section,
            "file a dossier, eight centres",
            load.run(server, filing, seconds=SECONDS),
            limit,
            "300 aimed at, 150 at least (1/120)",
        )
        received = Filing(units, counters, accept=True)
        _say(section, "file and receive it at once, eight centres", load.run(server, received, seconds=SECONDS), limit, "")
        alone = Filing(units[:1], counters[:1], accept=False)
        _say(section, "file a dossier, all at one centre", load.run(server, alone, seconds=SECONDS), limit, "")
        repeated = Filing(units[:1], counters[:1], accept=False, keys=[str(uuid.uuid4()) for _ in range(60)])
        load.run(server, repeated, seconds=60, warm=0)
        section.notes.append(_account(database, [filing, received, alone], repeated))
        print("  " + section.notes[-1])
        by_unit = _by_unit(database, units)
        moving = Moving(units, tokens, by_unit)
        _say(section, "one move of a dossier", load.run(server, moving, seconds=SECONDS), limit, "150 at least")
        if moving.refused:
            section.notes.append("a move was refused: " + moving.refused[0].decode())
        section.notes.append("Moves: " + ", ".join(f"{name} {count}" for name, count in sorted(moving.made.items())) + ".")
        reading = Reading(by_unit, counters)
        _say(section, "read a dossier", load.run(server, reading, seconds=SECONDS), limit, "400 at least")
    table.write(section)


def _say(section: table.Section, what: str, found: Measured, limit: float, bar: str) -> None:
    section.add(
        what, f"{found.rate:,.0f}/s", raw=f"{limit:,.0f}/s", ratio=table.ratio(limit, found.rate), bar=bar,
        note=f"p50 {found.at(0.5):.0f} ms, p95 {found.at(0.95):.0f} ms, {found.failures} failures, "
        f"CPU {found.spent.each(len(found.times))} ms",
    )  # fmt: skip


def _by_unit(database: str, units: list[Unit]) -> list[list[str]]:
    with house.connect(database) as asking:
        return [
            [str(row[0]) for row in asking.execute(
                "SELECT code FROM dossiers_dossier WHERE centre_id = %s AND state = 2 ORDER BY id LIMIT 2000", [unit.centre_id]
            )]
            for unit in units
        ]  # fmt: skip


def _account(database: str, filings: list[Filing], repeated: Filing) -> str:
    """Whether every answer stands for one dossier, and the codes are without gaps."""
    answered = [code for filing in filings for code in filing.codes]
    with house.connect(database) as asking:
        rows = [str(row[0]) for row in asking.execute("SELECT code FROM dossiers_dossier")]
    serials: dict[str, list[int]] = {}
    for code in rows:
        series, _, serial = code.rpartition("-")
        serials.setdefault(series, []).append(int(serial))
    gaps = sum(max(some) - len(set(some)) for some in serials.values())
    doubles = len(answered) - len(set(answered)) + len(rows) - len(set(rows))
    unanswered = len(set(rows)) - len(set(answered)) - len(set(repeated.codes))
    return (
        f"{len(rows)} dossiers: {doubles} doubles, {gaps} gaps in the codes, {unanswered} that nobody was told of; "
        f"{len(repeated.codes)} simultaneous requests under {len(repeated.keys or [])} keys made {len(set(repeated.codes))} dossiers."
    )
