"""The dossiers API: file, read, list, move, follow the journal."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool

from motcua.dossiers import public as dossiers
from motcua.dossiers.acting import perform_now
from motcua.dossiers.facts import Channel, Correction, Outcome, Paper, Part, Person, State
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotPossible
from motcua.journal import public as journal
from motcua.organization import public as organization

router = Router()

_ISO = Field(description="ISO 8601 with offset; without one, Vietnamese time")
Moment = Annotated[datetime, AfterValidator(clock.moment), _ISO]
#: Where a list begins or ends: it is held against moments and never shown, so it may lie at the end of time.
Bound = Annotated[datetime, _ISO]
ChannelName = Literal["direct", "online", "postal"]
# Strict: what the sender did not mean as a number must not become agency 1.
Id = Annotated[int, Field(strict=True, ge=1, lt=2**63)]
Copies = Annotated[int, Field(strict=True, ge=0, le=99)]
# Digits alone: Python reads 1_0, １ and 1e1 as amounts too.
Amount = Annotated[int, Field(strict=True, gt=0, lt=10**14)] | Annotated[str, Field(pattern="^[0-9]{1,14}$")]
Purpose = Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$", description="What for; kept with who read")]
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


class BadETag(Invalid):
    status = 400
    code = "bad_etag"
    vi = 'If-Match phải là ETag đã nhận, thí dụ "3".'
    en = 'If-Match must be an ETag as received, for example "3".'


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class PersonIn(Strict):
    part: Part = Part.FILER
    name: str = Field(min_length=1, max_length=300)
    id_number: str = Field("", max_length=20, pattern=r"^[0-9A-Za-z\-. ]*$")
    phone: str = Field("", max_length=20, pattern=r"^[0-9+\-. ]*$")
    email: str = Field("", max_length=254)
    address: str = Field("", max_length=500)
    is_organisation: StrictBool = False
    authority_paper: str = Field("", max_length=300)


class PaperIn(Strict):
    name: str = Field(min_length=1, max_length=2000)
    component: str = Field("", max_length=2000)
    file_ref: str = Field("", max_length=300)
    originals: Copies = 0
    copies: Copies = 0


class CorrectionIn(Strict):
    """What is put right of a person; what is not given stays as it is."""

    part: Part = Part.FILER
    name: str | None = Field(None, min_length=1, max_length=300)
    id_number: str | None = Field(None, max_length=20, pattern=r"^[0-9A-Za-z\-. ]*$")
    phone: str | None = Field(None, max_length=20, pattern=r"^[0-9+\-. ]*$")
    email: str | None = Field(None, max_length=254)
    address: str | None = Field(None, max_length=500)
    authority_paper: str | None = Field(None, max_length=300)


class DossierIn(Strict):
    procedure: str = Field(max_length=40, examples=["1.001193"])
    centre_id: Id
    competent_id: Id
    channel: ChannelName = "direct"
    return_way: ChannelName = "direct"
    persons: list[PersonIn] = Field(min_length=1, max_length=3)
    papers: list[PaperIn] = Field(default=[], max_length=200)
    case: str = Field("", max_length=500)
    helped_at_id: Id | None = None
    is_assisted: StrictBool = False
    consent: StrictBool = False
    filed_at: Moment | None = None
    is_test: StrictBool = False
    accept: StrictBool = Field(False, description="Receive at once, as a counter does")


class ExpectedOut(BaseModel):
    number: int = Field(description="Sent with the move `consult`, it alone is enough; `consult` with nothing asks all of them")
    agency_id: int | None = Field(None, description="None where the process names the agency by a rule: say which")
    agency: str
    content: str
    due_at: datetime


class DossierOut(BaseModel):
    id: int
    code: str
    procedure: str
    procedure_name: str
    state: int
    state_key: str
    state_label: str
    channel: str
    return_way: str
    helped_at_id: int | None = None
    centre_id: int
    competent_id: int
    applicant: str
    is_assisted: bool
    is_test: bool
    filed_at: datetime
    accepted_at: datetime | None = None
    started_at: datetime | None = None
    first_due_at: datetime | None = None
    due_at: datetime | None = None
    extended_to: datetime | None = None
    apologised_at: datetime | None = Field(None, description="An apology that came too late to move the due time")
    expected_on: date | None = Field(None, description="What that apology says; `due_at` is still the due time by law")
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str
    refusal_reason: str = ""
    supplement_count: int
    legal: str | None = None
    indicator: str | None = None
    moves: int
    expected_consultations: list[ExpectedOut] = Field([], description="What the process wants asked now and nobody has asked")
    possible_moves: list[str] = Field(
        [], description="By state, role and step. Whether a date given with a move still fits, the move itself says"
    )


class LineOut(BaseModel):
    id: int
    code: str
    procedure: str
    applicant: str
    state: int
    state_key: str
    channel: str
    centre_id: int
    competent_id: int
    filed_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    apologised_at: datetime | None
    outcome: str
    moves: int


class LinesOut(BaseModel):
    items: list[LineOut]
    next: str | None


class FiledOut(BaseModel):
    id: int
    code: str
    state: int
    state_key: str
    due_at: datetime | None
    moves: int
    repeated: bool


class MoveIn(Strict):
    move: str = Field(max_length=40, examples=["accept"])
    reason: str | None = Field(None, max_length=2000)
    again_reason: str | None = Field(None, max_length=2000)
    note: str | None = Field(None, max_length=2000)
    waive_reason: str | None = Field(None, max_length=2000)
    evidence: str | None = Field(None, max_length=300)
    items: list[Annotated[str, Field(max_length=500)]] | None = Field(None, max_length=100)
    papers: list[PaperIn] | None = Field(None, max_length=200)
    to_user_id: Id | None = None
    agency_id: Id | None = None
    number: Annotated[int, Field(strict=True, ge=1, le=999)] | None = Field(None, description="Of an expected consultation")
    content: str | None = Field(None, max_length=2000)
    due_at: Moment | None = None
    answer: str | None = Field(None, max_length=2000)
    agrees: StrictBool | None = None
    new_day: date | None = None
    expected_on: date | None = None
    amount: Amount | None = None
    outcome: Outcome | None = None
    persons: list[CorrectionIn] | None = Field(None, max_length=3)
    case: str | None = Field(None, max_length=500)


class MovedOut(FiledOut):
    move: str
    outcome: str


class FactOut(BaseModel):
    seq: int
    position: int
    name: str
    actor: str
    at: datetime
    payload: dict[str, Any]
    hash: str


class FactsOut(BaseModel):
    items: list[FactOut]
    next: str | None


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
    given = body.model_dump(exclude_none=True, exclude={"move", "papers", "persons"})
    if body.papers is not None:
        given["papers"] = tuple(Paper(**p.model_dump()) for p in body.papers)
    if body.persons is not None:
        given["persons"] = tuple(Correction(**p.model_dump()) for p in body.persons)
    if body.amount is not None:
        given["amount"] = Decimal(body.amount)
    try:
        done = perform_now(
            move=body.move, dossier_id=dossiers.id_of(code=code, actor=actor), actor=actor, seen=_seen(request),
            request=_key(request, body.model_dump(mode="json")), **given,
        )  # fmt: skip
    except dossiers.StalePage:
        raise ChangedSince from None
    response["ETag"] = f'"{done.moves}"'
    return _moved(done)


def _seen(request: HttpRequest) -> int | None:
    tag = request.headers.get("If-Match", "").removeprefix("W/").strip('"')
    if not tag or tag == "*":
        return None
    if not (tag.isascii() and tag.isdigit() and len(tag) < 10):
        raise BadETag
    return int(tag)


@router.get("/{code}/journal", response=FactsOut, summary="The facts of a dossier, in order")
def facts(
    request: HttpRequest,
    code: str,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    actor = _actor(request)
    page = journal.facts_page(subject=f"dossier:{dossiers.id_of(code=code, actor=actor)}", cursor=cursor, size=size)
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
