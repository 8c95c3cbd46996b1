"""`motcua` with a word that is no command."""

from io import StringIO

import pytest
from django.db import connection, transaction

from motcua.cli import running
from motcua.cli.management.spoken import SpokenCommand
from motcua.config import postgres


@pytest.mark.parametrize(
    ("words", "vi", "en"),
    [
        (["nope"], "Không có lệnh «nope». Xem: motcua help", "There is no command “nope”. See: motcua help"),
        (
            ["acount", "--help"],
            "Không có lệnh «acount». Ý bạn là «account»? Xem: motcua help",
            "There is no command “acount”. Did you mean “account”? See: motcua help",
        ),
        (["help", "nope"], "Không có lệnh «nope». Xem: motcua help", "There is no command “nope”. See: motcua help"),
        (["manage", "nope"], "Không có lệnh «nope». Xem: motcua help", "There is no command “nope”. See: motcua help"),
        (["--nope"], "Không có lệnh «--nope». Xem: motcua help", "There is no command “--nope”. See: motcua help"),
    ],
)
def test_an_unknown_command_is_told_in_both_languages_and_starts_no_database(
    words: list[str], vi: str, en: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(postgres, "ensure_running", lambda: pytest.fail("the database was started"))

    with pytest.raises(SystemExit) as left:
        running.run(words)

    said = capsys.readouterr()
    assert (left.value.code, said.out) == (2, "")
    assert said.err.splitlines() == [vi, en]


@pytest.mark.parametrize("words", [["help", "due"], ["help", "--commands"], ["manage", "help", "due"]])
def test_a_known_command_is_explained(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    running.run(words)

    assert "due" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize("sql", ["SELECT no_such_column FROM catalogue_process", "SELECT 1 FROM no_such_table"])
def test_a_command_over_tables_of_another_version_says_to_migrate(sql: str) -> None:
    class Asking(SpokenCommand):
        def answer(self, **options: object) -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)

    said = StringIO()
    with pytest.raises(SystemExit) as left:
        Asking(stderr=said).handle()
    assert left.value.code == 2
    assert "motcua migrate" in said.getvalue()
