"""A process as BPMN 2.0 XML: model, our own attributes in extensionElements, and the picture (BPMNDI)."""

from collections.abc import Callable, Sequence
from xml.etree import ElementTree as Xml

from motcua.processes.facts import Step
from motcua.processes.rules.drawing.bpmn import BPMNDI, DC, DI, ELEMENTS, PREFIXES, model, own
from motcua.processes.rules.drawing.graph import Flow, Graph, Node, Shape, graph_of
from motcua.processes.rules.drawing.layout import Box, Layout, laid_out

_PROCESS, _POOL = "process", "pool"
#: Of a step, in this order, when they say something.
_SAID = ("key", "kind", "role", "place", "agency_id", "agency", "minutes", "case", "beside")


def written(
    steps: Sequence[Step], *, name: str, published: Sequence[str], lane_of: Callable[[Step], str], identifier: str = ""
) -> bytes:
    """The XML of a process. Every step is a userTask, every role or agency a lane.

    Basis: BPMN 2.0.2 (OMG formal/2013-12-09); house choice for the subset.
    """
    for prefix, space in PREFIXES.items():
        Xml.register_namespace(prefix, space)
    graph = graph_of(steps, published, lane_of)
    layout = laid_out(graph)
    root = Xml.Element(
        model("definitions"), {"id": "definitions", "targetNamespace": "https://motcua.vn/quy-trinh", "exporter": "motcua"}
    )
    pool = Xml.SubElement(root, model("collaboration"), {"id": "collaboration"})
    Xml.SubElement(pool, model("participant"), {"id": _POOL, "name": name, "processRef": _PROCESS})
    process = Xml.SubElement(root, model("process"), {"id": _PROCESS, "name": name, "isExecutable": "false"})
    if identifier:
        Xml.SubElement(Xml.SubElement(process, model("extensionElements")), own("process"), {"procedure": identifier})
    _lanes(process, graph)
    _nodes(process, graph, {step.number: step for step in steps})
    for place, flow in enumerate(graph.flows, start=1):
        _flow(process, place, flow)
    _picture(root, graph, layout)
    Xml.indent(root)
    content: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _lanes(process: Xml.Element, graph: Graph) -> None:
    lanes = Xml.SubElement(process, model("laneSet"), {"id": "lanes"})
    for place, name in enumerate(graph.lanes, start=1):
        lane = Xml.SubElement(lanes, model("lane"), {"id": f"lane_{place}", "name": name})
        for node in graph.nodes:
            if node.lane == name:
                Xml.SubElement(lane, model("flowNodeRef")).text = node.id


def _nodes(process: Xml.Element, graph: Graph, steps: dict[int, Step]) -> None:
    for node in graph.nodes:
        element = Xml.SubElement(
            process, model(ELEMENTS[node.shape]), {"id": node.id, **({"name": node.name} if node.name else {})}
        )
        if node.shape is Shape.TASK:
            _task(element, steps[node.number])
        elif node.shape in {Shape.CASES, Shape.CHOICE, Shape.END}:
            said = {"why": node.why} if node.why else {"is": node.shape.value}
            Xml.SubElement(Xml.SubElement(element, model("extensionElements")), own("node"), said)
        for place, flow in enumerate(graph.flows, start=1):
            if flow.target == node.id:
                Xml.SubElement(element, model("incoming")).text = f"flow_{place}"
        for place, flow in enumerate(graph.flows, start=1):
            if flow.source == node.id:
                Xml.SubElement(element, model("outgoing")).text = f"flow_{place}"


def _task(element: Xml.Element, step: Step) -> None:
    if step.work:
        Xml.SubElement(element, model("documentation")).text = step.work
    said = {name: str(value) for name in _SAID if (value := getattr(step, name))}
    more = Xml.SubElement(Xml.SubElement(element, model("extensionElements")), own("step"), {"number": str(step.number), **said})
    if step.document:
        Xml.SubElement(more, own("document")).text = step.document


def _flow(process: Xml.Element, place: int, flow: Flow) -> None:
    said = {"id": f"flow_{place}", "sourceRef": flow.source, "targetRef": flow.target}
    element = Xml.SubElement(process, model("sequenceFlow"), said | ({"name": flow.name} if flow.name else {}))
    if flow.leads:
        Xml.SubElement(Xml.SubElement(element, model("extensionElements")), own("flow"), {"leads": flow.leads})


def _picture(root: Xml.Element, graph: Graph, layout: Layout) -> None:
    diagram = Xml.SubElement(root, f"{{{BPMNDI}}}BPMNDiagram", {"id": "diagram"})
    plane = Xml.SubElement(diagram, f"{{{BPMNDI}}}BPMNPlane", {"id": "plane", "bpmnElement": "collaboration"})
    if layout.lanes:
        first, last = layout.lanes[0][1], layout.lanes[-1][1]
        _shape(plane, _POOL, Box(first.x - 30, first.y, first.width + 30, last.y + last.height - first.y), isHorizontal="true")
    for place, (_, box) in enumerate(layout.lanes, start=1):
        _shape(plane, f"lane_{place}", box, isHorizontal="true")
    for node in graph.nodes:
        _node_shape(plane, node, layout.boxes[node.id])
    for place, points in enumerate(layout.lines, start=1):
        edge = Xml.SubElement(plane, f"{{{BPMNDI}}}BPMNEdge", {"id": f"flow_{place}_di", "bpmnElement": f"flow_{place}"})
        for point in points:
            Xml.SubElement(edge, f"{{{DI}}}waypoint", {"x": str(point.x), "y": str(point.y)})


def _node_shape(plane: Xml.Element, node: Node, box: Box) -> None:
    is_gate = node.shape in {Shape.CHOICE, Shape.CASES}
    _shape(plane, node.id, box, **({"isMarkerVisible": "true"} if is_gate else {}))


def _shape(plane: Xml.Element, name: str, box: Box, **more: str) -> None:
    shape = Xml.SubElement(plane, f"{{{BPMNDI}}}BPMNShape", {"id": f"{name}_di", "bpmnElement": name, **more})
    bounds = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    Xml.SubElement(shape, f"{{{DC}}}Bounds", {name: str(value) for name, value in bounds.items()})
