"""`motcua` with a word that is no command."""

import pytest

from motcua.cli import running
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
