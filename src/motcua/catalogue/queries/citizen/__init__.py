"""What the public reads: the doors of the list, what to bring, and the catalogue as open data."""
