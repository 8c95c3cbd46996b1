"""The way in for web servers."""

from django.core.wsgi import get_wsgi_application

from motcua.config import env, postgres

postgres.ensure_running()
env.name_settings()
application = get_wsgi_application()
