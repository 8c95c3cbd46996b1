"""What the documents owed say that is read from a whole life: the control sheet, the register."""
