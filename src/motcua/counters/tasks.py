"""Jobs of the waiting room: the end of a day, and the check of life of cameras, whose every answer is bounded in time and size."""

import base64
import http.client
import io
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from datetime import datetime
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from PIL import Image, UnidentifiedImageError

from motcua.counters.facts import CameraState, Checked
from motcua.counters.operations.cameras import keep_check
from motcua.counters.operations.nightly import close_days
from motcua.counters.queries.cameras import Target, targets
from motcua.counters.rules import addresses

__all__ = ["check_cameras", "close_days", "probe"]

#: One camera may take so long in all, and its picture be so large.
SECONDS, LARGEST, PIXELS = 8.0, 2_000_000, 12_000_000
AT_ONCE = 32
#: Opened, a picture takes many times its size: one at a time.
_OPENING = threading.Lock()
_KINDS = {"JPEG": "image/jpeg", "PNG": "image/png"}


def check_cameras(*, at: datetime) -> int:
    """Ask every camera whether it lives, several at once; none waits for another. Returns how many were asked."""
    found = targets()
    with ThreadPoolExecutor(max_workers=AT_ONCE) as askers:
        asked = {askers.submit(probe, target): target.id for target in found}
        for answered in as_completed(list(asked)):  # kept as it comes: no two pictures are held longer than they must be
            keep_check(camera_id=asked.pop(answered), checked=answered.result(), at=at)
    return len(found)


def probe(target: Target, *, seconds: float = SECONDS) -> Checked:
    """Ask one camera: its picture if it has an address for one, else its stream. Never raises, never follows a redirect."""
    try:
        if target.picture_url:
            return _picture(urlsplit(target.picture_url), target.account, seconds)
        parts = urlsplit(target.stream_url)
        return _rtsp(parts, seconds) if parts.scheme == "rtsp" else _picture(parts, target.account, seconds, is_stream=True)
    except (OSError, http.client.HTTPException, ValueError):
        return Checked(state=CameraState.SILENT, said="không kết nối được hoặc quá giờ")


def _picture(parts: SplitResult, account: tuple[str, str] | None, seconds: float, *, is_stream: bool = False) -> Checked:
    made = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    asked = made(parts.hostname or "", parts.port, timeout=seconds)
    headers = {"Accept": "image/jpeg, image/png", "Connection": "close"}
    if account:
        headers["Authorization"] = "Basic " + base64.b64encode(":".join(account).encode()).decode()
    try:
        asked.connect()
        _require_far(asked.sock)
        with _cut_after(asked.sock, seconds) as is_cut:
            asked.request("GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), headers=headers)
            answer = asked.getresponse()
            if answer.status != 200:
                return Checked(state=CameraState.WRONG, said=f"HTTP {answer.status}")
            if is_stream:
                return Checked(state=CameraState.ALIVE)
            body = answer.read(LARGEST + 1)
        if is_cut.is_set():
            return Checked(state=CameraState.SILENT, said="trả lời quá chậm")
        return _judged(body)
    finally:
        asked.close()


def _require_far(line: socket.socket) -> None:
    """Nothing is said to the server's own services, whatever a name turns out to mean. Raises ConnectionRefusedError."""
    if not settings.LOCAL_CAMERAS and addresses.is_near(line.getpeername()[0]):
        raise ConnectionRefusedError


def _judged(body: bytes) -> Checked:
    if len(body) > LARGEST:
        return Checked(state=CameraState.WRONG, said="ảnh quá lớn")
    try:
        with _OPENING, Image.open(io.BytesIO(body), formats=list(_KINDS)) as image:
            kind, size = str(image.format), image.width * image.height
            if size <= PIXELS:
                image.draft(image.mode, (1, 1))  # a JPEG is read to its end, but painted as small as it goes
                image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Checked(state=CameraState.WRONG, said="không phải ảnh JPEG hoặc PNG")
    if size > PIXELS:
        return Checked(state=CameraState.WRONG, said="ảnh quá lớn")
    return Checked(state=CameraState.ALIVE, image=body, image_type=_KINDS[kind])


def _rtsp(parts: SplitResult, seconds: float) -> Checked:
    asked = f"OPTIONS rtsp://{parts.netloc}{parts.path or '/'} RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: motcua\r\n\r\n"
    place = parts.hostname or "", parts.port or 554
    with socket.create_connection(place, timeout=seconds) as line, _cut_after(line, seconds):
        _require_far(line)
        line.sendall(asked.encode())
        said = b""
        while len(said) < 7 and (more := line.recv(256)):
            said += more
    if not said:
        return Checked(state=CameraState.SILENT, said="không trả lời")
    if not said.startswith(b"RTSP/1."):
        return Checked(state=CameraState.WRONG, said="không phải luồng RTSP")
    return Checked(state=CameraState.ALIVE)


@contextmanager
def _cut_after(line: socket.socket, seconds: float) -> Iterator[threading.Event]:
    """The line is cut when the time is up: a camera that sends a byte now and then would hold it for ever."""
    is_cut = threading.Event()

    def cut() -> None:
        is_cut.set()
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield is_cut
    finally:
        timer.cancel()
