"""Pages of the electronic forms."""
