"""Taking over what a source publishes: new procedures, new versions, and the lines that cannot be taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice

from django.db import DatabaseError, transaction

from motcua.catalogue.facts import Detail, ImportReport
from motcua.catalogue.models import Component, Procedure, ProcedureVersion
from motcua.catalogue.operations.locking import MANY, learn_sizes, lock_catalogue, stamp_change
from motcua.catalogue.operations.processes import derive_for
from motcua.catalogue.rules import cleaning, published, reading
from motcua.catalogue.rules.permissions import Actor, require_keeper
from motcua.catalogue.rules.published import Content
from motcua.catalogue.rules.reading import Record, Unread, Unreadable
from motcua.foundation import clock
from motcua.foundation.lines import LineRefused
from motcua.foundation.text import fold
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
    lock_catalogue()
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


def _storable(value: object) -> dict[str, object]:
    """The record as it came, without the one character that PostgreSQL cannot hold."""

    def clean(part: object) -> object:
        if isinstance(part, str):
            return part.replace("\x00", "").encode("utf-8", "replace").decode()
        if isinstance(part, list):
            return [clean(item) for item in part]
        if isinstance(part, dict):
            return {str(clean(key)): clean(item) for key, item in part.items()}
        return part

    kept = clean(value)
    return kept if isinstance(kept, dict) else {}


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
    current = _current([candidate.content.code for candidate in candidates])
    fresh = []
    for candidate in candidates:
        before = current.get(candidate.content.code)
        if _adds_nothing(candidate.content, before):
            work.report.unchanged += 1
            continue
        taken = _merged(candidate, before)
        if before is None:
            work.report.new += 1
            fresh.append(taken)
        elif before.digest == taken.digest:
            work.report.unchanged += 1
        elif before.valid_from > work.report.effective:
            work.refuse(candidate.line, taken.content.code, _earlier(before.valid_from, work.report.effective))
        else:
            work.report.changed += 1
            fresh.append(taken)
    _write(work, fresh, current)


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
    if content.detail == Detail.NAME_ONLY and before.detail == Detail.FULL:
        record = ProcedureVersion.objects.values_list("source_record", flat=True).get(id=before.id)
        shape = "api" if "MATTHC" in record else "jsonl"
        known = published.content_of(Record(candidate.line, record, shape))
        content = replace(known, service_level=content.service_level or before.service_level)
        return replace(candidate.saying(content), raw=record)
    if candidate.service_spoken and content.service_level:
        return candidate
    return candidate.saying(replace(content, service_level=before.service_level))


def _adds_nothing(content: Content, before: ProcedureVersion | None) -> bool:
    """A listing that knows no more than the full content that is there: most lines of a list are such."""
    return (
        before is not None
        and content.detail == Detail.NAME_ONLY
        and before.detail == Detail.FULL
        and content.service_level in {"", before.service_level}
    )


def _current(codes: list[str]) -> dict[str, ProcedureVersion]:
    """The open version of each code.

    Two plain look-ups rather than a join: in the middle of a first import the planner still takes the tables for empty.
    """
    procedures = {procedure.id: procedure for procedure in Procedure.objects.filter(code__in=codes)}
    open_ = ProcedureVersion.objects.filter(procedure_id__in=list(procedures), valid_to=None).defer("source_record")
    current = {}
    for version in open_:
        version.procedure = procedures[version.procedure_id]
        current[version.procedure.code] = version
    return current


def _write(work: _Import, fresh: Sequence[_Candidate], current: dict[str, ProcedureVersion]) -> None:
    ended = [current[taken.content.code].id for taken in fresh if taken.content.code in current]
    ProcedureVersion.objects.filter(id__in=ended).update(valid_to=work.report.effective)
    unknown = [Procedure(code=taken.content.code) for taken in fresh if taken.content.code not in current]
    procedures = {procedure.code: procedure for procedure in Procedure.objects.bulk_create(unknown)}
    procedures |= {code: version.procedure for code, version in current.items()}
    versions = ProcedureVersion.objects.bulk_create(
        [_version(work, procedures[taken.content.code], taken, current.get(taken.content.code)) for taken in fresh]
    )
    parts = [part for version, taken in zip(versions, fresh, strict=True) for part in _components(version, taken.content)]
    Component.objects.bulk_create(parts, batch_size=2_000)
    work.versions += [version.id for version in versions]
    work.facts += [_fact(work, version) for version in versions]


def _version(work: _Import, procedure: Procedure, taken: _Candidate, before: ProcedureVersion | None) -> ProcedureVersion:
    content = taken.content
    name = cleaning.procedure_name(content.name)
    short = cleaning.short_name(content.name)
    return ProcedureVersion(
        procedure=procedure,
        number=before.number + 1 if before else 1,
        valid_from=work.report.effective,
        detail=content.detail,
        digest=taken.digest,
        source=work.report.source,
        source_record=_storable(taken.raw),
        name=name,
        name_published=content.name,
        short_name=short,
        sort_key=fold(short)[:200],
        field=content.field,
        field_slug="-".join(fold(content.field).replace(",", " ").split())[:200],
        ministry=content.ministry,
        levels=list(content.levels),
        service_level=content.service_level,
        offered=content.offered,
        local_gov=content.local_gov,
        decision=content.decision,
        kind=content.kind,
        applicants=list(content.applicants),
        agencies=content.agencies,
        competent_authority=content.competent_authority,
        receiving_address=content.receiving_address,
        limit_amount=content.limit_amount,
        limit_unit=content.limit_unit,
        limits_by_case=content.limits_by_case(),
        same_day_stated=content.same_day_stated,
        channels=[published.parts_of(channel) for channel in content.channels],
        results=[published.parts_of(result) for result in content.results],
        legal_bases=list(content.legal_bases),
        requirements=content.requirements,
        steps=content.steps,
        source_url=content.source_url,
    )


def _components(version: ProcedureVersion, content: Content) -> list[Component]:
    papers = [(case.name, paper) for case in content.cases for paper in case.papers]
    return [
        Component(
            version=version,
            number=number,
            case=case,
            name=cleaning.paper_name(paper.name, paper.form_file),
            name_published=paper.name,
            originals=paper.originals,
            copies=paper.copies,
            has_form=paper.has_form,
            form_file=paper.form_file,
            type_code=paper.type_code,
            substitute=paper.substitute,
            is_note=cleaning.is_note(case)
            or cleaning.is_remark(paper.name, copies=paper.originals + paper.copies, has_form=paper.has_form),
        )
        for number, (case, paper) in enumerate(papers, start=1)
    ]


def _fact(work: _Import, version: ProcedureVersion) -> journal.Fact:
    return journal.Fact(
        name="ProcedurePublished" if version.number == 1 else "ProcedureChanged",
        subject=f"procedure:{version.procedure_id}",
        actor=work.actor.label,
        at=work.at,
        payload={
            "code": version.procedure.code,
            "version": version.id,
            "number": version.number,
            "from": version.valid_from.isoformat(),
            "detail": str(version.detail),
            "digest": version.digest,
            "source": version.source,
        },
    )
