"""A process as BPMN 2.0 XML: out and in again the same; what is outside the subset is refused by its name."""

from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given, settings
from tests.processes.rows import CASES, outcomes, plain, processes, step, table

from motcua.processes.facts import Step
from motcua.processes.rules.drawing import layout
from motcua.processes.rules.drawing.bpmn import BPMN, PREFIXES
from motcua.processes.rules.drawing.graph import graph_of
from motcua.processes.rules.drawing.reading import BpmnOutsideTheSubset, BpmnUnreadable, Guess, steps_of
from motcua.processes.rules.drawing.writing import written


def lane(step: Step) -> str:
    return f"{step.role} {step.agency or step.place}"


def out(steps: tuple[Step, ...]) -> bytes:
    return written(steps, name="Quy trình thử", published=CASES, lane_of=lane, identifier="1.000001")


@settings(max_examples=150)
@given(processes())
def test_what_is_written_is_read_again_the_same(steps: tuple[Step, ...]) -> None:
    assert steps_of(out(steps), published=CASES) == steps


@settings(max_examples=100)
@given(processes())
def test_no_two_boxes_stand_on_each_other_and_every_flow_ends_at_its_boxes(steps: tuple[Step, ...]) -> None:
    graph = graph_of(steps, CASES, lane)
    placed = layout.laid_out(graph)

    boxes = list(placed.boxes.values())
    overlaps = [
        (a, b)
        for n, a in enumerate(boxes)
        for b in boxes[n + 1 :]
        if a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height
    ]
    assert overlaps == []
    for flow, points in zip(graph.flows, placed.lines, strict=True):
        for end, box in ((points[0], placed.boxes[flow.source]), (points[-1], placed.boxes[flow.target])):
            assert box.x <= end.x <= box.x + box.width
            assert box.y <= end.y <= box.y + box.height
    lanes = dict(placed.lanes)
    assert all(lanes[node.lane].y <= placed.boxes[node.id].y for node in graph.nodes)


def test_every_step_is_a_user_task_in_the_lane_of_who_does_it() -> None:
    steps = table(
        step("receive"), step("examine"), step("consult", beside="examine", place="agency", agency="Công an"), step("return")
    )
    root = Xml.fromstring(out(steps))

    tasks = root.findall(f".//{{{BPMN}}}userTask")
    lanes = {lane.get("name"): [node.text for node in lane] for lane in root.iter(f"{{{BPMN}}}lane")}
    assert [task.get("name") for task in tasks] == ["Việc receive", "Việc examine", "Việc consult", "Việc return"]
    assert lanes["official Công an"] == ["step_3"]
    shapes = {shape.get("bpmnElement") for shape in root.iter(f"{{{PREFIXES['bpmndi']}}}BPMNShape")}
    assert {node.get("id") for node in [*tasks, *root.iter(f"{{{BPMN}}}endEvent")]} <= shapes


FOREIGN = """<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><process id="p">
<laneSet id="l"><lane id="l1" name="Bộ phận một cửa"><flowNodeRef>T1</flowNodeRef></lane></laneSet>
<startEvent id="s"/><userTask id="T1" name="Nhận"/><task id="T2" name="Xử lý"/><exclusiveGateway id="g"/>
<userTask id="T3" name="Trả"/><endEvent id="e"/><endEvent id="e2" name="Từ chối"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="T1"/><sequenceFlow id="f2" sourceRef="T1" targetRef="T2"/>
<sequenceFlow id="f3" sourceRef="T2" targetRef="g"/><sequenceFlow id="f4" sourceRef="g" targetRef="T3" name="Đạt"/>
<sequenceFlow id="f5" sourceRef="g" targetRef="e2" name="Không đạt"/><sequenceFlow id="f6" sourceRef="g" targetRef="T1" name="Làm lại"/>
<sequenceFlow id="f7" sourceRef="T3" targetRef="e"/>{more}
</process></definitions>"""


def test_a_file_drawn_elsewhere_is_read_by_its_tasks_lanes_and_flows() -> None:
    steps = steps_of(
        FOREIGN.format(more="").encode(), guess=lambda name: Guess("counter", "centre") if "một cửa" in name else Guess()
    )

    assert [(one.name, one.kind, one.role, one.minutes) for one in steps] == [
        ("Nhận", "receive", "counter", 0), ("Xử lý", "examine", "", 0), ("Trả", "return", "", 0),
    ]  # fmt: skip
    assert steps[0].outcomes == steps[2].outcomes == ()
    assert steps[1].outcomes == outcomes(("Đạt", "next"), ("Không đạt", "refuse"), ("Làm lại", "t1"))


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ('<subProcess id="SP1"/>', "subProcess"),
        ('<scriptTask id="S"/>', "scriptTask"),
        ('<boundaryEvent id="B" attachedToRef="T1"/>', "boundaryEvent"),
        ('<endEvent id="e9"><messageEventDefinition/></endEvent>', "messageEventDefinition"),
        ('<userTask id="t9"><multiInstanceLoopCharacteristics/></userTask>', "multiInstanceLoopCharacteristics"),
    ],
)
def test_what_is_outside_the_subset_is_refused_by_its_name(more: str, named: str) -> None:
    with pytest.raises(BpmnOutsideTheSubset, match=named):
        steps_of(FOREIGN.format(more=more).encode())


@pytest.mark.parametrize(
    "content",
    [
        b"", b"not xml", b"<a/>", b'<!DOCTYPE d [<!ENTITY x "y">]><d>&x;</d>', b"\x00\x01", "<a>ă</a>".encode("utf-16")[:-1],
        FOREIGN.format(more='<startEvent id="s2"/>').encode(), FOREIGN.format(more='<sequenceFlow id="f9" sourceRef="T1" targetRef="gone"/>').encode(),
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><startEvent id="s"/></process></definitions>',
        b"<x>" + b" " * 2_000_001,
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_one_is_refused(content: bytes) -> None:
    with pytest.raises(BpmnUnreadable):
        steps_of(content)


def test_a_flow_moved_in_a_modeller_is_a_branch_afterwards() -> None:
    content = out(plain()).replace(b'sourceRef="step_2" targetRef="step_3"', b'sourceRef="step_2" targetRef="step_4"')

    assert steps_of(content, published=CASES)[1].outcomes == outcomes(("", "return"))
