"""What a device sends, read: nothing of it is believed before it has the shape of a filing."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from motcua.dossiers import public as dossiers
from motcua.dossiers.public import Channel, Paper, Part, Person
from motcua.foundation import clock
from motcua.foundation.errors import Invalid

_WAYS = {"direct": Channel.DIRECT, "online": Channel.ONLINE, "postal": Channel.POSTAL}


class Unreadable(Invalid):
    code = "offline_unreadable"
    vi = "Không đọc được chỗ «{place}» của hồ sơ máy gửi đến. Mở hồ sơ trên máy, xem lại chỗ đó rồi gửi lại."
    en = "“{place}” of the dossier that the device sent cannot be read. Open it on the device, look at that place and send it again."


def filing_of(body: Mapping[str, Any], *, centre_id: int) -> dossiers.Filing:
    """The filing that a device kept. Raises Unreadable."""
    filer = Person(
        name=_text(body, "name", 300), id_number=_text(body, "id_number", 20), phone=_text(body, "phone", 20),
        address=_text(body, "address", 500), authority_paper=_text(body, "authority_paper", 300),
    )  # fmt: skip
    owner = _text(body, "owner_name", 300)
    return dossiers.Filing(
        procedure_code=_text(body, "procedure", 40), centre_id=centre_id, competent_id=_number(body, "competent_id"),
        channel=Channel.DIRECT, return_way=_way(body), persons=(filer, *((Person(name=owner, part=Part.OWNER),) if owner else ())),
        papers=_papers(body), case=_text(body, "case", 500),
    )  # fmt: skip


def object_of(sent: bytes, *, place: str) -> Mapping[str, Any]:
    """An object in JSON, in UTF-8, whose texts a database can keep: none with a NUL or half of a surrogate pair. Raises Unreadable."""
    try:
        text = sent.decode()
        body = None if "\\u0000" in text else json.loads(text)
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Unreadable(place=place)
    return body


def opened(nonce: bytes, sealed: bytes, key: bytes) -> Mapping[str, Any]:
    """What a browser sealed (AES-GCM). Raises Unreadable."""
    try:
        inside = AESGCM(key).decrypt(nonce, sealed, None)
    except (InvalidTag, ValueError):
        raise Unreadable(place="sealed") from None
    return object_of(inside, place="sealed")


def moment_of(body: Mapping[str, Any], name: str) -> datetime | None:
    """A moment with its zone. Raises Unreadable."""
    text = _text(body, name, 40)
    if not text:
        return None
    try:
        read = datetime.fromisoformat(text)
        clock.moment(read)
    except ValueError:
        raise Unreadable(place=name) from None
    if read.tzinfo is None:
        raise Unreadable(place=name)
    return read


def _text(body: Mapping[str, Any], name: str, most: int) -> str:
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > most or "\0" in value:
        raise Unreadable(place=name)
    return value


def _number(body: Mapping[str, Any], name: str) -> int:
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 2**31:
        raise Unreadable(place=name)
    return value


def _way(body: Mapping[str, Any]) -> Channel:
    way = _WAYS.get(_text(body, "return_way", 10))
    if way is None:
        raise Unreadable(place="return_way")
    return way


def _papers(body: Mapping[str, Any]) -> tuple[Paper, ...]:
    said = body.get("papers", [])
    if not isinstance(said, list) or len(said) > 500 or not all(isinstance(one, dict) for one in said):
        raise Unreadable(place="papers")
    return tuple(
        Paper(
            name=_text(one, "name", 2000), component=_text(one, "name", 2000), originals=_count(one, "originals"),
            copies=_count(one, "copies"), asking_reason=_text(one, "asking_reason", 60),
        )
        for one in said
    )  # fmt: skip


def _count(body: Mapping[str, Any], name: str) -> int:
    value = body.get(name, 0)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1000:
        raise Unreadable(place=name)
    return value
