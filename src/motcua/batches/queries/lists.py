"""Lists and lines as pages show them: only to counter staff of the centre."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from django.conf import settings
from django.db.models import Count

from motcua.batches.facts import Column, Handed, Handing, LineState, ListFact, ListLine, State, Wrong
from motcua.batches.models import IntakeList, Line, ListRetention
from motcua.batches.rules import permissions
from motcua.catalogue import public as catalogue
from motcua.foundation.clock import local_day
from motcua.foundation.errors import NotFound
from motcua.foundation.sealing import unseal
from motcua.organization import public as organization


class NoSuchIntakeList(NotFound):
    code = "no_such_intake_list"
    vi = "Không có danh sách này."
    en = "There is no such list."


def list_fact(list_id: int, *, actor: organization.Actor) -> ListFact:
    """One list. Raises NoSuchIntakeList, NotYourList."""
    found = IntakeList.objects.select_related("procedure").defer("file_sealed", "handed_sealed").filter(pk=list_id).first()
    if found is None:
        raise NoSuchIntakeList
    permissions.require(actor, found.centre_id)
    return _facts([found])[0]


def lists(*, actor: organization.Actor, size: int = 50) -> list[ListFact]:
    """The newest lists of the centres at whose counters the actor works."""
    centres = sorted(actor.agencies(organization.Role.COUNTER))
    rows = IntakeList.objects.select_related("procedure").defer("file_sealed", "handed_sealed").filter(centre__in=centres)
    return _facts(list(rows.order_by("-id")[:size]))


def _facts(found: Sequence[IntakeList]) -> list[ListFact]:
    if not found:
        return []
    counted: dict[int, dict[LineState, int]] = {one.pk: {} for one in found}
    rows = (
        Line.objects.filter(list__in=list(counted)).values_list("list", "state").annotate(Count("id")).order_by("list", "state")
    )
    for list_id, state, count in rows:
        counted[list_id][LineState(state)] = count
    day = max(local_day(one.made_at) for one in found)
    names = {about.code: about.name for about in catalogue.by_codes(sorted({one.procedure.code for one in found}), on=day)}
    return [_fact(one, counted[one.pk], names.get(one.procedure.code, one.procedure.code)) for one in found]


def _fact(one: IntakeList, counts: dict[LineState, int], procedure: str) -> ListFact:
    return ListFact(
        id=one.pk, name=one.name, state=State(one.state), procedure_code=one.procedure.code, procedure=procedure,
        centre_id=one.centre_id, centre=organization.agency(one.centre_id).name, filer=one.filer, handing=Handing(one.handing),
        made_at=one.made_at, headings=tuple(one.headings), columns=columns_of(one), counts=counts, started_at=one.started_at,
        filed_seconds=one.filed_seconds, filed_here=one.filed_here, note=one.note, is_wiped=one.wiped_at is not None,
    )  # fmt: skip


def columns_of(one: IntakeList) -> dict[int, Column]:
    return {int(place): Column(column) for place, column in one.columns.items()}


def handed_of(one: IntakeList) -> Handed:
    read = json.loads(unseal(one.handed_sealed, secret=settings.IDENTITY_KEY))
    return Handed(**read | {"handing": Handing(read["handing"])})


def lines(
    list_id: int, *, actor: organization.Actor, states: Sequence[LineState] = (), size: int | None = 50, after: int = 0
) -> list[ListLine]:
    """Lines of a list by number; of all states, the wrong ones before the others. Raises NoSuchIntakeList, NotYourList."""
    list_fact(list_id, actor=actor)
    rows = Line.objects.filter(list=list_id, number__gt=after)
    if states:
        return [_line(row) for row in rows.filter(state__in=states).order_by("number")[:size]]
    wrong = list(rows.filter(state=LineState.WRONG).order_by("number")[:size])
    rest = rows.exclude(state=LineState.WRONG).order_by("number")
    return [_line(row) for row in (*wrong, *(rest if size is None else rest[: size - len(wrong)]))]


def _line(row: Line) -> ListLine:
    return ListLine(
        number=row.number, state=LineState(row.state), cells=cells_of(row), wrong=tuple(Wrong(**one) for one in row.wrong),
        warnings=tuple(row.warnings), code=row.code, due_at=row.due_at,
    )  # fmt: skip


def cells_of(row: Line) -> tuple[str, ...]:
    text = unseal(row.cells_sealed, secret=settings.IDENTITY_KEY)
    return tuple(json.loads(text)) if text else ()


def wrong_table(list_id: int, *, actor: organization.Actor) -> Iterator[Sequence[str]]:
    """The wrong lines as they came, with what is wrong and how to mend it: to be mended and handed in again."""
    about = list_fact(list_id, actor=actor)
    yield (*about.headings, "Dòng trong tệp cũ", "Cột sai", "Sai gì", "Cách sửa")
    for line in lines(list_id, actor=actor, states=(LineState.WRONG,), size=None):
        cells = (*line.cells, *[""] * (len(about.headings) - len(line.cells)))[: len(about.headings)]
        said = ("; ".join(dict.fromkeys(getattr(one, part) for one in line.wrong)) for part in ("column", "said", "mend"))
        yield (*cells, str(line.number), *said)


def result_table(list_id: int, *, actor: organization.Actor) -> Iterator[Sequence[object]]:
    """Row, code, due time: what the school is given back."""
    list_fact(list_id, actor=actor)
    yield ("Dòng", "Tình trạng", "Mã hồ sơ", "Hạn trả kết quả", "Sai gì")
    rows = Line.objects.filter(list=list_id).order_by("number").values_list("number", "state", "code", "due_at", "wrong")
    for number, state, code, due, wrong in rows:
        yield number, LineState(state).label, code, due, "; ".join(f"{one['column']}: {one['said']}" for one in wrong)


def retention_days(on: date) -> int | None:
    """How many days the persons of a list that is done are kept; None where no row says so."""
    return ListRetention.objects.filter(valid_from__lte=on).order_by("-valid_from").values_list("days", flat=True).first()
