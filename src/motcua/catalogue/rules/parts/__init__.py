"""Pure rules of a procedure's parts: what is missing, what may be re-used, what may not be asked, what is to be paid."""
