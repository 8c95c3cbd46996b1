"""The journal: every change of the house as a fact, in order, kept for ever.

Owns: the facts, their hash chain per subject, the seal of each day, and how far each follower has read.
Refuses: to change or drop a fact; to know what a fact means; to tell anybody anything (those above follow).
Personal data stay out of facts: the chain cannot forget.
"""
