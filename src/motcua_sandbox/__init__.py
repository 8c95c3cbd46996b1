"""Stand-ins for outside systems: real HTTP servers on this machine that can be told to be slow, wrong, double, silent or down.

They know nothing of Motcua's rooms and imitate no more than is written in each service's docstring. Every service has, beside its own
addresses: `POST /_sandbox/fault`, `GET /_sandbox/requests`, `POST /_sandbox/reset`.
"""
