"""What every room stands on: time, errors, text, paging, who acts. Nothing here knows a word of the domain."""
