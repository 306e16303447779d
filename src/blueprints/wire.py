"""What views share: what they accept, declared above the `def`, and how a page is answered."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Request, Response, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from werkzeug.routing import BaseConverter

from src.blueprints.messages import PlainResponse
from src.errors import BodyTooLargeError, ContentTypeError, UnreadableBodyError
from src.logs import unwrapped
from src.schemas.fields import Schema
from src.schemas.paging import NoParameters
from src.schemas.reading import read_json, read_query, validate
from src.values import BODY_BYTES_MAX, ID_MAX, Page

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
_JSON_TYPES = {"application/json", "application/merge-patch+json"}


class IdConverter(BaseConverter):
    """An id in a path, in ASCII digits: `int` would take other scripts' digits and zeros."""

    regex = "[1-9][0-9]{0,9}"

    def to_python(self, value: str) -> int:
        """The id; what is beyond every id is no resource."""
        if int(value) > ID_MAX:
            raise NotFound  # A ValidationError would make 405 of it: other methods matched.
        return int(value)


def accepts(
    *, body: type[Schema] | None = None, query: type[Schema] = NoParameters
) -> Callable[[View], View]:
    """Check the query and the body before the view runs.

    The view gets them as `query` and `body`, where it declares them. A parameter that
    no schema knows is refused. Raises ContentTypeError, UnreadableBodyError,
    InvalidInputError, BodyTooLargeError.
    """
    no_query = query()

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(**arguments: Any) -> ResponseReturnValue:
            asked: Request = unwrapped(request)
            given = _read_query(asked, query) if asked.environ.get("QUERY_STRING") else no_query
            if query is not NoParameters:
                arguments["query"] = given
            if body is not None:
                arguments["body"] = _read_body(asked, body)
            return view(**arguments)

        return checked  # type: ignore[return-value]

    return decorate


def _read_query(asked: Request, schema: type[Schema]) -> Schema:
    return validate(schema, read_query(asked.query_string), "query")


def _read_body(asked: Request, schema: type[Schema]) -> Schema:
    if not _is_json(asked):
        raise ContentTypeError
    return validate(schema, read_json(_read_bytes(asked)), "body")


def _is_json(asked: Request) -> bool:
    """Whether the body is said to be JSON, in UTF-8 and not compressed."""
    if asked.environ.get("HTTP_CONTENT_ENCODING", "identity").lower() != "identity":
        return False
    # What nearly everybody says needs no parsing.
    if asked.environ.get("CONTENT_TYPE") in _JSON_TYPES:
        return True
    charset = asked.mimetype_params.get("charset", "utf-8").lower()
    return asked.mimetype in _JSON_TYPES and charset == "utf-8"


def _read_bytes(asked: Request) -> bytes:
    # One byte more than is allowed: where no length was given, the stream that Werkzeug
    # hands out ends at its limit without a word, and half a body may be good JSON.
    asked.max_content_length = BODY_BYTES_MAX + 1
    data = asked.get_data(cache=False)
    if len(data) > BODY_BYTES_MAX:
        raise BodyTooLargeError
    # The server ends the stream where a client went away; half a message is none.
    if len(data) < (asked.content_length or 0):
        raise UnreadableBodyError([{"message": "The body is shorter than its Content-Length."}])
    return data


def answer(document: Any) -> Response:
    """The response whose body is a document."""
    response: Response = current_app.json.response(document)  # type: ignore[assignment]
    return response


def answer_documents(documents: str, headers: dict[str, str] | None = None) -> Response:
    """The response whose body is an array of documents, which are joined by commas."""
    return PlainResponse(f"[{documents}]\n", headers=headers, content_type="application/json")


def answer_texts(page: Page) -> Response:
    """Like `answer_page`, for rows that are their documents."""
    return answer_documents(",".join(page.rows), _link(page))


def answer_page(page: Page, dump: Callable[[Any], Any]) -> ResponseReturnValue:
    """The page's documents, with a `Link` to the next page where there is one."""
    return [dump(row) for row in page.rows], _link(page)


def _link(page: Page) -> dict[str, str]:
    """The `Link` to the next page (RFC 8288), where there is one.

    A reference relative to the service's root: the name under which a client reached it
    is the client's to know.
    """
    if page.next_after is None:
        return {}
    asked = request.args.to_dict() | {"after": str(page.next_after)}
    return {"Link": f'<{request.path}?{urlencode(asked)}>; rel="next"'}


def no_content() -> Response:
    """204, and no header that describes a body."""
    response = PlainResponse(status=204)
    del response.headers["Content-Type"]
    return response
