"""Filings that differ in persons and papers only are looked at, and counted, once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from motcua.dossiers.facts import Paper, Person
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.operations.file import PAPERS, PARTIES, Filing, facts_of, persons_of, require_papers, unnumbered
from motcua.dossiers.operations.persons import columns_of
from motcua.dossiers.queries.tables import DOSSIERS, STEPS
from motcua.foundation.errors import DomainError
from motcua.organization import public as organization

_OWN = frozenset({"persons", "papers"})
_COMMON = attrgetter(*(field.name for field in fields(Filing) if field.name not in _OWN))
_PARTY_COLUMNS = tuple(PARTIES.names)
_ID, _CODE, _NAME, _FOLDED = (DOSSIERS.place(name) for name in ("id", "code", "applicant", "applicant_folded"))
_STEP_ID, _STEP_DOSSIER = (STEPS.place(name) for name in ("id", "dossier_id"))


@dataclass(slots=True)
class Kind:
    """What all filings of one kind have in common: the dossier, its step and its facts, still without a person."""

    dossier: Dossier
    step: Step
    centre: organization.AgencyFact
    columns: list[Any]
    step_columns: list[Any]
    facts: list[tuple[str, dict[str, object]]]

    def dossier_row(self, id_: int, code: str, name: tuple[str, str]) -> list[Any]:
        row = self.columns.copy()
        row[_ID], row[_CODE], (row[_NAME], row[_FOLDED]) = id_, code, name
        return row

    def step_row(self, id_: int, dossier_id: int) -> list[Any]:
        row = self.step_columns.copy()
        row[_STEP_ID], row[_STEP_DOSSIER] = id_, dossier_id
        return row

    def facts_of(self, code: str, papers: int, receipt: Mapping[str, object]) -> list[tuple[str, dict[str, object]]]:
        (submitted, payload), *accepted = self.facts
        return [
            (submitted, payload | {"code": code, "papers": papers}),
            *((name, {**said, **receipt}) for name, said in accepted),
        ]


@dataclass(slots=True)
class Looked:
    """Each kind and each person once, for as long as one set is filed."""

    actor: organization.Actor
    at: datetime
    accept: bool
    kinds: dict[tuple[Any, ...], Kind | DomainError]

    def kind_of(self, filing: Filing) -> Kind | DomainError:
        key = _COMMON(filing)
        found = self.kinds.get(key)
        if found is None:
            found = self.kinds[key] = self._look(filing)
        return found

    def _look(self, filing: Filing) -> Kind | DomainError:
        try:
            dossier, step, centre = unnumbered(filing, self.actor, self.at, accept=self.accept)
        except DomainError as error:
            return error
        return Kind(dossier, step, centre, DOSSIERS.values(dossier), STEPS.values(step), facts_of(dossier, 0, {}))


def persons_or_error(filing: Filing, looked: Looked) -> list[Person] | DomainError:
    """The persons of one filing whose files will do."""
    try:
        require_papers(filing, looked.actor, looked.at, accept=looked.accept)
        return persons_of(filing)
    except DomainError as error:
        return error


def party_row(id_: int, dossier_id: int, person: Person) -> list[Any]:
    columns = columns_of(person) | {"id": id_, "dossier_id": dossier_id}
    return [columns[name] for name in _PARTY_COLUMNS]


def paper_rows(ids: Sequence[int], dossier_id: int, papers: Sequence[Paper], at: datetime) -> list[list[Any]]:
    rows = []
    for id_, paper in zip(ids, papers, strict=True):
        columns = {
            "id": id_, "dossier_id": dossier_id, "component": paper.component, "name": paper.name, "file_ref": paper.file_ref,
            "originals": paper.originals, "copies": paper.copies, "given_at": at, "asking_reason": paper.asking_reason,
        }  # fmt: skip
        rows.append([columns[name] for name in PAPERS.names])
    return rows
