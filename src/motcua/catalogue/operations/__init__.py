"""Writing: publishing what a source says, deriving processes."""
