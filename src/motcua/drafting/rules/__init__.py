"""Pure rules of drafts and verifications."""
