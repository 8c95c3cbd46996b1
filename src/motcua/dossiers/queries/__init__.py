"""What may be asked about dossiers: every list has one function, a scope, a page by key and a pinned number of statements."""
