"""Taking over what a source publishes: new procedures, new versions, and the lines that cannot be taken."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice

from django.db import DatabaseError, transaction

from motcua.catalogue.facts import Detail, ImportReport
from motcua.catalogue.models import Component, Procedure, ProcedureVersion
from motcua.catalogue.operations.carrying import carry_processes
from motcua.catalogue.operations.locking import MANY, learn_sizes, lock_catalogue, stamp_change
from motcua.catalogue.operations.processes import derive_for
from motcua.catalogue.operations.versions import Fresh, Making, make_versions
from motcua.catalogue.queries.decisions.contents import contents_of
from motcua.catalogue.rules import published, reading
from motcua.catalogue.rules.permissions import Actor, require_keeper
from motcua.catalogue.rules.published import Content
from motcua.catalogue.rules.reading import Record, Unread, Unreadable
from motcua.foundation import clock
from motcua.foundation.sheets.lines import LineRefused
from motcua.journal import public as journal

BATCH = 400


@dataclass(frozen=True, slots=True)
class _Candidate:
    line: int
    content: Content
    digest: str
    raw: dict[str, object]
    service_spoken: bool

    def saying(self, content: Content) -> "_Candidate":
        return self if content == self.content else replace(self, content=content, digest=content.digest)


@dataclass(slots=True)
class _Known:
    """A code that the catalogue has: its open version, or the day on which it ended."""

    procedure: Procedure
    current: ProcedureVersion | None = None
    ended: date | None = None
    last_number: int = 0
    #: Of the versions before the one in force
    digests: set[str] = field(default_factory=set)

    def add(self, version: ProcedureVersion) -> None:
        """Versions come in the order of their numbers."""
        if version.valid_to is None:
            self.current = version
        else:
            self.digests.add(version.digest)
            self.ended = max(self.ended or date.min, version.valid_to) if version.valid_to > version.valid_from else self.ended
        self.last_number = version.number

    def says_what_was_before(self, digests: set[str]) -> bool:
        """The source has not heard yet of the decision that made the version in force."""
        return self.current is not None and self.current.decided_by_id is not None and bool(digests & self.digests)


@dataclass(slots=True)
class _Import:
    """What one import remembers from batch to batch."""

    report: ImportReport
    actor: Actor
    at: datetime
    seen: dict[str, tuple[int, str]] = field(default_factory=dict)
    facts: list[journal.Fact] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)

    def refuse(self, line: int, code: str, why: Unreadable) -> None:
        refused = LineRefused(line=line, code=code[:40], reason=why.reason, detail=why.detail, detail_en=why.detail_en)
        self.report.refused.append(refused)


@transaction.atomic
def import_procedures(
    *, lines: Iterable[bytes], source: str, actor: Actor, at: datetime, effective: date | None = None
) -> ImportReport:
    """Publish the procedures of a file: a line that says something new makes a version in force from `effective` (default: today).

    A line that cannot be taken is refused with its reason; the others are taken all the same. Raises NotAKeeper.
    """
    require_keeper(actor)
    at = lock_catalogue(at)
    report = ImportReport(source=source[:200], effective=effective or clock.local_day(at))
    work = _Import(report, actor, at)

    records = reading.records(lines)
    while batch := list(islice(records, BATCH)):
        _take_all_or_each(work, _candidates(work, batch))
    if len(work.versions) > MANY:
        learn_sizes(Procedure, ProcedureVersion, Component)
    report.processes, derived = derive_for(ProcedureVersion.objects.filter(id__in=work.versions), actor=actor, at=at)

    report.refused.sort(key=lambda refused: refused.line)
    journal.record_many([*work.facts, *derived])
    if work.versions:
        stamp_change()
    return report


def _candidates(work: _Import, batch: Iterable[Record | Unread]) -> list[_Candidate]:
    candidates = []
    for record in batch:
        if isinstance(record, Unread):
            work.refuse(record.line, "", record.why)
            continue
        try:
            content = published.content_of(record)
        except Unreadable as unreadable:
            code = record.fields.get("code", record.fields.get("MATTHC", ""))
            work.refuse(record.line, code if isinstance(code, str) else "", unreadable)
            continue
        digest = content.digest
        if not _is_repeated(work, record.line, content.code, digest):
            spoken = "online_level" in record.fields
            candidates.append(_Candidate(record.line, content, digest, record.fields, spoken))
    return candidates


def _is_repeated(work: _Import, line: int, code: str, digest: str) -> bool:
    if code not in work.seen:
        work.seen[code] = (line, digest)
        return False
    first, its_digest = work.seen[code]
    if its_digest == digest:
        work.report.unchanged += 1
    else:
        why = Unreadable(
            "duplicate_in_file",
            f"Mã này đã có ở dòng {first} với nội dung khác.",
            f"This code stands in line {first} already, with other content.",
        )
        work.refuse(line, code, why)
    return True


def _take_all_or_each(work: _Import, candidates: list[_Candidate]) -> None:
    """A batch goes in at once; should the database refuse it, each line goes alone, so that only the guilty one stays out."""
    before = (work.report.new, work.report.changed, work.report.unchanged, len(work.facts), len(work.versions))
    try:
        with transaction.atomic():
            _take(work, candidates)
    except DatabaseError:
        work.report.new, work.report.changed, work.report.unchanged = before[:3]
        del work.facts[before[3] :], work.versions[before[4] :]
        if len(candidates) == 1:
            only = candidates[0]
            why = Unreadable("not_storable", "Cơ sở dữ liệu không nhận dòng này.", "The database does not take this line.")
            work.refuse(only.line, only.content.code, why)
            return
        for candidate in candidates:
            _take_all_or_each(work, [candidate])


def _take(work: _Import, candidates: list[_Candidate]) -> None:
    known = _current([candidate.content.code for candidate in candidates])
    fresh = []
    for candidate in candidates:
        held = known.get(candidate.content.code)
        before = held.current if held else None
        if held and before is None and held.ended:
            work.refuse(candidate.line, candidate.content.code, _abolished(held.ended))
            continue
        if _adds_nothing(candidate.content, before):
            work.report.unchanged += 1
            continue
        taken = _merged(candidate, before)
        if before is None:
            work.report.new += 1
        elif before.digest == taken.digest or (held and held.says_what_was_before({candidate.digest, taken.digest})):
            work.report.unchanged += 1
            continue
        elif before.valid_from > work.report.effective:
            work.refuse(candidate.line, taken.content.code, _earlier(before.valid_from, work.report.effective))
            continue
        else:
            work.report.changed += 1
        fresh.append(_fresh(taken, held))
    making = Making(effective=work.report.effective, source=work.report.source, actor=work.actor, at=work.at)
    versions, facts = make_versions(making, fresh)
    carried = carry_processes(
        [(one.before, version) for one, version in zip(fresh, versions, strict=True)], actor=work.actor, at=work.at
    )
    work.versions += [version.id for version in versions]
    work.facts += [*facts, *carried]


def _fresh(taken: _Candidate, held: _Known | None) -> Fresh:
    return Fresh(
        content=taken.content,
        digest=taken.digest,
        raw=taken.raw,
        before=held.current if held else None,
        procedure=held.procedure if held else None,
        last_number=held.last_number if held else 0,
    )


def _abolished(ended: date) -> Unreadable:
    return Unreadable(
        "abolished",
        f"Thủ tục đã bị bãi bỏ hoặc thay thế từ {ended:%d/%m/%Y}. Muốn có lại, nhập quyết định công bố.",
        f"The procedure was abolished or replaced on {ended}. To have it again, import a publication decision.",
    )


def _earlier(current: date, effective: date) -> Unreadable:
    return Unreadable(
        "earlier_than_current",
        f"Đã có bản có hiệu lực từ {current:%d/%m/%Y}, sau ngày {effective:%d/%m/%Y}.",
        f"There is a version in force from {current}, after {effective}.",
    )


def _merged(candidate: _Candidate, before: ProcedureVersion | None) -> _Candidate:
    """A bare listing never takes detail away, and silence about the service level keeps the one that is known."""
    content = candidate.content
    if before is None:
        return candidate
    if content.detail == Detail.NAME_ONLY and before.detail != Detail.NAME_ONLY:
        known = contents_of([before])[before.id]
        return candidate.saying(replace(known, service_level=content.service_level or before.service_level))
    if candidate.service_spoken and content.service_level:
        return candidate
    return candidate.saying(replace(content, service_level=before.service_level))


def _adds_nothing(content: Content, before: ProcedureVersion | None) -> bool:
    """A listing that knows no more than the full content that is there: most lines of a list are such."""
    return (
        before is not None
        and content.detail == Detail.NAME_ONLY
        and before.detail != Detail.NAME_ONLY
        and content.service_level in {"", before.service_level}
    )


def _current(codes: list[str]) -> dict[str, _Known]:
    """What is known of each code.

    Plain look-ups rather than a join: in the middle of a first import the planner still takes the tables for empty.
    """
    procedures = {procedure.id: procedure for procedure in Procedure.objects.filter(code__in=codes)}
    known = {procedure.code: _Known(procedure) for procedure in procedures.values()}
    for version in ProcedureVersion.objects.filter(procedure_id__in=list(procedures)).defer("source_record").order_by("number"):
        version.procedure = procedures[version.procedure_id]
        known[version.procedure.code].add(version)
    return known
