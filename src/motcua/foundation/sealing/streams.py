"""Long secrets at rest: a stream of bytes sealed piece by piece, so that neither way holds the whole in memory.

Each piece is AES-256-GCM under a key made for this stream alone; its nonce counts the pieces and marks the last one, so that pieces
cannot be left out, moved or cut off unseen.
"""

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_MARK = b"MTCS\x01"
_SALT = 32
_TAG = 16
PIECE = 256 * 1024


class SealBroken(Exception):
    """The key is not the one, or the bytes are not those that were sealed."""


def _cipher(secret: str, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"motcua sealed stream 1").derive(secret.encode()))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def seal_stream(pieces: Iterable[bytes], *, secret: str) -> Iterator[bytes]:
    """The sealed bytes of a stream."""
    salt = os.urandom(_SALT)
    cipher, number, held = _cipher(secret, salt), 0, b""
    yield _MARK + salt
    for piece in pieces:
        held += piece
        while len(held) > PIECE:
            yield cipher.encrypt(_nonce(number, is_last=False), held[:PIECE], _MARK)
            held, number = held[PIECE:], number + 1
    yield cipher.encrypt(_nonce(number, is_last=True), held, _MARK)


def unseal_stream(file: BinaryIO, *, secret: str) -> Iterator[bytes]:
    """The bytes that seal_stream was given. Raises SealBroken, at the latest at the end: what came before it must not be relied on."""
    head = file.read(len(_MARK) + _SALT)
    if not head.startswith(_MARK) or len(head) < len(_MARK) + _SALT:
        raise SealBroken
    cipher, number = _cipher(secret, head[len(_MARK) :]), 0
    piece = file.read(PIECE + _TAG)
    while True:
        following = file.read(PIECE + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, is_last=not following), piece, _MARK)
        except InvalidTag:
            raise SealBroken from None
        if not following:
            return
        piece, number = following, number + 1
