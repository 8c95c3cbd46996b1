"""Receiving at the counter: what is known of a person is looked up, what is in process already is said before a code is given."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from motcua.catalogue import public as catalogue
from motcua.dossiers.facts import Channel, DossierMoved, Part
from motcua.dossiers.operations.file import Filing, file_dossier
from motcua.dossiers.operations.looks import record_look
from motcua.dossiers.operations.requests import RequestKey, once
from motcua.dossiers.queries.intake.desks import require_desk
from motcua.dossiers.queries.intake.known import Beside, Known, latest_of, running_beside, same_parcel
from motcua.dossiers.queries.tables import subject
from motcua.dossiers.rules.intake.parcels import parcel_number
from motcua.foundation.errors import NotPossible
from motcua.journal import public as journal
from motcua.organization import public as organization

#: Kept with the look, in Vietnamese whatever the reader's language: the log is evidence.
FILLED_IN = "Điền sẵn khi tiếp nhận"


class InProcessAlready(NotPossible):
    code = "in_process_already"
    vi = "Việc này có thể trùng với hồ sơ {codes}. Xem lại; nếu vẫn nhận thì đánh dấu «Đã biết, vẫn tiếp nhận»."
    en = "This may repeat dossier {codes}. Look at it; to receive all the same, tick that you know."

    def __init__(self, beside: tuple[Beside, ...]) -> None:
        super().__init__(codes=", ".join(one.code for one in beside))
        self.beside = beside


@transaction.atomic
def fill_from_known(*, id_number: str, actor: organization.Actor, at: datetime) -> Known | None:
    """Name, telephone and address of a person from the latest dossier that the actor may see; that it was looked at is recorded.

    Raises NotCounterStaff.
    """
    require_desk(actor)
    found = latest_of(id_number=id_number, actor=actor)
    if found is None:
        return None
    dossier_id, standing, known = found

    record_look(dossier_id=dossier_id, standing=standing, actor=actor, at=at, purpose=FILLED_IN, numbers=True)
    return known


def receive_at_counter(
    *, filing: Filing, actor: organization.Actor, at: datetime, accept: bool, knows: bool, request: str
) -> DossierMoved:
    """File, and receive at once with `accept`, as `file_dossier` does, once for each `request`.

    What may repeat a dossier is stopped once, to be looked at: whoever `knows` of it goes on, and that is recorded.
    Raises InProcessAlready and what file_dossier raises.
    """
    key = RequestKey.of(sender=actor.label, key=request, asked=[asdict(filing), accept])
    return once(key, at=at, act=lambda: _receive(filing, actor, at, accept=accept, knows=knows))


def _receive(filing: Filing, actor: organization.Actor, at: datetime, *, accept: bool, knows: bool) -> DossierMoved:
    beside = beside_of(filing, actor)
    if beside and not knows:
        raise InProcessAlready(beside)

    filed = file_dossier(filing=filing, actor=actor, at=at, accept=accept)

    if beside:
        payload: dict[str, object] = {"codes": [one.code for one in beside]}
        journal.record(name="FiledBesideAnother", subject=subject(filed.dossier_id), actor=actor.label, at=at, payload=payload)
    return filed


def beside_of(filing: Filing, actor: organization.Actor) -> tuple[Beside, ...]:
    """What a filing may repeat: the same matter of its owner, or of the filer where nobody else owns it; the same parcel."""
    if filing.is_test:
        return ()
    owners = [person for person in filing.persons if person.part is Part.OWNER]
    whose = [person.id_number for person in owners if person.id_number] or [person.id_number for person in filing.persons]
    running = running_beside(procedure_id=catalogue.procedure_id(code=filing.procedure_code), id_numbers=whose, actor=actor)
    parcel = parcel_number(filing.parcel_number) if filing.channel is Channel.POSTAL else ""
    return (*running, *same_parcel(number=parcel, actor=actor))
