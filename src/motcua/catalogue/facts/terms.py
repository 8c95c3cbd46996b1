"""What a dossier is pinned to: the terms of a procedure under a process."""

from dataclasses import dataclass
from datetime import date, time

from motcua.foundation.confidence import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentFact:
    case: str
    name: str
    originals: int
    copies: int
    has_form: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeFact:
    """A fee as published. `amount` in đồng only where the words leave no doubt."""

    channel: str
    text: str
    amount: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOutcome:
    """One way in which a step ends. `target`: the key of a step, or an `Onward`."""

    label: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTerms:
    number: int
    key: str
    name: str
    role: str
    place: str
    minutes: int
    kind: str
    #: The agency of a step that another agency does, by id where the process names one and in words where a rule does.
    agency_id: int | None = None
    agency: str = ""
    work: str = ""
    document: str = ""
    #: Empty: in every case of the procedure.
    case: str = ""
    #: The key of the step during which this consultation runs; empty for a step of the main line.
    beside: str = ""
    outcomes: tuple[StepOutcome, ...] = ()


def line_of(steps: tuple[StepTerms, ...], case: str) -> tuple[StepTerms, ...]:
    """The main line of a case. Of a case not told the longest one, so that no step is left out."""
    main = tuple(step for step in steps if not step.beside)
    cases = dict.fromkeys(step.case for step in main if step.case)
    if not cases:
        return main
    lines = [tuple(step for step in main if step.case in {"", one}) for one in ([case] if case else cases)]
    return max(lines, key=lambda line: sum(step.minutes for step in line))


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalValue:
    """One dated rule of law that applies, with where it stands and how sure we are of it."""

    rule: str
    value: str
    basis: str
    confidence: Confidence
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRules:
    """The rules of the clock for one procedure on one day. None: no rule in force says anything."""

    supplement_return_days: int | None
    supplement_restarts: bool
    supplement_requests_max: int | None
    close_unanswered_after_days: int | None
    extension_notice_days: int | None
    extensions_max: int | None
    notice_hours_online: int | None
    notice_days_counter: int | None
    boundary_start: str
    forward_cutoff: time | None
    sources: tuple[LegalValue, ...]
    #: A recorded incident of the platform stops the clock until it works again.
    incident_pauses: bool = False
    #: What a change of the calendar does to a promise that was given: keep, off_day.
    calendar_edit: str = "keep"

    def source_of(self, rule: str) -> LegalValue | None:
        return next((value for value in self.sources if value.rule == rule), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Everything about a procedure that a dossier is pinned to."""

    procedure_id: int
    version_id: int
    process_id: int
    code: str
    name: str
    short_name: str
    field: str
    limit: tuple[int, str] | None
    policy: str
    cutoff: time | None
    same_day: bool
    service_level: str
    boundary: str
    #: The main line of every case; `line` is that of one.
    steps: tuple[StepTerms, ...]
    rules: ClockRules
    rules_on: date
    components: tuple[ComponentFact, ...]
    #: Those that the papers are published under, then those that only the process names.
    cases: tuple[str, ...]
    fees: tuple[FeeFact, ...]
    channels: frozenset[str]
    results: tuple[str, ...]
    levels: frozenset[str]
    process_status: str
    #: What runs beside the main line, with limits of its own.
    consultations: tuple[StepTerms, ...] = ()
    #: The one agency that decides, where the control office has said so.
    competent_id: int | None = None

    def line(self, case: str) -> tuple[StepTerms, ...]:
        return line_of(self.steps, case)
