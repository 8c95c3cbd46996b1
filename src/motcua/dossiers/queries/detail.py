"""One dossier, for staff who may read it and for the applicant who follows it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple, Self

from django.conf import settings

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.dossiers.facts import AskedFor, Channel, DossierId, Paper, Part, Person, Standing, State, Verdict, WaitKind
from motcua.dossiers.models import ClockStop, Consultation, Dossier, Party, Step, Wait
from motcua.dossiers.models import Paper as PaperRow
from motcua.dossiers.queries.counting import limit_of, terms_of
from motcua.dossiers.queries.ledger import segments_of
from motcua.dossiers.queries.papers.files import files_of, paper_of
from motcua.dossiers.queries.results.papers import handover_of, results_of
from motcua.dossiers.queries.standings import expected_of, standing_of
from motcua.dossiers.queries.tables import CONSULTATIONS, DOSSIERS, PAPERS, PARTIES, STEPS, WAITS
from motcua.dossiers.rules import clocks, lifecycle, permissions
from motcua.dossiers.rules.ledger import INCIDENT
from motcua.dossiers.rules.numbers import FEWEST
from motcua.dossiers.rules.supplementing import read_item
from motcua.dossiers.shown import (
    ConsultationShown,
    DossierDetail,
    DossierFact,
    ExpectedConsultation,
    PersonShown,
    StepShown,
    StopShown,
    WaitShown,
)
from motcua.foundation import clock
from motcua.foundation.errors import NotFound
from motcua.foundation.rows import fetch
from motcua.foundation.sealing import blind_index, unseal
from motcua.foundation.text import digits, phone_digits
from motcua.organization import public as organization
from motcua.ui.words import HIDDEN, hidden_name, hidden_number

_OF_DOSSIER = "dossier_id = %s ORDER BY id"
_CORRECTED = "SELECT reason FROM dossiers_correcteddetails WHERE dossier_id = %s ORDER BY id"


class OpenedBy(NamedTuple):
    """A number as a session may keep it: by its blind indexes, as a telephone and as an identity number."""

    phone: bytes
    identity: bytes

    def kept(self) -> list[str]:
        return [self.phone.hex(), self.identity.hex()]

    @classmethod
    def of_kept(cls, kept: Sequence[str]) -> Self:
        return cls(*map(bytes.fromhex, kept))


class NoSuchDossier(NotFound):
    code = "unknown_dossier"
    vi = "Không có hồ sơ «{dossier}», hoặc bạn không có quyền xem."
    en = "There is no dossier “{dossier}”, or you may not see it."


class NotFollowed(NotFound):
    code = "not_followed"
    vi = "Mã hồ sơ và số điện thoại hoặc số định danh không khớp. Xem lại mã in trên giấy hẹn và số đã ghi khi nộp."
    en = (
        "The code and the phone or identity number do not match. Check the code on your receipt and the number given when filing."
    )


def dossier_for_staff(*, code: str, actor: organization.Actor, at: datetime) -> DossierDetail:
    """All of a dossier for somebody whose post lets them read it, persons hidden from whoever has no part in it.

    Raises NoSuchDossier, also when it exists but is not theirs.
    """
    dossier = DOSSIERS.first("code = %s", [code])
    if dossier is None:
        raise NoSuchDossier(dossier=code)
    detail = _detail(dossier, at)
    if not _reads(actor, detail.standing):
        raise NoSuchDossier(dossier=code)
    if _knows_persons(actor, detail.standing):
        return detail
    return _hidden(detail, takes_in=permissions.may(actor, lifecycle.move_named("receive_supplement"), detail.standing))


def id_of(*, code: str, actor: organization.Actor) -> DossierId:
    """The id behind a code, for an actor about to act: whether they may is the move's own question. Raises NoSuchDossier."""
    found = fetch("SELECT id, state, centre_id, competent_id, tried_by_id FROM dossiers_dossier WHERE code = %s", [code])
    for dossier_id, state, centre_id, competent_id, tried_by in found:
        standing = Standing(state=State(state), centre_id=centre_id, competent_id=competent_id, moves=0, tried_by=tried_by)
        if _reads(actor, standing) or _is_asked(actor, dossier_id):
            return DossierId(dossier_id)
    raise NoSuchDossier(dossier=code)


def _is_asked(actor: organization.Actor, dossier_id: int) -> bool:
    asked = Consultation.objects.filter(dossier=dossier_id, answered_at__isnull=True)
    return asked.filter(agency__in=organization.visible_agencies(actor)).exists()


def _reads(actor: organization.Actor, standing: Standing) -> bool:
    if organization.sees_all_figures(actor) or permissions.tries(actor, standing):
        return True
    visible = organization.visible_agencies(actor)
    return permissions.may_read(actor, state=standing.state, parts=standing.parts, visible=visible)


def _knows_persons(actor: organization.Actor, standing: Standing) -> bool:
    if organization.sees_everything(actor) or permissions.tries(actor, standing):
        return True
    return permissions.knows_persons(parts=standing.parts, visible=organization.visible_agencies(actor))


def _hidden(detail: DossierDetail, *, takes_in: bool) -> DossierDetail:
    """The same without what tells who the persons are, and without what was written about them.

    Who takes a supplement in keeps what was asked for.
    """
    persons = tuple(
        replace(person, name=hidden_name(person.name), id_masked="", phone_masked="", address="", authority_paper="")
        for person in detail.persons
    )
    dossier = _hidden_fact(detail.dossier)
    return replace(
        detail, dossier=dossier, persons=persons, is_hidden=True, extension_reason="", apology_reason="",
        correction_reasons=(),
        papers=tuple(replace(paper, name=paper.component or HIDDEN, file_ref="") for paper in detail.papers), files=(),
        steps=tuple(replace(step, note="", sent_back="") for step in detail.steps),
        handover=detail.handover and replace(detail.handover, name="", id_masked="", authority_paper="", postal_number="", electronic_at="", fee_note=""),
        waits=tuple(_hidden_wait(wait, detail, takes_in=takes_in) for wait in detail.waits),
        consultations=tuple(replace(one, content="", answer="", paper="", waived_reason=one.waived_reason and HIDDEN) for one in detail.consultations),
    )  # fmt: skip


def _hidden_fact(fact: DossierFact) -> DossierFact:
    results = tuple(replace(one, name=one.kind or HIDDEN, source="") for one in fact.results)
    return replace(
        fact, applicant=hidden_name(fact.applicant), refusal_reason="", results=results, consent_note="", parcel_number=""
    )


def _hidden_wait(wait: WaitShown, detail: DossierDetail, *, takes_in: bool) -> WaitShown:
    if takes_in and wait.answered_at is None and detail.standing.state == State.AWAITING_SUPPLEMENT:
        return replace(wait, again_reason="")
    return replace(wait, reason="", items=(), asked=(), evidence="", again_reason="")


def dossier_fact(
    *, code: str, actor: organization.Actor, at: datetime
) -> tuple[DossierFact, Standing, tuple[ExpectedConsultation, ...]]:
    """A dossier without its papers, steps and persons, with what rules need to say which moves are possible, and what its process
    still wants asked. Raises NoSuchDossier.
    """
    dossier = DOSSIERS.first("code = %s", [code])
    if dossier is None:
        raise NoSuchDossier(dossier=code)
    waits = WAITS.select("dossier_id = %s ORDER BY id", [dossier.pk])
    step = STEPS.first("dossier_id = %s AND closed_at IS NULL", [dossier.pk])
    asked = CONSULTATIONS.select("dossier_id = %s", [dossier.pk])
    terms = terms_of(dossier)
    unanswered = [one for one in asked if one.answered_at is None]
    standing = standing_of(dossier, step, next((w for w in waits if w.answered_at is None), None), unanswered, terms)
    if not _reads(actor, standing):
        raise NoSuchDossier(dossier=code)
    fact = _fact(dossier, terms, waits, calendar.calendar_of(agency_id=dossier.competent_id), at)
    if not _knows_persons(actor, standing):
        fact = _hidden_fact(fact)
    return fact, standing, expected_of(dossier, step, asked, terms, at)


def dossier_for_follower(*, code: str, number: str, at: datetime) -> DossierDetail:
    """A dossier for whoever knows its code and the phone or identity number given when filing. Raises NotFollowed."""
    return _followed(code.strip().upper(), opened_by(number), at)


def opened_by(number: str) -> OpenedBy | None:
    """The indexes under which a number opens a dossier; None for one so short that it could be guessed."""
    secret = settings.IDENTITY_KEY
    if len(digits(number)) < FEWEST:
        return None
    return OpenedBy(phone=blind_index(phone_digits(number), secret=secret), identity=blind_index(digits(number), secret=secret))


def _followed(code: str, by: OpenedBy | None, at: datetime) -> DossierDetail:
    dossier = Dossier.objects.filter(code=code).first()
    if by is None or dossier is None:
        raise NotFollowed
    persons = Party.objects.filter(dossier=dossier)
    if not persons.filter(phone_index=by.phone).union(persons.filter(id_index=by.identity)).exists():
        raise NotFollowed
    return _detail(dossier, at)


def dossier_unlocked(*, code: str, by: OpenedBy, at: datetime) -> DossierDetail:
    """A dossier for a session that has shown a number before, as long as it is still one of the dossier's. Raises NotFollowed."""
    return _followed(code, by, at)


def numbers_of(*, dossier_id: int) -> dict[Part, tuple[str, str]]:
    """Identity and phone number of each person, in clear: the caller has recorded the look."""
    secret = settings.IDENTITY_KEY
    rows = Party.objects.filter(dossier=dossier_id).values_list("part", "id_sealed", "phone_sealed")
    return {Part(part): (unseal(id_sealed, secret=secret), unseal(phone, secret=secret)) for part, id_sealed, phone in rows}


def persons_of(*, dossier_id: int) -> tuple[Person, ...]:
    """The persons as they are written, in clear: the caller has recorded the look, or shows them to nobody."""
    secret = settings.IDENTITY_KEY
    return tuple(
        Person(
            part=Part(p.part), name=p.name, id_number=unseal(p.id_sealed, secret=secret), phone=unseal(p.phone_sealed, secret=secret),
            email=p.email, address=p.address, is_organisation=p.is_organisation, authority_paper=p.authority_paper,
        )
        for p in Party.objects.filter(dossier=dossier_id).order_by("id")
    )  # fmt: skip


def papers_of(*, dossier_id: int) -> tuple[Paper, ...]:
    """What was handed in, the first first."""
    return tuple(paper_of(row) for row in PaperRow.objects.filter(dossier=dossier_id).order_by("id"))


def _detail(dossier: Dossier, at: datetime) -> DossierDetail:
    terms = terms_of(dossier)
    mine = [dossier.pk]
    papers, steps, waits = PAPERS.select(_OF_DOSSIER, mine), STEPS.select(_OF_DOSSIER, mine), WAITS.select(_OF_DOSSIER, mine)
    asked = CONSULTATIONS.select(_OF_DOSSIER, mine)
    working = calendar.calendar_of(agency_id=dossier.competent_id)
    step = next((s for s in steps if s.closed_at is None), None)
    standing = standing_of(
        dossier, step, next((w for w in waits if w.answered_at is None), None), [a for a in asked if a.answered_at is None], terms
    )
    segments = segments_of([dossier], at=at, calendars={dossier.competent_id: working})[dossier.pk]
    return DossierDetail(
        stops=_stops(dossier) if any(one.what == INCIDENT for one in segments) else (),
        dossier=_fact(dossier, terms, waits, working, at),
        standing=standing,
        persons=tuple(_person(party) for party in PARTIES.select(_OF_DOSSIER, mine)),
        papers=tuple(paper_of(row) for row in papers),
        files=files_of(papers, on=clock.local_day(at)),
        steps=_path(steps, terms.line(dossier.case)),
        waits=tuple(_wait(wait) for wait in waits),
        consultations=tuple(_consultation(one, at) for one in asked),
        expected_consultations=expected_of(dossier, step, asked, terms, at),
        segments=segments,
        minutes_left=_minutes_left(dossier, working, at),
        limit=limit_of(terms),
        extension_reason=dossier.extension_reason,
        apology_reason=dossier.apology_reason,
        correction_reasons=tuple(reason for (reason,) in fetch(_CORRECTED, [dossier.pk])),
        cases=terms.cases,
        result_names=terms.results,
        asks_for=next((one.document.strip() for one in terms.steps if step is not None and one.number == step.number), ""),
        handover=handover_of(dossier),
        may_extend=dossier.due_at is not None and clocks.is_in_time_to_extend(
            due_at=dossier.due_at, at=at, notice_days=terms.rules.extension_notice_days or 0, calendar=working
        ),
    )  # fmt: skip


def _stops(dossier: Dossier) -> tuple[StopShown, ...]:
    rows = list(ClockStop.objects.filter(dossier=dossier).order_by("starts_at"))
    known = {incident.id: incident for incident in calendar.incidents(ids=[row.incident_id for row in rows])}
    return tuple(
        StopShown(
            name=known[row.incident_id].name, announced_where=known[row.incident_id].announced_where, starts_at=row.starts_at,
            ends_at=row.ends_at, minutes=row.minutes,
        )
        for row in rows if row.ends_at is None or row.ends_at > row.starts_at
    )  # fmt: skip


def _minutes_left(dossier: Dossier, working: calendar.WorkCalendar, at: datetime) -> int | None:
    """Working minutes until the due time, below zero when overdue."""
    if dossier.due_at is None or dossier.finished_at is not None or not State(dossier.state).is_open:
        return None
    return working.between(at, dossier.due_at)


def _fact(
    dossier: Dossier, terms: catalogue.Terms, waits: list[Wait], working: calendar.WorkCalendar, at: datetime
) -> DossierFact:
    return DossierFact(
        id=DossierId(dossier.pk), code=dossier.code, procedure_code=terms.code, procedure=terms.name, short_procedure=terms.short_name,
        version_id=dossier.version_id, state=State(dossier.state), channel=Channel(dossier.channel),
        return_way=Channel(dossier.return_way), helped_at_id=dossier.helped_at_id, centre_id=dossier.centre_id,
        competent_id=dossier.competent_id, case=dossier.case, applicant=dossier.applicant, is_assisted=dossier.is_assisted,
        is_test=dossier.is_test, identified_by=dossier.identified_by, filed_at=dossier.filed_at, accepted_at=dossier.accepted_at, started_at=dossier.started_at,
        first_due_at=dossier.first_due_at, due_at=dossier.due_at, extended_to=dossier.extended_to,
        apologised_at=dossier.apologised_at, expected_on=dossier.expected_on, finished_at=dossier.finished_at,
        returned_at=dossier.returned_at, closed_at=dossier.closed_at, outcome=dossier.outcome,
        supplement_count=dossier.supplement_count, moves=dossier.moves, minutes_used=_minutes_used(dossier, waits, working),
        refusal_reason=dossier.refusal_reason, results=results_of(dossier), **_came(dossier) | _verdicts(dossier, terms, waits, working, at),
    )  # fmt: skip


def _came(dossier: Dossier) -> dict[str, Any]:
    """By which parcel, and by whose help."""
    names = ("parcel_number", "posted_on", "helped_by_id", "consent_way", "consent_note")
    return {name: getattr(dossier, name) for name in names}


def _minutes_used(dossier: Dossier, waits: list[Wait], working: calendar.WorkCalendar) -> int | None:
    """None while the legal clock runs, and where there is none."""
    if dossier.started_at is None or dossier.due_at is not None or dossier.first_due_at is None:
        return None
    *earlier, last = [wait for wait in waits if not wait.before_reception]  # nothing but a request takes a promise away
    return clocks.minutes_used(
        started_at=dossier.started_at, stopped_at=last.asked_at, calendar=working,
        restarts=[w.answered_at for w in earlier if w.kind == WaitKind.SUPPLEMENT and w.answered_at],
        pauses=[clocks.Pause(start=w.asked_at, end=w.answered_at) for w in earlier if w.kind == WaitKind.PAYMENT],
    )  # fmt: skip


def _verdicts(
    dossier: Dossier, terms: catalogue.Terms, waits: list[Wait], working: calendar.WorkCalendar, at: datetime
) -> dict[str, Verdict | None]:
    if dossier.accepted_at is None:
        return {"legal": None, "indicator": None}
    # While the applicant is awaited both clocks stand where they stood when the wait began.
    stands_since = next((w.asked_at for w in waits if w.answered_at is None), at)
    ended = dossier.finished_at or dossier.closed_at or stands_since
    pauses = [clocks.Pause(start=w.asked_at, end=w.answered_at) for w in waits if not w.before_reception]
    after_reception = sum(1 for w in waits if w.kind == WaitKind.SUPPLEMENT and not w.before_reception)
    return {
        "legal": clocks.legal_verdict(due_at=dossier.due_at, ended_at=ended, has_limit=dossier.first_due_at is not None),
        "indicator": clocks.indicator_verdict(
            first_due_at=dossier.first_due_at,
            ended_at=ended,
            waits=pauses,
            supplement_count=after_reception,
            supplements_max=terms.rules.supplement_requests_max,
            calendar=working,
        ),
    }


def _path(steps: list[Step], line: Sequence[catalogue.StepTerms]) -> tuple[StepShown, ...]:
    """What was done, what is open, what is still ahead by the pinned process."""
    past = [
        StepShown(
            number=s.number, name=s.name, kind=s.kind, role=s.role, agency_id=s.agency_id, assignee_id=s.assignee_id,
            opened_at=s.opened_at, closed_at=s.closed_at, due_at=s.due_at, outcome=s.outcome, note=s.note,
            status="past" if s.closed_at else "here", supplement_by=s.supplement_by, branch=s.branch,
            sent_back=s.sent_back, closed_by=s.closed_by_id, closed_for=s.closed_for_id, as_deputy=s.as_deputy,
        )
        for s in steps
    ]  # fmt: skip
    reached = steps[-1].number if steps and steps[-1].closed_at is None else 0
    ahead = [s for s in line if reached and s.number > reached]
    return (
        *past,
        *(
            StepShown(
                number=s.number, name=s.name, kind=s.kind, role=s.role, agency_id=None, assignee_id=None, opened_at=None, closed_at=None,
                due_at=None, outcome="", note="", status="ahead",
            )
            for s in ahead
        ),
    )  # fmt: skip


def _person(party: Party) -> PersonShown:
    secret = settings.IDENTITY_KEY
    return PersonShown(
        part=Part(party.part), name=party.name, id_masked=hidden_number(unseal(party.id_sealed, secret=secret)),
        phone_masked=hidden_number(unseal(party.phone_sealed, secret=secret)), address=party.address,
        is_organisation=party.is_organisation, authority_paper=party.authority_paper,
    )  # fmt: skip


def _wait(wait: Wait) -> WaitShown:
    asked = tuple(read_item(one) for one in wait.items)
    return WaitShown(
        kind=WaitKind(wait.kind), asked_at=wait.asked_at, answered_at=wait.answered_at, reason=wait.reason, items=tuple(one.what for one in asked), asked=asked, notice_due_at=wait.notice_due_at,
        amount=int(wait.amount) if wait.amount is not None else None, closes_at=wait.closes_at, before_reception=wait.before_reception,
        evidence=wait.evidence, again_reason=wait.again_reason,
    )  # fmt: skip


def _consultation(one: Consultation, at: datetime) -> ConsultationShown:
    return ConsultationShown(
        agency_id=one.agency_id, content=one.content, asked_at=one.asked_at, due_at=one.due_at, answered_at=one.answered_at,
        answer=one.answer, agrees=one.agrees, kind=AskedFor(one.kind), paper=one.paper, waived_reason=one.waived_reason, is_late=(one.answered_at or at) > one.due_at,
    )  # fmt: skip
