"""Reading publication decisions: their files, what they would change, how far they have come, whether in time."""
