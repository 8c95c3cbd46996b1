"""The law and the choices of a counter without its line, as plain Python."""
