"""Every line is looked at by the rules of filing; what is wrong is named by row and column, and nothing of it is filed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction

from motcua.batches.facts import Column, Handed, Handing, LineState, State, Wrong
from motcua.batches.models import IntakeList, Line
from motcua.batches.operations.read import columns_given
from motcua.batches.queries.lists import NoSuchIntakeList, cells_of, columns_of, handed_of
from motcua.batches.rules import permissions
from motcua.batches.rules.lines import Plausible, said_of, wrong_in
from motcua.dossiers import public as dossiers
from motcua.dossiers.public import Channel, Filing, Paper, Part, Person
from motcua.foundation.errors import DomainError, Invalid, NotPossible
from motcua.foundation.jobs import put_off
from motcua.foundation.rows import execute
from motcua.foundation.sealing import blind_index
from motcua.foundation.text import digits
from motcua.journal import public as journal
from motcua.organization import public as organization

_COULD_BE = Plausible(is_id_number=dossiers.is_id_number, is_phone=dossiers.is_phone, is_email=dossiers.is_email)
_COLUMN_OF = {
    "person_missing": Column.NAME, "bad_phone": Column.PHONE, "bad_id_number": Column.ID_NUMBER, "bad_email": Column.EMAIL,
    "address_missing": Column.ADDRESS, "unknown_case": Column.CASE, "no_cases": Column.CASE,
}  # fmt: skip
_WRITE = """
UPDATE batches_line SET state = new.state, key = new.key, id_index = new.id_index, wrong = new.wrong::jsonb,
    warnings = new.warnings::jsonb, code = new.code
FROM unnest(%s::bigint[], %s::smallint[], %s::bytea[], %s::bytea[], %s::text[], %s::text[], %s::text[])
    AS new (id, state, key, id_index, wrong, warnings, code)
WHERE batches_line.id = new.id
"""


class NameColumnMissing(Invalid):
    code = "list_name_column_missing"
    vi = "Chưa biết cột nào là họ tên. Chọn cột họ và tên."
    en = "No column is said to be the name. Choose it."


class ColumnTwice(Invalid):
    code = "list_column_twice"
    vi = "Hai cột cùng là «{column}». Mỗi loại chọn một cột."
    en = "Two columns are both “{column}”. Choose one column for each."


class ListInUse(NotPossible):
    code = "list_in_use"
    vi = "Danh sách đã được cho nộp nên cột không đổi được nữa."
    en = "The list has been started; its columns cannot change any more."


@dataclass(slots=True)
class _Judged:
    line: Line
    said: Mapping[Column, str]
    wrong: list[Wrong]
    state: LineState = LineState.GOOD
    key: bytes = b""
    warnings: list[str] = field(default_factory=list)
    code: str = ""


@transaction.atomic
def confirm_columns(*, list_id: int, places: Sequence[str], actor: organization.Actor, at: datetime) -> None:
    """Say what each column is; the lines are checked by it. Raises NotYourList, NameColumnMissing, ColumnTwice, ListInUse."""
    found = locked(list_id)
    permissions.require(actor, found.centre_id)
    if found.state not in {State.COLUMNS, State.CHECKED}:
        raise ListInUse
    given = columns_given(places)
    for column in given.values():
        if list(given.values()).count(column) > 1:
            raise ColumnTwice(column=Column(column).label)
    if Column.NAME not in given.values():
        raise NameColumnMissing

    found.columns, found.state = given, State.CHECKING
    found.save(update_fields=["columns", "state"])
    put_off("prepare_list", list_id=found.pk)

    said = {place: str(column) for place, column in given.items()}
    journal.record(name="ListColumnsConfirmed", subject=f"list:{found.pk}", actor=actor.label, at=at, payload=said)


@transaction.atomic
def check_list(*, list_id: int, at: datetime) -> State:
    """Look at every line. Twice is once."""
    found = locked(list_id)
    if found.state != State.CHECKING:
        return State(found.state)
    handed, columns = handed_of(found), columns_of(found)
    lines = [_look(line, columns, handed) for line in Line.objects.filter(list=found).order_by("number")]
    _look_beside(found, lines)
    _ask_filing(found, [one for one in lines if one.state is LineState.GOOD], handed, at)

    for first in range(0, len(lines), 5000):
        _write(lines[first : first + 5000])
    found.state = State.CHECKED
    found.save(update_fields=["state"])

    counts = {state.name.lower(): sum(one.state is state for one in lines) for state in LineState}
    journal.record(name="ListChecked", subject=f"list:{found.pk}", actor="system", at=at, payload=counts)
    return State.CHECKED


def locked(list_id: int) -> IntakeList:
    found = IntakeList.objects.select_for_update(of=("self",)).filter(pk=list_id).first()
    if found is None:
        raise NoSuchIntakeList
    return found


def _look(line: Line, columns: Mapping[int, Column], handed: Handed) -> _Judged:
    said = said_of(cells_of(line), columns)
    wrong = [Wrong(**one) for one in line.faults] + wrong_in(said, _COULD_BE, by_post=handed.by_post)
    return _Judged(line, said, wrong, LineState.WRONG if wrong else LineState.GOOD, _key(said, handed))


def _key(said: Mapping[Column, str], handed: Handed) -> bytes:
    """What would be filed, as a keyed digest: the same again is the same dossier, from whichever list."""
    who = {column.value: text.casefold() for column, text in said.items() if text}
    whole = [handed.procedure_code, handed.centre_id, handed.competent_id, handed.handing, handed.name.casefold(), who]
    return blind_index(json.dumps(whole, sort_keys=True, ensure_ascii=False), secret=settings.IDENTITY_KEY)


def _look_beside(found: IntakeList, lines: Sequence[_Judged]) -> None:
    """Against the other lines, lists that were filed before, and dossiers that run."""
    good = [one for one in lines if one.state is LineState.GOOD]
    earlier = Line.objects.filter(key__in=[one.key for one in good], state=LineState.FILED).values_list("key", "code")
    filed = {bytes(key): code for key, code in earlier}
    numbers = [one.said.get(Column.ID_NUMBER, "") for one in good]
    running = dossiers.running_matters(procedure_id=found.procedure_id, id_numbers=[number for number in numbers if number])
    rows: dict[bytes, int] = {}
    people: dict[str, int] = {}
    for one, number in zip(good, numbers, strict=True):
        if code := filed.get(one.key):
            one.state, one.code = LineState.BEFORE, code
        elif first := rows.get(one.key):
            one.state = LineState.WRONG
            one.wrong.append(Wrong(column="Cả dòng", said=f"Trùng với dòng {first}.", mend="Xóa một trong hai dòng."))
        else:
            rows[one.key] = one.line.number
            if number and (other := people.setdefault(digits(number), one.line.number)) != one.line.number:
                one.warnings.append(f"Số định danh trùng với dòng {other}: xem có phải một người ghi hai lần.")
            if code := running.get(number):
                one.warnings.append(f"Người này đang có hồ sơ {code} của thủ tục này chưa xong.")


def _ask_filing(found: IntakeList, lines: Sequence[_Judged], handed: Handed, at: datetime) -> None:
    if not lines or found.made_by_id is None:
        return
    actor = organization.actor_of(found.made_by_id, at=at)
    asked = [filing_of(handed, one.said) for one in lines]
    for one, error in zip(lines, dossiers.check_many(filings=asked, actor=actor, at=at, accept=True), strict=True):
        if error:
            one.state, one.wrong = LineState.WRONG, [wrong_of(error)]


def wrong_of(error: DomainError) -> Wrong:
    said, _, mend = error.sentence_vi.partition(". ")
    column = _COLUMN_OF.get(error.code)
    return Wrong(column=column.label if column else "Cả dòng", said=said if said.endswith(".") else f"{said}.", mend=mend)


def filing_of(handed: Handed, said: Mapping[Column, str]) -> Filing:
    """One dossier: the organisation files for the person with its authority, or the person does with the counter's help."""
    by_authority = handed.handing is Handing.AUTHORITY
    person = Person(
        name=said.get(Column.NAME, ""), part=Part.OWNER if by_authority else Part.FILER, id_number=said.get(Column.ID_NUMBER, ""),
        phone=said.get(Column.PHONE, ""), email=said.get(Column.EMAIL, ""), address=said.get(Column.ADDRESS, ""),
    )  # fmt: skip
    school = Person(
        name=handed.name, id_number=handed.id_number, phone=handed.phone, address=handed.address, is_organisation=True,
        authority_paper=handed.authority_paper,
    )  # fmt: skip
    papers = tuple(Paper(name=name, originals=1) for name in map(str.strip, said.get(Column.PAPERS, "").split(";")) if name)
    return Filing(
        procedure_code=handed.procedure_code, centre_id=handed.centre_id, competent_id=handed.competent_id, channel=Channel.DIRECT,
        persons=(school, person) if by_authority else (person,), papers=papers, case=said.get(Column.CASE, ""),
        return_way=Channel.POSTAL if handed.by_post else Channel.DIRECT, is_assisted=not by_authority, consent=handed.consent,
        helped_at_id=None if by_authority else handed.centre_id,
    )  # fmt: skip


def _write(lines: Sequence[_Judged]) -> None:
    secret = settings.IDENTITY_KEY
    rows = [
        (
            one.line.pk, int(one.state), one.key, blind_index(digits(one.said.get(Column.ID_NUMBER, "")), secret=secret),
            json.dumps([asdict(wrong) for wrong in one.wrong], ensure_ascii=False), json.dumps(one.warnings, ensure_ascii=False), one.code,
        )
        for one in lines
    ]  # fmt: skip
    execute(_WRITE, [list(column) for column in zip(*rows, strict=True)])
