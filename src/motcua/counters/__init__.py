"""The waiting room: tickets, calls, counters, screens, appointments, the day's figures, and the cameras that watch the place.

It knows nothing of dossiers; a ticket may be told what came of it.
"""
