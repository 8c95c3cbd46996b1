"""The rules of the waiting room: pure, told everything they need."""
