"""Who acts for the province, and at which agency.

Owns: agencies as a dated tree with succession (merged, split, renamed), their identifiers, service centres; officials, the
roles they hold at an agency for a time, absences and deputies; sign-in, second factor, API tokens; the scope that says whose
dossiers somebody may see.

Refuses: what a procedure is (catalogue), when an agency works (calendar), anything about a dossier beyond "which agencies".
An identifier is never invented here: it is official, unverified, or clearly marked as a demonstration.
"""
