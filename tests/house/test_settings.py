"""What goes to production is safe without anybody setting anything."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.house import plan

from motcua.config import settings


def _deploy_check(home: Path, **variables: str) -> str:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "motcua.config.settings", "MOTCUA_HOME": str(home), **variables}
    command = [sys.executable, "-P", "-m", "motcua", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert "SystemCheckError" in done.stderr or done.returncode == 0, done.stderr
    return done.stderr


def test_debug_is_off_and_passwords_are_hashed_with_argon2() -> None:
    assert settings.DEBUG is False
    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_cookies_and_frames_are_closed() -> None:
    assert settings.CSRF_COOKIE_HTTPONLY is True
    assert getattr(settings, "SESSION_COOKIE_HTTPONLY", True) is True
    assert settings.X_FRAME_OPTIONS == "DENY"
    assert settings.SECURE_REFERRER_POLICY == "same-origin"


def test_the_content_security_policy_is_mounted() -> None:
    assert "motcua.ui.middleware.content_security_policy" in settings.MIDDLEWARE
    assert settings.MIDDLEWARE[0] == "django.middleware.security.SecurityMiddleware"


def test_django_finds_nothing_to_warn_of_behind_https(tmp_path: Path) -> None:
    said = _deploy_check(tmp_path, MOTCUA_HTTPS="1", MOTCUA_ALLOWED_HOSTS="motcua.angiang.example")

    # W002: the header is set with the content security policy; W005, W021: they bind the province's other sites too
    assert set(re.findall(r"\((\w+\.W\d+)\)", said)) <= {"security.W002", "security.W005", "security.W021"}, said


def test_secrets_are_made_once_and_readable_by_their_owner_only(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from motcua.config import env; print(env.secret('MOTCUA_SECRET_KEY'))"]
    environment = {**os.environ, "MOTCUA_HOME": str(tmp_path), "MOTCUA_SECRET_KEY": ""}

    first, second = (
        subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout for _ in range(2)
    )

    assert first == second
    assert len(first.strip()) >= 50
    assert (tmp_path / "secrets" / "motcua_secret_key").stat().st_mode & 0o777 == 0o600


def test_only_one_module_touches_the_environment() -> None:
    reading = re.compile(r"os\.(environ|getenv|putenv)")
    readers = [path.relative_to(plan.SOURCE).as_posix() for path in plan.modules() if reading.search(path.read_text())]

    assert readers == ["config/env.py"]


def test_settings_stay_short() -> None:
    assert len((plan.SOURCE / "config" / "settings.py").read_text().splitlines()) < 250
