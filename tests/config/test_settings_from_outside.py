"""An environment variable that cannot be read stops the program in words: nothing else is meant by it."""

import pytest

from motcua.config import env


def test_a_database_url_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_DATABASE_URL", "postgresql://m%C3%A1y:p%40ss@db.example:5433/mot%20cua")

    assert env.database() == {"HOST": "db.example", "PORT": "5433", "USER": "máy", "PASSWORD": "p@ss", "NAME": "mot cua"}


@pytest.mark.parametrize(
    "url",
    [
        "garbage",
        "localhost/motcua",
        "mysql://h/x",
        "postgresql://",
        "postgresql://h",
        "postgresql://h:notaport/x",
        "postgresql://h:99999/x",
    ],
)
def test_a_database_url_that_cannot_be_read_stops_the_program(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("MOTCUA_DATABASE_URL", url)

    with pytest.raises(SystemExit, match="postgresql://user:password@host:port/name"):
        env.database()
