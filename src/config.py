"""Settings, read once from the environment (and from `.env`, which never overrides it).

Production is the default: a deployment that forgets to say what it is gets JSON
logs, and no address but loopback.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import click
from dotenv import dotenv_values
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from src.values import BODY_BYTES_MAX

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_DATABASE_URL = "sqlite:///registration.db"
LOG_LEVELS = ("debug", "info", "warning", "error")


class ConfigError(click.ClickException):
    """A setting that cannot be used; the message names the variable and what it takes."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs from one deployment to the next.

    `database_url` is absolute and names its driver; `deadline` is in seconds.
    """

    environment: str
    database_url: URL
    host: str
    port: int
    workers: int
    threads: int
    deadline: float
    log_format: str
    log_level: str

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings.

        Without `environ` they come from the process's environment and, for what is
        not there, from the file `.env` at the top of the project. Raises ConfigError.
        """
        if environ is None:
            environ = _dotenv() | os.environ
        environment = _choice(environ, "APP_ENV", ("production", "development"))
        default_format = ("json", "console") if environment == "production" else ("console", "json")
        return cls(
            environment=environment,
            database_url=_database_url(environ.get("DATABASE_URL") or DEFAULT_DATABASE_URL),
            host=_host(environ),
            port=_number(environ, "PORT", 8000, 1, 65535),
            workers=_number(environ, "WORKERS", 1, 1, 64),
            threads=_number(environ, "THREADS", 4, 1, 256),
            deadline=_number(environ, "REQUEST_DEADLINE_MS", 4000, 100, 60_000) / 1000,
            log_format=_choice(environ, "LOG_FORMAT", default_format),
            log_level=_choice(environ, "LOG_LEVEL", ("info", *LOG_LEVELS)),
        )

    @property
    def sqlite_path(self) -> Path | None:
        """The database file, or None where the database is a server."""
        if self.database_url.get_backend_name() != "sqlite":
            return None
        return Path(str(self.database_url.database))

    def for_flask(self) -> dict[str, Any]:
        """The same settings under the names that Flask and this application look up."""
        return {
            "SETTINGS": self,
            "MAX_CONTENT_LENGTH": BODY_BYTES_MAX,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
        }


def origin_of(host: str, port: int) -> str:
    """The address of a service as a client writes it, for a host name or address."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _dotenv() -> dict[str, str]:
    try:
        found = dotenv_values(ROOT / ".env")
    except UnicodeDecodeError:
        raise ConfigError(".env is not UTF-8.") from None
    return {key: value or "" for key, value in found.items()}


def _choice(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    """The value of a variable that takes a few words; the first is the default."""
    value = environ.get(name) or choices[0]
    if value not in choices:
        raise ConfigError(f"{name} is one of {', '.join(sorted(set(choices)))}; got {value!r}.")
    return value


def _number(environ: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = environ.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) < 10 and low <= int(text) <= high):
        raise ConfigError(f"{name} is a whole number from {low} to {high}; got {text!r}.")
    return int(text)


def _host(environ: Mapping[str, str]) -> str:
    """The address to listen on; off loopback only where the operator said so.

    Whoever reaches the service may change everything as long as it does not
    authenticate its callers, so another address needs more than a typing error.
    """
    host = environ.get("HOST") or "127.0.0.1"
    opted_in = environ.get("ALLOW_UNAUTHENTICATED_NETWORK") == "yes"
    if not (opted_in or _is_loopback(host)):
        raise ConfigError(
            f"HOST={host} would let anyone on that network change every record, since the service"
            " does not authenticate its callers yet. Use 127.0.0.1, or set"
            " ALLOW_UNAUTHENTICATED_NETWORK=yes if something in front of it does."
        )
    return host


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _database_url(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise ConfigError(
            "DATABASE_URL is not a database URL."
            " In a password, @ : and / are written %40, %3A and %2F."
        ) from None
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        return _sqlite_url(url)
    if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    raise ConfigError(f"DATABASE_URL is for sqlite or postgresql; got {url.drivername!r}.")


def _sqlite_url(url: URL) -> URL:
    """A file's URL with its path made absolute, in Flask's instance folder if it was relative."""
    if url.database in (None, "", ":memory:") or url.query:
        raise ConfigError(
            "DATABASE_URL names a file: sqlite:///registration.db (in the folder instance/)"
            " or sqlite:////absolute/path.db, without a query."
        )
    path = ROOT / "instance" / str(url.database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise ConfigError(
            f"DATABASE_URL names a file in {path.parent}, and there can be no such folder."
        ) from None
    return url.set(drivername="sqlite", database=str(path.resolve()))
