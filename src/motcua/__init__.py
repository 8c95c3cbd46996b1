"""Motcua, "một cửa": one door through which a province serves its people. The rooms are mapped in README.md."""
