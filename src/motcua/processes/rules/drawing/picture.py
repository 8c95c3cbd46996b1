"""What is drawn on a page: the same places as in the BPMN, as shapes and words that a template writes as SVG."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from motcua.processes.facts import Step
from motcua.processes.rules.drawing.graph import Flow, Node, Shape, graph_of
from motcua.processes.rules.drawing.layout import LANE_NAME, Box, Point, laid_out

#: Letters in a line of a task and of a lane's name, and lines in a task.
_LETTERS, _LINES, _LINE = 21, 3, 15


@dataclass(frozen=True, slots=True)
class Words:
    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One node: its box, its outline where it is no box, its words."""

    shape: str
    number: int
    box: Box
    middle: Point
    outline: str
    words: tuple[Words, ...]
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    points: str
    head: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    box: Box
    middle: Point
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    width: int
    height: int
    lanes: tuple[Lane, ...]
    arrows: tuple[Arrow, ...]
    nodes: tuple[Shown, ...]


def picture_of(steps: Sequence[Step], published: Sequence[str], lane_of: Callable[[Step], str]) -> Picture:
    """The drawing of a process.

    Basis: house choice.
    """
    graph = graph_of(steps, published, lane_of)
    layout = laid_out(graph)
    by_number = {step.number: step for step in steps}
    return Picture(
        width=layout.width,
        height=layout.height,
        lanes=tuple(_lane(name, box) for name, box in layout.lanes),
        arrows=tuple(_arrow(flow, points) for flow, points in zip(graph.flows, layout.lines, strict=True)),
        nodes=tuple(_node(node, layout.boxes[node.id], by_number) for node in graph.nodes),
    )


def _lane(name: str, box: Box) -> Lane:
    """The name stands on its side, in as many lines as the lane's strip holds."""
    middle = Point(box.x + LANE_NAME // 2, box.middle.y)
    lines = _wrapped(name, max(8, box.height // 6), 3)
    top = middle.y - (len(lines) - 1) * 7
    return Lane(
        box=box, middle=middle, words=tuple(Words(middle.x, top + place * 14 + 4, line) for place, line in enumerate(lines))
    )


def _node(node: Node, box: Box, steps: dict[int, Step]) -> Shown:
    middle = box.middle
    words: tuple[Words, ...] = ()
    if node.shape is Shape.TASK:
        lines = _wrapped(node.name or "…", _LETTERS, _LINES)
        top = middle.y - (len(lines) - 1) * _LINE // 2 - 4
        words = tuple(Words(middle.x, top + place * _LINE, line) for place, line in enumerate(lines))
    elif node.name:
        words = (Words(middle.x, box.y + box.height + 14, node.name),)
    x, y, right, low = box.x, box.y, box.x + box.width, box.y + box.height
    return Shown(
        shape=node.shape.value, number=node.number, box=box, middle=middle, words=words,
        outline=f"{middle.x},{y} {right},{middle.y} {middle.x},{low} {x},{middle.y}",
        minutes=steps[node.number].minutes if node.shape is Shape.TASK else 0,
    )  # fmt: skip


def _arrow(flow: Flow, points: tuple[Point, ...]) -> Arrow:
    before, end = points[-2], points[-1]
    if before.x == end.x:
        head = f"{end.x - 5},{end.y - 9} {end.x + 5},{end.y - 9} {end.x},{end.y}"
    else:
        head = f"{end.x - 9},{end.y - 5} {end.x - 9},{end.y + 5} {end.x},{end.y}"
    return Arrow(points=" ".join(f"{point.x},{point.y}" for point in points), head=head, words=_label(flow, points))


def _label(flow: Flow, points: tuple[Point, ...]) -> Words:
    """Beside where the line begins; of one that runs above, upon its long way."""
    if len(points) == 6:
        return Words((points[2].x + points[3].x) // 2, points[2].y - 4, flow.name)
    start, turn = points[0], points[1]
    if start.x == turn.x:
        return Words(start.x + 6, (start.y + turn.y) // 2 + 4, _short(flow.name, 18))
    return Words(start.x + 4, start.y - 6, _short(flow.name, 12 if len(points) == 4 else 9))


def _short(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def _wrapped(text: str, letters: int, lines: int) -> tuple[str, ...]:
    found = [""]
    for word in text.split():
        if len(found[-1]) + len(word) + 1 > letters and found[-1]:
            found.append("")
        found[-1] = _short(f"{found[-1]} {word}".strip(), letters)
    if len(found) > lines:
        found = [*found[: lines - 1], _short(" ".join(found[lines - 1 :]), letters)]
    return tuple(found)
