"""What is read of drafts, within what the actor may see."""
