"""The one place where a failure becomes a response."""

import traceback
from http import HTTPStatus

import structlog
from flask import Flask, g, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import ClientDisconnected, HTTPException, MethodNotAllowed

from src.errors import (
    BodyTooLargeError,
    BusyError,
    ContentTypeError,
    InternalError,
    MethodNotAllowedError,
    RegistrationError,
    ResourceNotFoundError,
    UnreadableBodyError,
)

_HTTP_ERRORS: dict[int | None, type[RegistrationError]] = {
    HTTPStatus.NOT_FOUND: ResourceNotFoundError,
    HTTPStatus.METHOD_NOT_ALLOWED: MethodNotAllowedError,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: BodyTooLargeError,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: ContentTypeError,
}


def init_app(app: Flask) -> None:
    """Answer every failure with the one error body."""
    app.register_error_handler(RegistrationError, _answer)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_unexpected)


def _answer(error: RegistrationError) -> ResponseReturnValue:
    # In place of what was noted before the work was undone.
    g.log_fields = {"code": error.code, **(request.view_args or {})}
    if isinstance(error, BusyError):
        g.log_fields["cause"] = error.cause
    body = {
        "code": error.code,
        "message": error.message,
        "details": error.details,
        "request_id": g.request_id,
    }
    return {"error": body}, error.status, error.headers


def _answer_http(error: HTTPException) -> ResponseReturnValue:
    """What Flask and Werkzeug refuse before a view is reached."""
    if isinstance(error, ClientDisconnected):
        return _answer(UnreadableBodyError())
    if error.code not in _HTTP_ERRORS:
        return _answer_unexpected(error)
    domain_error = _HTTP_ERRORS[error.code]()
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        domain_error.headers = {"Allow": ", ".join(sorted(error.valid_methods))}
    return _answer(domain_error)


def _answer_unexpected(error: Exception) -> ResponseReturnValue:
    """A fault of ours: where it happened goes to the log, and no text of the exception.

    A driver's text quotes the row that it is about, e-mail and all.
    """
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    sqlstate = getattr(getattr(error, "orig", None), "sqlstate", None)
    structlog.get_logger().error(
        "fault", exception=type(error).__qualname__, sqlstate=sqlstate, where=where
    )
    return _answer(InternalError())
