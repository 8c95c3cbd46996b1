"""Pages of processes for departments, procedure control and the leaders of the province."""
