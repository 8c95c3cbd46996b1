"""A process as a graph, where its parts stand on paper, and the same as BPMN 2.0 XML, out and in."""
