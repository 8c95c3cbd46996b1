"""A decision's list as it comes in a file, and its preview."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.db.models import F, Q, QuerySet

from motcua.catalogue.facts import OPEN, DecisionAbout, DecisionPreview, DecisionState, ListedLine, RowRefused
from motcua.catalogue.models import Decision, ProcedureVersion
from motcua.catalogue.queries.decisions.plan import plan
from motcua.catalogue.rules.decisions import naming
from motcua.catalogue.rules.decisions.comparing import bare_name
from motcua.catalogue.rules.decisions.lists import ListRead, read_list
from motcua.catalogue.rules.decisions.naming import Given
from motcua.catalogue.rules.decisions.refusing import CODE_CUT, miswritten, with_code
from motcua.foundation import clock, sheets
from motcua.foundation.errors import NotPossible


class DecisionExists(NotPossible):
    code = "decision_exists"
    vi = "Quyết định {number} đã có với tệp hoặc ngày hiệu lực khác, trạng thái «{state}». Hủy bản chờ duyệt, hoặc hoàn tác, rồi nhập lại."
    en = "Decision {number} is there with another file or day of effect, state “{state}”. Withdraw or undo it, and import again."


class DraftExists(NotPossible):
    code = "decision_draft_exists"
    vi = "Tệp này đã được giữ là dự thảo ngày {day:%d/%m/%Y}. Ghi số, ngày ký ở dự thảo ấy, hoặc hủy dự thảo rồi nhập lại."
    en = "This file is kept as a draft of {day}. Give that draft its number and day of signing, or withdraw it and import again."


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFile:
    """The list of a decision, read."""

    name: str
    digest: str
    read: ListRead

    @property
    def refused(self) -> tuple[RowRefused, ...]:
        return tuple(self.read.refused)


def read_decision(file: BinaryIO, *, name: str) -> DecisionFile:
    """Read an XLSX or DOCX file. Raises what `foundation.sheets` says of a file that is not taken."""
    tables = sheets.tables_of(file, name=name)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # any file that reads bytes will do
    return DecisionFile(name=name[-200:], digest=digest, read=read_list(tables))


def preview_decision(*, file: DecisionFile, given: Given, on: date) -> DecisionPreview:
    """What a decision would change; nothing is written. `on`: today, with which a file that says no day of effect is compared.

    Raises DecisionDayOdd, DecisionExists, DraftExists.
    """
    return weighed(file, given, on)[0]


def weighed(file: DecisionFile, given: Given, on: date) -> tuple[DecisionPreview, tuple[ListedLine, ...]]:
    """The preview of a file, and its lines as they would be kept. Raises as `preview_decision`."""
    about = naming.about(file.read.stated, given, on)
    same = _same(about, file)
    state = _state_of(same, file, about) if same else None
    if same and state not in OPEN:
        return DecisionPreview(
            about=same.about, source=file.name, lines=(), refused=(), unchanged=True, decision_id=same.id, state=state
        ), ()
    day = about.effective_on
    planned = plan(file.read.lines, decided=decided(about), effective_on=day or on, is_said=day is not None)
    preview = DecisionPreview(
        about=same.about if same else about,
        source=file.name,
        lines=tuple(one.preview() for one in planned.lines),
        refused=tuple(sorted((*_with_codes(file.refused, day or on), *planned.refused), key=_by_place)),
        unchanged=same is not None,
        decision_id=same.id if same else None,
        state=state,
    )
    return preview, tuple(one.line for one in planned.lines)


def _with_codes(refused: tuple[RowRefused, ...], on: date) -> Iterator[RowRefused]:
    """Rows whose code is written wrongly with the code of the procedure of their name, where just one has it."""
    asked = {bare_name(row.name) for row in refused if row.reason in _MISWRITTEN and row.name}
    found = _codes_named(asked, on) if asked else {}
    for row in refused:
        codes = found.get(bare_name(row.name), set()) if row.reason in _MISWRITTEN else set()
        yield with_code(row, *codes) if len(codes) == 1 else row


_MISWRITTEN = frozenset({CODE_CUT[0], miswritten("")[0]})


def _codes_named(names: set[str], on: date) -> dict[str, set[str]]:
    """The codes in force on a day, or to come, by the names that were asked for."""
    versions = (
        ProcedureVersion.objects.exclude(valid_to__lte=on)
        .exclude(valid_to=F("valid_from"))
        .values_list("procedure__code", "name_published")
    )
    found: dict[str, set[str]] = {}
    for code, name in versions.iterator():
        if (bare := bare_name(name)) in names:
            found.setdefault(bare, set()).add(code)
    return found


def _by_place(row: RowRefused) -> tuple[str, list[int]]:
    """As the rows stand in the file, table by table."""
    return re.sub(r"\d+", "", row.place), [int(number) for number in re.findall(r"\d+", row.place)]


def _same(about: DecisionAbout, file: DecisionFile) -> Decision | None:
    """The decision of this number and day; else the one of the same file and day of effect, of which this says nothing else."""
    named = named_alike(number=about.number, issuer=about.issuer, signed_on=about.signed_on).first()
    if named is not None or about.effective_on is None:
        return named
    filed = _live().filter(source_digest=file.digest, effective_on=about.effective_on, issuer=about.issuer).order_by("id")
    return next((one for one in filed if one.state == DecisionState.DRAFT or _says_no_more(about, one)), None)


def named_alike(*, number: str, issuer: str, signed_on: date | None) -> QuerySet[Decision]:
    """Those of a number: signed on that day, or to be signed."""
    if not number:
        return Decision.objects.none()
    same_day = Q(signed_on=signed_on) | Q(state=DecisionState.DRAFT)
    return _live().filter(same_day, number=number, issuer=issuer)


def _live() -> QuerySet[Decision]:
    return Decision.objects.exclude(state=DecisionState.WITHDRAWN)


def _says_no_more(about: DecisionAbout, kept: Decision) -> bool:
    return about.number in {"", kept.number} and about.signed_on in {None, kept.signed_on}


def _state_of(same: Decision, file: DecisionFile, about: DecisionAbout) -> DecisionState:
    """How far this file has come. Raises DecisionExists, DraftExists: it says something else of the decision."""
    state = DecisionState(same.state)
    if same.source_digest != file.digest or same.effective_on != about.effective_on:
        raise DecisionExists(number=same.number, state=state.label)
    if not _says_no_more(about, same):
        raise DraftExists(day=clock.local_day(same.drafted_at))
    return state


def decided(about: DecisionAbout) -> str:
    """How a version names the decision that made it."""
    return f"{about.number} ngày {about.signed_on:%d/%m/%Y}" if about.signed_on else about.number
