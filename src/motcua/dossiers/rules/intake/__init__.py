"""What is read and checked while a person stands at the counter."""
