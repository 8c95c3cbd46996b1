"""Filing: a dossier comes into the house, exactly once, with a code of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.documents import public as documents
from motcua.dossiers.facts import Channel, ConsentWay, DossierMoved, Paper, Part, Person, Standing, State
from motcua.dossiers.models import UNLIMITED, Dossier, Party, Step
from motcua.dossiers.models import Paper as PaperRow
from motcua.dossiers.operations import moving, receive
from motcua.dossiers.operations.codes import OnReceipt, held_code, next_codes
from motcua.dossiers.operations.files.checking import require_sound, require_system
from motcua.dossiers.operations.files.reasons import require_reasons
from motcua.dossiers.operations.owed import owing
from motcua.dossiers.operations.persons import FIELDS, columns_of, require_plausible
from motcua.dossiers.operations.requests import RequestKey, once
from motcua.dossiers.queries.promises import hand_over_by
from motcua.dossiers.queries.standings import houses, standing_of
from motcua.dossiers.queries.tables import DOSSIERS, STEPS, subject
from motcua.dossiers.rules import competence, lifecycle, permissions
from motcua.dossiers.rules.cases import require_case
from motcua.dossiers.rules.intake.parcels import parcel_number, require_posted_on
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotAllowed
from motcua.foundation.rows import Rows
from motcua.foundation.text import fold, tidy
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.processes import public as processes

SUBMIT = lifecycle.move_named("submit")
PARTIES, PAPERS = Rows(Party), Rows(PaperRow)


class NotACentre(Invalid):
    code = "not_a_centre"
    vi = "«{agency}» không phải nơi tiếp nhận hồ sơ. Chọn một Trung tâm Phục vụ hành chính công."
    en = "“{agency}” does not receive dossiers. Choose a service centre."


class ImplausibleTime(Invalid):
    code = "implausible_time"
    vi = "Thời điểm nộp {filed} phải không sau lúc này, {at}, và không trước đó quá 366 ngày."
    en = "The filing time {filed} must not be after this moment, {at}, nor more than 366 days before it."


class PersonMissing(Invalid):
    code = "person_missing"
    vi = "Thiếu họ tên người nộp."
    en = "The filer's name is missing."


class PersonTwice(Invalid):
    code = "person_twice"
    vi = "Mỗi tư cách chỉ ghi một người: {part} đang có hai."
    en = "One person for each part: there are two for “{part_en}”."


class AddressMissing(Invalid):
    code = "address_missing"
    vi = "Nhận kết quả qua bưu điện thì phải ghi địa chỉ nhận."
    en = "A result by post needs the address to send it to."


class ConsentMissing(Invalid):
    code = "consent_missing"
    vi = "Nộp giúp phải có sự đồng ý của người được giúp. Đánh dấu đã đồng ý."
    en = "Filing for somebody needs that person's consent. Tick that it was given."


class BadPlaceOfHelp(Invalid):
    code = "bad_place_of_help"
    vi = "Nơi giúp nộp phải là một trung tâm mà bạn là cán bộ một cửa, và chỉ ghi khi nộp giúp: «{agency}» thì không."
    en = "The place of help must be a centre where you are counter staff, and is given only when filing for somebody: “{agency}” is not."


class MayNotTest(NotAllowed):
    code = "may_not_file_a_test"
    vi = "Chỉ cán bộ kiểm soát thủ tục hành chính lập hồ sơ kiểm thử: hồ sơ này không tính vào số liệu nào."
    en = "Only procedure control files test dossiers: no figure ever counts them."


class MayNotFile(NotAllowed):
    code = "may_not_file"
    vi = "Bạn không giữ vai trò cán bộ một cửa tại «{agency}» nên không nộp hồ sơ ở đó được."
    en = "You are not counter staff at “{agency}”, so you cannot file there."


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What is handed in. `filed_at` None means now; `centre_id` receives, `competent_id` decides."""

    procedure_code: str
    centre_id: int
    competent_id: int
    channel: Channel
    persons: tuple[Person, ...]
    papers: tuple[Paper, ...] = ()
    return_way: Channel = Channel.DIRECT
    case: str = ""
    helped_at_id: int | None = None
    is_assisted: bool = False
    consent: bool = False
    #: How it was given, and the slip or the witness that says so.
    consent_way: ConsentWay | None = None
    consent_note: str = ""
    #: Of what came by post: its tracking number, and the day on which it was sent.
    parcel_number: str = ""
    posted_on: date | None = None
    filed_at: datetime | None = None
    is_test: bool = False
    #: Of a test dossier: the process to try, one of the procedure that is approved and not in force yet. None: as in force.
    process_id: int | None = None
    #: Of a test dossier: the draft of a process to try instead, with its steps as they stand.
    draft_id: int | None = None
    #: The applicant has sent it already, by another system, and waits: it is taken in also with files that must be mended, and not received.
    is_sent_already: bool = False
    #: By which system the applicant signed in: "portal", "vneid". Empty: by none.
    identified_by: str = ""


def file_dossier(
    *, filing: Filing, actor: organization.Actor, at: datetime, accept: bool = False, request: RequestKey | None = None,
    receipt: OnReceipt | None = None,
) -> DossierMoved:  # fmt: skip
    """Take a dossier in under a new code; with `accept` also receive it at once, as a counter does.

    With `receipt` it was received at a counter without its line: it has the code, the time and the promise of that receipt; the facts
    are recorded now and say when it was received. Then also raises CodeNotHeld, CodeTaken.

    Raises UnknownProcedure, ProcedureNotInForce, ProcedureNotReady, HandledElsewhere, NotACentre, AgencyClosed, DoesNotDecide,
    NotTheAgency, WrongLevel, NotReceivedHere, ImplausibleTime, UnknownProcess, PersonMissing, PersonTwice, BadPhone, BadIdNumber,
    BadEmail, ConsentMissing, FilesUnsound, DataReplacesPaper, UnknownAskingReason, UnknownSystem, NoCases, UnknownCase, BadPlaceOfHelp, BadParcelNumber, BadPostedDay, MayNotFile, MayNotTest, KeyUsedForAnother;
    for a draft what try_draft raises.
    """
    return once(request, at=at, act=lambda: _file(filing, actor, at, accept=accept, noted=receipt))


def _file(filing: Filing, actor: organization.Actor, at: datetime, *, accept: bool, noted: OnReceipt | None) -> DossierMoved:
    received_at = noted.received_at if noted else at
    dossier, step, centre = unnumbered(filing, actor, received_at, accept=accept)
    dossier.last_at = at
    persons = persons_of(filing)
    require_papers(filing, actor, at, accept=accept)

    dossier.applicant, dossier.applicant_folded = called(persons[0])
    dossier.code = held_code(centre, noted) if noted else next_codes(centre, at, 1)[0]
    DOSSIERS.insert(dossier)
    step.dossier_id = dossier.pk
    STEPS.insert(step)
    _keep(dossier, persons, filing.papers, at)
    documents.hold_files(refs=[paper.file_ref for paper in filing.papers], subject=subject(dossier.pk), at=at)

    receipt = owing.owe_receipt(dossier=dossier, persons=persons, papers=filing.papers, actor=actor, at=at) if accept else {}
    told = {**receipt, "received": moving.iso(dossier.accepted_at)} if noted and accept else receipt
    for name, payload in facts_of(dossier, len(filing.papers), told):
        journal.record(name=name, subject=subject(dossier.pk), actor=actor.label, at=at, payload=payload)
    return moving.moved(dossier, SUBMIT)


def unnumbered(
    filing: Filing, actor: organization.Actor, at: datetime, *, accept: bool
) -> tuple[Dossier, Step, organization.AgencyFact]:
    """The dossier and its first step before they have a name, a code and a place in the database, and the centre that gives the code."""
    filed_at = filing.filed_at or at
    terms = catalogue.terms_in_force(
        procedure_code=filing.procedure_code, on=clock.local_day(at), agency_id=filing.competent_id,
        process_id=_tried(filing, actor, at),
    )  # fmt: skip
    centre = _permitted_places(filing, terms, actor, at)
    if not at - timedelta(days=366) <= filed_at <= at:
        raise ImplausibleTime(filed=filed_at.isoformat(timespec="seconds"), at=moving.iso(at))
    dossier = _new(filing, terms, actor, filed_at, at)
    dossier.case, dossier.tried_by_id = require_case(filing.case, among=terms.cases), _tries(filing, actor)
    step = _first_step(dossier, terms, at)
    if accept:
        _accept(dossier, step, terms, actor, at)
    return dossier, step, centre


def require_papers(filing: Filing, actor: organization.Actor, at: datetime, *, accept: bool) -> None:
    """Every file will do, and nothing that data replaces is taken at a counter without a reason. Who files online may add what they like.

    Raises FilesUnsound, DataReplacesPaper, UnknownAskingReason.
    """
    if accept or not filing.is_sent_already:
        require_sound(filing.papers, actor=actor, at=at)
    if filing.channel is not Channel.ONLINE:
        asked = [(paper.component, paper.asking_reason) for paper in filing.papers]
        require_reasons(asked, procedure_code=filing.procedure_code, on=clock.local_day(at))


def called(filer: Person) -> tuple[str, str]:
    """The name that a dossier goes by, and as it is searched for."""
    name = tidy(filer.name)
    return name, fold(name)


def facts_of(dossier: Dossier, papers: int, receipt: Mapping[str, object]) -> list[tuple[str, dict[str, object]]]:
    """What the journal is told of a new dossier: that it was submitted and, where it was received at once, that, with its receipt."""
    facts = [("DossierSubmitted", _payload(dossier, papers))]
    if dossier.accepted_at is not None:
        accepted = {"state": int(dossier.state), "due": moving.iso(dossier.due_at), **receive.promised(dossier), **receipt}
        facts.append(("DossierAccepted", accepted))
    return facts


def _tried(filing: Filing, actor: organization.Actor, at: datetime) -> int | None:
    """The process that a test dossier tries; None: as in force. Whoever may try a draft may file a test dossier for it."""
    is_trial = filing.process_id is not None or filing.draft_id is not None
    if is_trial and not filing.is_test:
        raise MayNotTest
    if filing.draft_id is not None:
        return processes.try_draft(draft_id=filing.draft_id, actor=actor, at=at)
    if filing.is_test and not (actor.kind == "system" or organization.Role.CONTROL in actor.roles):
        raise MayNotTest
    return filing.process_id


def _tries(filing: Filing, actor: organization.Actor) -> int | None:
    return actor.user_id if filing.draft_id is not None else None


def _new(filing: Filing, terms: catalogue.Terms, actor: organization.Actor, filed_at: datetime, at: datetime) -> Dossier:
    return Dossier(
        procedure_id=terms.procedure_id, version_id=terms.version_id, process_id=terms.process_id, state=State.SUBMITTED,
        channel=filing.channel, return_way=filing.return_way, helped_at_id=filing.helped_at_id, centre_id=filing.centre_id,
        competent_id=filing.competent_id, **_sent(filing, filed_at), **_helped(filing, actor),
        is_assisted=filing.is_assisted, is_test=filing.is_test, identified_by=require_system(filing.identified_by), filed_at=filed_at, last_at=at,
    )  # fmt: skip


def _sent(filing: Filing, filed_at: datetime) -> dict[str, Any]:
    """What the post says of a dossier. Raises BadParcelNumber, BadPostedDay."""
    if filing.channel is not Channel.POSTAL:
        return {}
    require_posted_on(filing.posted_on, received_on=clock.local_day(filed_at))
    return {"parcel_number": parcel_number(filing.parcel_number), "posted_on": filing.posted_on}


def _helped(filing: Filing, actor: organization.Actor) -> dict[str, Any]:
    """Who helped, and how the person helped agreed."""
    if not filing.is_assisted:
        return {}
    way = filing.consent_way.value if filing.consent_way else ""
    return {"helped_by_id": actor.user_id, "consent_way": way, "consent_note": tidy(filing.consent_note)[:300]}


def _first_step(dossier: Dossier, terms: catalogue.Terms, at: datetime) -> Step:
    step = terms.line(dossier.case)[0]
    notice = moving.notice_due(
        terms, Channel(dossier.channel), dossier.filed_at, calendar.calendar_of(agency_id=dossier.centre_id)
    )
    return Step(
        number=step.number, name=step.name, kind=step.kind, role=step.role, agency_id=dossier.centre_id, opened_at=at, due_at=notice,
        sort_at=notice or UNLIMITED, assignee_id=dossier.tried_by_id, assigned_at=at if dossier.tried_by_id else None,
    )  # fmt: skip


def _accept(dossier: Dossier, step: Step, terms: catalogue.Terms, actor: organization.Actor, at: datetime) -> None:
    """Receive at once what is being filed: nobody has seen it yet, so it is written as received."""
    standing = standing_of(dossier, step, None, [], terms)
    move = lifecycle.require_possible("accept", standing)
    permissions.require(actor, move, standing)
    for name, value in receive.accepted(dossier, terms, at).items():
        setattr(dossier, name, value)
    dossier.state, dossier.moves = lifecycle.state_after(move, standing), 2
    step.sort_at, step.due_at = dossier.due_at or UNLIMITED, hand_over_by(terms, dossier.centre_id, at) or step.due_at
    moving.take(step, actor, at)


def _permitted_places(filing: Filing, terms: catalogue.Terms, actor: organization.Actor, at: datetime) -> organization.AgencyFact:
    day = clock.local_day(at)
    centre, competent = (
        organization.require_open(filing.centre_id, on=day),
        organization.require_open(filing.competent_id, on=day),
    )
    if filing.helped_at_id is not None:
        _require_helps(organization.require_open(filing.helped_at_id, on=day), filing, actor)
    if centre.kind not in organization.CENTRES:
        raise NotACentre(agency=centre.name)
    competence.require_competent(
        competent, procedure=terms.code, levels=terms.levels, centres=organization.CENTRES, only=terms.competent_id
    )
    competence.require_received(centre, competent, procedure=terms.code, boundary=terms.boundary, houses=houses(centre.id))
    standing = Standing(
        state=State.SUBMITTED, centre_id=centre.id, competent_id=competent.id, moves=0, tried_by=_tries(filing, actor)
    )
    if not permissions.may(actor, SUBMIT, standing):
        raise MayNotFile(agency=centre.name)
    return centre


def _require_helps(place: organization.AgencyFact, filing: Filing, actor: organization.Actor) -> None:
    at_the_desk = actor.kind == "system" or actor.has(organization.Role.COUNTER, place.id)
    if not (filing.is_assisted and place.kind in organization.CENTRES and at_the_desk):
        raise BadPlaceOfHelp(agency=place.name)


def persons_of(filing: Filing) -> list[Person]:
    """Those who are named, the filer first: it is the filer's name that a dossier goes by."""
    persons = [person for person in filing.persons if tidy(person.name)]
    if all(person.part is not Part.FILER for person in persons):
        raise PersonMissing
    parts = [person.part for person in persons]
    for part in parts:
        if parts.count(part) > 1:
            raise PersonTwice(part=part.label.lower(), part_en=part.value)
    for person in persons:
        for name in FIELDS:
            require_plausible(person.part, name, getattr(person, name))
    if filing.is_assisted and not filing.consent:
        raise ConsentMissing
    persons.sort(key=lambda person: person.part is not Part.FILER)
    if filing.return_way is Channel.POSTAL and not tidy(persons[0].address):
        raise AddressMissing
    return persons


def _keep(dossier: Dossier, persons: Sequence[Person], papers: Sequence[Paper], at: datetime) -> None:
    for person in persons:
        PARTIES.insert(Party(dossier_id=dossier.pk, **columns_of(person)))
    PAPERS.insert_many(
        [
            PaperRow(
                dossier_id=dossier.pk, component=paper.component, name=paper.name, file_ref=paper.file_ref, originals=paper.originals,
                copies=paper.copies, given_at=at, asking_reason=paper.asking_reason,
            )
            for paper in papers
        ]
    )  # fmt: skip


def _payload(dossier: Dossier, papers: int) -> dict[str, object]:
    return {
        "code": dossier.code, "procedure": dossier.procedure_id, "version": dossier.version_id, "process": dossier.process_id,
        "centre": dossier.centre_id, "competent": dossier.competent_id, "helped_at": dossier.helped_at_id,
        "channel": int(dossier.channel), "return_way": int(dossier.return_way), "assisted": dossier.is_assisted,
        "test": dossier.is_test, "tried_by": dossier.tried_by_id, "filed": moving.iso(dossier.filed_at), "papers": papers, "state": int(dossier.state),
    }  # fmt: skip
