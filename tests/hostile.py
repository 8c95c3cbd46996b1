"""No test talks to another machine: sockets to anywhere but this one are refused."""

import ipaddress
import socket
from typing import Any


class OutsideCalled(AssertionError):
    """A test, or code under test, tried to reach another machine."""


def _is_here(family: int, address: Any) -> bool:
    if family not in {socket.AF_INET, socket.AF_INET6}:
        return True
    host = str(address[0])
    try:
        place = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host in {"localhost", ""}
    return place.is_loopback or place.is_unspecified


class _GuardedSocket(socket.socket):
    def connect(self, address: Any) -> None:
        self._guard(address)
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        self._guard(address)
        return super().connect_ex(address)

    def sendto(self, *arguments: Any) -> int:
        self._guard(arguments[-1])
        return super().sendto(*arguments)

    def _guard(self, address: Any) -> None:
        if not _is_here(self.family, address):
            self.close()
            raise OutsideCalled(f"{address} is not this machine: tests talk to the sandbox only")


def close_the_outside() -> None:
    socket.socket = _GuardedSocket  # type: ignore[misc]
