"""Django's settings. Environments differ by environment variables only; safe values are the defaults."""

from pathlib import Path

from motcua.config import env, logs, postgres

PACKAGE = Path(__file__).resolve().parents[1]
BASE_DIR = PACKAGE

SECRET_KEY = env.secret("MOTCUA_SECRET_KEY")
IDENTITY_KEY = env.secret("MOTCUA_IDENTITY_KEY")
#: Where kept files lie, and the key that seals them; without one they lie open, as the folder's rights allow.
FILES = env.text("MOTCUA_FILES") or str(env.home() / "files")
FILES_KEY = env.text("MOTCUA_FILES_KEY")
DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in env.text("MOTCUA_ALLOWED_HOSTS").split(",") if host.strip()]

#: As printed papers say it; empty: that of the request.
PUBLIC_URL = env.text("MOTCUA_PUBLIC_URL")
#: Whether cameras may be asked that answer on this machine itself.
LOCAL_CAMERAS = env.flag("MOTCUA_LOCAL_CAMERAS")

INSTALLED_APPS = [
    "motcua.journal",
    "motcua.calendar",
    "motcua.ui",
    "motcua.organization",
    "motcua.catalogue",
    "motcua.documents",
    "motcua.eforms",
    "motcua.processes",
    "motcua.simplification",
    "motcua.counters",
    "motcua.owed_documents",
    "motcua.dossiers",
    "motcua.drafting",
    "motcua.watchdog",
    "motcua.worklists",
    "motcua.appraisal",
    "motcua.batches",
    "motcua.offline",
    "motcua.archiving",
    "motcua.home",
    "motcua.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "motcua.config",
    "motcua.cli",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.ui.middleware.choose_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "motcua.organization.middleware.know_actor",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "motcua.ui.middleware.speak_errors",
    "motcua.ui.middleware.content_security_policy",
]

ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _database() -> dict[str, object]:
    place = postgres.database() if postgres.is_embedded() else env.database()
    return {
        "ENGINE": "motcua.config.database",
        **place,
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {"application_name": "motcua", "connect_timeout": 5, "server_side_binding": True, "prepare_threshold": 3},
    }


DATABASES = {"default": _database()}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.home.hallway.menu",
            ],
            "builtins": [
                *(f"motcua.ui.templatetags.{name}" for name in ("components", "fields", "strips", "values")),
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]

#: What rooms add to the page of a room below them, which does not know them: page -> functions that give HTML.
PAGE_PARTS = {
    "calendar_change": ("motcua.dossiers.views.recount.card",),
    "counter_ticket": ("motcua.dossiers.views.ticket.intake",),
    "office_header": ("motcua.watchdog.views.officer.bell",),
    "dossier_work": ("motcua.drafting.views.officer.card",),
    "intake": ("motcua.offline.views.officer.way_in",),
    "followed": ("motcua.drafting.views.citizen.visits",),
    "dossier": ("motcua.watchdog.views.officer.card", "motcua.archiving.views.one.card"),
    "procedure": ("motcua.eforms.views.citizen.link",),
    "control_procedure": ("motcua.processes.views.lists.link",),
    "process_draft": ("motcua.dossiers.views.trial.card",),
}

#: Which versions of drafts a result may be issued from: rooms above name them, the room of dossiers asks.
RESULT_SOURCES: tuple[str, ...] = ("motcua.drafting.public.issuable",)

#: What an ended dossier must be rid of before it is closed for the archive, beside what the archive itself looks at.
ARCHIVING_WAITS_FOR: tuple[str, ...] = ("motcua.watchdog.public.standing_alarms",)

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

AUTH_USER_MODEL = "organization.User"
AUTHENTICATION_BACKENDS = ["motcua.organization.signed_in.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/can-bo/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "motcua.organization.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False  # the cookie goes with the browser: counters are shared machines
ACCOUNT_FORMS = {"login": "motcua.organization.forms.SignIn", "reauthenticate": "motcua.organization.forms.ConfirmPassword"}
# A centre's whole staff signs in from one address at 07:00; guesses at one account stay at 5 in 5 minutes.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip", "login_failed": "60/m/ip,5/300s/key",
    "take_ticket": "60/600s/ip", "find_booking": "30/600s/ip", "pair_device": "20/600s/ip",  # one address may be a whole village
}  # fmt: skip
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("MOTCUA_TRUSTED_PROXIES")
MFA_ADAPTER = "motcua.organization.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "motcua.organization.forms.SecondFactor",
    "reauthenticate": "motcua.organization.forms.ConfirmCode",
    "activate_totp": "motcua.organization.forms.TurnOnSecondFactor",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Một cửa"
MFA_TOTP_TOLERANCE = 1

CACHES: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},  # sign-in limits live here: with the default of 300, guesses would push them out
    },
    # What {% cache %} keeps is the same for everybody.
    "template_fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
SESSION_ENGINE = "motcua.organization.signed_in"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("MOTCUA_HTTPS")
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "motcua.ui.views.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("MOTCUA_HTTPS") else None
SECURE_SSL_REDIRECT = env.flag("MOTCUA_HTTPS")
SECURE_HSTS_SECONDS = 31_536_000 if env.flag("MOTCUA_HTTPS") else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FILES, DATA_UPLOAD_MAX_NUMBER_FIELDS = (
    500,
    3000,
)  # a procedure of 400 components has as many places for files
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # of what is typed; files are bounded by the first handler
FILE_UPLOAD_HANDLERS = [
    "motcua.foundation.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

STATIC_URL = "/static/"
STATIC_ROOT = env.home() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGGING = logs.configuration(env.text("MOTCUA_LOG_LEVEL"))
