"""The words of BPMN 2.0 XML that this house writes and reads."""

from motcua.processes.rules.drawing.graph import Shape

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
#: Our own attributes, inside extensionElements as the standard wants it.
OWN = "https://motcua.vn/ns/bpmn/1"
PREFIXES = {"bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "motcua": OWN}

ELEMENTS = {
    Shape.START: "startEvent",
    Shape.TASK: "userTask",
    Shape.CHOICE: "exclusiveGateway",
    Shape.CASES: "exclusiveGateway",
    Shape.SPLIT: "parallelGateway",
    Shape.JOIN: "parallelGateway",
    Shape.END: "endEvent",
}


def model(name: str) -> str:
    """The name of an element of the model with its namespace.

    Basis: BPMN 2.0.2 (OMG formal/2013-12-09); house choice for the subset.
    """
    return f"{{{BPMN}}}{name}"


def own(name: str) -> str:
    """The name of an element of our own.

    Basis: house choice.
    """
    return f"{{{OWN}}}{name}"
