"""What a package says of a dossier: its metadata, its facts, and its line in the list. docs/archive-package.md describes them."""

from datetime import date, datetime
from typing import Any

from motcua.archiving import facts
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.journal import public as journal
from motcua.organization import public as organization


def metadata(detail: dossiers.DossierDetail, entry: facts.Entry) -> dict[str, Any]:
    """The dossier as it stands in the package, the numbers of its persons in clear: it is the legal dossier."""
    told = detail.dossier
    return {
        "format": "motcua-dossier-1", "code": told.code,
        "procedure": {"code": told.procedure_code, "name": told.procedure, "case": told.case},
        "centre": _agency(told.centre_id), "competent": _agency(told.competent_id),
        "state": {"code": int(told.state), "name": told.state.label}, "outcome": told.outcome, "channel": told.channel.key,
        "filed_at": _at(told.filed_at), "accepted_at": _at(told.accepted_at), "first_due_at": _at(told.first_due_at),
        "due_at": _at(told.due_at), "finished_at": _at(told.finished_at), "returned_at": _at(told.returned_at),
        "closed_at": _at(told.closed_at), "refusal_reason": told.refusal_reason,
        "persons": [
            {"part": one.part.value, "name": one.name, "id_number": one.id_number, "phone": one.phone, "email": one.email,
             "address": one.address, "is_organisation": one.is_organisation, "authority_paper": one.authority_paper}
            for one in dossiers.persons_of(dossier_id=told.id)
        ],
        "papers": [
            {"name": one.name, "component": one.component, "originals": one.originals, "copies": one.copies} for one in detail.papers
        ],
        **_way(detail),
        "results": [
            {"name": one.name, "kind": one.kind, "number": one.number, "issued_on": _at(one.issued_on), "signer": one.signer,
             "signer_role": one.signer_role, "agency": _agency(one.agency_id)}
            for one in told.results
        ],
        "handover": detail.handover and {
            "way": detail.handover.way.key, "receiver": detail.handover.receiver.value, "name": detail.handover.name,
            "authority_paper": detail.handover.authority_paper, "postal_number": detail.handover.postal_number,
        },
        "archive": {
            "locked_at": _at(entry.locked_at), "years": entry.retention.years, "keep_until": _at(entry.keep_until),
            "basis": entry.retention.basis, "confidence": entry.retention.confidence.value,
        },
    }  # fmt: skip


def _way(detail: dossiers.DossierDetail) -> dict[str, Any]:
    return {
        "steps": [
            {"number": one.number, "name": one.name, "agency": one.agency_id and _agency(one.agency_id), "opened_at": _at(one.opened_at),
             "closed_at": _at(one.closed_at), "outcome": one.outcome, "note": one.note}
            for one in detail.steps
        ],
        "waits": [
            {"kind": one.kind.value, "asked_at": _at(one.asked_at), "answered_at": _at(one.answered_at), "reason": one.reason,
             "items": list(one.items)}
            for one in detail.waits
        ],
        "opinions": [
            {"agency": _agency(one.agency_id), "content": one.content, "asked_at": _at(one.asked_at), "answer": one.answer,
             "answered_at": _at(one.answered_at), "waived_reason": one.waived_reason}
            for one in detail.consultations
        ],
    }  # fmt: skip


def history(dossier_id: int) -> list[dict[str, Any]]:
    """The facts of a dossier with their hashes, the first first."""
    return [
        {"position": one.position, "name": one.name, "version": one.version, "actor": one.actor, "at": _at(one.at),
         "payload": one.payload, "hash": bytes(one.hash).hex()}
        for one in journal.history(f"dossier:{dossier_id}")
    ]  # fmt: skip


def line(detail: dossiers.DossierDetail, entry: facts.Entry, files: int) -> list[str]:
    """Its line in the list of dossiers: symbol, title, time, retention, files, note."""
    told = detail.dossier
    kept = "Vĩnh viễn" if entry.retention.years is None else f"{entry.retention.years} năm"
    period = f"{clock.local_day(told.filed_at):%d/%m/%Y} - {entry.closed_on:%d/%m/%Y}"
    numbers = ", ".join(one.number for one in told.results)
    note = f"{told.state.label}{': ' if numbers else ''}{numbers}"
    return [told.code, f"{told.applicant}: {told.procedure}", period, kept, str(files), note]


def _agency(agency_id: int) -> dict[str, Any]:
    return {"id": agency_id, "name": organization.agency(agency_id).name}


def _at(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment else None
