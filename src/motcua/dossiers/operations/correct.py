"""Putting right what was typed at intake: the texts of persons, and the case. Nothing that a promise hangs on.

What stood there before is kept sealed for who inspects; the journal keeps which fields, for which agency, and digests that prove
both texts; the applicant reads when, which agency and which fields.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from motcua.dossiers.facts import Correction, DossierMoved, Part, Person
from motcua.dossiers.models import CorrectedDetails, Party
from motcua.dossiers.operations.file import PersonTwice
from motcua.dossiers.operations.looks import looks_for, record_look
from motcua.dossiers.operations.moving import Case
from motcua.dossiers.operations.persons import FIELDS, as_kept, columns_of_field, require_plausible
from motcua.dossiers.operations.receive import require_reason
from motcua.dossiers.operations.requests import RequestKey, once
from motcua.dossiers.queries.corrections import corrections_by_agency
from motcua.dossiers.queries.detail import persons_of
from motcua.dossiers.rules import lifecycle, permissions
from motcua.dossiers.rules.cases import require_case
from motcua.dossiers.shown import DossierDetail
from motcua.foundation.errors import Invalid
from motcua.foundation.sealing import seal
from motcua.foundation.text import fold
from motcua.organization import public as organization


class NoSuchPerson(Invalid):
    code = "no_such_person"
    vi = "Hồ sơ không ghi {part} nên không có gì để sửa."
    en = "The dossier names nobody as “{part_en}”, so there is nothing to correct."


class NameEmptied(Invalid):
    code = "name_emptied"
    vi = "Ghi họ tên {part}: không để trống được."
    en = "Give the name of “{part_en}”: it cannot be left empty."


class NothingCorrected(Invalid):
    code = "nothing_corrected"
    vi = "Chưa có chỗ nào khác với điều đã ghi."
    en = "Nothing differs from what is written already."


class _Change(NamedTuple):
    part: Part | None
    field: str
    was: str
    now: str

    @property
    def name(self) -> str:
        return f"{self.part}.{self.field}" if self.part else self.field


def correct_dossier(
    *, dossier_id: int, reason: str, actor: organization.Actor, at: datetime, persons: Sequence[Correction] = (),
    case: str | None = None, seen: int | None = None, request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Put right what was typed of the persons, and the case, after noting the look; None leaves it as it is.

    Raises NothingCorrected, NoSuchPerson, NameEmptied, PersonTwice, BadPhone, BadIdNumber, BadEmail, NoCases, UnknownCase,
    MoveWithoutReason, FinishedNeedsHead, IdentityNeedsHead.
    """

    def act() -> DossierMoved:
        opened = Case.begin("correct", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        text, dossier = require_reason(opened.move, reason), opened.dossier
        changes = list(_changes(persons, {person.part: person for person in persons_of(dossier_id=dossier_id)}))
        if case is not None and case.strip() != dossier.case:
            now = require_case(case, among=opened.terms.cases)
            changes += [_Change(None, "case", dossier.case, now)] if now != dossier.case else []
        if not changes:
            raise NothingCorrected
        _require_same_persons(opened, changes)
        record_look(dossier_id=dossier_id, standing=opened.standing, actor=actor, at=at, purpose=opened.move.label, numbers=True)
        for change in changes:
            _write(opened, change)
        texts = {
            which: json.dumps({change.name: getattr(change, which) for change in changes}, ensure_ascii=False)
            for which in ("was", "now")
        }
        CorrectedDetails.objects.create(
            dossier=dossier, at=at, by_id=actor.user_id, reason=text, was_sealed=seal(texts["was"], secret=settings.IDENTITY_KEY)
        )
        return opened.finish(
            fields=[change.name for change in changes], agency=looks_for(actor, opened.standing),
            texts={"reason": text, **texts},
        )  # fmt: skip

    return once(request, at=at, act=act)


def _changes(corrections: Sequence[Correction], written: Mapping[Part, Person]) -> Iterator[_Change]:
    parts = [one.part for one in corrections]
    for one in corrections:
        if parts.count(one.part) > 1:
            raise PersonTwice(part=one.part.label.lower(), part_en=one.part.value)
        if one.part not in written:
            raise NoSuchPerson(part=one.part.label.lower(), part_en=one.part.value)
        for name in FIELDS:
            given, was = getattr(one, name), getattr(written[one.part], name)
            if given is None or as_kept(name, given) == was:
                continue
            if name == "name" and not as_kept(name, given):
                raise NameEmptied(part=one.part.label.lower(), part_en=one.part.value)
            require_plausible(one.part, name, given)
            yield _Change(one.part, name, was, as_kept(name, given))


def _require_same_persons(opened: Case, changes: Sequence[_Change]) -> None:
    """Two corrections, of a name and of a number, make another person as one does."""
    before = [field for one in corrections_by_agency(dossier_id=opened.dossier.pk) for field in one.fields]
    permissions.require_same_persons(
        opened.actor, opened.standing, now=[(one.part, one.field) for one in changes if one.part],
        before=[(part, name) for part, name in before if part],
    )  # fmt: skip


def _write(opened: Case, change: _Change) -> None:
    if change.part is None:
        opened.set(case=change.now)
        return
    Party.objects.filter(dossier=opened.dossier, part=change.part).update(**columns_of_field(change.field, change.now))
    if change.part is Part.FILER and change.field == "name":  # the name that a dossier goes by
        opened.set(applicant=change.now, applicant_folded=fold(change.now))


@transaction.atomic
def open_for_correction(*, detail: DossierDetail, actor: organization.Actor, at: datetime) -> tuple[Person, ...]:
    """The persons as they are written, in clear, for who may correct them now, after noting the look.

    Raises MoveNotPossible, MoveNotAllowed, FinishedNeedsHead.
    """
    move = lifecycle.require_possible("correct", detail.standing)
    permissions.require(actor, move, detail.standing)
    record_look(dossier_id=detail.dossier.id, standing=detail.standing, actor=actor, at=at, purpose=move.label, numbers=True)
    return persons_of(dossier_id=detail.dossier.id)
