"""The counter that receives: who stands there, for whom, and what the page shows."""
