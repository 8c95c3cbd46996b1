"""The calendar: on which days and in which minutes an agency works, and when a legal time limit ends.

Owns the weekly working hours, the days that differ from them (holidays, days off in lieu, swapped days, make-up
working days) with their legal basis, the arithmetic of working minutes and the counting rules of the Civil Code.

Refuses: which limit a procedure has (catalogue), when a dossier was received or paused (dossiers), who somebody is
(organization). An agency is a number here, an actor is anything with a label and roles, and the journal, a room
beside this one, is handed in as the function that records.
"""
