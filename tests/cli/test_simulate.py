"""What `motcua simulate` refuses: lists of no sense, errands nobody knows, and any database in which people work."""

from pathlib import Path

import pytest
from tests.cli.words import Words


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("said", "option"),
    [
        (("--rows", "1"), "--rows"),
        (("--rows", "50001"), "--rows"),
        (("--rows", "10", "--wrong", "10"), "--wrong"),
        (("--rows", "10", "--wrong", "-1"), "--wrong"),
    ],
)
def test_a_list_of_no_sense_is_refused_before_anything_is_written(
    said: tuple[str, ...], option: str, motcua: Words, home: Path
) -> None:
    assert option in motcua.refused("simulate", "--errand", "school-year", *said)
    assert not list(home.iterdir())


@pytest.mark.django_db
def test_nothing_is_simulated_where_people_work(motcua: Words) -> None:
    said = motcua.refused("simulate", "--errand", "school-year", "--rows", "10", "--wrong", "1")

    assert "không phải bản minh họa" in said


@pytest.mark.django_db
def test_an_errand_that_nobody_knows_is_answered_with_those_there_are(motcua: Words) -> None:
    said = motcua.refused("simulate", "--errand", "mat-trang", "--rows", "10", "--wrong", "1")

    assert "school-year" in said
