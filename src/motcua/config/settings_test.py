"""Settings of the tests: the same, made hostile."""

from motcua.config.settings import *
from motcua.config.settings import DATABASES, TEMPLATES

DATABASES["default"]["CONN_MAX_AGE"] = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one costs 90 ms a sign-in; a house test checks it
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "UNDEFINED<%s>"  # type: ignore[index]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["*"]
LOCAL_CAMERAS = True  # the sandbox plays them
LOGGING = {"version": 1, "disable_existing_loggers": False}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # straight from the rooms: nothing has been collected
