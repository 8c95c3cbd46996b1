"""What stands on a day, for `motcua catalogue`: a procedure, all that is in force, the decisions that were late."""

from datetime import date
from typing import Any

from motcua.catalogue.facts import DecisionFact, VersionFact
from motcua.catalogue.queries import reading
from motcua.catalogue.queries.decisions import in_force as standing
from motcua.catalogue.queries.decisions.clock import lateness, publications
from motcua.catalogue.queries.reading import ProcedureRead
from motcua.organization import public as organization

#: As JSON, and as lines.
Told = tuple[dict[str, Any], list[str]]


def procedure(code: str, on: date) -> Told:
    """As JSON and as lines. Raises UnknownProcedure, ProcedureNotInForce."""
    read = reading.procedure(code, on)
    return _as_json(read, on), _as_lines(read, on)


def _as_json(read: ProcedureRead, on: date) -> dict[str, Any]:
    same = ("code", "name", "field", "agencies", "receiving_address", "offered", "fileable", "decision")
    return {name: getattr(read, name) for name in same} | {
        "on": on.isoformat(),
        "version": _version(read.version),
        "levels": [str(level) for level in read.levels],
        "service_level": str(read.service_level),
        "limit": {"amount": read.limit[0], "unit": read.limit[1]} if read.limit else None,
        "same_day": read.same_day,
        "fees": [{"channel": fee.channel, "text": fee.text, "amount": fee.amount} for fee in read.fees],
        "papers": sum(len(case.papers) for case in read.papers),
        "legal_bases": list(read.legal_bases),
        "process": [{"name": step.name, "minutes": step.minutes} for step in read.process],
        "versions": [_version(one) for one in read.versions],
    }


def _version(one: VersionFact) -> dict[str, Any]:
    return {
        "number": one.number,
        "valid_from": one.valid_from.isoformat(),
        "valid_to": one.valid_to.isoformat() if one.valid_to else None,
        "detail": one.detail,
        "decision": one.decision,
        "ended_by": one.ended_by,
        "replaced_by": list(one.replaced_by),
        "never_in_force": one.never_in_force,
        "source": one.source,
    }


def _as_lines(read: ProcedureRead, on: date) -> list[str]:
    limit = f"{read.limit[0]} {read.limit[1]}" if read.limit else "trong ngày / same day" if read.same_day else "–"
    return [
        f"{read.code} {read.name}",
        f"Ngày / on {on:%d/%m/%Y}: bản / version {read.version.number}, {read.version.decision or read.version.source}",
        f"Thời hạn / limit: {limit}",
        f"Cơ quan / agencies: {read.agencies or '–'}",
        f"Phí / fees: {'; '.join(dict.fromkeys(fee.text for fee in read.fees if fee.text)) or '–'}",
        f"Nhận hồ sơ / can be filed: {'có / yes' if read.fileable else 'không / no'}",
        "Các bản / versions:",
        *(_line(one) for one in read.versions),
    ]


def _line(one: VersionFact) -> str:
    end = f" → {one.valid_to:%d/%m/%Y}" if one.valid_to else ""
    by = f" ({one.ended_by})" if one.ended_by else ""
    never = " chưa từng có hiệu lực / never in force" if one.never_in_force else ""
    return f"  {one.number}: {one.valid_from:%d/%m/%Y}{end}{by}{never} · {one.decision or one.source}"


def in_force(on: date, agency: str | None) -> Told:
    """Every procedure in force on a day, for the province or one agency. Raises what organization says of an unknown name."""
    found = organization.agency_called(agency, on=on) if agency else None
    rows = standing.in_force(on=on, agency_id=found.id if found else None)
    items = [
        {"code": one.code, "name": one.name, "field": one.field, "levels": list(one.levels), "detail": one.detail}
        | {"valid_from": one.valid_from.isoformat(), "decision": one.decision}
        | {"limit": {"amount": one.limit[0], "unit": one.limit[1]} if one.limit else None}
        for one in rows
    ]
    counted = f"{len(items)} thủ tục / procedures, {on:%d/%m/%Y}" + (f", {found.name}" if found else "")
    return {"on": on.isoformat(), "agency": found.name if found else None, "items": items}, [
        counted,
        *(f"  {one.code} {one.name}" for one in rows),
    ]


def late_decisions(on: date) -> Told:
    """The publication decisions that were late as seen on a day."""
    late = lateness(on=on)
    return {"on": on.isoformat(), "late": [_late(one) for one in late]}, [
        f"Quyết định công bố chậm / publication decisions late: {len(late)}",
        *(_late_line(one) for one in late),
    ]


def published(since: date, until: date, on: date) -> Told:
    """Each procedure of the approved decisions signed from one day to before another, by the law's clock and by the portal's."""
    found = publications(since=since, until=until, on=on)
    items = [
        {"code": one.code, "act": one.act.value, "decision": one.decision, "signed_on": one.signed_on.isoformat()}
        | {"effective_on": one.effective_on.isoformat(), "posted_on": one.posted_on.isoformat() if one.posted_on else None}
        | {
            "signed_days_late": one.timing.sign_late,
            "fault": one.timing.sign_fault.value,
            "posted_days_late": one.timing.post_late,
        }
        | {"portal_signed_in_time": one.timing.portal_signed_in_time, "portal_posted_in_time": one.timing.portal_posted_in_time}
        for one in found
    ]
    told = {"on": on.isoformat(), "since": since.isoformat(), "until": until.isoformat(), "items": items}
    return told, [
        f"{len(items)} thủ tục công bố / procedures published, {since:%d/%m/%Y} → {until:%d/%m/%Y}",
        *(f"  {one.code} {one.act.label}: {one.decision}" + (" · chậm / late" if one.timing.is_late else "") for one in found),
    ]


def _late(one: DecisionFact) -> dict[str, Any]:
    timing, about = one.timing, one.about
    days = {
        "signed_on": about.signed_on,
        "effective_on": about.effective_on,
        "law_effective_on": about.law_effective_on,
        "sign_by": timing.sign_by,
        "post_by": timing.post_by,
    }
    return (
        {"number": about.number, "issuer": about.issuer, "procedures": one.lines}
        | {name: day.isoformat() if day else None for name, day in (days | {"posted_on": one.posted_on}).items()}
        | {
            "signed_days_late": timing.sign_late,
            "fault": timing.sign_fault.value,
            "proof": one.cause.evidence if one.cause else "",
            "posted_days_late": timing.post_late,
        }
    )


def _late_line(one: DecisionFact) -> str:
    timing = one.timing
    signed = f"ký chậm / signed late {timing.sign_late} ({timing.sign_fault.value})" if timing.sign_late else ""
    posted = f"công khai chậm / posted late {timing.post_late}" if timing.post_late else ""
    return f"  {one.about.number}: {', '.join(filter(None, (signed, posted)))}"
