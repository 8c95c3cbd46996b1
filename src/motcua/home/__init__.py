"""The hallway: the front page, the menu, the search over every room, and the pages that combine rooms.

Owns no table. Refuses rules: a figure shown here is asked from the room that keeps it.
"""
