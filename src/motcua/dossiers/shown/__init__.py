"""What the queries tell of dossiers: lines of lists, a dossier as it is read, counts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from motcua.calendar import public as calendar
from motcua.documents import public as documents
from motcua.dossiers.facts import (
    AskedFor,
    Channel,
    ConsentWay,
    DossierId,
    Outcome,
    Paper,
    Part,
    Receiver,
    Segment,
    Standing,
    State,
    Told,
    Verdict,
    WaitKind,
    is_refused,
)
from motcua.dossiers.rules.supplementing import AskedItem


def look_of(told: Told) -> tuple[str, str, str]:
    """How a dossier stands, for the eye: word, hue and icon; a refusal is said as one."""
    return (Outcome.REFUSED.label, "da", "x") if is_refused(told) else (told.state.label, told.state.hue, told.state.icon)


class WorkRow(NamedTuple):
    """One line of a worklist; a page makes fifty."""

    step_id: int
    dossier_id: DossierId
    code: str
    procedure: str
    applicant: str
    state: State
    step: str
    step_due_at: datetime | None
    assignee_id: int | None
    agency_id: int
    competent_id: int
    due_at: datetime | None
    #: Working minutes until then, below zero when it is over.
    minutes_left: int | None
    sort_at: datetime
    moves: int
    filed_at: datetime
    accepted_at: datetime | None
    channel: Channel
    centre_id: int
    waiting_since: datetime | None = None
    supplement_by: datetime | None = None
    #: The absent colleague whose work this is, where the reader stands in for one.
    stands_in_for: int | None = None
    outcome: str = ""
    segments: tuple[Segment, ...] = ()
    is_test: bool = False
    #: Why it was sent back to this step.
    sent_back: str = ""


class Chosen(NamedTuple):
    """One of many dossiers that somebody is about to move, and what rules need to know of it."""

    dossier_id: DossierId
    code: str
    applicant: str
    procedure: str
    step: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A bounded count: `more` says that there are more than `shown`."""

    shown: int
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonShown:
    """A person as staff see one: identity and phone numbers are masked until asked for."""

    part: Part
    name: str
    id_masked: str
    phone_masked: str
    address: str
    is_organisation: bool
    authority_paper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileShown:
    """A file of a dossier, with the paper it stands for and what is wrong with it."""

    paper_id: int
    paper: str
    component: str
    kept: documents.KeptFile
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown:
    number: int
    name: str
    kind: str
    role: str
    agency_id: int | None
    assignee_id: int | None
    opened_at: datetime | None
    closed_at: datetime | None
    due_at: datetime | None
    outcome: str
    note: str
    status: str  # past | here | ahead
    supplement_by: datetime | None = None
    #: The outcome of the process by which the dossier left it.
    branch: str = ""
    #: Why the dossier came back to it.
    sent_back: str = ""
    #: Who did it, and the absent colleague in whose place.
    closed_by: int | None = None
    closed_for: int | None = None
    #: Signed by the deputy of whoever leads.
    as_deputy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitShown:
    kind: WaitKind
    asked_at: datetime
    answered_at: datetime | None
    reason: str
    items: tuple[str, ...]
    amount: int | None
    evidence: str
    closes_at: datetime | None
    before_reception: bool
    again_reason: str = ""
    #: The items with all that was said of each; `items` are what was asked, in short.
    asked: tuple[AskedItem, ...] = ()
    notice_due_at: datetime | None = None

    @property
    def is_late(self) -> bool:
        """The applicant was told later than a dated rule says."""
        return self.notice_due_at is not None and self.asked_at > self.notice_due_at


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationShown:
    agency_id: int
    content: str
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None
    answer: str
    agrees: bool | None
    waived_reason: str
    is_late: bool
    kind: AskedFor = AskedFor.OPINION
    paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultShown:
    """A paper of the result, as everybody reads it who may read the dossier."""

    name: str
    kind: str
    number: str
    issued_on: date
    agency_id: int
    signer: str
    signer_role: str
    pages: int | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverShown:
    """How the result was handed over; the number of the receiver's paper is masked."""

    way: Channel
    receiver: Receiver
    name: str
    id_masked: str
    authority_paper: str
    postal_number: str
    posted_on: date | None
    electronic_at: str
    originals_returned: bool
    fee_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedConsultation:
    """What the process wants asked during the open step and nobody has asked yet, as it would be sent now."""

    #: Of the consultation in the process.
    number: int
    #: None where the process names the agency by a rule, in the words of `agency`.
    agency_id: int | None
    agency: str
    content: str
    minutes: int
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLooked:
    """What the applicant is told of those who opened a dossier: the agency, how often, and when last."""

    agency_id: int
    opened: int
    opened_at: datetime | None
    #: Times that identity and telephone numbers were shown in full.
    numbers: int
    numbers_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LookShown:
    """One look, as who inspects sees it."""

    user_id: int | None
    agency_id: int | None
    at: datetime
    purpose: str
    numbers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionTold:
    """One correction, as the applicant is told of it: when, for which agency (unknown: None), and whose fields."""

    at: datetime
    agency_id: int | None
    fields: tuple[tuple[Part | None, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionShown:
    """One correction, as who inspects sees it: whose field, which, and what stood there; numbers masked."""

    user_id: int | None
    at: datetime
    was: tuple[tuple[Part | None, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFact:
    """A dossier as one reads it."""

    id: DossierId
    code: str
    procedure_code: str
    procedure: str
    short_procedure: str
    version_id: int
    state: State
    channel: Channel
    return_way: Channel
    helped_at_id: int | None
    centre_id: int
    competent_id: int
    case: str
    applicant: str
    is_assisted: bool
    is_test: bool
    identified_by: str
    filed_at: datetime
    accepted_at: datetime | None
    started_at: datetime | None
    first_due_at: datetime | None
    due_at: datetime | None
    extended_to: datetime | None
    #: Of an apology that came too late to move the due time.
    apologised_at: datetime | None
    expected_on: date | None
    finished_at: datetime | None
    returned_at: datetime | None
    closed_at: datetime | None
    outcome: str
    supplement_count: int
    moves: int
    legal: Verdict | None
    indicator: Verdict | None
    #: Working minutes that the legal clock had run when it stopped for a supplement.
    minutes_used: int | None = None
    #: Why it was refused; empty for who may not read what was written.
    refusal_reason: str = ""
    results: tuple[ResultShown, ...] = ()
    #: Of what came by post.
    parcel_number: str = ""
    posted_on: date | None = None
    #: Who helped to file it, and how the person helped agreed.
    helped_by_id: int | None = None
    consent_way: str = ""
    consent_note: str = ""

    @property
    def consent_label(self) -> str:
        return ConsentWay(self.consent_way).label if self.consent_way else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopShown:
    """An incident of the platform that stopped the clock; it lasts while it has no end."""

    name: str
    announced_where: str
    starts_at: datetime
    ends_at: datetime | None
    #: By how many working minutes the promise was moved for it.
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierDetail:
    dossier: DossierFact
    standing: Standing
    persons: tuple[PersonShown, ...]
    papers: tuple[Paper, ...]
    files: tuple[FileShown, ...]
    steps: tuple[StepShown, ...]
    waits: tuple[WaitShown, ...]
    consultations: tuple[ConsultationShown, ...]
    expected_consultations: tuple[ExpectedConsultation, ...]
    segments: tuple[Segment, ...]
    minutes_left: int | None
    stops: tuple[StopShown, ...] = ()
    #: How long it takes from acceptance on; no days: done the same day. None: no limit is published.
    limit: calendar.Limit | None = None
    extension_reason: str = ""
    apology_reason: str = ""
    correction_reasons: tuple[str, ...] = ()
    #: The cases that its procedure tells apart.
    cases: tuple[str, ...] = ()
    #: Whether an apology with a new date would still come in time.
    may_extend: bool = False
    #: What the procedure gives, by name; and what the process says that the open step gives, where it says so.
    result_names: tuple[str, ...] = ()
    asks_for: str = ""
    handover: HandoverShown | None = None
    #: Persons, and what was written about them, are hidden from this reader.
    is_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCount:
    """One unit's line of the overview. Every number opens its dossiers."""

    agency_id: int
    received: int
    in_process: int
    due_soon: int
    overdue: int
    waiting: int
    #: Of the overdue: those for which the agency has apologised, in time or late.
    overdue_apologised: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierLine:
    """A dossier in a list."""

    id: DossierId
    code: str
    procedure_code: str
    procedure: str
    applicant: str
    state: State
    channel: Channel
    centre_id: int
    competent_id: int
    filed_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    moves: int
    outcome: str = ""
    apologised_at: datetime | None = None
    is_test: bool = False
