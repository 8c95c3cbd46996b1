"""May this address be asked for a picture or a stream?"""

from urllib.parse import urlsplit

#: Cameras stand in private networks: no host is refused, but only these ways of asking are known.
STREAMS = frozenset({"rtsp", "http", "https"})
PICTURES = frozenset({"http", "https"})


def why_not(address: str, *, schemes: frozenset[str]) -> tuple[str, str] | None:
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
    return None
