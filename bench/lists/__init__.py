"""Lists of many dossiers, and the counter that files beside them."""
