"""The documents that a move owes: what each says, from the dossier as it stands at that moment, and its number in the same transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.dossiers.facts import Channel, Paper, Part, Person, State
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.counting import limit_of, terms_of
from motcua.dossiers.queries.detail import NoSuchDossier, papers_of, persons_of
from motcua.dossiers.queries.standings import standing_of
from motcua.dossiers.queries.tables import DOSSIERS, STEPS, subject
from motcua.dossiers.rules import lifecycle, permissions
from motcua.dossiers.rules.locking import require_unlocked
from motcua.foundation import clock
from motcua.foundation.errors import NotPossible
from motcua.organization import public as organization
from motcua.owed_documents import public as owed
from motcua.owed_documents.public import Kind, day_text, hour_text, moment_text


class NoReceiptYet(NotPossible):
    code = "no_receipt_yet"
    vi = "Hồ sơ chưa được tiếp nhận nên chưa có giấy tiếp nhận. Tiếp nhận hồ sơ trước."
    en = "The dossier has not been received, so there is no receipt. Receive it first."


class TestHasNoDocuments(NotPossible):
    code = "test_has_no_documents"
    vi = "Hồ sơ kiểm thử không được cấp giấy, phiếu: số là số thật, không cấp cho hồ sơ thử."
    en = "A test dossier gets no documents: their numbers are real."


@dataclass(frozen=True, slots=True)
class _Owing:
    """A dossier that has just moved, by whom and when, and what was said."""

    dossier: Dossier
    terms: catalogue.Terms
    actor: organization.Actor
    at: datetime
    said: Mapping[str, Any]
    code: str

    @property
    def signer(self) -> str:
        """A machine and a citizen sign nothing here."""
        return self.actor.name if self.actor.user_id is not None else ""


def owe(
    *, dossier: Dossier, move: lifecycle.Move, terms: catalogue.Terms, actor: organization.Actor, at: datetime,
    said: Mapping[str, Any] | None = None, agency_id: int | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Issue what the table says this move owes, once the dossier has moved. Returns what the fact of the move says of it.

    Test dossiers take no number. A matter done the same day gets its receipt only when somebody asks (`give_receipt`).
    """
    if not move.owes or dossier.is_test or (move.owes == Kind.RECEIPT and terms.same_day):
        return {}
    owing = _Owing(dossier, terms, actor, at, said or {}, dossier.code)
    return _given(_issue(Kind(move.owes), owing, agency_id=agency_id, recorded=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiving:
    """A dossier that is received as it is filed: its persons and papers are at hand, its id and code perhaps not on its row yet."""

    dossier: Dossier
    id: int
    code: str
    persons: Sequence[Person]
    papers: Sequence[Paper]


def owe_receipt(
    *, dossier: Dossier, persons: Sequence[Person], papers: Sequence[Paper], actor: organization.Actor, at: datetime
) -> dict[str, Any]:
    """The receipt of one. Returns what the fact of its acceptance says of it."""
    return owe_receipts(
        [Receiving(dossier=dossier, id=dossier.pk, code=dossier.code, persons=persons, papers=papers)], actor=actor, at=at
    )[0]


def owe_receipts(received: Sequence[Receiving], *, actor: organization.Actor, at: datetime) -> list[dict[str, Any]]:
    """The receipts of many, in one order of centres. Returns what each fact says; nothing of those that get none."""
    said: list[dict[str, Any]] = [{} for _ in received]
    by_centre: dict[int, list[tuple[int, owed.Owed]]] = {}
    for place, one in enumerate(received):
        terms = terms_of(one.dossier)
        if one.dossier.is_test or terms.same_day:
            continue
        content = _receipt(_Owing(one.dossier, terms, actor, at, {}, one.code), one.persons, one.papers)
        wanted = owed.Owed(subject=subject(one.id), fact=Kind.RECEIPT.value, content=content)
        by_centre.setdefault(one.dossier.centre_id, []).append((place, wanted))
    for centre_id, those in sorted(by_centre.items()):
        numbers = owed.issue_many(kind=Kind.RECEIPT, agency_id=centre_id, owed=[one for _, one in those], actor=actor, at=at)
        for (place, _), number in zip(those, numbers, strict=True):
            said[place] = {"document": Kind.RECEIPT.value, "document_number": number}
    return said


@transaction.atomic
def give_receipt(*, dossier_id: int, actor: organization.Actor, at: datetime) -> owed.Issued:
    """The receipt of a dossier that has none yet, for who asks for one; asked again, the one that it has.

    Raises NoSuchDossier, DossierLocked, NoReceiptYet, TestHasNoDocuments, MoveNotAllowed.

    Basis: NĐ 61/2018/NĐ-CP Điều 17 khoản 4 (same-day matters: no receipt unless asked).
    """
    dossier = DOSSIERS.first("id = %s FOR UPDATE", [dossier_id])
    if dossier is None:
        raise NoSuchDossier(dossier=dossier_id)
    require_unlocked(code=dossier.code, archived_at=dossier.archived_at)
    terms = terms_of(dossier)
    step = STEPS.first("dossier_id = %s AND closed_at IS NULL", [dossier_id])
    permissions.require(actor, lifecycle.move_named("accept"), standing_of(dossier, step, None, [], terms))
    if dossier.is_test:
        raise TestHasNoDocuments
    if dossier.accepted_at is None:
        raise NoReceiptYet
    return _issue(Kind.RECEIPT, _Owing(dossier, terms, actor, at, {}, dossier.code))


def _issue(kind: Kind, owing: _Owing, *, agency_id: int | None = None, recorded: bool = False) -> owed.Issued:
    content: dict[str, Any] | None = None
    if kind is not Kind.CONTROL_SHEET:
        persons = persons_of(dossier_id=owing.dossier.pk)
        if kind is Kind.RECEIPT:
            content = _receipt(owing, persons, papers_of(dossier_id=owing.dossier.pk))
        else:
            content = {**_named(owing, persons), **_SAYS[kind](owing)}
    return _number(kind, owing, agency_id or _issuer(kind, owing.dossier), content, recorded=recorded)


def _number(kind: Kind, owing: _Owing, agency_id: int, content: dict[str, Any] | None, *, recorded: bool) -> owed.Issued:
    dossier = owing.dossier
    fact = kind.value if kind in _ONCE else f"{kind.value}:{dossier.moves}"
    return owed.issue(
        kind=kind, agency_id=agency_id, subject=subject(dossier.pk), fact=fact, content=content, actor=owing.actor, at=owing.at,
        recorded=recorded,
    )  # fmt: skip


#: A dossier has one; of the others, one for each time.
_ONCE = frozenset({Kind.RECEIPT, Kind.CONTROL_SHEET})


def _given(document: owed.Issued) -> dict[str, Any]:
    return {"document": document.kind.value, "document_number": document.number}


def _issuer(kind: Kind, dossier: Dossier) -> int:
    """The centre speaks for what it receives; the apology is the competent agency's."""
    return dossier.competent_id if kind is Kind.APOLOGY else dossier.centre_id


def _named(owing: _Owing, persons: Sequence[Person]) -> dict[str, Any]:
    """What all but the control sheet say: which dossier, whose, about what."""
    return {
        "code": owing.code, "unit": organization.agency(owing.dossier.centre_id).name, "person": _person(_filer(persons)),
        "matter": f"{owing.terms.name} (mã thủ tục {owing.terms.code})",
    }  # fmt: skip


def _receipt(owing: _Owing, persons: Sequence[Person], papers: Sequence[Paper]) -> dict[str, Any]:
    dossier, filer = owing.dossier, _filer(persons)
    grantor = next((person for person in persons if person.part is Part.OWNER), None)
    return {
        **_named(owing, persons),
        "grantor": {**_person(grantor), "paper": grantor.authority_paper or filer.authority_paper} if grantor else None,
        "case": dossier.case,
        "components": [{"name": p.component or p.name, "originals": p.originals, "copies": p.copies} for p in papers],
        "limit": _limit(owing.terms), "received": moment_text(dossier.accepted_at), "due": moment_text(dossier.due_at),
        "result_at": _result_at(dossier, filer), "giver": filer.name, "signer": owing.signer,
    }  # fmt: skip


def _supplement(owing: _Owing) -> dict[str, Any]:
    said = owing.said
    return {
        "items": list(said["items"]), "reason": said["reason"], "again_reason": said["again_reason"], "until": _day(said["closes_at"]),
        "contact": owing.signer, "bring_to": "Trung tâm Phục vụ hành chính công bất kỳ trong tỉnh", "signer": owing.signer,
    }  # fmt: skip


def _refusal(owing: _Owing) -> dict[str, Any]:
    dossier = owing.dossier
    return {
        "filed": moment_text(dossier.filed_at),
        "reason": owing.said["reason"],
        "giver": dossier.applicant,
        "signer": owing.signer,
    }


def _apology(owing: _Owing) -> dict[str, Any]:
    dossier, said = owing.dossier, owing.said
    return {
        "received_day": _day(dossier.started_at or dossier.accepted_at), "competent": organization.agency(dossier.competent_id).name,
        "due": hour_text(said["due"]), "reason": said["reason"], "is_extension": said["is_extension"], "new_day": day_text(said["new_day"]),
        "signer": owing.signer,
    }  # fmt: skip


def _stop(owing: _Owing) -> dict[str, Any]:
    said, is_asked = owing.said, owing.said["is_asked"]
    how = "trực tuyến" if owing.actor.kind == "citizen" else "trực tiếp"
    return {
        "received": moment_text(owing.dossier.accepted_at), "is_asked": is_asked, "state": State(said["was"]).label, "reason": said["reason"],
        "asked": f"{_day(owing.at)}, {how}" if is_asked else "Cơ quan giải quyết quyết định dừng",
        "stopped": moment_text(owing.at), "role": "Người tiếp nhận hồ sơ" if is_asked else "Thủ trưởng cơ quan", "signer": owing.signer,
    }  # fmt: skip


_SAYS = {Kind.SUPPLEMENT_REQUEST: _supplement, Kind.REFUSAL: _refusal, Kind.APOLOGY: _apology, Kind.STOP_NOTICE: _stop}


def _filer(persons: Sequence[Person]) -> Person:
    return next(person for person in persons if person.part is Part.FILER)


def _person(person: Person) -> dict[str, Any]:
    return {
        "name": person.name, "id": person.id_number, "address": person.address, "phone": person.phone, "email": person.email,
        "is_organisation": person.is_organisation,
    }  # fmt: skip


def _day(at: datetime | None) -> str:
    return day_text(clock.local_day(at)) if at else ""


def _limit(terms: catalogue.Terms) -> str:
    """As the receipt says it: 05 ngày làm việc."""
    limit = limit_of(terms)
    if limit is None:
        return ""
    if not limit.amount:
        return "Trong ngày làm việc"
    amount = f"{limit.amount.normalize():f}".replace(".", ",")
    return f"{amount.zfill(2)} {calendar.Unit(limit.unit).label}"


def _result_at(dossier: Dossier, filer: Person) -> str:
    if dossier.return_way == Channel.POSTAL:
        return f"Nhà, qua dịch vụ bưu chính công ích: {filer.address}"
    if dossier.return_way == Channel.ONLINE:
        return "Bản điện tử, gửi trên mạng"
    return organization.agency(dossier.centre_id).name
