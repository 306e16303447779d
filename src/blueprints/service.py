"""The Flask application of a service without cookies: what Flask would do for them is left out."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SessionInterface
from werkzeug.routing import MapAdapter

from src.blueprints.messages import PlainRequest, PlainResponse
from src.blueprints.wire import no_content

_NONE = SecureCookieSession()


class _NoSessions(SessionInterface):
    """Nobody has a session, so none is opened, looked at or saved."""

    def open_session(self, app: Flask, request: Any) -> SecureCookieSession:
        return _NONE

    def is_null_session(self, obj: object) -> bool:
        return True


class Service(Flask):
    """Answers in JSON alone."""

    request_class = PlainRequest
    response_class = PlainResponse
    session_interface = _NoSessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function: nothing here is asynchronous, and Flask would look each time."""
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """What finds the route: the path alone says it, under whatever name of a host.

        So `SERVER_NAME` and `TRUSTED_HOSTS` mean nothing here.
        """
        if request is None:
            return None
        return MapAdapter(
            self.url_map,
            server_name="",
            script_name=request.root_path,
            subdomain="",
            url_scheme=request.scheme,
            path_info=request.path,
            default_method=request.method,
        )

    def make_default_options_response(self) -> Response:
        """Answer OPTIONS with `Allow` alone; Flask would call its empty body HTML."""
        bare = no_content()
        bare.headers["Allow"] = ", ".join(sorted(super().make_default_options_response().allow))
        return bare
