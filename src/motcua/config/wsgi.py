"""The way in for web servers."""

import os

from django.core.wsgi import get_wsgi_application

from motcua.config import postgres

postgres.ensure_running()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
application = get_wsgi_application()
