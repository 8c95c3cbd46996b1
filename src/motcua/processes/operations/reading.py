"""A draft from a file: a table of a province (XLSX, DOCX), or BPMN 2.0."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction

from motcua.foundation.sheets import tables_of
from motcua.foundation.sheets.lines import LineRefused
from motcua.organization import public as organization
from motcua.processes.facts import Problem, Step
from motcua.processes.operations.drafting import Beginning, frame_from, home_of, start_draft
from motcua.processes.queries.drafts import frame_of
from motcua.processes.queries.packaged import meanings
from motcua.processes.rules import checking, tables
from motcua.processes.rules.drawing import reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessImported:
    """A draft made from a file, with the rows that were not taken and what to look at."""

    draft_id: int
    steps: int
    refused: tuple[LineRefused, ...]
    notes: tuple[LineRefused, ...]
    problems: tuple[Problem, ...]


@transaction.atomic
def import_process(
    *, file: BinaryIO, name: str, procedure_code: str, actor: organization.Actor, at: datetime, table: int | None = None,
    agency_ids: frozenset[int] = frozenset(), from_day: date | None = None,
) -> ProcessImported:  # fmt: skip
    """Make a draft from a file; rows that cannot be taken are named with their place and reason, the others are in the draft.

    Raises MayNotDraft, NoProcessTable, SeveralProcessTables, BpmnUnreadable, BpmnOutsideTheSubset, what tables_of raises of a bad
    file, and what start_draft raises.
    """
    home_of(actor)
    frame = frame_from(procedure_code, from_day, at)
    read = read_file(file, name=name, code=procedure_code, cases=frame.cases, table=table)

    words = "\n".join(line.detail for line in (*read.refused, *read.notes))
    beginning = Beginning(steps=read.steps, what="imported", source=name, note=words, agency_ids=agency_ids)
    draft_id = start_draft(procedure_code=procedure_code, actor=actor, at=at, beginning=beginning, from_day=from_day)
    return ProcessImported(
        draft_id=draft_id, steps=len(read.steps), refused=read.refused, notes=read.notes,
        problems=checking.problems(read.steps, frame_of(frame)),
    )  # fmt: skip


def read_file(file: BinaryIO, *, name: str, code: str, cases: tuple[str, ...], table: int | None = None) -> tables.TableRead:
    """The steps of a file by its kind. Raises as import_process of a bad file."""
    if name.lower().endswith((".bpmn", ".xml")):
        content = file.read(reading.MOST_BYTES + 1)
        return tables.TableRead(steps=_known(reading.steps_of(content, published=cases, guess=_guess)), refused=(), notes=())
    chosen = tables.process_table(tables_of(file, name=name), meanings(), name=name[-100:], code=code, which=table)
    return tables.steps_of(chosen, meanings(), cases=cases)


def _guess(lane: str) -> reading.Guess:
    role, place = tables.who_of(lane, meanings())
    return reading.Guess(role, place)


def _known(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """An agency's number of another installation means nothing here."""
    known = {agency.id for agency in organization.agencies()}
    return tuple(step if step.agency_id in {None, *known} else replace(step, agency_id=None) for step in steps)
