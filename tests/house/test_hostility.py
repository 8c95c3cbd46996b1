"""The tests themselves run under conditions that hide nothing."""

import socket
import warnings

import pytest
from django.db import connection
from tests.hostile import OutsideCalled


def test_another_machine_cannot_be_reached() -> None:
    with pytest.raises(OutsideCalled):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_this_machine_can() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()


def test_warnings_are_errors() -> None:
    with pytest.raises(UserWarning):
        warnings.warn("careless", stacklevel=1)


def test_the_database_is_closed_to_tests_that_do_not_ask() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.cursor()
