"""An identity provider: OpenID Connect with the authorization code flow, RS256. Whoever is named by `login_hint` is signed in at once.

It checks redirect address, code and PKCE of its own codes, and knows one client with any secret.
"""

import base64
import hashlib
import json
import secrets
import time
from typing import Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from motcua_sandbox.server import Answer, Request, Service

LIFE = 300


def _words(given: bytes) -> str:
    return base64.urlsafe_b64encode(given).rstrip(b"=").decode()


def _number(given: int) -> str:
    return _words(given.to_bytes((given.bit_length() + 7) // 8, "big"))


class IdentityProvider(Service):
    name = "identity"
    routes = (
        ("GET", "/.well-known/openid-configuration", "discovery"),
        ("GET", "/jwks", "keys"),
        ("GET", "/authorize", "authorize"),
        ("POST", "/token", "token"),
        ("GET", "/userinfo", "userinfo"),
    )

    def __init__(self) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        super().__init__()

    def reset(self) -> None:
        self.codes: dict[str, dict[str, str]] = {}
        self.people: dict[str, dict[str, Any]] = {}

    def discovery(self, request: Request) -> Answer:  # noqa: ARG002
        at = self.address
        return Answer(
            {
                "issuer": at,
                "authorization_endpoint": f"{at}/authorize",
                "token_endpoint": f"{at}/token",
                "userinfo_endpoint": f"{at}/userinfo",
                "jwks_uri": f"{at}/jwks",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    def keys(self, request: Request) -> Answer:  # noqa: ARG002
        public = self._key.public_key().public_numbers()
        return Answer(
            {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "1", "n": _number(public.n), "e": _number(public.e)}]}
        )

    def authorize(self, request: Request) -> Answer:
        asked = request.query
        if asked.get("response_type") != "code" or "redirect_uri" not in asked:
            return Answer({"error": "invalid_request"}, 400)
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        back = urlencode({"code": code, "state": asked.get("state", "")})
        return Answer("", 302, {"Location": f"{asked['redirect_uri']}{'&' if '?' in asked['redirect_uri'] else '?'}{back}"})

    def token(self, request: Request) -> Answer:
        given = request.form()
        asked = self.codes.pop(given.get("code", ""), None)
        if asked is None or asked["redirect_uri"] != given.get("redirect_uri") or not _proves(asked, given):
            return Answer({"error": "invalid_grant"}, 400)
        subject = asked.get("login_hint", "079000000001")
        claims = {"sub": subject, "name": "NGƯỜI DÙNG THỬ", "nonce": asked.get("nonce")}
        access = secrets.token_urlsafe(16)
        self.people[access] = claims
        signed = self._sign({**claims, "iss": self.address, "aud": asked.get("client_id", ""), **_life()})
        return Answer({"access_token": access, "token_type": "Bearer", "expires_in": LIFE, "id_token": signed})

    def userinfo(self, request: Request) -> Answer:
        person = self.people.get(request.headers.get("authorization", "").removeprefix("Bearer "))
        return Answer(person) if person else Answer({"error": "invalid_token"}, 401)

    def _sign(self, claims: dict[str, Any]) -> str:
        head = {"alg": "RS256", "typ": "JWT", "kid": "1"}
        text = ".".join(_words(json.dumps(part).encode()) for part in (head, claims))
        return f"{text}.{_words(self._key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def _proves(asked: dict[str, str], given: dict[str, str]) -> bool:
    challenge = asked.get("code_challenge")
    return challenge is None or challenge == _words(hashlib.sha256(given.get("code_verifier", "").encode()).digest())


def _life() -> dict[str, int]:
    now = int(time.time())
    return {"iat": now, "exp": now + LIFE}
