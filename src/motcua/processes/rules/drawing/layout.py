"""Where does each part of a process stand on paper? Left to right, a lane for each who does it, no line across a box."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from motcua.processes.rules.drawing.graph import Flow, Graph, Node, Shape

TASK_WIDE, TASK_HIGH, ROW, GAP, MARGIN, TRACK = 150, 76, 104, 64, 20, 16
LANE_NAME = 48
SIZES = {
    Shape.START: (36, 36), Shape.END: (36, 36), Shape.TASK: (TASK_WIDE, TASK_HIGH),
    **dict.fromkeys((Shape.CHOICE, Shape.CASES, Shape.SPLIT, Shape.JOIN), (50, 50)),
}  # fmt: skip
_ORDER = {Shape.SPLIT: 0, Shape.TASK: 1, Shape.JOIN: 2, Shape.CHOICE: 3, Shape.CASES: 4}


class Point(NamedTuple):
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> Point:
        return Point(self.x + self.width // 2, self.y + self.height // 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    width: int
    height: int
    lanes: tuple[tuple[str, Box], ...]
    boxes: dict[str, Box]
    #: By place in the list of flows.
    lines: tuple[tuple[Point, ...], ...]


def laid_out(graph: Graph) -> Layout:
    """The places of every lane, node and flow.

    Basis: house choice.
    """
    columns = _columns(graph)
    rows, heights = _rows(graph, columns)
    tracks = _tracks(graph, columns)
    top = MARGIN + TRACK * (len(tracks) + 1)
    lanes, y = {}, top
    for lane in graph.lanes:
        lanes[lane] = y
        y += heights[lane] * ROW
    left, widths = _lefts(graph, columns)
    boxes = {}
    for node in graph.nodes:
        wide, high = SIZES[node.shape]
        column = columns[node.id]
        x = left[column] + (widths[column] - wide) // 2
        boxes[node.id] = Box(x, lanes[node.lane] + rows[node.id] * ROW + (ROW - high) // 2, wide, high)
    width = max((left[column] + widths[column] for column in left), default=0) + GAP
    return Layout(
        width=width + MARGIN,
        height=y + MARGIN,
        lanes=tuple((lane, Box(MARGIN, lanes[lane], width - MARGIN, heights[lane] * ROW)) for lane in graph.lanes),
        boxes=boxes,
        lines=tuple(_route(flow, place, boxes, columns, tracks, top) for place, flow in enumerate(graph.flows)),
    )


def _columns(graph: Graph) -> dict[str, int]:
    """Each step has columns of its own; consultations stand in the one of the step beside which they run."""
    beside = {flow.target: flow.source.removeprefix("split_") for flow in graph.flows if flow.source.startswith("split_")}
    main = [
        node for node in graph.nodes if node.shape is Shape.TASK and beside.get(node.id, str(node.number)) == str(node.number)
    ]
    used: dict[tuple[int, int], int] = {}
    for node in sorted(graph.nodes, key=_place):
        if node.shape in _ORDER and (node.shape is not Shape.TASK or node in main):
            used.setdefault((node.number, _ORDER[node.shape]), len(used) + 1)
    last = len(used) + 1
    found = {}
    for node in graph.nodes:
        if node.shape is Shape.START or (node.shape is Shape.CASES and not node.number):
            found[node.id] = 0 if node.shape is Shape.START else used[0, _ORDER[Shape.CASES]]
        elif node.shape is Shape.END:
            found[node.id] = last if not node.number else used[node.number, _ORDER[Shape.CHOICE]]
        else:
            number = node.number if node.shape is not Shape.TASK else int(beside.get(node.id, node.number))
            found[node.id] = used[number, _ORDER[node.shape]]
    return found


def _place(node: Node) -> tuple[int, int]:
    return node.number, _ORDER.get(node.shape, 9)


def _rows(graph: Graph, columns: dict[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """What shares a column and a lane stands one below the other."""
    taken: dict[tuple[str, int], int] = defaultdict(int)
    rows, heights = {}, dict.fromkeys(graph.lanes, 1)
    for node in sorted(graph.nodes, key=lambda node: node.shape is Shape.END):
        place = (node.lane, columns[node.id])
        rows[node.id] = taken[place]
        taken[place] += 1
        heights[node.lane] = max(heights[node.lane], taken[place])
    return rows, heights


def _lefts(graph: Graph, columns: dict[str, int]) -> tuple[dict[int, int], dict[int, int]]:
    widths: dict[int, int] = {}
    for node in graph.nodes:
        column = columns[node.id]
        widths[column] = max(widths.get(column, 0), SIZES[node.shape][0])
    left, x = {}, MARGIN + LANE_NAME + GAP // 2
    for column in sorted(widths):
        left[column] = x
        x += widths[column] + GAP
    return left, widths


def _is_near(flow: Flow, columns: dict[str, int]) -> bool:
    """To the column at the right, or straight down to an end in the same one."""
    step = columns[flow.target] - columns[flow.source]
    return step == 1 or (step == 0 and flow.target.startswith("end_"))


def _tracks(graph: Graph, columns: dict[str, int]) -> dict[int, int]:
    """What goes further runs above the lanes, each on a track of its own."""
    far = [place for place, flow in enumerate(graph.flows) if not _is_near(flow, columns)]
    return {place: track for track, place in enumerate(far, start=1)}


def _route(
    flow: Flow, place: int, boxes: dict[str, Box], columns: dict[str, int], tracks: dict[int, int], top: int
) -> tuple[Point, ...]:
    source, target = boxes[flow.source], boxes[flow.target]
    start, end = Point(source.x + source.width, source.middle.y), Point(target.x, target.middle.y)
    if columns[flow.source] == columns[flow.target] and place not in tracks:
        return _down(source, target)
    if place not in tracks:
        if start.y == end.y:
            return (start, end)
        turn = target.x - GAP // 2
        return (start, Point(turn, start.y), Point(turn, end.y), end)
    above, shift = top - TRACK * tracks[place], 6 + tracks[place] % 4 * 5
    out, into = start.x + shift, end.x - shift
    return (start, Point(out, start.y), Point(out, above), Point(into, above), Point(into, end.y), end)


def _down(source: Box, target: Box) -> tuple[Point, ...]:
    """Out to the side and round what stands between, or straight down to the one right below."""
    if target.y - source.y <= ROW + SIZES[Shape.CHOICE][1]:
        return (Point(source.middle.x, source.y + source.height), Point(source.middle.x, target.y))
    side = source.x - 12
    return (
        Point(source.x, source.middle.y), Point(side, source.middle.y), Point(side, target.middle.y), Point(target.x, target.middle.y)
    )  # fmt: skip
