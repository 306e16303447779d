"""Django's settings: what an API alone needs, and connections that stay."""

from typing import Any

from benchmarks.peers.settings import BUSY_SECONDS, IS_SQLITE, PRAGMAS, URL

_SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": URL.database,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": BUSY_SECONDS,
        "init_command": ";".join(f"PRAGMA {pragma}" for pragma in PRAGMAS),
    },
}
_POSTGRESQL: dict[str, Any] = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": URL.database,
    "USER": URL.username or "",
    "PASSWORD": URL.password or "",
    "HOST": URL.host or URL.query.get("host", ""),
    "PORT": URL.port or URL.query.get("port", ""),
}

DATABASES = {"default": {**(_SQLITE if IS_SQLITE else _POSTGRESQL), "CONN_MAX_AGE": None}}
INSTALLED_APPS = ["rest_framework", "benchmarks.peers.django"]
ROOT_URLCONF = "benchmarks.peers.django.urls"
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
SECRET_KEY = "a benchmark signs nothing"  # noqa: S105 (no secret)
DEBUG = False
USE_TZ = True
TIME_ZONE = "UTC"
APPEND_SLASH = False
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
}
