"""Every environment variable the program reads, with its meaning: the only place that touches os.environ."""

import contextlib
import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

CHECKOUT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    default: str
    meaning: str


VARIABLES = (
    Variable("MOTCUA_HOME", "", "Folder for data and secrets; default: var/ of a checkout, else the user's data folder"),
    Variable(
        "MOTCUA_DATABASE_URL",
        "",
        "PostgreSQL 15 or newer, postgresql://user:password@host:port/name; default: an embedded server",
    ),
    Variable("MOTCUA_SECRET_KEY", "", "Key that signs sessions; default: made once and kept in MOTCUA_HOME/secrets"),
    Variable("MOTCUA_IDENTITY_KEY", "", "Key that encrypts identity numbers; default: made once and kept in MOTCUA_HOME/secrets"),
    Variable("MOTCUA_FILES", "", "Folder for the files that people send; default: files in MOTCUA_HOME"),
    Variable(
        "MOTCUA_FILES_KEY",
        "",
        "Key that seals those files at rest; default: none, they lie open. Lost, nobody can read them again",
    ),
    Variable(
        "MOTCUA_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]", "Host names that the web server answers to, separated by commas"
    ),
    Variable(
        "MOTCUA_PUBLIC_URL",
        "",
        "Address at which people reach the server, as printed papers say it: https://motcua.tinh.gov.vn; default: that of the request",
    ),
    Variable("MOTCUA_HTTPS", "0", "1 when people reach the server over HTTPS: cookies are then sent over HTTPS only"),
    Variable("MOTCUA_TRUSTED_PROXIES", "0", "Number of proxies in front of the web server that append to X-Forwarded-For"),
    Variable("MOTCUA_PORT", "8000", "Port of the web server"),
    Variable("MOTCUA_WEB_WORKERS", "2", "Number of web processes"),
    Variable("MOTCUA_LOCAL_CAMERAS", "0", "1 when a camera, or what plays one, answers on this machine or on its cable alone"),
    Variable("MOTCUA_LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR"),
    Variable(
        "XDG_DATA_HOME", "", "The user's data folder, for an installed program without MOTCUA_HOME; default: ~/.local/share"
    ),
)
_BY_NAME = {variable.name: variable for variable in VARIABLES}


def text(name: str) -> str:
    return os.environ.get(name, "") or _BY_NAME[name].default


def number(name: str) -> int:
    try:
        return int(text(name))
    except ValueError:
        raise SystemExit(
            f"{name}={text(name)!r} phải là số nguyên.\n{name}={text(name)!r} is not a whole number. Meaning: {_BY_NAME[name].meaning}"
        ) from None


def database() -> dict[str, str]:
    """What MOTCUA_DATABASE_URL names, as Django wants it. A value that cannot be read ends the program: no other database is meant."""
    url = urlsplit(text("MOTCUA_DATABASE_URL"))
    name = unquote(url.path.lstrip("/"))
    try:
        port = str(url.port or "")
    except ValueError:
        port = "?"
    if url.scheme not in {"postgresql", "postgres"} or not name or port == "?":
        raise SystemExit(
            "MOTCUA_DATABASE_URL không đọc được; cần dạng postgresql://tên:mật-khẩu@máy:cổng/cơ-sở-dữ-liệu\n"
            "MOTCUA_DATABASE_URL cannot be read; it must look like postgresql://user:password@host:port/name"
        )
    place = {"HOST": url.hostname, "USER": url.username, "PASSWORD": url.password}
    return {"NAME": name, "PORT": port, **{key: unquote(value or "") for key, value in place.items()}}


def name_settings() -> None:
    """Tell Django where its settings are, unless somebody has told it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")


def of_child() -> dict[str, str]:
    """The environment of a process that works in the same data folder."""
    return {**os.environ, "MOTCUA_HOME": str(home())}


def flag(name: str) -> bool:
    return text(name) in {"1", "true", "yes", "on"}


def home() -> Path:
    """The data folder: MOTCUA_HOME, else var/ of a checkout, else the user's data folder."""
    if text("MOTCUA_HOME"):
        return Path(text("MOTCUA_HOME")).expanduser().resolve()
    if (CHECKOUT / "pyproject.toml").is_file():
        return CHECKOUT / "var"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "motcua"
    return Path(text("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "motcua"


def secret(name: str) -> str:
    """A secret from the environment, else one made at first use and kept in the data folder, readable by its owner only."""
    if text(name):
        return text(name)
    path = home() / "secrets" / name.lower()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):  # of two processes that start at once, the first one's secret stays
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text().strip()
