"""The dossiers API: file, read, list, move, follow the journal."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status
from pydantic import Field

from motcua.dossiers import public as dossiers
from motcua.dossiers.acting import perform_now
from motcua.dossiers.api.shapes import (
    Bound,
    BranchOut,
    DossierFileOut,
    DossierIn,
    DossierOut,
    ExpectedOut,
    FactsOut,
    FiledOut,
    LinesOut,
    MovedOut,
    MoveIn,
    Purpose,
    ResultOut,
    Strict,
)
from motcua.dossiers.facts import Asked, Channel, Correction, Handover, Paper, Person, ResultPaper, State
from motcua.dossiers.queries.tables import subject
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotPossible
from motcua.foundation.text import whole
from motcua.journal import public as journal
from motcua.organization import public as organization

router = Router()

_KEY = {
    "name": "Idempotency-Key", "in": "header", "required": True, "schema": {"type": "string", "minLength": 8, "maxLength": 200},
    "description": "Sent again with the same key, the call answers the same and changes nothing. A key is kept for 90 days",
}  # fmt: skip
_SEEN = {
    "name": "If-Match", "in": "header", "required": False, "schema": {"type": "string"},
    "description": "The ETag that was read: somebody else's move in between is answered with 412",
}  # fmt: skip


class IdempotencyKeyMissing(Invalid):
    status = 400
    code = "idempotency_key_missing"
    vi = "Thiếu tiêu đề Idempotency-Key (8 đến 200 ký tự): nhờ nó, gửi lại không tạo hồ sơ thứ hai."
    en = "The header Idempotency-Key (8 to 200 characters) is missing: with it, sending again makes no second dossier."


class ChangedSince(NotPossible):
    status = 412
    code = "changed_since"
    vi = "Hồ sơ đã thay đổi sau khi bạn đọc. Đọc lại rồi làm tiếp."
    en = "The dossier has changed since you read it. Read it again and go on."


#: Beyond it nothing was ever counted.
_MOST_MOVES = 10**9


class BadETag(Invalid):
    status = 400
    code = "bad_etag"
    vi = 'If-Match phải là ETag đã nhận, thí dụ "3".'
    en = 'If-Match must be an ETag as received, for example "3".'


def _channel(name: str) -> Channel:
    return Channel[name.upper()]


def _aware(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=clock.TIME_ZONE) if at is not None and at.tzinfo is None else at


def _actor(request: HttpRequest) -> organization.Actor:
    """Whom the API's sign-in found."""
    actor: organization.Actor = request.auth  # type: ignore[attr-defined]
    return actor


def _key(request: HttpRequest, asked: object) -> dossiers.RequestKey:
    key = request.headers.get("Idempotency-Key", "")
    if not 8 <= len(key) <= 200:
        raise IdempotencyKeyMissing
    return dossiers.RequestKey.of(sender=_actor(request).label, key=key, asked=[request.path, asked])


@router.post("", response={201: FiledOut, 200: FiledOut}, summary="File a dossier", openapi_extra={"parameters": [_KEY]})
def create(request: HttpRequest, body: DossierIn, response: HttpResponse) -> Status[dict[str, Any]]:
    filing = dossiers.Filing(
        procedure_code=body.procedure, centre_id=body.centre_id, competent_id=body.competent_id, channel=_channel(body.channel),
        return_way=_channel(body.return_way), persons=tuple(Person(**p.model_dump()) for p in body.persons),
        papers=tuple(Paper(**p.model_dump()) for p in body.papers), case=body.case, helped_at_id=body.helped_at_id,
        is_assisted=body.is_assisted, consent=body.consent, filed_at=body.filed_at, is_test=body.is_test,
        process_id=body.process_id, is_sent_already=body.is_sent_already, identified_by=body.identified_by,
    )  # fmt: skip
    filed = dossiers.file_dossier(
        filing=filing, accept=body.accept, actor=_actor(request), at=clock.now(), request=_key(request, body.model_dump(mode="json"))
    )  # fmt: skip
    response["ETag"] = f'"{filed.moves}"'
    response["Location"] = f"/api/v1/dossiers/{filed.code}"
    return Status(200 if filed.repeated else 201, _moved(filed))


def _moved(done: dossiers.DossierMoved) -> dict[str, Any]:
    return {
        "id": done.dossier_id, "code": done.code, "state": int(done.state), "state_key": done.state.key, "due_at": done.due_at,
        "moves": done.moves, "repeated": done.repeated, "move": done.move, "outcome": done.outcome,
        "not_sent": [{"agency_id": agency, "vi": vi, "en": en} for agency, vi, en in done.not_sent],
    }  # fmt: skip


class ListQuery(Strict):
    agency_id: int | None = Field(None, ge=1, lt=2**63)
    state: list[int] = Field(default=[], max_length=10)
    procedure: str = Field("", max_length=40)
    accepted_from: Bound | None = None
    accepted_to: Bound | None = None
    overdue: bool = False
    apologised: bool | None = Field(None, description="The agency has apologised, in time with a new date or late; or has not")
    cursor: str | None = Field(None, max_length=200)
    size: int = Field(50, ge=1, le=200)


class UnknownState(Invalid):
    code = "unknown_state"
    vi = "Không có trạng thái {state}. Trạng thái là số từ 1 đến 10."
    en = "There is no state {state}. States are numbers from 1 to 10."


@router.get("", response=LinesOut, summary="List dossiers you may see, newest first")
def listing(request: HttpRequest, query: Query[ListQuery]) -> dict[str, Any]:
    for state in query.state:
        if state not in {known.value for known in State}:
            raise UnknownState(state=state)
    page = dossiers.dossiers(
        actor=_actor(request), agency_id=query.agency_id, states=[State(s) for s in query.state],
        overdue_at=clock.now() if query.overdue else None, accepted_from=_aware(query.accepted_from), accepted_to=_aware(query.accepted_to),
        procedure_code=query.procedure, apologised=query.apologised, cursor=query.cursor, size=query.size,
    )  # fmt: skip
    return {"items": [_line(line) for line in page.rows], "next": page.next}


def _line(line: dossiers.DossierLine) -> dict[str, Any]:
    return {
        "id": line.id, "code": line.code, "procedure": line.procedure_code, "applicant": line.applicant, "state": int(line.state),
        "state_key": line.state.key, "channel": line.channel.key, "centre_id": line.centre_id, "competent_id": line.competent_id,
        "filed_at": line.filed_at, "accepted_at": line.accepted_at, "due_at": line.due_at, "finished_at": line.finished_at,
        "outcome": line.outcome, "moves": line.moves, "apologised_at": line.apologised_at,
    }  # fmt: skip


@router.get("/{code}", response=DossierOut, summary="Read a dossier")
def read(request: HttpRequest, code: str, response: HttpResponse, purpose: Purpose = "") -> dict[str, Any]:
    actor = _actor(request)
    found, standing, expected = dossiers.dossier_fact(code=code, actor=actor, at=clock.now())
    dossiers.record_look(
        dossier_id=found.id, standing=standing, actor=actor, at=clock.now(), purpose=purpose.strip() or "API, không ghi mục đích"
    )
    response["ETag"] = f'"{found.moves}"'
    return _dossier(found) | {
        "possible_moves": [move.name for move in dossiers.possible(actor, standing)],
        "branches": [BranchOut.model_validate(way, from_attributes=True) for way in standing.ways if way.label],
        "results": [ResultOut.model_validate(one, from_attributes=True) for one in found.results],
        "expected_consultations": [ExpectedOut.model_validate(one, from_attributes=True) for one in expected],
    }


def _dossier(d: dossiers.DossierFact) -> dict[str, Any]:
    same = (
        "id code helped_at_id centre_id competent_id applicant is_assisted is_test filed_at accepted_at started_at first_due_at due_at "
        "extended_to apologised_at expected_on finished_at returned_at closed_at outcome refusal_reason supplement_count moves legal indicator"
    )
    return {name: getattr(d, name) for name in same.split()} | {
        "procedure": d.procedure_code, "procedure_name": d.procedure, "state": int(d.state), "state_key": d.state.key,
        "state_label": d.state.label, "channel": d.channel.key, "return_way": d.return_way.key,
    }  # fmt: skip


@router.post(
    "/{code}/moves", response=MovedOut, summary="Make a move from the table", openapi_extra={"parameters": [_KEY, _SEEN]}
)
def move(request: HttpRequest, code: str, body: MoveIn, response: HttpResponse) -> dict[str, Any]:
    actor = _actor(request)
    given = body.model_dump(
        exclude_none=True, exclude={"move", "papers", "persons", "results", "handover", "return_way", "agencies"}
    )
    if body.papers is not None:
        given["papers"] = tuple(Paper(**p.model_dump()) for p in body.papers)
    if body.persons is not None:
        given["persons"] = tuple(Correction(**p.model_dump()) for p in body.persons)
    given |= _ending(body)
    if body.amount is not None:
        given["amount"] = Decimal(body.amount)
    try:
        done = perform_now(
            move=body.move, dossier_id=dossiers.id_of(code=code, actor=actor), actor=actor, seen=_seen(request),
            request=_key(request, body.model_dump(mode="json")), **given,
        )  # fmt: skip
    except dossiers.MovedMeanwhile:
        raise ChangedSince from None
    response["ETag"] = f'"{done.moves}"'
    return _moved(done)


def _ending(body: MoveIn) -> dict[str, Any]:
    """What a move takes that ends a dossier, in its own types."""
    given: dict[str, Any] = {}
    if body.results is not None:
        given["results"] = tuple(ResultPaper(**paper.model_dump()) for paper in body.results)
    if body.agencies is not None:
        given["agencies"] = tuple(Asked(**one.model_dump()) for one in body.agencies)
    if body.handover is not None:
        given["handover"] = Handover(**body.handover.model_dump())
    if body.return_way is not None:
        given["return_way"] = Channel[body.return_way.upper()]
    return given


def _seen(request: HttpRequest) -> int | None:
    tag = request.headers.get("If-Match", "").removeprefix("W/").strip('"')
    if not tag or tag == "*":
        return None
    if (seen := whole(tag, most=_MOST_MOVES)) is None:
        raise BadETag
    return seen


@router.get("/{code}/files", response=list[DossierFileOut], summary="The files of a dossier, with what the check found")
def files(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    detail = dossiers.dossier_for_staff(code=code, actor=_actor(request), at=clock.now())
    dossiers.record_look(
        dossier_id=detail.dossier.id,
        standing=detail.standing,
        actor=_actor(request),
        at=clock.now(),
        purpose="API, danh sách tệp",
    )
    return [
        {
            "id": one.paper_id, "paper": one.paper, "component": one.component, "name": one.kept.name, "sha256": one.kept.digest,
            "size": one.kept.size, "kind": one.kept.contents.kind, "pages": one.kept.contents.pages, "given_at": one.given_at,
            "signatures": list(one.kept.contents.signatures),
            "defects": [
                {"code": d.code, "is_blocking": d.is_blocking, "what": d.vi, "what_en": d.en, "mend": d.mend_vi, "mend_en": d.mend_en}
                for d in one.kept.defects
            ],
        }
        for one in detail.files
    ]  # fmt: skip


@router.get("/{code}/journal", response=FactsOut, summary="The facts of a dossier, in order")
def facts(
    request: HttpRequest,
    code: str,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    actor = _actor(request)
    page = journal.facts_page(subject=subject(dossiers.id_of(code=code, actor=actor)), cursor=cursor, size=size)
    return {
        "items": [
            {
                "seq": f.seq, "position": f.position, "name": f.name, "actor": f.actor, "at": f.at, "payload": f.payload,
                "hash": f.hash.hex(),
            }
            for f in page.rows
        ],
        "next": page.next,
    }  # fmt: skip
