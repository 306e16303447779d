"""Structured logs on standard output: one line per request, its id on every line.

A request's line says which method and route (never the path, which may carry what
somebody searched for), status, duration and, for enrollments, who was linked to what
by id. No names, no e-mails, no text of a driver.
"""

import logging
import os
import re
import sys
import time
from datetime import UTC, datetime
from functools import partial
from typing import Any

import orjson
import structlog
from flask import Flask, Response, g, has_app_context, request
from structlog.types import EventDict, Processor

from src.config import Settings

_SANE_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LEVELS = {"warn": "warning", "exception": "error"}


def _completed(_logger: Any, method: str, event: EventDict) -> EventDict:
    """When, how bad, what and for which request come first; the rest as it was given.

    One function, since it is called for every request.
    """
    first = {
        "timestamp": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
        "level": _LEVELS.get(method, method),
        "event": event.pop("event"),
    }
    if request_id := event.pop("request_id", None) or _request_id():
        first["request_id"] = request_id
    return {**first, **event}


def _request_id() -> str | None:
    """That of the request being answered, None where there is none."""
    found: str | None = g.request_id if has_app_context() else None
    return found


class Notes:
    """What `g` is: what is noted of the request being answered, on attributes without a call."""

    request_id: str | None = None
    started: float
    log_fields: dict[str, Any]


def init_app(app: Flask) -> None:
    """Configure the process's logging and write a line for every request."""
    settings: Settings = app.config["SETTINGS"]
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    structlog.configure(
        processors=[_completed, _renderer(settings.log_format)],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_Output,
    )
    _route_standard_logging(settings, level)
    app.app_ctx_globals_class = Notes  # type: ignore[assignment]
    app.before_request(_begin)
    # Bound once: to bind a logger anew costs as much as to write its line.
    app.after_request(partial(_end, structlog.get_logger().bind()))


class _Output:
    """Standard output. A line that cannot be written changes no answer: by then the work
    may be on disk, and a client that is told otherwise would do it twice.
    """

    def __init__(self, *_: object) -> None:
        pass

    def msg(self, line: str) -> None:
        """Write one line, or lose it."""
        try:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        except (OSError, ValueError):
            pass

    debug = info = warning = error = critical = exception = log = msg


def note(**fields: Any) -> None:
    """Add fields to the line of the request being answered."""
    g.log_fields.update(fields)


def unwrapped(proxy: Any) -> Any:
    """What a proxy of Flask stands for now: it would look it up for each attribute."""
    return proxy._get_current_object()  # noqa: SLF001 (documented by Werkzeug)


def _begin() -> None:
    given = unwrapped(request).environ.get("HTTP_X_REQUEST_ID", "")
    here = unwrapped(g)
    here.request_id = given if _SANE_REQUEST_ID.fullmatch(given) else os.urandom(16).hex()
    here.started = time.perf_counter()
    here.log_fields = {}


def _end(log: Any, response: Response) -> Response:
    here, asked = unwrapped(g), unwrapped(request)
    response.headers["X-Request-Id"] = here.request_id
    log.info(
        "request",
        request_id=here.request_id,
        method=asked.method,
        route=asked.url_rule.rule if asked.url_rule else None,
        status=response.status_code,
        duration_ms=round((time.perf_counter() - here.started) * 1000, 2),
        **here.log_fields,
    )
    return response


def _renderer(log_format: str) -> Processor:
    if log_format == "json":
        return _as_json
    # For people; in color where they look at it. No values of variables: they are data.
    return structlog.dev.ConsoleRenderer(
        colors=sys.stdout.isatty(),
        sort_keys=False,
        exception_formatter=structlog.dev.plain_traceback,
    )


def _as_json(_logger: Any, _method: str, event: EventDict) -> str:
    return orjson.dumps(event, default=repr).decode()


def _route_standard_logging(settings: Settings, level: int) -> None:
    """Give the lines of libraries the format of ours."""
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_completed],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _renderer(settings.log_format),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    logging.getLogger("werkzeug").addFilter(_is_no_access_line)
    logging.getLogger("alembic").setLevel(max(level, logging.WARNING))


def _is_no_access_line(record: logging.LogRecord) -> bool:
    """Keep the development server from writing paths, beside the line that we write."""
    return '" - - [' not in record.getMessage() and "HTTP/1." not in record.getMessage()
