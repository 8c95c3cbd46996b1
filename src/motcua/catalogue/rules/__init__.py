"""Pure rules of the catalogue: reading and cleaning published procedures, limits, fees, clock rules, step times, search."""
