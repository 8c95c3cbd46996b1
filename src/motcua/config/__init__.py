"""Wiring: environment, settings, addresses and the embedded database. It mounts the rooms and holds no rule of the domain."""
