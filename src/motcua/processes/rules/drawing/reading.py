"""Which steps does a BPMN file say? Only the subset that this house writes: what is outside it is refused by its name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from motcua.foundation.errors import Invalid
from motcua.foundation.text import fold, whole
from motcua.processes.facts import DONE, UNKNOWN, Kind, Onward, Outcome, Place, Step
from motcua.processes.rules import lines
from motcua.processes.rules.checking import MOST_STEPS
from motcua.processes.rules.drawing.bpmn import BPMN, ELEMENTS, OWN, model, own
from motcua.processes.rules.drawing.graph import Shape
from motcua.processes.rules.durations import MOST

MOST_BYTES = 2_000_000
_NODES = {*ELEMENTS.values(), "task", "manualTask"}
_TASKS = {"userTask", "task", "manualTask"}
#: What says nothing about the steps and may stand there.
_SILENT = {"extensionElements", "documentation", "incoming", "outgoing", "laneSet", "textAnnotation", "association", "category"}


class BpmnUnreadable(Invalid):
    code = "bpmn_unreadable"
    vi = "Không đọc được tệp BPMN: {why_vi}."
    en = "The BPMN file cannot be read: {why_en}."


class BpmnOutsideTheSubset(Invalid):
    code = "bpmn_outside_the_subset"
    vi = "Tệp BPMN có «{element}» ({id}), hệ thống không dùng. Chỉ dùng bắt đầu, kết thúc, việc của người, cổng rẽ nhánh và cổng song song."
    en = "The BPMN file has “{element}” ({id}), which is not in use here: only start, end, user tasks, exclusive and parallel gateways."


@dataclass(frozen=True, slots=True)
class Guess:
    """Who does a step of a lane, by the words of its name; empty where nothing is known."""

    role: str = ""
    place: str = Place.COMPETENT.value


@dataclass(slots=True)
class _Flow:
    id: str
    source: str
    target: str
    name: str
    leads: str


@dataclass(slots=True)
class _File:
    nodes: dict[str, Any] = field(default_factory=dict)
    out: dict[str, list[_Flow]] = field(default_factory=dict)
    lanes: dict[str, str] = field(default_factory=dict)

    def kind(self, name: str) -> str:
        return _local(self.nodes[name])


def steps_of(
    content: bytes, *, published: Sequence[str] = (), guess: Callable[[str], Guess] = lambda _: Guess()
) -> tuple[Step, ...]:
    """The steps that a file says: our own as they were written, somebody else's by tasks, lanes and flows.

    Raises BpmnUnreadable, BpmnOutsideTheSubset. Basis: BPMN 2.0.2 (OMG formal/2013-12-09); house choice for the subset.
    """
    file = _opened(content)
    tasks = [name for name in file.nodes if file.kind(name) in _TASKS]
    if not tasks or len(tasks) > MOST_STEPS:
        raise BpmnUnreadable(why_vi=f"cần từ 1 đến {MOST_STEPS} việc", why_en=f"it needs 1 to {MOST_STEPS} tasks")
    by_name = {name: _step(file, name, guess) for name in _in_order(file, tasks)}
    if any(not step.kind for step in by_name.values()):
        by_name = _kinds_guessed(by_name)
    numbers = {name: replace(step, number=place) for place, (name, step) in enumerate(by_name.items(), start=1)}
    return _with_outcomes(file, numbers, published)


def _opened(content: bytes) -> _File:
    if len(content) > MOST_BYTES:
        raise BpmnUnreadable(why_vi="tệp lớn quá 2 MB", why_en="it is larger than 2 MB")
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise BpmnUnreadable(why_vi="tệp có khai báo DTD hoặc thực thể", why_en="it declares a DTD or entities") from None
    except (ParseError, ValueError, LookupError):
        raise BpmnUnreadable(why_vi="không phải XML đúng", why_en="it is not well-formed XML") from None
    processes = root.findall(model("process")) if root.tag == model("definitions") else []
    if len(processes) != 1:
        raise BpmnUnreadable(
            why_vi=f"cần đúng một quy trình, tệp có {len(processes)}", why_en=f"it needs one process and has {len(processes)}"
        )
    return _read(processes[0])


def _read(process: Any) -> _File:
    file, flows = _File(), []
    for element in process:
        name = _local(element)
        if name == "sequenceFlow":
            flows.append(element)
        elif name in _NODES:
            file.nodes[element.get("id", "")] = _plain(element)
        elif name not in _SILENT and str(element.tag).startswith(f"{{{BPMN}}}"):
            raise BpmnOutsideTheSubset(element=name, id=element.get("id", "")[:60])
    for element in flows:
        file.out.setdefault(element.get("sourceRef", ""), []).append(_flow(element, file))
    for lane in process.iter(model("lane")):
        file.lanes |= {(node.text or "").strip(): lane.get("name", "") for node in lane.findall(model("flowNodeRef"))}
    if sum(file.kind(name) == "startEvent" for name in file.nodes) != 1:
        raise BpmnUnreadable(why_vi="cần đúng một điểm bắt đầu", why_en="it needs exactly one start")
    return file


def _plain(element: Any) -> Any:
    """A node without a definition inside that would make it another thing: a timer, a loop, a message."""
    for part in element:
        if _local(part) not in _SILENT:
            raise BpmnOutsideTheSubset(element=f"{_local(element)}/{_local(part)}", id=element.get("id", "")[:60])
    return element


def _flow(element: Any, file: _File) -> _Flow:
    source, target, known = element.get("sourceRef", ""), element.get("targetRef", ""), element.get("id", "")
    if source not in file.nodes or target not in file.nodes:
        raise BpmnUnreadable(
            why_vi=f"luồng «{known[:60]}» nối vào chỗ không có", why_en=f"flow “{known[:60]}” leads to or from nothing"
        )
    mark = element.find(f"{model('extensionElements')}/{own('flow')}")
    leads = mark.get("leads", "") if mark is not None else ""
    return _Flow(known, source, target, element.get("name", ""), leads)


def _local(element: Any) -> str:
    space, _, name = str(element.tag).rpartition("}")
    return f"motcua:{name}" if space == f"{{{OWN}" else name


def _own(element: Any, name: str) -> Any:
    return element.find(f"{model('extensionElements')}/{own(name)}")


def _in_order(file: _File, tasks: list[str]) -> list[str]:
    """By the numbers of our own file; else as one comes to them from the start."""
    told = {name: _own(file.nodes[name], "step") for name in tasks}
    numbers = [number for mark in told.values() if mark is not None and (number := whole(mark.get("number", ""))) is not None]
    if len(set(numbers)) == len(tasks):
        return [name for _, name in sorted(zip(numbers, told, strict=True))]
    start = next(name for name in file.nodes if file.kind(name) == "startEvent")
    found, open_ = dict.fromkeys([start]), [start]
    while open_:
        for flow in file.out.get(open_.pop(0), ()):
            if flow.target not in found:
                found[flow.target] = None
                open_.append(flow.target)
    reached = [name for name in found if name in told]
    return reached + [name for name in tasks if name not in found]


def _step(file: _File, name: str, guess: Callable[[str], Guess]) -> Step:
    element, mark = file.nodes[name], _own(file.nodes[name], "step")
    said = element.find(model("documentation"))
    work = (said.text or "") if said is not None else ""
    if mark is None:
        who = guess(file.lanes.get(name, ""))
        return Step(number=0, key=_key(name), name=element.get("name", ""), work=work, role=who.role, place=who.place)
    document = mark.find(own("document"))
    return Step(
        number=0, key=mark.get("key") or _key(name), kind=_among(mark, "kind", set(Kind)), name=element.get("name", ""),
        role=mark.get("role", ""), place=_among(mark, "place", set(Place)) or Place.COMPETENT.value,
        minutes=min(MOST, _whole(mark, "minutes")), agency_id=_whole(mark, "agency_id") or None, agency=mark.get("agency", ""), work=work,
        document=(document.text or "") if document is not None else "", case=mark.get("case", ""), beside=mark.get("beside", ""),
    )  # fmt: skip


def _key(name: str) -> str:
    plain = "".join(c if c.isascii() and c.isalnum() else "_" for c in fold(name)).strip("_")[:40]
    return plain if plain[:1].isalpha() else f"b{plain}"[:40]


def _among(mark: Any, name: str, known: set[Any]) -> str:
    value = str(mark.get(name, ""))
    return value if value in known else ""


def _whole(mark: Any, name: str) -> int:
    return whole(mark.get(name, "")) or 0


def _kinds_guessed(steps: dict[str, Step]) -> dict[str, Step]:
    """Of a file that is not ours: first comes reception, last the return, between them examination."""
    last = len(steps) - 1
    kinds = {0: Kind.RECEIVE, last: Kind.RETURN}
    return {
        name: step if step.kind else replace(step, kind=kinds.get(place, Kind.EXAMINE).value)
        for place, (name, step) in enumerate(steps.items())
    }


def _with_outcomes(file: _File, by_name: dict[str, Step], published: Sequence[str]) -> tuple[Step, ...]:
    steps = tuple(by_name.values())
    found = []
    for name, step in by_name.items():
        flow = () if step.beside else tuple(file.out.get(_exit(file, name), ()))
        found.append(replace(step, outcomes=tuple(_outcomes(file, flow, by_name, _nexts(step, steps, published)))))
    return tuple(found)


def _nexts(step: Step, steps: tuple[Step, ...], published: Sequence[str]) -> frozenset[str]:
    """The keys of what follows by the order of the table, over all cases; empty text for the end."""
    cases = [step.case] if step.case else lines.cases_of(steps, published)
    after = [lines.following(step, lines.line(steps, case)) for case in cases]
    return frozenset(one.key if one else "" for one in after)


def _exit(file: _File, name: str) -> str:
    """A task, or the parallel gateway that waits for what runs beside it."""
    out = file.out.get(name, [])
    if len(out) != 1 or file.kind(out[0].target) != "parallelGateway":
        return name
    waits_for = sum(flow.target == out[0].target for flows in file.out.values() for flow in flows)
    return out[0].target if waits_for > 1 and len(file.out.get(out[0].target, ())) == 1 else name


def _outcomes(file: _File, out: tuple[_Flow, ...], by_name: dict[str, Step], nexts: frozenset[str]) -> Iterator[Outcome]:
    if len(out) == 1 and file.kind(out[0].target) == "exclusiveGateway" and not _is_of_cases(file, out[0].target):
        out = tuple(file.out.get(out[0].target, ()))
    elif len(out) == 1:
        target = _target(file, out[0], by_name, nexts)
        if target == Onward.NEXT or (target == Onward.END and not nexts - {""}):
            return
    for flow in out:
        yield Outcome(label=flow.name, target=_target(file, flow, by_name, nexts))


def _is_of_cases(file: _File, name: str) -> bool:
    mark = _own(file.nodes[name], "node")
    return mark is not None and mark.get("is") == Shape.CASES.value


def _target(file: _File, flow: _Flow, by_name: dict[str, Step], nexts: frozenset[str]) -> str:
    reached, ends = _entries(file, flow.target, by_name)
    keys = frozenset(reached) | ({""} if DONE in ends else frozenset())
    if keys == nexts and flow.leads in {"", Onward.NEXT}:
        return Onward.NEXT.value
    if len(reached) == 1:
        return next(iter(reached))
    end = next(iter(ends), UNKNOWN)
    return Onward.END.value if end == DONE else "" if end == UNKNOWN else end


def _entries(file: _File, name: str, by_name: dict[str, Step]) -> tuple[set[str], set[str]]:
    """The keys of the main steps, and the reasons of the ends, that stand behind a node."""
    keys: set[str] = set()
    ends: set[str] = set()
    open_, seen = [name], {name}
    while open_:
        place = open_.pop()
        kind = file.kind(place)
        if kind in _TASKS:
            if not by_name[place].beside:
                keys.add(by_name[place].key)
        elif kind == "endEvent":
            ends.add(_why(file.nodes[place]))
        else:
            for flow in file.out.get(place, ()):
                if flow.target not in seen:
                    seen.add(flow.target)
                    open_.append(flow.target)
    return keys, ends


def _why(end: Any) -> str:
    """Why a dossier ends there: as we wrote it, else by the words at the end."""
    mark = _own(end, "node")
    if mark is not None and mark.get("why") in {DONE, UNKNOWN, *Onward}:
        return str(mark.get("why"))
    words = fold(end.get("name", ""))
    if "bo sung" in words:
        return Onward.SUPPLEMENT.value
    return Onward.REFUSE.value if "tu choi" in words or "khong" in words or "tra ho so" in words else DONE
