"""A camera: `GET /anh.jpg` gives a still image; /rac gives rubbish, /to what is too large, /noi-khac leads elsewhere, /kin asks for an account."""

import base64
import struct
import zlib

from motcua_sandbox.server import Answer, Request, Service

_ACCOUNT = "Basic " + base64.b64encode(b"xem:mat-khau").decode()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(width: int = 320, height: int = 180) -> bytes:
    """A small PNG of a floor and a counter, drawn without a library."""
    rows = b"".join(b"\0" + bytes((90 + row // 3, 120, 150 - row // 3) * width) for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


class Camera(Service):
    name = "camera"
    routes = (
        ("GET", "/anh.jpg", "still"), ("GET", "/rac", "rubbish"), ("GET", "/to", "large"), ("GET", "/noi-khac", "elsewhere"),
        ("GET", "/kin", "closed"),
    )  # fmt: skip

    def still(self, request: Request) -> Answer:  # noqa: ARG002
        return Answer(picture(), headers={"Content-Type": "image/png"})

    def rubbish(self, request: Request) -> Answer:  # noqa: ARG002
        return Answer(b"\xff\xd8\xff not really <script>alert(1)</script>", headers={"Content-Type": "image/jpeg"})

    def large(self, request: Request) -> Answer:  # noqa: ARG002
        return Answer(b"\xff" * 3_000_000, headers={"Content-Type": "image/jpeg"})

    def elsewhere(self, request: Request) -> Answer:  # noqa: ARG002
        return Answer(b"", 302, {"Location": "/anh.jpg"})

    def closed(self, request: Request) -> Answer:
        if request.headers.get("authorization") != _ACCOUNT:
            return Answer(b"", 401, {"WWW-Authenticate": "Basic"})
        return self.still(request)
