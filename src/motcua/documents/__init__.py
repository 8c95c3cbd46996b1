"""Files: kept once by content, told by what they hold and not by their name, checked before anybody relies on them.

Owns the bytes and what was found in them. Knows no dossier: a room above holds a file under an opaque reference, says who may read
it, and asks here for its bytes. Does not judge certificates: whether a signature stands is not said yet.
"""
