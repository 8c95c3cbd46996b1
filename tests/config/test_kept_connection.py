"""A kept connection is known to be dead without asking the server at every request."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection

from motcua.config.database.base import SILENCE, DatabaseWrapper


@pytest.fixture
def kept(transactional_db: None) -> DatabaseWrapper:
    connection.ensure_connection()
    assert connection.is_usable()
    return connection


def _statements(kept: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    usual = psycopg.Cursor.execute

    def execute(cursor: psycopg.Cursor, query: str, *arguments: object, **more: object) -> object:
        asked.append(query)
        return usual(cursor, query, *arguments, **more)

    monkeypatch.setattr(psycopg.Cursor, "execute", execute)
    return asked


def test_a_silent_connection_is_usable_without_a_statement(kept: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _statements(kept, monkeypatch)

    assert kept.is_usable()

    assert asked == []


def test_a_connection_whose_server_process_died_is_not_usable(kept: DatabaseWrapper) -> None:
    with psycopg.connect(**kept.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [kept.connection.info.backend_pid])

    assert not kept.is_usable()
    kept.close()


@pytest.mark.parametrize("trace", ["a long silence", "an error"])
def test_the_server_is_asked_after_a_long_silence_and_after_an_error(
    kept: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch, trace: str
) -> None:
    asked = _statements(kept, monkeypatch)
    if trace == "an error":
        kept.errors_occurred = True
    else:
        kept._asked_at -= SILENCE

    assert kept.is_usable()

    assert asked == ["SELECT 1"]
    kept.errors_occurred = False


def test_moments_are_read_in_utc(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT '2026-11-16 08:00:00.5+07'::timestamptz")

        assert cursor.fetchone() == (datetime(2026, 11, 16, 1, 0, 0, 500_000, tzinfo=UTC),)
