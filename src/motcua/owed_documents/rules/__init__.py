"""What the law says of these documents, without a database."""
