"""May this address be asked for a picture or a stream?"""

from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

#: Cameras stand in private networks, which are not refused; only these ways of asking are known.
STREAMS = frozenset({"rtsp", "http", "https"})
PICTURES = frozenset({"http", "https"})


def is_near(host: str) -> bool:
    """Whether a numeric address is this machine's own or of its cable: where the server's own services answer, and no camera.

    Basis: house choice.
    """
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        return False  # a name: its addresses are looked at when it is asked
    plain = (found.ipv4_mapped if isinstance(found, IPv6Address) else None) or found
    return plain.is_loopback or plain.is_link_local or plain.is_unspecified or plain.is_multicast


def place_of(address: str) -> tuple[str, str, int | None]:
    """To whom an account would be shown at this address. Basis: house choice."""
    parts = urlsplit(address)
    return parts.scheme, parts.hostname or "", parts.port


def why_not(address: str, *, schemes: frozenset[str], takes_near: bool) -> tuple[str, str] | None:
    """What is wrong with an address of a camera; None: it may be asked. Basis: house choice."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "địa chỉ không đọc được", "the address cannot be read"
    if parts.scheme not in schemes:
        known = ", ".join(sorted(schemes))
        return f"địa chỉ phải bắt đầu bằng {known}", f"the address must begin with {known}"
    if not host or any(not " " < letter < "\x7f" for letter in address):
        return "địa chỉ thiếu tên máy hoặc có ký tự lạ", "the address has no host, or strange characters"
    if parts.username or parts.password:
        return "không ghi tài khoản trong địa chỉ; ghi ở ô tài khoản", "the address holds an account; enter it in its own field"
    if not takes_near and (host.casefold() == "localhost" or is_near(host)):
        return "địa chỉ trỏ vào chính máy chủ hoặc mạng nội bộ của nó", "the address is the server's own, or of its own cable"
    return None
