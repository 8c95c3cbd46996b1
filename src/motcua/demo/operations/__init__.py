"""Making the demonstration: the province, its people, its weeks."""
