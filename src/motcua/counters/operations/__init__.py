"""Writing: who opens a room, sits down, takes a number, calls it, books a slot, registers a camera."""
