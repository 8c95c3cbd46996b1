"""How fast the house is, beside what this machine can do at all in the same minutes.

`make bench` runs every part, `make bench ARGS=api` one (or several). Figures go to docs/benchmarks.md. Nothing here is a test:
a shared machine is never quiet. Ratios to a raw limit taken in the same run, and CPU time per request, say more than rates.
"""
