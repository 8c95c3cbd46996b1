"""Writing: agencies, their mergers, the province's first load, accounts, roles, tokens."""
