"""Reading: what is kept, and what lies in its bytes."""
