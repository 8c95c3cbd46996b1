"""Rules of electronic forms: what a document may say, which fields are shown, what answers may go on."""
