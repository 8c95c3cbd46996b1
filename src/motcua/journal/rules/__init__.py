"""How facts are written down exactly, linked into chains, sealed by days, and how tampering shows."""
