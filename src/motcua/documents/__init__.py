"""Files: kept once by content, told by what they hold and not by their name, checked before anybody relies on them."""
