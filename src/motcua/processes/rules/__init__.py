"""What a process must be, how it is read, drawn and compared, and who may do what with it."""
