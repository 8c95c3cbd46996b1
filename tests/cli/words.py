"""A command as somebody types it, with what it says."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command


class Words:
    """Runs commands in this process; nobody sits at a terminal here."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def __call__(self, *words: str, piped: str = "") -> tuple[int, str, str]:
        """The exit code, what stands on standard output, and what on standard error."""
        self.monkeypatch.setattr("sys.stdin", io.StringIO(piped))
        self.capsys.readouterr()
        code = 0
        try:
            call_command(*words)
        except SystemExit as left:
            code = int(left.code or 0)
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def done(self, *words: str, piped: str = "") -> dict[str, Any]:
        """The JSON object of a command that does what it was asked."""
        code, out, err = self(*words, "--json", piped=piped)
        assert (code, err) == (0, ""), err
        answer: dict[str, Any] = json.loads(out)
        return answer

    def refused(self, *words: str, piped: str = "") -> str:
        """What a command says that does not do it: a Vietnamese and an English sentence."""
        code, out, err = self(*words, piped=piped)
        assert (code, out) == (2, "")
        assert len(err.splitlines()) == 2, err
        return err
