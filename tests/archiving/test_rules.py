"""How long a dossier is kept, what is owed before it is closed, and where a file lies in a package."""

from datetime import date

import pytest

from motcua.archiving.facts import Lack, Track
from motcua.archiving.queries.entries import held_on
from motcua.archiving.rules import closing, layout, retention
from motcua.foundation.confidence import Confidence
from motcua.foundation.dated import Dated


def row(rule: str, value: str) -> Dated:
    return Dated(rule=rule, value=value, valid_from=date(2025, 1, 1), valid_to=None, basis="x", confidence=Confidence.READ)


HELD = {one.rule: one for one in (row("default", "10"), row("field:Hộ tịch", "permanent"), row("procedure:1.2", "5"))}


@pytest.mark.parametrize(
    ("code", "field", "years"),
    [("9.9", "Xây dựng", 10), ("9.9", "Hộ tịch", None), ("1.2", "Xây dựng", 5), ("1.2", "Hộ tịch", 5)],
)
def test_the_procedure_goes_before_its_field_and_that_before_the_default(code: str, field: str, years: int | None) -> None:
    assert retention.retention_of(HELD, procedure_code=code, field=field).years == years


@pytest.mark.parametrize(
    ("closed_on", "years", "until"),
    [
        (date(2026, 1, 1), 10, date(2037, 1, 1)),  # the whole of 2026, then ten years: 2027 to 2036
        (date(2026, 12, 31), 10, date(2037, 1, 1)),
        (date(2027, 1, 1), 10, date(2038, 1, 1)),
        (date(2026, 6, 30), 0, date(2027, 1, 1)),
        (date(2026, 6, 30), None, None),
    ],
)
def test_years_are_counted_from_the_end_of_the_year_of_ending(closed_on: date, years: int | None, until: date | None) -> None:
    assert retention.keep_until(closed_on, years) == until


def test_what_no_law_was_read_for_says_that_it_is_ours() -> None:
    packaged = held_on(date(2026, 11, 23))

    assert packaged["default"].confidence is Confidence.INFERRED
    assert "hệ thống" in packaged["default"].basis


@pytest.mark.parametrize(
    ("ended", "locked", "handed", "until", "track"),
    [
        (False, False, False, None, Track.NOT_YET),
        (True, False, False, None, Track.CLOSING),
        (True, True, False, None, Track.LOCKED),
        (True, True, True, date(2037, 1, 1), Track.HANDED_OVER),
        (True, True, True, date(2026, 11, 23), Track.EXPIRED),
        (True, True, False, date(2026, 11, 24), Track.LOCKED),
    ],
)
def test_the_track_says_where_a_dossier_stands(
    *, ended: bool, locked: bool, handed: bool, until: date | None, track: Track
) -> None:
    day = date(2026, 11, 23)
    assert retention.track_of(has_ended=ended, is_locked=locked, is_handed_over=handed, until=until, day=day) is track


def test_everything_that_is_missing_is_said_at_once() -> None:
    assert closing.lacks(opinions=2, alarms=1, owes="refusal", issued=["receipt"], is_file_missing=True) == tuple(Lack)
    assert closing.lacks(opinions=0, alarms=0, owes="refusal", issued=["refusal"], is_file_missing=False) == ()
    assert closing.lacks(opinions=0, alarms=0, owes="", issued=[], is_file_missing=False) == ()


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "a/b\\c.pdf",
        "<b>x</b>.pdf",
        "tệp\u202efdp.exe",
        "😀" * 300 + ".pdf",
        "..",
        "",
        "\x00.pdf",
        "con:nul.pdf",
    ],
)
def test_no_name_of_a_file_leaves_the_folder_of_its_dossier(name: str) -> None:
    path = layout.paper_path("H58.1-261116-0001", 7, name)

    assert path.startswith("ho-so/H58.1-261116-0001/giay-to/007-")
    assert path.count("/") == 3
    assert ".." not in path.rsplit("/", 1)[1]
    assert len(path.encode()) < 500
    assert not set('\\:*?"<>|\u202e\x00') & set(path)
