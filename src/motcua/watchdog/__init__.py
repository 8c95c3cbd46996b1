"""Alarms: what is due soon, at risk, overdue, not picked up, answered late. Each is raised once to the person, then to the head.

It reads the clocks of the dossiers and keeps none of its own.
"""
