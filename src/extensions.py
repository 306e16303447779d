"""Objects that are made once and bound to an application in `create_app`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson
from flask import Flask, Response, current_app
from flask.json.provider import JSONProvider
from flask_sqlalchemy import SQLAlchemy

from src.models import Base, in_milliseconds

READING = "reading"
"""The name of the engine for reads; its connections cannot write."""
# What an act changes is written once, at its end, where a constraint can be told apart.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "autoflush": False})


class Clock:
    """The one clock that every rule looks at; an application can be given another."""

    def init_app(self, app: Flask, now: Callable[[], datetime]) -> None:
        """Tell what `now` tells: an aware instant."""
        app.extensions["clock"] = now

    def now(self) -> datetime:
        """The present instant in UTC, cut to milliseconds."""
        told: datetime = current_app.extensions["clock"]()
        return in_milliseconds(told)


clock = Clock()


class OrjsonProvider(JSONProvider):
    """JSON by orjson, for what views return; request bodies are read in `schemas`."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """The JSON text of a document of plain values."""
        return orjson.dumps(obj).decode()

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """The value of a JSON text that this service wrote."""
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> Response:
        """A response whose body is the one document given, a line for whoever uses a terminal."""
        (document,) = args
        body = orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)
        make: type[Response] = current_app.response_class
        return make(body, mimetype="application/json")
