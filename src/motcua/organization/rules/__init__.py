"""Pure rules: the tree and its successions, scope, delegated administration, names."""
