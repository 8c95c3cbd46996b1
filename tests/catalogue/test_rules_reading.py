"""Lines that cannot be read are told, and their neighbours come in."""

import io
import json

import pytest
from tests.catalogue.factories import api_record, line, listing

from motcua.catalogue.rules import reading
from motcua.catalogue.rules.reading import Record, Unread


def _read(*lines: bytes) -> tuple[list[str], list[tuple[int, str]]]:
    read = list(reading.records(lines))
    codes = [one.fields.get("code", one.fields.get("MATTHC", "")) for one in read if isinstance(one, Record)]
    return codes, [(one.line, one.why.reason) for one in read if isinstance(one, Unread)]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b'{"code": "1.0000\n', "bad_json"),
        (b"not json at all\n", "bad_json"),
        (b'{"code": "1.000009", "name": "\xff\xfe"}\n', "bad_encoding"),
        (b'"only a text"\n', "not_an_object"),
        (b"[1, 2]\n", "not_an_object"),
        (b"[]\n", "no_procedure"),
        (b'{"result": []}\n', "no_procedure"),
        (b"[" * 100_000 + b"\n", "bad_json"),
        (b'{"a": NaN}\n', "bad_json"),
        (b'{"a": "' + b"x" * reading.MAX_LINE + b'"}\n', "line_too_long"),
    ],
)
def test_a_bad_line_is_refused_and_the_lines_around_it_are_read(bad: bytes, reason: str) -> None:
    codes, refused = _read(line("1.000001"), bad, line("1.000002"))

    assert codes == ["1.000001", "1.000002"]
    assert refused == [(2, reason)]


@pytest.mark.parametrize("bad", [b"[]\n", b'{"code": "1.0\n', b"\x00\x01garbage\n", b"hello\n"])
def test_a_bad_first_line_does_not_hide_the_rest(bad: bytes) -> None:
    codes, refused = _read(bad, line("1.000001"), line("1.000002"))

    assert codes == ["1.000001", "1.000002"]
    assert [number for number, _ in refused] == [1]


def test_a_byte_order_mark_and_empty_lines_do_no_harm() -> None:
    codes, refused = _read(b"\xef\xbb\xbf" + line("1.000001"), b"\n", b"   \r\n", line("1.000002"))

    assert (codes, refused) == (["1.000001", "1.000002"], [])


@pytest.mark.parametrize("indent", [None, 1])
def test_the_answer_of_the_national_api_is_read_in_one_line_or_many(indent: int | None) -> None:
    document = json.dumps({"result": [api_record("1.000001.000.00.00.H49"), api_record("1.000002")]}, indent=indent)

    codes, refused = _read(*(f"{row}\n".encode() for row in document.splitlines()))

    assert (codes, refused) == (["1.000001.000.00.00.H49", "1.000002"], [])


@pytest.mark.parametrize("empty", [b"[]", b"[\n]\n", b'{"result":\n[]\n}', b'{"result": []}'])
def test_an_empty_list_is_told(empty: bytes) -> None:
    assert _read(*empty.splitlines(keepends=True)) == ([], [(1, "no_procedure")])


def test_a_broken_document_is_one_refusal() -> None:
    rows = json.dumps({"result": [api_record()]}, indent=1).splitlines()[:-2]

    assert _read(*(f"{row}\n".encode() for row in rows)) == ([], [(1, "bad_json")])


def test_a_quote_left_open_in_a_list_costs_only_its_own_line() -> None:
    rows = listing('1.000001,"Tên mở nháy,a,b,xa,,,x', "1.000002,Hai,a,b,xa,,,x", "1.000003,Ba,a,b,xa,,,x")

    codes, refused = _read(*rows)

    assert codes == ["1.000002", "1.000003"]
    assert [number for number, _ in refused] == [2]


def test_a_name_over_two_lines_in_quotes_is_one_row() -> None:
    rows = [*listing('1.000001,"Tên'), b'hai",a,b,xa,,,x\n', b"1.000002,Hai,a,b,xa,,,x\n"]

    assert _read(*rows) == (["1.000001", "1.000002"], [])


def test_a_row_with_too_few_columns_is_refused() -> None:
    assert _read(*listing("1.000001,Một", "1.000002,Hai,a,b,xa,,,x")) == (["1.000002"], [(2, "bad_columns")])


def test_a_huge_line_is_never_held_in_memory() -> None:
    file = io.BytesIO(b"x" * (3 * reading.MAX_LINE) + b"\n" + b"next\n")

    assert [len(found) for found in reading.lines_of(file)] == [reading.MAX_LINE + 1, 5]
