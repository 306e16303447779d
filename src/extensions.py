"""Objects that are made once and bound to an application in `create_app`."""

from typing import Any

import orjson
from flask import Response
from flask.json.provider import JSONProvider
from flask_sqlalchemy import SQLAlchemy

from src.models import Base

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


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
        return Response(body, mimetype="application/json")
