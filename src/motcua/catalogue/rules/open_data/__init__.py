"""The catalogue for machines that nobody knows beforehand: tables, linked data, a feed."""
