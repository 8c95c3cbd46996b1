"""The documents that the law owes: receipt, supplement request, refusal, apology, stop notice, control sheet, register.

It numbers, keeps and prints what it is given, by the form set of the day; it knows no dossier, only a subject.
"""
