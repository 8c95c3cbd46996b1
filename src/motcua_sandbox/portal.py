"""The national portal, as far as a province meets it: it takes the states of dossiers, and gives dossiers that citizens filed there.

`POST /sync {"sender_id", "dossiers": [{"code", "state", "at", …}]}`: one answer for each dossier; an older moment never overwrites a newer.
`GET /dossiers/<code>`: what the portal shows of one. `GET /inbox`: dossiers filed there and not yet taken; `POST /inbox/<id>/taken`.
`POST /inbox` stands for a citizen filing there. Field names are the sandbox's own: the true ones are not public.
"""

from datetime import datetime
from typing import Any

from motcua_sandbox.server import Answer, Request, Service


class NationalPortal(Service):
    name = "portal"
    routes = (
        ("POST", "/sync", "sync"),
        ("GET", "/dossiers/(?P<code>[^/]+)", "shown"),
        ("POST", "/inbox", "file"),
        ("GET", "/inbox", "waiting"),
        ("POST", "/inbox/(?P<number>[0-9]+)/taken", "taken"),
    )

    def reset(self) -> None:
        self.dossiers: dict[str, dict[str, Any]] = {}
        self.inbox: dict[int, Any] = {}
        self.filed = 0

    def sync(self, request: Request) -> Answer:
        try:
            given = request.json()["dossiers"]
        except (ValueError, KeyError, TypeError):
            return Answer({"error": "dossiers are needed"}, 422)
        return Answer({"results": [self._keep(one) for one in given]})

    def _keep(self, one: Any) -> dict[str, Any]:
        try:
            code, state, at = str(one["code"]), int(one["state"]), datetime.fromisoformat(one["at"])
        except (KeyError, TypeError, ValueError) as wrong:
            return {"code": one.get("code") if isinstance(one, dict) else None, "taken": False, "why": str(wrong)}
        before = self.dossiers.get(code)
        if before and datetime.fromisoformat(before["at"]) > at:
            return {"code": code, "taken": False, "why": "older than what is known"}
        self.dossiers[code] = {**one, "state": state}
        return {"code": code, "taken": True}

    def shown(self, request: Request, code: str) -> Answer:  # noqa: ARG002
        return Answer(self.dossiers[code]) if code in self.dossiers else Answer({"error": "not found"}, 404)

    def file(self, request: Request) -> Answer:
        try:
            given = request.json()
        except ValueError:
            return Answer({"error": "not JSON"}, 400)
        self.filed += 1
        self.inbox[self.filed] = given
        return Answer({"id": self.filed}, 201)

    def waiting(self, request: Request) -> Answer:  # noqa: ARG002
        return Answer([{"id": number, "dossier": given} for number, given in sorted(self.inbox.items())])

    def taken(self, request: Request, number: str) -> Answer:  # noqa: ARG002
        return Answer({"taken": self.inbox.pop(int(number), None) is not None})
