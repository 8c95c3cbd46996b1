"""Short secrets at rest: encrypted text, and a keyed blind index by which equal values are found without being read."""

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"\x01"


@lru_cache(maxsize=8)
def _keys(secret: str) -> tuple[AESGCM, bytes]:
    both = HKDF(algorithm=SHA256(), length=64, salt=None, info=b"motcua sealing 1").derive(secret.encode())
    return AESGCM(both[:32]), both[32:]


def seal(text: str, *, secret: str) -> bytes:
    """Encrypt (AES-256-GCM, fresh nonce). An empty text stays empty."""
    return seal_bytes(text.encode(), secret=secret)


def unseal(sealed: bytes | memoryview, *, secret: str) -> str:
    """Decrypt what seal made. Raises cryptography.exceptions.InvalidTag when the key or the bytes are not the same."""
    return unseal_bytes(sealed, secret=secret).decode()


def seal_bytes(plain: bytes, *, secret: str) -> bytes:
    """As seal, for what is no text. Nothing stays nothing."""
    if not plain:
        return b""
    nonce = os.urandom(12)
    return _VERSION + nonce + _keys(secret)[0].encrypt(nonce, plain, _VERSION)


def unseal_bytes(sealed: bytes | memoryview, *, secret: str) -> bytes:
    """As unseal, of what seal_bytes made."""
    sealed = bytes(sealed)
    if not sealed:
        return b""
    return _keys(secret)[0].decrypt(sealed[1:13], sealed[13:], sealed[:1])


def blind_index(text: str, *, secret: str) -> bytes:
    """A keyed digest (HMAC-SHA-256, 16 bytes): equal texts give equal bytes, and nothing else is told. Empty for an empty text."""
    return hmac.digest(_keys(secret)[1], text.encode(), hashlib.sha256)[:16] if text else b""
