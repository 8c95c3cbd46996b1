"""A decision's list comes in as a draft, or is given up before anybody approved it."""

from dataclasses import asdict
from datetime import datetime
from typing import cast

from django.db import transaction

from motcua.catalogue.facts import OPEN, DecisionPreview, DecisionState, ListedLine
from motcua.catalogue.models import Decision, DecisionLine
from motcua.catalogue.operations.locking import lock_catalogue
from motcua.catalogue.operations.versions import storable
from motcua.catalogue.queries.decisions.files import DecisionFile, weighed
from motcua.catalogue.queries.decisions.kept import UnknownDecision
from motcua.catalogue.rules.decisions.naming import Given
from motcua.catalogue.rules.permissions import Actor, require_keeper
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotPossible
from motcua.journal import public as journal


class DecisionRefused(Invalid):
    """Carries every row for which the decision is refused."""

    code = "decision_refused"
    vi = "Quyết định chưa nhập được: {count} dòng không nhận. Sửa các dòng này trong tệp rồi nhập lại; chưa ghi gì."
    en = "The decision cannot be taken: {count} rows are refused. Mend them in the file; nothing was written."

    @property
    def preview(self) -> DecisionPreview:
        return cast("DecisionPreview", self.values["preview"])


class EffectUnsaid(DecisionRefused):
    """Carries what the file would change today."""

    code = "decision_effect_unsaid"
    vi = "Tệp không ghi rõ ngày có hiệu lực của quyết định. Hãy ghi thêm."
    en = "The file does not say the decision's day of effect. Please give it."


class NotWaiting(NotPossible):
    code = "decision_not_waiting"
    vi = "Quyết định {number} không còn chờ duyệt."
    en = "Decision {number} does not wait for approval any more."


@transaction.atomic
def draft_decision(*, file: DecisionFile, given: Given, actor: Actor, at: datetime) -> DecisionPreview:
    """Keep a decision: for approval if it is signed, else as a draft; the same file again changes nothing.

    Raises NotAKeeper, EffectUnsaid, DecisionDayOdd, DecisionExists, DraftExists, DecisionRefused.
    """
    require_keeper(actor)
    at = lock_catalogue(at)

    preview, lines = weighed(file, given, clock.local_day(at))
    if preview.unchanged:
        return preview
    if preview.about.effective_on is None:
        raise EffectUnsaid(preview=preview)
    refuse_if_any(preview)

    decision = _saved(file, preview, lines, actor, at)

    record(decision, "DecisionDrafted", actor, at, lines=len(preview.lines), file=file.digest)
    return preview_of(preview, decision)


@transaction.atomic
def withdraw_decision(*, decision_id: int, actor: Actor, at: datetime) -> None:
    """Give up a decision that nobody has approved. Raises NotAKeeper, UnknownDecision, NotWaiting."""
    require_keeper(actor)
    decision = locked(decision_id)
    if decision.state not in OPEN:
        raise NotWaiting(number=decision.called)

    decision.state, decision.withdrawn_by, decision.withdrawn_at = DecisionState.WITHDRAWN, actor.label, at
    decision.save(update_fields=["state", "withdrawn_by", "withdrawn_at"])

    record(decision, "DecisionWithdrawn", actor, at)


def locked(decision_id: int) -> Decision:
    decision = Decision.objects.select_for_update(of=("self",)).filter(id=decision_id).first()
    if decision is None:
        raise UnknownDecision
    return decision


def refuse_if_any(preview: DecisionPreview) -> None:
    if preview.refused:
        raise DecisionRefused(count=len(preview.refused), preview=preview)


def preview_of(preview: DecisionPreview, decision: Decision) -> DecisionPreview:
    """The same, with where it is kept now."""
    values = {name: getattr(preview, name) for name in preview.__slots__}
    return DecisionPreview(**values | {"decision_id": decision.id, "state": DecisionState(decision.state)})


def record(decision: Decision, name: str, actor: Actor, at: datetime, **more: object) -> None:
    journal.record(
        name=name,
        subject=f"decision:{decision.id}",
        actor=actor.label,
        at=at,
        payload={"number": decision.number, "from": decision.effective_on.isoformat()} | more,
    )


def _saved(file: DecisionFile, preview: DecisionPreview, lines: tuple[ListedLine, ...], actor: Actor, at: datetime) -> Decision:
    about = preview.about
    decision = Decision.objects.create(
        **asdict(about),
        state=DecisionState.DRAFT if about.missing else DecisionState.SIGNED,
        source_name=file.name,
        source_digest=file.digest,
        drafted_by=actor.label,
        drafted_at=at,
    )
    DecisionLine.objects.bulk_create([_line(decision, line) for line in lines], batch_size=1_000)
    return decision


def _line(decision: Decision, line: ListedLine) -> DecisionLine:
    apart = {"number", "place", "place_en", "act", "code", "name", "replaces"}
    return DecisionLine(
        decision=decision,
        number=line.number,
        place=line.place[:200],
        place_en=line.place_en[:200],
        act=line.act,
        code=line.code,
        name=line.name,
        replaces=list(line.replaces),
        content=storable({name: value for name, value in asdict(line).items() if name not in apart}),
    )
