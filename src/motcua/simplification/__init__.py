"""Review of procedures: proposals to cut papers, time or cost, with the cost of compliance computed by the official method.

Owns: proposals, what they would change, and their costs before and after. Refuses: to change a procedure; an accepted proposal
becomes law by a publication decision (catalogue).
"""
