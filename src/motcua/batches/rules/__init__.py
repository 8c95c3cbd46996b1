"""What a list says, and what may be done with it."""
