"""Writing proposals: from the first numbers to the decision that carries them out."""
