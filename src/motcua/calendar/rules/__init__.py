"""Rules of legal time: plain Python, told everything they need."""
