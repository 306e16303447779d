"""Requests and responses of a service that answers JSON: what others may need is left out."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from flask import Request, Response

_WITHOUT_BODY = {204, 304}


class PlainRequest(Request):
    """A request without forms and files, so that there are none to close."""

    # Hooks and handlers are the application's: Flask would ask each time which blueprints'.
    blueprints: ClassVar[list[str]] = []

    def close(self) -> None:
        """Nothing is open."""


class PlainResponse(Response):
    """A response that is sent as it was made, from a body in memory whose length is known.

    Nothing is streamed, and nothing is called when it is closed.

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
