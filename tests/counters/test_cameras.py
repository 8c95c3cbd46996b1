"""A camera that hangs, is slow, drips, lies or is too large is only said to be so; nothing waits for it."""

import io
import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image
from tests.counters.given import SEVEN, Desk
from tests.dossiers.given import World

from motcua.counters import tasks
from motcua.counters.facts import CameraState
from motcua.counters.models import Camera, Still
from motcua.counters.operations import cameras
from motcua.counters.queries import cameras as reading
from motcua.counters.queries.cameras import Target
from motcua.counters.rules.addresses import PICTURES, STREAMS, why_not
from motcua.counters.rules.permissions import NotCameraKeeper, NotWatcher
from motcua.journal import public as journal
from motcua_sandbox.camera import Camera as SandboxCamera
from motcua_sandbox.faults import Fault, Mode
from motcua_sandbox.server import Running


@pytest.fixture
def sandbox() -> Iterator[Running]:
    with Running(SandboxCamera()) as running:
        yield running


def target(address: str, *, stream: str = "rtsp://127.0.0.1/", account: tuple[str, str] | None = None) -> Target:
    return Target(id=1, stream_url=stream, picture_url=address, account=account)


def test_a_camera_that_lives_gives_its_picture(sandbox: Running) -> None:
    found = tasks.probe(target(f"{sandbox.address}/anh.jpg"))

    assert (found.state, found.image_type, found.image[:4]) == (CameraState.ALIVE, "image/png", b"\x89PNG")


@pytest.mark.parametrize(
    ("path", "said"),
    [("/rac", "không phải ảnh JPEG hoặc PNG"), ("/to", "ảnh quá lớn"), ("/noi-khac", "HTTP 302"), ("/kin", "HTTP 401"), ("/", "HTTP 404")],
)  # fmt: skip
def test_what_is_no_picture_is_named(sandbox: Running, path: str, said: str) -> None:
    found = tasks.probe(target(sandbox.address + path))

    assert (found.state, found.said, found.image) == (CameraState.WRONG, said, b"")
    assert len(sandbox.service.requests) == 1, "a redirect is not followed"


def test_an_account_opens_a_camera(sandbox: Running) -> None:
    assert tasks.probe(target(f"{sandbox.address}/kin", account=("xem", "mat-khau"))).state is CameraState.ALIVE


@pytest.mark.parametrize("mode", [Mode.silent, Mode.drip, Mode.down])
def test_a_camera_that_hangs_or_drips_is_given_up_in_time(sandbox: Running, mode: Mode) -> None:
    sandbox.service.fault = Fault(mode=mode)
    begin = time.monotonic()

    found = tasks.probe(target(f"{sandbox.address}/anh.jpg"), seconds=0.5)

    assert found.state is CameraState.SILENT
    assert time.monotonic() - begin < 2


def test_a_slow_camera_is_waited_for_within_its_time(sandbox: Running) -> None:
    sandbox.service.fault = Fault(mode=Mode.slow, seconds=0.3)

    assert tasks.probe(target(f"{sandbox.address}/anh.jpg"), seconds=3).state is CameraState.ALIVE


def test_nobody_listens_there() -> None:
    assert tasks.probe(target("http://127.0.0.1:9/anh.jpg"), seconds=1).state is CameraState.SILENT


@pytest.mark.parametrize(
    ("answer", "state"),
    [(b"RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n", CameraState.ALIVE), (b"HTTP/1.1 400\r\n\r\n", CameraState.WRONG), (b"", CameraState.SILENT)],
)  # fmt: skip
def test_a_stream_is_asked_for_its_options(answer: bytes, state: CameraState) -> None:
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            line, _ = server.accept()
            with line:
                asked.append(line.recv(1024))
                line.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        found = tasks.probe(target("", stream=f"rtsp://127.0.0.1:{server.getsockname()[1]}/luong1"), seconds=2)
        thread.join(2)

    assert found.state is state
    assert asked[0].startswith(b"OPTIONS rtsp://127.0.0.1")


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://may/anh", "gopher://may/", "/anh.jpg", "http://", "http://xem:mk@may/", "http://[::1", "http://m/\r\nX: y",
     "javascript:alert(1)", "rtsp://may/"],
)  # fmt: skip
def test_only_addresses_of_pictures_are_asked_for_pictures(address: str) -> None:
    assert why_not(address, schemes=PICTURES, takes_near=True) is not None


def test_private_networks_are_where_cameras_stand() -> None:
    assert why_not("http://192.168.1.64/anh.jpg", schemes=PICTURES, takes_near=False) is None
    assert why_not("rtsp://10.0.0.5:554/Streaming/101", schemes=STREAMS, takes_near=False) is None


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.9.9.9", "localhost", "169.254.169.254", "0.0.0.0", "[::1]", "[::]", "[fe80::1]", "[::ffff:127.0.0.1]",
     "[::ffff:169.254.169.254]", "224.0.0.1"],
)  # fmt: skip
def test_the_servers_own_services_are_no_cameras(host: str) -> None:
    assert why_not(f"http://{host}/anh.jpg", schemes=PICTURES, takes_near=False) is not None
    assert why_not(f"http://{host}/anh.jpg", schemes=PICTURES, takes_near=True) is None


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "2130706433"])
def test_nothing_is_said_to_this_machine_whatever_a_name_turns_out_to_mean(sandbox: Running, settings: Any, name: str) -> None:
    settings.LOCAL_CAMERAS = False
    address = sandbox.address.replace("127.0.0.1", name)

    asked = [tasks.probe(target(f"{address}/anh.jpg")), tasks.probe(target("", stream=address.replace("http", "rtsp")))]

    assert {one.state for one in asked} == {CameraState.SILENT}
    assert sandbox.service.requests == []


def _jpeg(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "JPEG")
    return out.getvalue()


def test_a_picture_is_opened_to_its_end_and_never_larger_than_a_camera_makes_them() -> None:
    judged = tasks._judged

    assert judged(_jpeg(4000, 3000)).state is CameraState.ALIVE
    assert judged(_jpeg(4000, 3001)).said == "ảnh quá lớn"
    assert judged(_jpeg(800, 600)[:-400]).said == "không phải ảnh JPEG hoặc PNG"


def test_an_account_is_never_shown_to_another_machine_than_it_was_entered_for(desk: Desk) -> None:
    camera_id = _set(desk, picture_url="http://10.0.0.5/anh.jpg", username="xem", password="mat-khau")
    _set(desk, camera_id=camera_id, picture_url="http://10.0.0.5/anh-khac.jpg", name="Sảnh chính")
    assert reading.targets()[0].account == ("xem", "mat-khau"), "the same machine, another path"

    for elsewhere in ("http://10.0.0.66/anh.jpg", "http://10.0.0.5:8080/anh.jpg", "https://10.0.0.5/anh.jpg", ""):
        _set(desk, camera_id=camera_id, picture_url="http://10.0.0.5/anh.jpg", username="xem", password="mat-khau")
        _set(desk, camera_id=camera_id, picture_url=elsewhere)
        assert reading.targets()[0].account is None, elsewhere

    hosts = [fact.payload["host"] for fact in journal.history(f"camera:{camera_id}")]
    assert hosts[:4] == ["10.0.0.5", "10.0.0.5", "10.0.0.5", "10.0.0.66"]


def test_an_account_can_be_taken_away(desk: Desk) -> None:
    camera_id = _set(desk, username="xem", password="mat-khau")
    _set(desk, camera_id=camera_id, drops_account=True)

    assert reading.targets()[0].account is None


def test_the_picture_of_a_camera_no_longer_in_use_goes_with_the_night(desk: Desk, sandbox: Running) -> None:
    camera_id = _set(desk, picture_url=f"{sandbox.address}/anh.jpg")
    tasks.check_cameras(at=SEVEN)
    tasks.close_days(at=SEVEN + timedelta(days=1))
    assert Still.objects.exists()

    _set(desk, camera_id=camera_id, picture_url=f"{sandbox.address}/anh.jpg", is_active=False)
    tasks.close_days(at=SEVEN + timedelta(days=2))

    assert not Still.objects.exists()


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def _set(desk: Desk, **more: object) -> int:
    operator = desk.world.who("operator", desk.world.top)
    values = {"name": "Sảnh chờ", "stream_url": "rtsp://10.0.0.5/1", "counter_ids": desk.counters, **more}
    return cameras.set_camera(room_id=desk.room_id, actor=operator, at=SEVEN, **values)  # type: ignore[arg-type]


def test_only_an_operator_enters_addresses_and_the_account_is_sealed(desk: Desk) -> None:
    camera_id = _set(desk, username="xem", password="mat-khau")

    with pytest.raises(NotCameraKeeper):
        cameras.set_camera(room_id=desk.room_id, name="Khác", stream_url="rtsp://m/", actor=desk.head, at=SEVEN)
    assert b"mat-khau" not in bytes(Camera.objects.get(pk=camera_id).sign_in_sealed)
    assert reading.targets()[0].account == ("xem", "mat-khau")
    assert "mat-khau" not in repr(reading.targets())
    assert "mat-khau" not in str([fact.payload for fact in journal.history(f"camera:{camera_id}")])


def test_a_bad_address_is_refused_in_words(desk: Desk) -> None:
    with pytest.raises(cameras.CameraNotSensible, match="must begin with"):
        _set(desk, picture_url="file:///etc/passwd")


def test_the_check_keeps_state_since_when_and_the_last_picture(desk: Desk, sandbox: Running) -> None:
    camera_id = _set(desk, picture_url=f"{sandbox.address}/anh.jpg")
    for minute in (0, 2):
        tasks.check_cameras(at=SEVEN + timedelta(minutes=minute))
    sandbox.service.fault = Fault(mode=Mode.wrong)
    tasks.check_cameras(at=SEVEN + timedelta(minutes=4))

    (found,) = reading.cameras(desk.room_id)
    assert (found.state, found.since, found.said) == (CameraState.WRONG, SEVEN + timedelta(minutes=4), "HTTP 500")
    assert found.taken_at == SEVEN + timedelta(minutes=2), "the last good picture stays"
    names = [fact.name for fact in journal.history(f"camera:{camera_id}")]
    assert names == ["CameraSet", "CameraStateChanged", "CameraStateChanged"]


def test_every_look_is_recorded_and_counter_staff_do_not_look(desk: Desk, sandbox: Running) -> None:
    camera_id = _set(desk, picture_url=f"{sandbox.address}/anh.jpg")
    with pytest.raises(cameras.NoPictureYet):
        cameras.look_at_still(camera_id=camera_id, actor=desk.head, at=SEVEN)
    tasks.check_cameras(at=SEVEN)

    image, kind = cameras.look_at_still(camera_id=camera_id, actor=desk.head, at=SEVEN)

    assert (kind, image) == ("image/png", bytes(Still.objects.get().image))
    assert [fact.actor for fact in journal.history(f"camera:{camera_id}") if fact.name == "CameraPictureSeen"] == [
        desk.head.label
    ]
    with pytest.raises(NotWatcher):
        cameras.look_at_still(camera_id=camera_id, actor=desk.clerks[0], at=SEVEN)


def test_a_camera_that_hangs_holds_up_neither_its_neighbours_nor_a_call(
    desk: Desk, sandbox: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Running(SandboxCamera()) as hanging:
        hanging.service.fault = Fault(mode=Mode.silent)
        for number in range(6):
            _set(desk, name=f"Treo {number}", picture_url=f"{hanging.address}/anh.jpg")
        _set(desk, name="Tốt", picture_url=f"{sandbox.address}/anh.jpg")
        real = tasks.probe
        monkeypatch.setattr(tasks, "probe", lambda one: real(one, seconds=0.7))
        begin = time.monotonic()
        tasks.check_cameras(at=SEVEN)
        took = time.monotonic() - begin

    assert took < 3
    assert {one.name: one.state for one in reading.cameras(desk.room_id)}["Tốt"] is CameraState.ALIVE
    desk.sits()
    ticket = desk.takes()
    assert desk.calls(at=SEVEN).id == ticket.id
