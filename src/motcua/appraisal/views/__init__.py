"""Pages of points, sums and what is contested."""
