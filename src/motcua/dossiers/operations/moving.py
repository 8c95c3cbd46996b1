"""The five beats that every move shares: load and lock, permit, decide, save, record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self, TypeVar

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.dossiers.facts import WAITING, Channel, DossierId, DossierMoved, Standing, State, Way
from motcua.dossiers.models import UNLIMITED, Consultation, Dossier, PastHolding, Step, Wait
from motcua.dossiers.operations.owed import owing
from motcua.dossiers.operations.stood import give_back, keep_minutes
from motcua.dossiers.queries.counting import legal_due, moments_of, terms_of
from motcua.dossiers.queries.detail import NoSuchDossier
from motcua.dossiers.queries.standings import standing_of
from motcua.dossiers.queries.tables import CONSULTATIONS, DOSSIERS, PAST_HOLDINGS, STEPS, WAITS, subject
from motcua.dossiers.queries.texts import digests
from motcua.dossiers.rules import clocks, lifecycle, permissions
from motcua.dossiers.rules.locking import require_unlocked
from motcua.dossiers.rules.ways import chosen
from motcua.foundation import clock
from motcua.foundation.errors import NotPossible, StalePage
from motcua.journal import public as journal
from motcua.organization import public as organization


class MovedMeanwhile(StalePage):
    vi = "Hồ sơ vừa được người khác xử lý sau khi bạn mở trang. Mở lại hồ sơ, xem đã đến đâu rồi làm tiếp; chữ đã gõ vẫn còn."
    en = "Somebody else moved this dossier after you opened the page. Open it again, see where it stands and go on; what you typed is kept."


class OutOfOrder(NotPossible):
    code = "out_of_order"
    vi = "Giờ của máy chủ ({at}) sớm hơn việc gần nhất của hồ sơ ({last}) nên chưa ghi gì. Báo người vận hành xem lại đồng hồ của máy chủ."
    en = "The server's time ({at}) is before the dossier's latest event ({last}), so nothing was written. Tell the operator to check the server's clock."

    @classmethod
    def between(cls, at: datetime, last: datetime) -> Self:
        return cls(at=_said(at), last=_said(last))


Answer = TypeVar("Answer")
#: Each time, another move must have come in between.
_TRIES = 5
_UNANSWERED = "dossier_id = %s AND answered_at IS NULL ORDER BY id"


def iso(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else None


def _said(at: datetime) -> str:
    return f"{clock.local(at):%H:%M:%S %d/%m/%Y}"


def notice_due(terms: catalogue.Terms, channel: Channel, filed_at: datetime, working: calendar.WorkCalendar) -> datetime | None:
    return clocks.notice_due(
        filed_at=filed_at,
        is_online=channel is Channel.ONLINE,
        online_hours=terms.rules.notice_hours_online,
        counter_days=terms.rules.notice_days_counter,
        calendar=working,
    )


@dataclass(slots=True)
class Case:
    """A locked dossier with all that a move needs."""

    dossier: Dossier
    step: Step | None
    wait: Wait | None
    consultations: list[Consultation]
    terms: catalogue.Terms
    calendar: calendar.WorkCalendar
    actor: organization.Actor
    at: datetime
    move: lifecycle.Move
    standing: Standing
    changed: set[str] = field(default_factory=lambda: {"state", "moves", "last_at"})

    @classmethod
    def begin(cls, name: str, *, dossier_id: int, actor: organization.Actor, at: datetime, seen: int | None) -> Self:
        """Load and lock, then permit. Raises NoSuchDossier, MovedMeanwhile, OutOfOrder, MoveNotPossible, MoveNotAllowed."""
        reads_consultations = lifecycle.move_named(name).reads_consultations
        dossier = DOSSIERS.first("id = %s FOR UPDATE", [dossier_id])
        if dossier is None:
            raise NoSuchDossier(dossier=dossier_id)
        require_unlocked(code=dossier.code, archived_at=dossier.archived_at)
        if seen is not None and seen != dossier.moves:
            raise MovedMeanwhile
        if at < dossier.last_at:
            raise OutOfOrder.between(at, dossier.last_at)
        step = STEPS.first("dossier_id = %s AND closed_at IS NULL", [dossier_id])
        wait = WAITS.first("dossier_id = %s AND answered_at IS NULL", [dossier_id]) if dossier.state in WAITING else None
        asked = CONSULTATIONS.select(_UNANSWERED, [dossier_id]) if reads_consultations else []
        terms = terms_of(dossier)
        standing = standing_of(dossier, step, wait, asked, terms)
        move = lifecycle.require_possible(name, standing)
        permissions.require(actor, move, standing)
        working = calendar.calendar_of(agency_id=dossier.competent_id)
        return cls(dossier, step, wait, asked, terms, working, actor, at, move, standing)

    def enter(self) -> None:
        """The state that the table of moves names."""
        self.dossier.state = lifecycle.state_after(self.move, self.standing)

    def set(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self.dossier, name, value)
        self.changed |= set(values)

    def legal_due(self) -> datetime | None:
        """The legal due time, computed anew from every recorded moment."""
        return legal_due(moments_of(self.dossier), terms=self.terms, working=self.calendar)

    def notice_due(self, filed_at: datetime) -> datetime | None:
        """Until when the applicant must hear about what is missing."""
        working = calendar.calendar_of(agency_id=self.dossier.centre_id)
        return notice_due(self.terms, Channel(self.dossier.channel), filed_at, working)

    def end_wait(self, *, anew: bool = False, evidence: str = "") -> None:
        """The applicant is awaited no longer: the open step is counted anew from now, or it and the promise get the time of the wait back."""
        wait, step, was = self.wait, self.open_step(), moments_of(self.dossier)
        if wait is None:
            raise RuntimeError(f"dossier {self.dossier.pk} awaits nothing")
        wait.answered_at, wait.evidence = self.at, evidence
        wait.save(update_fields=["answered_at", "evidence"])
        if anew:
            step.due_at = self.notice_due(self.at) if wait.before_reception else self.step_due(step.number, step.agency_id)
            return
        given = give_back(self.dossier, step, terms=self.terms, was=was, now=moments_of(self.dossier))
        step.due_at = given.step_due_at
        self.set(due_at=given.due_at)
        keep_minutes(self.dossier.pk, given.minutes)

    def step_due(self, number: int, agency_id: int) -> datetime | None:
        """Until when a step that is begun now should be done, by the hours of the agency that does it."""
        minutes = next(step.minutes for step in self.terms.steps if step.number == number)
        return calendar.calendar_of(agency_id=agency_id).add(self.at, minutes) if minutes else None

    def way(self, branch: str, *, is_refusal: bool = False) -> Way:
        """The way that this move goes by the process. Raises BranchUnknown, NotABranch."""
        return chosen(self.standing.ways, move=self.move.name, branch=branch.strip(), is_refusal=is_refusal)

    def close_step(self, *, outcome: str, note: str = "", branch: str = "") -> None:
        step = self.open_step()
        step.closed_at, step.outcome, step.note, step.closed_by_id = self.at, outcome, note, self.actor.user_id
        step.branch, step.closed_for_id, step.as_deputy = branch, in_place_of(self.actor, step), signs_as_deputy(self.actor, step)
        take(step, self.actor, self.at)
        STEPS.update(
            step,
            "closed_at",
            "outcome",
            "branch",
            "note",
            "closed_by_id",
            "closed_for_id",
            "as_deputy",
            "assigned_at",
            "assignee_id",
            "due_at",
        )

    def open_next(self, number: int, *, assignee_id: int | None = None, sent_back: str = "") -> Step:
        dossier, terms = self.dossier, next(step for step in self.terms.steps if step.number == number)
        assignee_id = dossier.tried_by_id or assignee_id
        agency_id = dossier.centre_id if terms.place == "centre" else terms.agency_id or dossier.competent_id
        return STEPS.insert(
            Step(
                dossier=dossier,
                number=terms.number,
                name=terms.name,
                kind=terms.kind,
                role=terms.role,
                agency_id=agency_id,
                assignee_id=assignee_id,
                assigned_at=self.at if assignee_id else None,
                opened_at=self.at,
                due_at=self.step_due(terms.number, agency_id),
                supplement_by=self.supplement_by() if terms.kind == "examine" else None,
                sort_at=dossier.due_at or UNLIMITED,
                sent_back=sent_back,
            )
        )

    def supplement_by(self) -> datetime | None:
        """Until when the dossier may go back to the applicant; None where no rule says so, or it has been back as often as may be."""
        days, received_at = self.terms.rules.supplement_return_days, self.dossier.started_at
        if days is None or received_at is None or self.standing.is_asked_enough:
            return None
        return clocks.supplement_by(received_at=received_at, return_days=days, calendar=self.calendar)

    def earlier(self, number: int) -> list[int]:
        """The steps before one to which it can be sent back, in order: those that were done, where some were passed over."""
        line = self.terms.line(self.dossier.case)
        before = [step.number for step in line if step.number < number and step.kind != "receive"]
        done = set(self.dossier.steps.filter(number__in=before, closed_at__isnull=False).values_list("number", flat=True))
        return sorted(done or before)

    def open_step(self) -> Step:
        if self.step is None:
            raise RuntimeError(f"dossier {self.dossier.pk} has no open step")
        return self.step

    def resort(self, sort_at: datetime | None) -> None:
        """Put the open step where it belongs in the worklist."""
        if self.step is not None:
            self.step.sort_at = sort_at or UNLIMITED
            STEPS.update(self.step, "sort_at", "supplement_by", "assigned_at", "assignee_id", "due_at")

    def finish(
        self, *, texts: Mapping[str, str] | None = None, owed: Mapping[str, Any] | None = None, issuer_id: int | None = None, **payload: Any
    ) -> DossierMoved:  # fmt: skip
        """Save the dossier, issue what the move owes, record the fact. `texts` stand on rows already; the fact keeps their digests.

        `owed`: what the document says beside the dossier, `issuer_id`: whose it is, where it is not the agency that the form names.
        """
        dossier = self.dossier
        dossier.moves += 1
        dossier.last_at = self.at
        if not State(dossier.state).is_open and dossier.closed_at is None:
            self.set(closed_at=self.at)
        DOSSIERS.update(dossier, *sorted(self.changed))
        document = owing.owe(
            dossier=dossier, move=self.move, terms=self.terms, actor=self.actor, at=self.at, said=owed, agency_id=issuer_id
        )
        journal.record(
            name=self.move.fact, subject=subject(dossier.pk), actor=self.actor.label, at=self.at,
            payload={
                "state": int(dossier.state), "due": iso(dossier.due_at), **payload, **document, **self._tried(), **self._stood_in(),
                **digests(dossier_id=dossier.pk, **(texts or {})),
            },
        )  # fmt: skip
        return moved(dossier, self.move)

    def _stood_in(self) -> dict[str, Any]:
        """In the place of which absent colleague a step was done, or as the deputy of whoever leads."""
        if self.step is None or self.step.closed_at != self.at:
            return {}
        absent = {"in_place_of": self.step.closed_for_id} if self.step.closed_for_id else {}
        return absent | ({"as_deputy": True} if self.step.as_deputy else {})

    def _tried(self) -> dict[str, Any]:
        """That a step was done in a trial, and in whose place."""
        return {"tried_as": self.standing.step_role} if self.dossier.tried_by_id else {}


def in_place_of(actor: organization.Actor, step: Step) -> int | None:
    """The absent colleague whose step this is, or whose role the actor holds in their name only."""
    if step.assignee_id is not None and step.assignee_id != actor.user_id:
        return step.assignee_id if step.assignee_id in actor.acts_for(step.role, step.agency_id) else None
    lent = {one.user_id for one in actor.lent if one.role == step.role}
    absent = {one.user_id for one in actor.stands_in if (one.role, one.agency_id) == (step.role, step.agency_id)} & lent
    return min(absent) if len(absent) == 1 else None


def signs_as_deputy(actor: organization.Actor, step: Step) -> bool:
    """Whether the actor signs in the leader's place: the post is held as the deputy, and in no other way."""
    return step.kind == "sign" and any((one.role, one.agency_id) == (step.role, step.agency_id) for one in actor.as_deputy)


def branch_of(way: Way) -> dict[str, Any]:
    """What a fact says of the outcome: the word of the process, where it has one."""
    return {"branch": way.label} if way.label else {}


def moved(dossier: Dossier, move: lifecycle.Move) -> DossierMoved:
    return DossierMoved(
        dossier_id=DossierId(dossier.pk), code=dossier.code, move=move.name, state=State(dossier.state), due_at=dossier.due_at,
        moves=dossier.moves, outcome=dossier.outcome,
    )  # fmt: skip


def take(step: Step, actor: organization.Actor, at: datetime) -> None:
    """Whoever acts on a step that nobody has, has it from then on."""
    if step.assigned_at is None and actor.user_id is not None:
        step.assigned_at, step.assignee_id = at, actor.user_id


def leave(step: Step, at: datetime) -> None:
    """Keep the time of whoever had the step until now: it is about to be somebody else's."""
    if step.assignee_id is not None and step.assigned_at is not None and step.assigned_at < at:
        PAST_HOLDINGS.insert(
            PastHolding(dossier_id=step.dossier_id, step_id=step.pk, user_id=step.assignee_id, since=step.assigned_at, until=at)
        )


def in_turn(act: Callable[[datetime], Answer], *, now: Callable[[], datetime]) -> Answer:
    """Do something to a dossier at this moment. While it waited for the dossier another may have been done, at a later moment: then it
    is asked again. Raises OutOfOrder when the clock is behind the dossier.
    """
    for _ in range(_TRIES - 1):
        try:
            return act(now())
        except OutOfOrder:
            continue
    return act(now())


def hold_for_work(*, dossier_id: int, actor: organization.Actor, at: datetime) -> Standing:
    """Lock a dossier for the transaction of a room above, which writes beside it and never moves it, for somebody who may finish its
    open step now; how it stands.

    Until that transaction ends the dossier does not move: what is written beside it was written in time. Raises NoSuchDossier,
    OutOfOrder, MoveNotPossible, MoveNotAllowed, HeldByAnother.
    """
    try:
        return Case.begin("complete_step", dossier_id=dossier_id, actor=actor, at=at, seen=None).standing
    except lifecycle.MoveNotPossible:
        return Case.begin("finish", dossier_id=dossier_id, actor=actor, at=at, seen=None).standing
