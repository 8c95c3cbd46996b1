"""Internal processes on their way to being in force: drafted, appraised, approved by decision, put to work at many agencies.

Owns: drafts and their history, the checks that a process must pass, tables in and out (XLSX, DOCX), BPMN in and out, the drawing.
Refuses: what is in force (catalogue keeps the electronic processes that dossiers are pinned to), and the life of a dossier.
"""
