"""Electronic forms: what a procedure asks people to fill in, as JSON Schema with a small vocabulary for the page.

Owns: forms and their versions, pinned to versions of procedures; the pages on which staff design them; drawing and checking a
form on the server. Refuses: what happens with the answers (dossiers), what the procedure is (catalogue).
"""
