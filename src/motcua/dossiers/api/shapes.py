"""What goes in and comes out of the endpoints: a contract with other systems, which does not mirror tables."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool

from motcua.dossiers.facts import Outcome, Part
from motcua.dossiers.operations.consulting.several import MOST
from motcua.dossiers.public import Lack, Receiver
from motcua.foundation import clock

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
    file_ref: str = Field("", max_length=300, description="What POST /files answered")
    originals: Copies = 0
    copies: Copies = 0
    asking_reason: str = Field(
        "", max_length=20, description="Why it was asked although a database has it: a code of asking_reasons"
    )


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
    process_id: Id | None = Field(None, description="Of a test dossier: a process of the procedure that is not in force yet")
    is_sent_already: StrictBool = Field(
        False, description="The applicant has sent it by another system: it is kept also with bad files, and not received"
    )
    identified_by: Literal["", "portal", "vneid"] = Field("", description="Signed in there, the applicant need not sign the form")
    accept: StrictBool = Field(False, description="Receive at once, as a counter does")


class ExpectedOut(BaseModel):
    number: int = Field(description="Sent with the move `consult`, it alone is enough; `consult` with nothing asks all of them")
    agency_id: int | None = Field(None, description="None where the process names the agency by a rule: say which")
    agency: str
    content: str
    due_at: datetime


class BranchOut(BaseModel):
    """One outcome that the process gives the open step."""

    move: str
    label: str = Field(description="Sent as `branch` with the move; needed where several go by one move")
    to: int | None = Field(None, description="The number of the step it opens")
    step: str


class ResultOut(BaseModel):
    name: str
    kind: str
    number: str
    issued_on: date
    agency_id: int
    signer: str
    signer_role: str
    pages: int | None = None


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
    branches: list[BranchOut] = []
    results: list[ResultOut] = []
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


class ResultIn(Strict):
    """A paper of the result; with a symbol and without a number it gets the next one of that book."""

    name: str = Field(min_length=1, max_length=500)
    kind: str = Field("", max_length=100)
    number: str = Field("", max_length=100)
    symbol: str = Field("", max_length=80)
    issued_on: date | None = None
    signer: str = Field("", max_length=300)
    signer_role: str = Field("", max_length=300)
    pages: Annotated[int, Field(strict=True, ge=1, le=9999)] | None = None
    source: str = Field("", max_length=100)


class HandoverIn(Strict):
    """To whom the result went, and what proves it; `evidence` alone, as one line, is still taken."""

    receiver: Receiver = Receiver.APPLICANT
    name: str = Field("", max_length=300)
    id_number: str = Field("", max_length=20, pattern=r"^[0-9A-Za-z\-. ]*$")
    authority_paper: str = Field("", max_length=300)
    postal_number: str = Field("", max_length=50)
    posted_on: date | None = None
    electronic_at: str = Field("", max_length=300)
    originals_returned: StrictBool = False
    fee_note: str = Field("", max_length=300)


class ItemIn(Strict):
    """One thing that is asked, with the kind of lack: the law's reason of the day goes with it."""

    what: str = Field(min_length=1, max_length=500)
    lack: Lack = Lack.OTHER
    component: str = Field("", max_length=2000)
    paper_id: Id | None = None
    mend: str = Field("", max_length=500)
    asking_reason: str = Field("", max_length=20)


class AskedIn(Strict):
    agency_id: Id
    due_at: Moment | None = None
    content: str = Field("", max_length=2000, description="Its own task, where agencies are involved")


class MoveIn(Strict):
    move: str = Field(max_length=40, examples=["accept"])
    reason: str | None = Field(None, max_length=2000)
    again_reason: str | None = Field(None, max_length=2000)
    branch: str | None = Field(None, max_length=100)
    note: str | None = Field(None, max_length=2000)
    waive_reason: str | None = Field(None, max_length=2000)
    evidence: str | None = Field(None, max_length=300)
    items: list[Annotated[str, Field(max_length=500)] | ItemIn] | None = Field(None, max_length=500)
    papers: list[PaperIn] | None = Field(None, max_length=200)
    to_user_id: Id | None = None
    agency_id: Id | None = None
    number: Annotated[int, Field(strict=True, ge=1, le=999)] | None = Field(None, description="Of an expected consultation")
    content: str | None = Field(None, max_length=2000)
    due_at: Moment | None = None
    answer: str | None = Field(None, max_length=2000)
    result: str | None = Field(None, max_length=2000, description="Of a joint task")
    paper: str | None = Field(None, max_length=300)
    agrees: StrictBool | None = None
    new_day: date | None = None
    expected_on: date | None = None
    amount: Amount | None = None
    outcome: Outcome | None = None
    persons: list[CorrectionIn] | None = Field(None, max_length=3)
    results: list[ResultIn] | None = Field(None, max_length=20)
    handover: HandoverIn | None = None
    agencies: list[AskedIn] | None = Field(
        None, max_length=MOST, description="Asked the same beside `agency_id`, each with its limit"
    )
    to_step: Annotated[int, Field(strict=True, ge=1, le=999)] | None = Field(None, description="The number of an earlier step")
    return_way: ChannelName | None = None
    asked_by: Part | None = None
    case: str | None = Field(None, max_length=500)


class NotSentOut(BaseModel):
    agency_id: int
    vi: str
    en: str


class MovedOut(FiledOut):
    move: str
    outcome: str
    not_sent: list[NotSentOut] = Field([], description="Of a consultation of several: who was not asked, and why")


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


class DossierFileOut(BaseModel):
    """A file of a dossier, and what the check found."""

    id: int
    paper: str
    component: str
    name: str
    sha256: str
    size: int
    kind: str
    pages: int | None
    signatures: list[str]
    defects: list[dict[str, str | bool]]
    given_at: datetime
