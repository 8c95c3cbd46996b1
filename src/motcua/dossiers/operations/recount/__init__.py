"""Promises counted again because of something outside the dossier: an incident of the platform, a change of the calendar.

Each dossier for itself, in a transaction of its own: a run that breaks off goes on where it stopped, and again changes nothing.
"""
