"""What the control sheet says of a dossier: each hand-over from one to the next, and how the giver stood to the time it had."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

from motcua.dossiers.facts import AskedFor, Verdict
from motcua.dossiers.rules.clocks import legal_verdict
from motcua.dossiers.shown import ConsultationShown, DossierDetail, StepShown
from motcua.organization import public as organization
from motcua.owed_documents.public import moment_text

_PERSON = "Tổ chức, cá nhân"


def control_sheet(*, detail: DossierDetail, at: datetime) -> dict[str, Any]:
    """The sheet as of now, or as it will stay once the dossier is closed. No person of the dossier is named. One statement."""
    d = detail.dossier
    others = dict.fromkeys(organization.agency(one.agency_id).name for one in detail.consultations)
    return {
        "code": d.code, "competent": organization.agency(d.competent_id).name, "others": list(others),
        "received": moment_text(d.accepted_at), "due": moment_text(d.first_due_at), "rows": _rows(detail),
        "is_open": d.state.is_open, "as_of": moment_text(at), "ended": moment_text(d.closed_at), "ended_as": d.state.label.lower(),
    }  # fmt: skip


def _rows(detail: DossierDetail) -> list[dict[str, Any]]:
    done = [step for step in detail.steps if step.opened_at is not None]
    names = organization.official_names({step.assignee_id for step in done if step.assignee_id is not None})
    rows = sorted((*_steps(detail, done, names), *_consultations(detail)), key=lambda row: row[0])
    return [row for _at, row in rows]


def _steps(detail: DossierDetail, done: list[StepShown], names: dict[int, str]) -> Iterator[tuple[datetime, dict[str, Any]]]:
    for giver, receiver in pairwise(done):
        if receiver.opened_at is not None:
            note = f"Trả lại: {receiver.name}" if giver.outcome == "returned" else receiver.name
            yield (
                receiver.opened_at,
                _row(
                    _side(giver, names), _side(receiver, names), receiver.opened_at, _verdict(giver.due_at, giver.closed_at), note
                ),
            )
    if detail.dossier.returned_at is not None:
        at, last = detail.dossier.returned_at, done[-1]
        yield (
            at,
            _row(
                _side(last, names), (_PERSON, ""), at, _verdict(detail.dossier.due_at, detail.dossier.finished_at), "Trả kết quả"
            ),
        )


def _consultations(detail: DossierDetail) -> Iterator[tuple[datetime, dict[str, Any]]]:
    lead = (organization.agency(detail.dossier.competent_id).name, "")
    for one in detail.consultations:
        other = (organization.agency(one.agency_id).name, "")
        asked, answered = _asked_and_answered(one)
        if upper := upper_centre(detail.dossier.competent_id, one):
            asked = f"{asked}, qua {upper}"
        yield one.asked_at, _row(lead, other, one.asked_at, "", asked)
        if one.answered_at is not None and not one.waived_reason:
            yield one.answered_at, _row(other, lead, one.answered_at, _verdict(one.due_at, one.answered_at), answered)


def _asked_and_answered(one: ConsultationShown) -> tuple[str, str]:
    if one.kind is AskedFor.OPINION:
        return one.kind.label, "Trả lời ý kiến"
    return one.kind.label, "Xong phần liên thông" if one.agrees else "Trả lại phần liên thông"


def upper_centre(competent_id: int, one: ConsultationShown) -> str:
    """Through whose one-stop unit a joint task goes between the province and a commune: that of the upper of both; else empty."""
    lead, other = organization.agency(competent_id), organization.agency(one.agency_id)
    if one.kind is not AskedFor.TASK or lead.level == other.level:
        return ""
    centre = organization.centre_of(lead.id if lead.level is organization.Level.PROVINCE else other.id)
    return centre.name if centre else ""


def _side(step: StepShown, names: dict[int, str]) -> tuple[str, str]:
    agency = organization.agency(step.agency_id).name if step.agency_id is not None else ""
    return agency, names.get(step.assignee_id or 0, "")


def _verdict(due_at: datetime | None, ended_at: datetime | None) -> str:
    if ended_at is None:
        return ""
    verdict = legal_verdict(due_at=due_at, ended_at=ended_at)
    return "" if verdict is Verdict.NO_LIMIT else verdict.label


def _row(giver: tuple[str, str], receiver: tuple[str, str], at: datetime, verdict: str, note: str) -> dict[str, Any]:
    return {
        "giver": giver[0], "giver_name": giver[1], "receiver": receiver[0], "receiver_name": receiver[1], "at": moment_text(at),
        "verdict": verdict, "note": note,
    }  # fmt: skip
