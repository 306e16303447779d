"""The Flask application of a service without cookies: what Flask would do for them is left out."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SessionInterface
from werkzeug.routing import MapAdapter

from src.blueprints.wire import no_content

_NONE = SecureCookieSession()
_WITHOUT_BODY = {204, 304}


class _NoSessions(SessionInterface):
    """Nobody has a session, so none is opened, looked at or saved."""

    def open_session(self, app: Flask, request: Any) -> SecureCookieSession:
        return _NONE

    def is_null_session(self, obj: object) -> bool:
        return True


class PlainRequest(Request):
    """A request without forms and files, so that there are none to close."""

    # Hooks and handlers are the application's: Flask would ask each time which blueprints'.
    blueprints: ClassVar[list[str]] = []

    def close(self) -> None:
        """Nothing is open."""


class PlainResponse(Response):
    """A response that is sent as it was made: its length is known from its body.

    Werkzeug would look through the headers for addresses to complete; ours are relative
    to the service, and meant to be.
    """

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer as a WSGI application (PEP 3333); HEAD has the headers of GET."""
        start_response(self.status, self.headers.to_wsgi_list())
        if environ["REQUEST_METHOD"] == "HEAD" or self.status_code in _WITHOUT_BODY:
            return ()
        return self.response  # type: ignore[return-value]


class Service(Flask):
    """Answers in JSON alone."""

    request_class = PlainRequest
    response_class = PlainResponse
    session_interface = _NoSessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function: nothing here is asynchronous, and Flask would look each time."""
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """What finds the route: the path alone says it, under whatever name of a host."""
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
