"""An SMS gateway: `POST /messages {"id", "to", "text"}`. An id that was taken before is not sent again; one without an id always is."""

from typing import Any

from motcua_sandbox.server import Answer, Request, Service


class SmsGateway(Service):
    name = "sms"
    routes = (("POST", "/messages", "take"), ("GET", "/_sent", "sent"))

    def reset(self) -> None:
        self.messages: list[dict[str, Any]] = []

    def take(self, request: Request) -> Answer:
        try:
            message = request.json()
            given = {"id": message.get("id"), "to": str(message["to"]), "text": str(message["text"])}
        except (ValueError, KeyError, TypeError, AttributeError):
            return Answer({"error": "to and text are needed"}, 422)
        if not given["to"].isdecimal() or len(given["text"]) > 1000:
            return Answer({"error": "to is a number, text at most 1000 characters"}, 422)
        known = given["id"] is not None and any(message["id"] == given["id"] for message in self.messages)
        if not known:
            self.messages.append(given)
        return Answer({"id": given["id"], "accepted": True, "known": known}, 200 if known else 202)

    def sent(self, request: Request) -> Answer:  # noqa: ARG002
        """What would have reached telephones."""
        return Answer(self.messages)
