"""Files that nobody has seen: real records, bent in every way that is still lawful, come in, and twice without a change."""

import copy
import json
import random
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from tests.catalogue import given
from tests.catalogue.factories import api_record, record

from motcua.catalogue import public as catalogue
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries.citizen import open_data
from motcua.catalogue.queries.finding import browse
from motcua.catalogue.rules.published import content_of
from motcua.catalogue.rules.reading import Record, Unreadable

LATER = date(2026, 12, 1)
Bent = Iterator[dict[str, Any]]
#: Without these a record names no procedure.
NEEDED = {"code", "name", "MATTHC", "TENTTHC"}


def _real(number: int = 60) -> list[dict[str, Any]]:
    lines = list(catalogue.packaged_lines("procedures"))
    return [json.loads(line) for line in random.Random(766).sample(lines, number)]


def _places(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every field of a record, however deep."""
    inside = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in inside:
        yield (*path, key)
        yield from _places(value, (*path, key))


def _at(part: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        part = part[key]
    return part


def _bent(original: dict[str, Any], bend: Callable[[Any, Any], None]) -> Bent:
    for path in _places(original):
        if path[-1] in NEEDED and len(path) == 1:
            continue
        changed = copy.deepcopy(original)
        bend(_at(changed, path[:-1]), path[-1])
        yield changed


def _drop(holder: Any, key: Any) -> None:
    del holder[key]


def _null(holder: Any, key: Any) -> None:
    holder[key] = None


def _empty(holder: Any, key: Any) -> None:
    if not isinstance(holder[key], bool):
        holder[key] = ""


def _number(holder: Any, key: Any) -> None:
    """A number that is sent as text, or the other way round."""
    value = holder[key]
    if isinstance(value, str) and value.isdecimal():
        holder[key] = int(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        holder[key] = str(value)


def _alone(holder: Any, key: Any) -> None:
    """A list of one that lost its brackets on the way through another format."""
    if isinstance(holder[key], list) and len(holder[key]) == 1:
        holder[key] = holder[key][0]


BENDS = (_drop, _null, _empty, _number, _alone)


@pytest.mark.parametrize("bend", BENDS)
@pytest.mark.parametrize(("original", "shape"), [(record(), "jsonl"), (api_record(), "api")])
def test_a_record_may_lose_or_bend_any_one_field_but_its_code_and_name(
    original: dict[str, Any], shape: str, bend: Callable[[Any, Any], None]
) -> None:
    for changed in _bent(original, bend):
        assert content_of(Record(1, changed, shape)).code == "1.000001"


@pytest.mark.django_db
def test_real_records_with_one_field_bent_come_in_and_a_second_time_change_nothing() -> None:
    chance = random.Random(1)
    lines = []
    for number, original in enumerate(_real(), start=1):
        every = [changed for bend in BENDS for changed in _bent(original, bend)]
        for place, changed in enumerate(chance.sample(every, 4)):
            changed["code"] = f"{place + 1}.{number:06}.000.00.00.H38"
            lines.append(json.dumps(changed, ensure_ascii=False).encode() + b"\n")

    first, second = given.imported(lines), given.imported(lines, effective=LATER)

    assert (first.new, first.refused) == (len(lines), [])
    assert (second.unchanged, second.refused) == (len(lines), [])


@pytest.mark.django_db
def test_odd_but_lawful_words_come_in_and_are_shown() -> None:
    way = {"channel": "Qua điện thoại", "time_value": "5-7", "time_unit": "tuần trăng", "fee": "theo thỏa thuận", "note": ""}
    odd = record(
        "1.000948.H38", levels="Cấp tỉnh; Cấp xã", channels=[way], time_limit={"value": "5-7", "unit": "tuần trăng"},
        online_level="Dịch vụ công trực tuyến toàn trình", steps="Bước\n" * 30_000, requirements="x " * 90_000,
        thoi_gian_dac_biet={"la": [1, None, {"sâu": "\u0000"}]},
    )  # fmt: skip

    report = given.imported([json.dumps(odd, ensure_ascii=False).encode()])

    read = catalogue.procedure("1.000948", given.FIRST_DAY)
    assert report.refused == []
    assert (read.limit, read.fileable, str(read.service_level)) == (None, False, "full")
    assert (read.channels[0].label, read.channels[0].time) == ("Cách khác", "5-7 tuần trăng")
    assert ProcedureVersion.objects.get().source_record["levels"] == "Cấp tỉnh; Cấp xã"


@pytest.mark.parametrize("seed", range(5))
def test_a_refusal_is_told_and_never_a_crash_whatever_stands_in_a_field(seed: int) -> None:
    chance = random.Random(seed)
    rubbish = [0, -1, True, 1e308, "", "\u0000", "x" * 70_000, [], [[]], {}, {"a": {}}, [None, 1, "x"], None, "ngày", "\ud800"]

    for original in _real(20):
        changed = copy.deepcopy(original)
        for path in chance.sample(list(_places(original)), 3):
            try:
                _at(changed, path[:-1])[path[-1]] = chance.choice(rubbish)
            except (KeyError, IndexError, TypeError):
                continue  # its holder was replaced already
        report = _reasons(changed)
        assert report <= {"bad_code", "no_name", "too_long", "wrong_type", "bad_limit", "bad_count"}


def _reasons(changed: dict[str, Any]) -> set[str]:
    try:
        content_of(Record(1, changed, "jsonl"))
    except Unreadable as unreadable:
        return {unreadable.reason}
    return set()


@pytest.mark.django_db
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_list_from_a_spreadsheet_set_to_vietnamese_comes_in(mark: str) -> None:
    rows = [
        ["Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Cấp thực hiện"],
        ["1.000948.H38", '"Cấp phép; thử, lại"', "Thử", "Cấp Tỉnh| Cấp Xã"],
    ]

    report = given.imported([f"{mark.join(row)}\r\n".encode("utf-8-sig" if row is rows[0] else "utf-8") for row in rows])

    found = browse(on=given.FIRST_DAY, everything=True).rows[0]
    assert report.refused == []
    assert (found.code, found.name, found.field) == ("1.000948", "Cấp phép; thử, lại", "Thử")
    assert found.levels == {"province", "commune"}


@pytest.mark.django_db
def test_our_own_open_table_can_be_taken_over_again() -> None:
    given.procedure("1.000001")
    lines = list(open_data.lines(open_data.Narrowed(), on=given.FIRST_DAY))

    report = given.imported(lines, effective=LATER)

    assert (report.unchanged, report.refused) == (1, [])
