"""Machines that lead dossiers through their lives by the API and never give up: each request is sent again under its key until it is acknowledged."""

import http.client
import json
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from threading import Event, Thread
from typing import Any

PATIENCE = 90.0  # seconds of sending the same request again before it counts as lost


@dataclass
class Life:
    """What a client was told of one dossier: its code, and each acknowledged answer in order."""

    code: str = ""
    answers: list[dict[str, Any]] = field(default_factory=list)


class Lost(Exception):
    """The service refused what it owed, or never answered."""


class Client(Thread):
    def __init__(self, number: int, *, port: int, province: dict[str, Any], seed: int, enough: Event) -> None:
        super().__init__(name=f"client {number}", daemon=True)
        units = province["units"]
        self.procedure, self.unit, self.steps = province["procedure"], units[number % len(units)], province["steps"]
        self.port, self.random, self.enough = port, Random(seed * 1000 + number), enough
        self.lives: list[Life] = []
        self.heard: Counter[str] = Counter()
        self.lost: list[str] = []
        self._connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        try:
            while not self.enough.is_set():
                self._lead_one()
        except Lost as lost:
            self.lost.append(f"{self.name}: {lost}")
        finally:
            self._hang_up()

    def _lead_one(self) -> None:
        life = Life()
        accept = self.random.random() < 0.5
        filed = self._ask("counter", "/api/v1/dossiers", self._body(accept=accept))
        life.code = filed["code"]
        life.answers.append({"move": "submit_and_accept" if accept else "submit", **filed})
        self.lives.append(life)
        for role, move in self._course(accepted=accept):
            if self.enough.is_set():
                return
            life.answers.append(self._ask(role, f"/api/v1/dossiers/{life.code}/moves", move))

    def _body(self, *, accept: bool) -> dict[str, Any]:
        return {
            "procedure": self.procedure, "centre_id": self.unit["centre_id"], "competent_id": self.unit["competent_id"],
            "persons": [{"name": "Trần Thị Bích Thủy", "phone": "0918012264", "id_number": "089181000123"}],
            "papers": [{"name": "Đơn đề nghị", "originals": 1}], "accept": accept,
        }  # fmt: skip

    def _course(self, *, accepted: bool) -> Iterator[tuple[str, dict[str, Any]]]:
        """A life by the table of moves: straight, refused, withdrawn, or by way of a supplement or a payment."""
        turn = self.random.choice(["straight", "straight", "refuse", "withdraw", "supplement", "payment"])
        if not accepted:
            if turn == "refuse":
                yield "counter", {"move": "refuse", "reason": "Không thuộc thẩm quyền"}
                return
            yield "counter", {"move": "accept"}
        yield "counter", {"move": "forward"}
        if turn == "withdraw":
            yield "counter", {"move": "withdraw", "reason": "Người nộp xin rút"}
            return
        if turn == "supplement":
            yield self.steps[0], {"move": "request_supplement", "items": ["Bản vẽ"], "reason": "Thiếu bản vẽ"}
            yield "counter", {"move": "receive_supplement", "papers": [{"name": "Bản vẽ", "copies": 1}]}
        if turn == "payment":
            yield "official", {"move": "require_payment", "amount": 1_500_000, "reason": "Lệ phí"}
            yield "official", {"move": "settle_payment", "evidence": "Biên lai"}
        for number, role in enumerate(self.steps, 1):
            yield role, {"move": "assign", "to_user_id": self.unit["people"][role]["id"]}
            last = number == len(self.steps)
            yield role, {"move": "finish", "outcome": "granted"} if last else {"move": "complete_step", "note": "Đạt"}
        yield "counter", {"move": "return_result", "evidence": "Ký nhận"}

    def _ask(self, role: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {
            "Authorization": f"Bearer {self.unit['people'][role]['token']}", "Idempotency-Key": str(uuid.uuid4()),
            "Content-Type": "application/json",
        }  # fmt: skip
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                status, answer = self._send(path, json.dumps(body), headers)
            except (OSError, http.client.HTTPException):
                self._hang_up()
                self.heard["cut"] += 1
            else:
                self.heard[str(status)] += 1
                if status in {200, 201}:
                    self.heard["repeated"] += answer["repeated"]
                    return answer
            time.sleep(self.random.uniform(0.05, 0.3))
        raise Lost(f"not acknowledged within {PATIENCE:.0f} s: {path} {body}")

    def _send(self, path: str, body: str, headers: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """The answer; Lost when it is neither an acknowledgement nor an honest word about an outage."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        self._connection.request("POST", path, body.encode(), headers)
        response = self._connection.getresponse()
        text = response.read().decode()
        if response.status in {200, 201}:
            return response.status, json.loads(text)
        worded = response.headers.get_content_type() == "application/problem+json" and bool(json.loads(text)["detail"])
        if response.status != 503 or not worded or not response.headers["Retry-After"]:
            raise Lost(f"{path} {body} was answered {response.status} {text[:500]}")
        return response.status, {}

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
