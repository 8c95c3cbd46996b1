"""The documents that the law owes with a dossier: issued with its moves, printed, and the register of all of them."""
