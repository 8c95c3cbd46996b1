"""Changes of what is kept beside the published text: asked by one keeper, decided by another."""
