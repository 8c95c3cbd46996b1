"""What passes the door of this room: states, channels, parties, steps and time. What its queries tell stands in `shown`."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple, NewType, Protocol

DossierId = NewType("DossierId", int)


class State(IntEnum):
    """National status codes of a dossier."""

    SUBMITTED = 1
    RECEIVED = 2
    NOT_ACCEPTED = 3
    IN_PROCESS = 4
    AWAITING_SUPPLEMENT = 5
    AWAITING_PAYMENT = 6
    WITHDRAWN = 7
    STOPPED = 8
    DONE = 9
    RETURNED = 10

    @property
    def label(self) -> str:
        return _STATES[self][0]

    @property
    def key(self) -> str:
        return self.name.lower()

    @property
    def hue(self) -> str:
        """Whose turn it is, as a hue of the visual language."""
        return _STATES[self][1]

    @property
    def icon(self) -> str:
        return _STATES[self][2]

    @property
    def is_open(self) -> bool:
        return self not in CLOSED


_STATES = {
    State.SUBMITTED: ("Mới nộp", "song", "inbox"),
    State.RECEIVED: ("Đã tiếp nhận", "song", "file-check"),
    State.NOT_ACCEPTED: ("Không được tiếp nhận", "da", "x"),
    State.IN_PROCESS: ("Đang giải quyết", "song", "work"),
    State.AWAITING_SUPPLEMENT: ("Chờ bổ sung", "lua", "hand"),
    State.AWAITING_PAYMENT: ("Chờ nghĩa vụ tài chính", "lua", "coin"),
    State.WITHDRAWN: ("Đã rút", "da", "undo"),
    State.STOPPED: ("Dừng giải quyết", "da", "no"),
    State.DONE: ("Đã xong", "la", "done"),
    State.RETURNED: ("Đã trả kết quả", "la", "box"),
}
CLOSED = frozenset({State.NOT_ACCEPTED, State.WITHDRAWN, State.STOPPED, State.RETURNED})
#: The legal clock may run: received and not finished.
RUNNING = frozenset({State.RECEIVED, State.IN_PROCESS, State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT})
WAITING = frozenset({State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT})
#: Running, and nobody waits for the applicant: what may come due or be overdue.
PRESSING = RUNNING - WAITING
#: "Due soon": within these calendar days.
SOON = timedelta(days=2)


class Channel(IntEnum):
    """How a dossier came; national codes."""

    DIRECT = 1
    ONLINE = 2
    POSTAL = 3

    @property
    def label(self) -> str:
        return {1: "Trực tiếp", 2: "Trực tuyến", 3: "Bưu chính công ích"}[self.value]

    @property
    def key(self) -> str:
        return self.name.lower()


class Part(StrEnum):
    """What a person is to a dossier."""

    FILER = "filer"
    OWNER = "owner"
    ASSISTANT = "assistant"

    @property
    def label(self) -> str:
        return {"filer": "Người nộp", "owner": "Chủ hồ sơ", "assistant": "Người hỗ trợ nộp"}[self.value]


class ConsentWay(StrEnum):
    """How the person who is helped agreed to be helped."""

    SPOKEN = "spoken"
    SIGNED = "signed"

    @property
    def label(self) -> str:
        return {"spoken": "Nói tại quầy", "signed": "Ký phiếu đồng ý"}[self.value]


class WaitKind(StrEnum):
    SUPPLEMENT = "supplement"
    PAYMENT = "payment"


class AskedFor(StrEnum):
    """What another agency is asked for while a dossier is processed: its opinion, or a task of its own."""

    OPINION = "opinion"
    TASK = "task"

    @property
    def label(self) -> str:
        return {"opinion": "Lấy ý kiến", "task": "Phần liên thông"}[self.value]


class Outcome(StrEnum):
    """What the result says."""

    GRANTED = "granted"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {"granted": "Giải quyết", "refused": "Từ chối giải quyết"}[self.value]


class Receiver(StrEnum):
    """Who took the result."""

    APPLICANT = "applicant"
    AUTHORISED = "authorised"

    @property
    def label(self) -> str:
        return {"applicant": "Người nộp hoặc chủ hồ sơ", "authorised": "Người được ủy quyền"}[self.value]


class Verdict(StrEnum):
    EARLY = "early"
    ON_TIME = "on_time"
    OVERDUE = "overdue"
    NO_LIMIT = "no_limit"
    #: A supplement is awaited, or was when the dossier ended: the limit was not counted anew, so nothing is promised.
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        return _VERDICTS[self]


_VERDICTS = {
    Verdict.EARLY: "Trước hạn",
    Verdict.ON_TIME: "Đúng hạn",
    Verdict.OVERDUE: "Quá hạn",
    Verdict.NO_LIMIT: "Không ghi thời hạn",
    Verdict.STOPPED: "Đã dừng tính",
}


class Legal(StrEnum):
    """What a move does to the legal clock."""

    NONE = "none"
    STARTS = "starts"
    SUSPENDS = "suspends"
    RESTARTS = "restarts"
    PAUSES = "pauses"
    RESUMES = "resumes"
    MOVES_ONCE = "moves_once"
    ENDS = "ends"

    @property
    def label(self) -> str:
        return _LEGAL[self]


_LEGAL = {
    Legal.NONE: "không đổi",
    Legal.STARTS: "bắt đầu",
    Legal.SUSPENDS: "thôi chạy, chờ tính lại",
    Legal.RESTARTS: "tính lại từ đầu",
    Legal.PAUSES: "tạm dừng",
    Legal.RESUMES: "chạy tiếp",
    Legal.MOVES_ONCE: "dời hạn, một lần",
    Legal.ENDS: "kết thúc",
}


class Holder(StrEnum):
    """Whose time a stretch of a dossier's life is."""

    UNIT = "unit"
    APPLICANT = "applicant"
    OTHER_AGENCY = "other_agency"
    NOBODY = "nobody"

    @property
    def label(self) -> str:
        return {"unit": "Đơn vị", "applicant": "Người nộp", "other_agency": "Cơ quan khác", "nobody": "Không ai"}[self.value]


class Told(Protocol):
    """What tells how a dossier stands."""

    @property
    def state(self) -> State: ...
    @property
    def outcome(self) -> str: ...


def is_refused(told: Told) -> bool:
    """Whether the result is a refusal: then nobody is to read that it was done."""
    return told.outcome == Outcome.REFUSED and told.state in {State.DONE, State.RETURNED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person or organisation as given at filing. `id_number` and `phone` are kept encrypted."""

    name: str
    part: Part = Part.FILER
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    is_organisation: bool = False
    #: The paper that lets the filer act for the owner.
    authority_paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is put right of a person; None leaves it as it is written."""

    part: Part = Part.FILER
    name: str | None = None
    id_number: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    authority_paper: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper handed in; `file_ref` points to where the file is kept (empty: paper only)."""

    name: str
    component: str = ""
    file_ref: str = ""
    originals: int = 0
    copies: int = 0
    #: Why it was asked although a database has what it says: a code of the dated list.
    asking_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPaper:
    """A paper of the result. Without a `number` it gets the next one of the book of its `symbol`: "126/GPMT-UBND"."""

    name: str
    kind: str = ""
    number: str = ""
    symbol: str = ""
    #: None: the day on which the result is issued.
    issued_on: date | None = None
    signer: str = ""
    signer_role: str = ""
    pages: int | None = None
    #: The version of a draft that it is, as the room that keeps drafts names it.
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """To whom the result went, and what proves it. `id_number` is kept encrypted."""

    receiver: Receiver = Receiver.APPLICANT
    name: str = ""
    id_number: str = ""
    #: The paper that lets somebody else take it.
    authority_paper: str = ""
    postal_number: str = ""
    posted_on: date | None = None
    electronic_at: str = ""
    #: Originals that were handed in for comparison went back with it.
    originals_returned: bool = False
    fee_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One agency of several that are asked; without a limit or a content of its own it gets the common one."""

    agency_id: int
    due_at: datetime | None = None
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierMoved:
    """The answer of every move, filing among them."""

    dossier_id: DossierId
    code: str
    move: str
    state: State
    due_at: datetime | None
    #: Number of facts so far.
    moves: int
    #: True when this very request had been carried out before: nothing new was made.
    repeated: bool = False
    #: Of the result, once there is one.
    outcome: str = ""
    #: Of a consultation of several: each agency that was not asked, and why, in both languages.
    not_sent: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way on from the open step, by a move of the table."""

    move: str
    #: As the process calls the outcome; empty where its step has none.
    label: str = ""
    #: The step it opens, by number and name.
    to: int | None = None
    step: str = ""
    #: To a step that comes before, or the same anew.
    is_back: bool = False
    is_refusal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What rules need to know of a dossier to say what may happen to it."""

    state: State
    centre_id: int
    competent_id: int
    moves: int
    supplement_count: int = 0
    #: None, here and below: no rule in force says how many.
    supplements_max: int | None = None
    extension_count: int = 0
    extensions_max: int | None = None
    supplement_restarts: bool = True
    #: Lateness was apologised for, too late for a new date.
    is_apologised: bool = False
    before_reception: bool = False
    step_kind: str = ""
    step_role: str = ""
    step_agency_id: int | None = None
    assignee_id: int | None = None
    #: Who tries a draft of a process with this test dossier, alone and in everybody's place.
    tried_by: int | None = None
    #: Every way on from the open step.
    ways: tuple[Way, ...] = (Way(move="complete_step"),)
    open_consultations: int = 0
    consulted_ids: frozenset[int] = frozenset()
    #: Agencies with a joint task that is not done.
    involved_ids: frozenset[int] = frozenset()

    @property
    def parts(self) -> frozenset[int]:
        """The agencies with a part in the dossier: its centre, its competent agency, that of its open step, those that are asked."""
        doing = {self.step_agency_id} if self.step_agency_id is not None else set()
        return self.consulted_ids | self.involved_ids | {self.centre_id, self.competent_id} | doing

    @property
    def is_asked_enough(self) -> bool:
        return self.supplements_max is not None and self.supplement_count >= self.supplements_max

    @property
    def is_extended_enough(self) -> bool:
        return self.extensions_max is not None and self.extension_count >= self.extensions_max


class Segment(NamedTuple):
    """A stretch of a dossier's life that belongs to one holder; `minutes` are working minutes. A page of lists has hundreds of them."""

    holder: Holder
    start: datetime
    end: datetime
    minutes: int
    agency_id: int | None = None
    user_id: int | None = None
    what: str = ""
