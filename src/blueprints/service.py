"""The Flask application of a service without cookies: what Flask would do for them is left out."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Response
from flask.sessions import SecureCookieSession, SessionInterface
from werkzeug.datastructures import Headers

from src.blueprints.wire import no_content

_NONE = SecureCookieSession()


class _NoSessions(SessionInterface):
    """Nobody has a session, so none is opened, looked at or saved."""

    def open_session(self, app: Flask, request: Any) -> SecureCookieSession:
        return _NONE

    def is_null_session(self, obj: object) -> bool:
        return True


class PlainResponse(Response):
    """A response that is sent as it was made: its length is known from its body.

    Werkzeug would look through the headers for addresses to complete; ours are relative
    to the service, and meant to be.
    """

    def get_wsgi_headers(self, environ: Any) -> Headers:
        return self.headers


class Service(Flask):
    """Answers in JSON alone."""

    response_class = PlainResponse
    session_interface = _NoSessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function: nothing here is asynchronous, and Flask would look each time."""
        return func

    def make_default_options_response(self) -> Response:
        """Answer OPTIONS with `Allow` alone; Flask would call its empty body HTML."""
        bare = no_content()
        bare.headers["Allow"] = ", ".join(sorted(super().make_default_options_response().allow))
        return bare
