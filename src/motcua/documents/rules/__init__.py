"""What a file is, whether it will do, and how it may be served."""
