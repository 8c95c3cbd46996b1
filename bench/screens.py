"""Pages in the browser, signed in: my work with 10,000 and with 1,000,000 dossiers, and what else a million might slow down."""

from functools import partial
from urllib.parse import quote

from bench import house, load, million, people, raw, table
from bench.load import Measured

SMALL, LARGE = 10_000, 1_000_000
WORK = "/can-bo/viec-cua-toi/"
#: What a line of a result carries: a link to its dossier, or the head of a row.
LINES = (b'class="subject"', b'<th scope="row">')
#: The rounds alternate, so that a neighbour on the machine disturbs both sizes alike; each opens its connections anew, and which of
#: the two processes gets how many of the eight is chance.
ROUNDS, SECONDS = 6, 3.0


class Opening:
    """Every client opens one address again and again, with the session of its own."""

    def __init__(self, path: str, sessions: list[str]) -> None:
        self.path, self.sessions = path, sessions
        self.shortest = 1 << 30
        self.last = b""

    def ask(self, client: int) -> bytes:
        return load.request("GET", self.path, headers={"Cookie": f"sessionid={self.sessions[client]}"})

    def heard(self, client: int, status: int, body: bytes) -> None:  # noqa: ARG002
        if status == 200:
            self.shortest = min(self.shortest, max(map(body.count, LINES)))
        else:
            self.last = body


def measure() -> None:
    section = table.Section("screens", "Pages, 8 people signed in, 2 web processes")
    databases = {count: million.province(count) for count in (SMALL, LARGE)}
    users = {count: _officials(database) for count, database in databases.items()}
    limits = {count: raw.pages(database, users[count]) for count, database in databases.items()}
    for count, limit in limits.items():
        section.add(f"raw limit, {count:,} dossiers", f"{limit:,.0f} pages/s", note=raw.PAGE)
    sessions = {count: _sessions(database, users[count]) for count, database in databases.items()}
    with house.serving(databases[SMALL]) as small, house.serving(databases[LARGE]) as large:
        servers = {SMALL: small, LARGE: large}
        _work(section, "my work, 50 lines", WORK, servers, sessions, limits, bar="p95 < 100 ms")
        _work(section, "the whole unit, 50 lines", f"{WORK}?loc=ca-don-vi", servers, sessions, limits)
        _work(
            section,
            "the whole unit filtered by a name",
            f"{WORK}?loc=ca-don-vi&q={quote('bích')}",
            servers,
            sessions,
            limits,
        )
        say = partial(_other, section, server=large)
        say("search over everything by a name", f"/can-bo/tim/?q={quote('nguyễn thị thủy')}", sessions[LARGE])
        say("search by a rare name", f"/can-bo/tim/?q={quote('danh xuân yến tú')}", sessions[LARGE])
        say("search by a phone number that nobody gave", "/can-bo/tim/?q=0918012264", sessions[LARGE], finds=False)
        say("the overview of the province", "/lanh-dao/", _leaders(databases[LARGE]))
        say("the dossiers behind its overdue number", "/can-bo/ho-so/?so=qua-han", _leaders(databases[LARGE]))
    table.write(section)


def _officials(database: str) -> list[int]:
    house.use(database)
    found = people.measured_officials()
    house.use(house.PROVINCE)
    return found


def _sessions(database: str, users: list[int]) -> list[str]:
    house.use(database)
    made = [people.session(user) for user in users]
    house.use(house.PROVINCE)
    return made


def _leaders(database: str) -> list[str]:
    house.use(database)
    leader = people.leader()
    house.use(house.PROVINCE)
    return _sessions(database, [leader] * people.CLIENTS)


def _work(
    section: table.Section, what: str, path: str, servers: dict[int, house.Server], sessions: dict[int, list[str]],
    limits: dict[int, float], bar: str = "",
) -> None:  # fmt: skip
    found = {count: Measured() for count in servers}
    talks = {count: Opening(path, sessions[count]) for count in servers}
    for _ in range(ROUNDS):
        for count, server in servers.items():
            found[count].add(load.run(server, talks[count], seconds=SECONDS))
    for count in servers:
        _say(section, f"{what}, {count:,} dossiers", found[count], talks[count], limits[count], bar)
    times = found[LARGE].at(0.95) / found[SMALL].at(0.95)
    cpu = [sum((m.spent.web, m.spent.database)) / len(m.times) for m in (found[LARGE], found[SMALL])]
    section.add(
        f"{what}: a million against ten thousand",
        f"p95 × {times:.2f}",
        bar="< 1.3" if bar else "",
        note=f"CPU × {cpu[0] / cpu[1]:.2f}",
    )


def _other(
    section: table.Section, what: str, path: str, sessions: list[str], *, server: house.Server, finds: bool = True
) -> None:
    talk = Opening(path, sessions)
    _say(section, f"{what}, {LARGE:,} dossiers", load.run(server, talk, seconds=SECONDS), talk, finds=finds)


def _say(
    section: table.Section, what: str, found: Measured, talk: Opening, limit: float = 0, bar: str = "", *, finds: bool = True
) -> None:
    if found.failures or bool(talk.shortest) is not finds:
        raise SystemExit(f"{what}: {found.failures} failures, {talk.shortest} lines: {talk.last[:2000].decode(errors='replace')}")
    section.add(
        what, f"p95 {found.at(0.95):.0f} ms", raw=f"{limit:,.0f}/s" if limit else "", ratio=table.ratio(limit, found.rate) if limit else "",
        bar=bar, note=f"p50 {found.at(0.5):.0f} ms, {found.rate:,.0f}/s, {talk.shortest} lines, CPU {found.spent.each(len(found.times))} ms",
    )  # fmt: skip
