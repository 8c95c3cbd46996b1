"""A process as nodes and flows: what BPMN and the drawing on the page are both made from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from motcua.processes.facts import BEGINNING, DONE, END_NAMES, OTHER_CASES, UNKNOWN, Onward, Outcome, Step
from motcua.processes.rules import lines


class Shape(StrEnum):
    START = "start"
    TASK = "task"
    #: One way out of several, by the outcome of a step or by the case of the dossier.
    CHOICE = "choice"
    CASES = "cases"
    SPLIT = "split"
    JOIN = "join"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    id: str
    shape: Shape
    lane: str
    name: str = ""
    #: Of the step's number (tasks, and what stands around them), and of an end: why it ends.
    number: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    source: str
    target: str
    name: str = ""
    #: Of an outcome: where it leads, as the step says it.
    leads: str = ""


@dataclass(slots=True)
class Graph:
    lanes: list[str] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)

    def add(self, node: Node) -> Node:
        self.nodes.append(node)
        if node.lane not in self.lanes:
            self.lanes.append(node.lane)
        return node


def graph_of(steps: Sequence[Step], published: Sequence[str], lane_of: Callable[[Step], str]) -> Graph:
    """The graph of a process, whatever is still wrong with it.

    Basis: house choice (BPMN 2.0: tasks, exclusive and parallel gateways, ends).
    """
    return _Builder(steps, published, lane_of).built()


class _Builder:
    def __init__(self, steps: Sequence[Step], published: Sequence[str], lane_of: Callable[[Step], str]) -> None:
        self._steps, self._lane_of = steps, lane_of
        self._main = [step for step in steps if not step.beside]
        self._cases = lines.cases_of(steps, published)
        self._graph = Graph()
        self._keys: dict[str, Step] = {}
        for step in self._main:
            self._keys.setdefault(step.key, step)

    def built(self) -> Graph:
        if not self._main:
            return self._graph
        self._graph.add(Node(id="start", shape=Shape.START, lane=self._lane_of(self._main[0]), name=BEGINNING))
        for step in self._main:
            self._stand(step)
        held = {consult.number for step in self._main for consult in lines.beside(self._steps, step.key)}
        for lost in [step for step in self._steps if step.beside and step.number not in held]:
            self._graph.add(_task(lost, self._lane_of(lost)))
        done = Node(id=f"end_{DONE}", shape=Shape.END, lane=self._lane_of(self._main[-1]), name=END_NAMES[DONE], why=DONE)
        self._graph.add(done)
        self._go_on("start", self._firsts(), self._graph.nodes[0])
        for step in self._main:
            self._leave(step)
        return self._graph

    def _stand(self, step: Step) -> None:
        lane, consulted = self._lane_of(step), self._beside(step)
        if consulted:
            self._graph.add(Node(id=f"split_{step.number}", shape=Shape.SPLIT, lane=lane, number=step.number))
        self._graph.add(_task(step, lane))
        for one in consulted:
            self._graph.add(_task(one, self._lane_of(one)))
        if consulted:
            self._graph.add(Node(id=f"join_{step.number}", shape=Shape.JOIN, lane=lane, number=step.number))
            for number in (step.number, *(one.number for one in consulted)):
                self._graph.flows += [
                    Flow(source=f"split_{step.number}", target=f"step_{number}"),
                    Flow(source=f"step_{number}", target=f"join_{step.number}"),
                ]

    def _beside(self, step: Step) -> tuple[Step, ...]:
        """The consultations of a step: of two steps with one key the first has them."""
        return lines.beside(self._steps, step.key) if self._keys[step.key] is step else ()

    def _leave(self, step: Step) -> None:
        out = f"join_{step.number}" if self._beside(step) else f"step_{step.number}"
        if not step.outcomes:
            self._go_on(out, self._after(step), step)
            return
        choice = Node(id=f"choice_{step.number}", shape=Shape.CHOICE, lane=self._lane_of(step), number=step.number)
        self._graph.add(choice)
        self._graph.flows.append(Flow(source=out, target=choice.id))
        for place, outcome in enumerate(step.outcomes, start=1):
            self._branch(step, choice, place, outcome)

    def _branch(self, step: Step, choice: Node, place: int, outcome: Outcome) -> None:
        if outcome.target == Onward.NEXT:
            self._go_on(choice.id, self._after(step), step, name=outcome.label, leads=outcome.target)
            return
        led = self._keys.get(outcome.target)
        if led is not None:
            self._graph.flows.append(Flow(source=choice.id, target=self._entry(led), name=outcome.label, leads=outcome.target))
            return
        why = outcome.target if outcome.target in set(Onward) else UNKNOWN
        end = Node(
            id=f"end_{step.number}_{place}", shape=Shape.END, lane=choice.lane, name=END_NAMES[why], number=step.number, why=why
        )
        self._graph.add(end)
        self._graph.flows.append(Flow(source=choice.id, target=end.id, name=outcome.label, leads=outcome.target))

    def _entry(self, step: Step) -> str:
        return f"split_{step.number}" if self._beside(step) else f"step_{step.number}"

    def _firsts(self) -> dict[str, Step | None]:
        return {case: next(iter(lines.line(self._steps, case)), None) for case in self._cases}

    def _after(self, step: Step) -> dict[str, Step | None]:
        """What follows a step in each case in which it is done."""
        own = [step.case] if step.case else self._cases
        return {case: lines.following(step, lines.line(self._steps, case)) for case in own}

    def _go_on(self, source: str, after: dict[str, Step | None], at: Step | Node, *, name: str = "", leads: str = "") -> None:
        """To the one next step, or by the case of the dossier to several."""
        targets: dict[str, list[str]] = {}
        for case, step in after.items():
            targets.setdefault(self._entry(step) if step else f"end_{DONE}", []).append(case)
        if len(targets) == 1:
            self._graph.flows.append(Flow(source=source, target=next(iter(targets)), name=name, leads=leads))
            return
        lane = at.lane if isinstance(at, Node) else self._lane_of(at)
        gate = f"cases_{at.number}"
        if all(node.id != gate for node in self._graph.nodes):
            self._graph.add(Node(id=gate, shape=Shape.CASES, lane=lane, number=at.number))
            for target, cases in targets.items():
                said = "; ".join(case or OTHER_CASES for case in cases)
                self._graph.flows.append(Flow(source=gate, target=target, name=said))
        self._graph.flows.append(Flow(source=source, target=gate, name=name, leads=leads))


def _task(step: Step, lane: str) -> Node:
    return Node(id=f"step_{step.number}", shape=Shape.TASK, lane=lane, name=step.name, number=step.number)
