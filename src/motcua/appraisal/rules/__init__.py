"""How points are given and summed: pure."""
