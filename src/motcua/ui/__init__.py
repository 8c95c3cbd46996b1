"""What every screen is made of: stylesheets, icons, scripts, base templates, template tags, error pages and security headers.

Owns the visual language and its words of politeness: how a date, a duration, a state or an error is shown. Refuses to know
what a dossier is: rooms hand it labels, hues, minutes and addresses. Open to all rooms without a door, because templates
reach it anyway.
"""
