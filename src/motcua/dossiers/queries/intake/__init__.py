"""What the house knows already, for who receives: persons, matters in process, parcels."""
