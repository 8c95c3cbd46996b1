"""The end with a result: its papers with their numbers, and the handing over."""
