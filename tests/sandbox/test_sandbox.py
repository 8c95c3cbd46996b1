"""The stand-ins answer as real servers do, and fail in the ways they are told to."""

import base64
import hashlib
import json
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import RemoteDisconnected
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from motcua_sandbox.identity import IdentityProvider
from motcua_sandbox.portal import NationalPortal
from motcua_sandbox.server import Running
from motcua_sandbox.sms import SmsGateway


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def ask(address: str, given: Any = None, *, timeout: float = 5, **headers: str) -> tuple[int, Any, dict[str, str]]:
    data = None if given is None else given if isinstance(given, bytes) else json.dumps(given).encode()
    request = urllib.request.Request(address, data=data, headers=headers)
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=timeout) as answer:
            return answer.status, _read(answer.read()), dict(answer.headers)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, _read(refused.read()), dict(refused.headers)


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode()


@pytest.fixture
def sms() -> Iterator[str]:
    with Running(SmsGateway()) as running:
        yield running.address


@pytest.fixture
def portal() -> Iterator[str]:
    with Running(NationalPortal()) as running:
        yield running.address


@pytest.fixture
def identity() -> Iterator[str]:
    with Running(IdentityProvider()) as running:
        yield running.address


def test_a_message_with_the_same_id_is_sent_once(sms: str) -> None:
    message = {"id": "a", "to": "0918012264", "text": "Hồ sơ của ông bà đã có kết quả."}

    first, second = ask(f"{sms}/messages", message), ask(f"{sms}/messages", message)

    assert (first[0], second[0]) == (202, 200)
    assert ask(f"{sms}/_sent")[1] == [message]


@pytest.mark.parametrize(
    "message", [None, [], {"to": "không phải số", "text": "x"}, {"to": "1"}, {"to": "1", "text": "x" * 1001}]
)
def test_a_message_that_cannot_be_sent_is_refused(sms: str, message: Any) -> None:
    assert ask(f"{sms}/messages", b"{" if message is None else message)[0] == 422


def test_double_takes_one_request_for_two(sms: str) -> None:
    ask(f"{sms}/_sandbox/fault", {"mode": "double", "times": 1})

    for _ in range(2):
        ask(f"{sms}/messages", {"to": "1", "text": "x"})

    assert len(ask(f"{sms}/_sent")[1]) == 3


def test_wrong_answers_with_something_else_as_often_as_told(sms: str) -> None:
    ask(f"{sms}/_sandbox/fault", {"mode": "wrong", "status": 502, "times": 2})

    assert [ask(f"{sms}/messages", {"to": "1", "text": "x"})[0] for _ in range(3)] == [502, 502, 202]


def test_slow_answers_too_late_for_the_impatient(sms: str) -> None:
    ask(f"{sms}/_sandbox/fault", {"mode": "slow", "seconds": 1.5, "times": 1})

    with pytest.raises(TimeoutError):
        ask(f"{sms}/messages", {"to": "1", "text": "x"}, timeout=0.3)


def test_silent_takes_the_request_and_never_answers(sms: str) -> None:
    ask(f"{sms}/_sandbox/fault", {"mode": "silent"})

    with pytest.raises(TimeoutError):
        ask(f"{sms}/messages", {"to": "1", "text": "x"}, timeout=0.3)

    assert [one["path"] for one in ask(f"{sms}/_sandbox/requests")[1]] == ["/messages"]


def test_down_hangs_up_until_reset(sms: str) -> None:
    ask(f"{sms}/_sandbox/fault", {"mode": "down"})

    with pytest.raises(RemoteDisconnected):
        ask(f"{sms}/messages", {"to": "1", "text": "x"})

    ask(f"{sms}/_sandbox/reset", {})
    assert ask(f"{sms}/messages", {"to": "1", "text": "x"})[0] == 202


@pytest.mark.parametrize("fault", [{}, [], {"mode": "moody"}, {"mode": "slow", "seconds": "long"}])
def test_a_fault_that_does_not_exist_is_refused(sms: str, fault: Any) -> None:
    assert ask(f"{sms}/_sandbox/fault", fault)[0] == 422


def test_the_portal_keeps_the_newest_state_and_names_what_it_did_not_take(portal: str) -> None:
    newer = {"code": "H01-1", "state": 9, "at": "2026-11-03T10:00:00+07:00"}
    older = {"code": "H01-1", "state": 4, "at": "2026-11-03T09:00:00+07:00"}

    results = ask(f"{portal}/sync", {"dossiers": [newer, older, {"code": "H01-2"}, 5]})[1]["results"]

    assert [one["taken"] for one in results] == [True, False, False, False]
    assert ask(f"{portal}/dossiers/H01-1")[1]["state"] == 9
    assert ask(f"{portal}/dossiers/H01-2")[0] == 404


def test_a_dossier_filed_at_the_portal_waits_until_it_is_taken(portal: str) -> None:
    number = ask(f"{portal}/inbox", {"procedure": "1.001193"})[1]["id"]

    assert ask(f"{portal}/inbox")[1] == [{"id": number, "dossier": {"procedure": "1.001193"}}]
    assert [ask(f"{portal}/inbox/{number}/taken", {})[1]["taken"] for _ in range(2)] == [True, False]
    assert ask(f"{portal}/inbox")[1] == []


def test_signing_in_gives_a_signed_token_for_the_person_named(identity: str) -> None:
    places = ask(f"{identity}/.well-known/openid-configuration")[1]
    verifier = "x" * 50
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {"response_type": "code", "client_id": "motcua", "redirect_uri": "http://localhost/xong", "state": "s", "nonce": "n"}

    sent = ask(f"{places['authorization_endpoint']}?{urlencode({**asked, 'login_hint': '079', 'code_challenge': challenge})}")
    back = parse_qs(urlsplit(sent[2]["Location"]).query)
    grant = {"code": back["code"][0], "redirect_uri": asked["redirect_uri"], "code_verifier": verifier}
    tokens = ask(places["token_endpoint"], urlencode(grant).encode())[1]

    claims = _verified(tokens["id_token"], ask(places["jwks_uri"])[1]["keys"][0])
    assert back["state"] == ["s"]
    assert (claims["sub"], claims["aud"], claims["nonce"], claims["iss"]) == ("079", "motcua", "n", identity)
    assert ask(places["userinfo_endpoint"], Authorization=f"Bearer {tokens['access_token']}")[1]["sub"] == "079"
    assert ask(places["token_endpoint"], urlencode(grant).encode())[0] == 400, "a code is good for once"


def test_a_code_is_worthless_without_its_verifier(identity: str) -> None:
    asked = {"response_type": "code", "redirect_uri": "http://localhost/xong", "code_challenge": "abc"}
    sent = ask(f"{identity}/authorize?{urlencode(asked)}")
    code = parse_qs(urlsplit(sent[2]["Location"]).query)["code"][0]

    grant = {"code": code, "redirect_uri": asked["redirect_uri"], "code_verifier": "guess"}
    assert ask(f"{identity}/token", urlencode(grant).encode())[0] == 400


def _verified(token: str, key: dict[str, str]) -> dict[str, Any]:
    def raw(text: str) -> bytes:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

    head, claims, signature = token.split(".")
    public = rsa.RSAPublicNumbers(int.from_bytes(raw(key["e"])), int.from_bytes(raw(key["n"]))).public_key()
    public.verify(raw(signature), f"{head}.{claims}".encode(), padding.PKCS1v15(), hashes.SHA256())
    return dict(json.loads(raw(claims)))


def test_the_command_prints_where_everybody_listens_and_stops_when_told() -> None:
    with subprocess.Popen([sys.executable, "-P", "-m", "motcua_sandbox"], stdout=subprocess.PIPE, text=True) as sandbox:
        assert sandbox.stdout
        places = json.loads(sandbox.stdout.readline())

        assert set(places) == {"portal", "identity", "sms", "camera"}
        assert all(ask(f"{place}/_sandbox/requests")[0] == 200 for place in places.values())

        sandbox.send_signal(signal.SIGTERM)
        assert sandbox.wait(timeout=10) == 0
