"""Clients in a closed loop, each on a kept-alive connection of its own: it asks again as soon as it was answered.

One thread over all sockets and no HTTP library: the client shares the machine with what it measures.
"""

import selectors
import socket
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol

from bench.house import Server, Spent


class Talk(Protocol):
    """What clients say, each known by its number."""

    def ask(self, client: int) -> bytes | None:
        """The next request; None: this client has nothing more to ask."""

    def heard(self, client: int, status: int, body: bytes) -> None: ...


@dataclass
class Measured:
    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    spent: Spent = field(default_factory=Spent)
    failures: int = 0

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds if self.seconds else 0.0

    def at(self, share: float) -> float:
        """Milliseconds within which this share of the answers came."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    def add(self, other: "Measured") -> "Measured":
        self.seconds += other.seconds
        self.times += other.times
        self.statuses += other.statuses
        self.failures += other.failures
        for part in ("web", "database", "client"):
            setattr(self.spent, part, getattr(self.spent, part) + getattr(other.spent, part))
        return self


class _Client:
    def __init__(self, number: int, port: int) -> None:
        self.number = number
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked_at = 0.0
        self.got = b""

    def ask(self, request: bytes) -> None:
        self.got, self.asked_at = b"", time.perf_counter()
        self.socket.sendall(request)

    def hear(self) -> tuple[int, bytes] | None:
        """The whole answer, or None while there is more to come."""
        part = self.socket.recv(1 << 18)
        if not part:
            raise ConnectionError("the server closed the connection")
        self.got += part
        head, parted, body = self.got.partition(b"\r\n\r\n")
        if not parted:
            return None
        lower = head.lower()
        place = lower.find(b"content-length:")
        length = int(lower[place + 15 :].split(b"\r\n", 1)[0]) if place >= 0 else 0
        return (int(head[9:12]), body) if len(body) >= length else None


def run(
    server: Server, talk: Talk, *, clients: int = 8, seconds: float = 8.0, warm: float = 1.0, good: tuple[int, ...] = (200, 201)
) -> Measured:
    """Let the clients talk for some seconds; what comes in the warm-up is not counted."""
    with selectors.DefaultSelector() as ready:
        everybody = [_Client(number, server.port) for number in range(clients)]
        for client in everybody:
            ready.register(client.socket, selectors.EVENT_READ, client)
        _talk(ready, everybody, talk, warm, good)
        with server.counted() as spent:
            measured = _talk(ready, everybody, talk, seconds, good)
        measured.spent = spent
        for client in everybody:
            client.socket.close()
    return measured


def _talk(
    ready: selectors.DefaultSelector, everybody: list[_Client], talk: Talk, seconds: float, good: tuple[int, ...]
) -> Measured:
    measured = Measured()
    start = time.perf_counter()
    end = start + seconds
    busy = 0
    for client in everybody:
        if request := talk.ask(client.number):
            client.ask(request)
            busy += 1
    while busy:
        for key, _ in ready.select(30):
            client: _Client = key.data
            answer = client.hear()
            if answer is None:
                continue
            moment = time.perf_counter()
            measured.times.append(moment - client.asked_at)
            measured.statuses[answer[0]] += 1
            measured.failures += answer[0] not in good
            talk.heard(client.number, *answer)
            if moment < end and (request := talk.ask(client.number)):
                client.ask(request)
            else:
                busy -= 1
    measured.seconds = time.perf_counter() - start
    return measured


def request(method: str, path: str, *, headers: dict[str, str], body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *(f"{name}: {value}" for name, value in headers.items())]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
