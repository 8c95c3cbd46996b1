"""Reading the journal: the story of a subject, the whole journal by pages, and the check that nothing was touched."""
