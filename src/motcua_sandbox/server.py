"""A service of the sandbox: routes over the standard library's threading HTTP server, with faults and a memory of what was asked."""

import contextlib
import json
import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

from motcua_sandbox.faults import Fault, Mode

LARGEST = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """Raises ValueError."""
        return json.loads(self.body or b"null")

    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(errors="replace")))


@dataclass(frozen=True, slots=True)
class Answer:
    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Handler = Callable[..., Answer]


class Service:
    """Subclasses list `routes`: method, pattern of the path, name of the handling method."""

    name: ClassVar[str]
    routes: ClassVar[Iterable[tuple[str, str, str]]] = ()

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.fault = Fault()
        self.requests: list[dict[str, Any]] = []
        self.address = ""
        self.reset()

    def reset(self) -> None:
        """Forget everything that was told to the service."""

    def answer(self, request: Request) -> Answer:
        for method, pattern, name in self.routes:
            found = re.fullmatch(pattern, request.path)
            if found and method == request.method:
                with self.lock:
                    handle: Handler = getattr(self, name)
                    return handle(request, **found.groupdict())
        return Answer({"error": "not found"}, 404)

    def control(self, request: Request) -> Answer:
        """What tests and people tell the sandbox itself; faults do not touch it."""
        with self.lock:
            if request.path == "/_sandbox/requests":
                return Answer(self.requests)
            if request.path == "/_sandbox/reset" and request.method == "POST":
                self.fault, self.requests = Fault(), []
                self.reset()
                return Answer({"reset": True})
            if request.path == "/_sandbox/fault" and request.method == "POST":
                try:
                    self.fault = Fault.read(request.json())
                except (ValueError, TypeError, KeyError) as wrong:
                    return Answer({"error": str(wrong), "modes": list(Mode)}, 422)
                return Answer({"mode": self.fault.mode})
        return Answer({"error": "not found"}, 404)

    def next_fault(self, request: Request) -> Fault:
        """Remember the request, and say how it will fare."""
        with self.lock:
            fault, self.fault = self.fault, self.fault.spent()
            body = request.body.decode(errors="replace")
            self.requests.append({"method": request.method, "path": request.path, "query": request.query, "body": body})
        return fault


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    service: Service
    stopping: threading.Event


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    dripping = False

    def do_GET(self) -> None:
        self._take()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 (the library's names)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
        """Quiet: what was asked stands in /_sandbox/requests."""

    def _take(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > LARGEST:
            self.close_connection = True
            return self._say(Answer({"error": "too large"}, 413))
        parts = urlsplit(self.path)
        request = Request(
            method=self.command,
            path=parts.path,
            query=dict(parse_qsl(parts.query)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length),
        )
        if request.path.startswith("/_sandbox/"):
            return self._say(self.server.service.control(request))
        return self._suffer(request, self.server.service.next_fault(request))

    def _suffer(self, request: Request, fault: Fault) -> None:
        if fault.mode is Mode.down:
            self.close_connection = True
            return None
        if fault.mode is Mode.silent:
            self.server.stopping.wait()
            self.close_connection = True
            return None
        if fault.mode is Mode.wrong:
            return self._say(Answer("<html>lỗi hệ thống", fault.status, {"Content-Type": "text/html; charset=utf-8"}))
        if fault.mode is Mode.slow:
            self.server.stopping.wait(fault.seconds)
        self.dripping = fault.mode is Mode.drip
        if fault.mode is Mode.double:
            self.server.service.answer(request)
        return self._say(self.server.service.answer(request))

    def _say(self, answer: Answer) -> None:
        body = answer.body if isinstance(answer.body, bytes) else _written(answer.body)
        self.send_response(answer.status)
        for name, value in {"Content-Type": "application/json; charset=utf-8", **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self._send(body)

    def _send(self, body: bytes) -> None:
        """At once; or, where the fault is to drip, a byte at a time until whoever asks goes away."""
        if not self.dripping:
            self.wfile.write(body)
            return
        with contextlib.suppress(OSError):
            for number in range(len(body)):
                if self.server.stopping.wait(0.1):
                    break
                self.wfile.write(body[number : number + 1])


def _written(body: Any) -> bytes:
    return (body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)).encode()


class Running:
    """A service that listens. `address` is where; leave the `with` block and it is gone."""

    def __init__(self, service: Service, port: int = 0) -> None:
        self.service = service
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.service, self._server.stopping = service, threading.Event()
        self.address = service.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> "Running":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
