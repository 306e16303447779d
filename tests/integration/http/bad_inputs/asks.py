"""The rows of the table, and the bytes that they stand for.

A target or a body names records by tokens, which are filled in when a row is sent:
<student> is enrolled in <held> and perhaps in <open>, neither of which has a term, and
perhaps in <planned>, the one course of <season>; <free> is enrolled in nothing, nobody in
<course>; <term> is a term that may change, <free_term> one that no course names; and <n>
is a number of twelve digits that was never used before.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import cycle
from typing import TypeVar

T = TypeVar("T")
N_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Ask:
    """A request: its body goes out as it is, or padded with spaces to a size."""

    method: str
    target: str
    body: bytes | None = None
    headers: tuple[bytes, ...] = (b"Content-Type: application/json",)
    size: int = 0
    chunked: bool = False

    def raw(self, world: Mapping[str, str]) -> bytes:
        """The bytes to send, the tokens replaced."""
        body = b"" if self.body is None else _fill(self.body, world).ljust(self.size)
        return b"\r\n".join([*self._head(world, body), b"", self._framed(body)])

    def _head(self, world: Mapping[str, str], body: bytes) -> list[bytes]:
        target = _fill(self.target.encode("ascii"), world)
        head = [b"%s %s HTTP/1.1" % (self.method.encode("ascii"), target), b"Host: desk"]
        if self.body is None:
            return head
        length = (
            b"Transfer-Encoding: chunked" if self.chunked else b"Content-Length: %d" % len(body)
        )
        return [*head, *self.headers, length]

    def _framed(self, body: bytes) -> bytes:
        if not self.chunked:
            return body
        half = max(1, len(body) // 2)
        chunks = [body[:half], body[half:]] if body[half:] else [body]
        return b"".join(b"%x\r\n%s\r\n" % (len(each), each) for each in chunks) + b"0\r\n\r\n"


def _fill(text: bytes, world: Mapping[str, str]) -> bytes:
    for token, value in world.items():
        text = text.replace(b"<%s>" % token.encode(), value.encode())
    return text


@dataclass(frozen=True, slots=True)
class BadInput:
    """A request that is refused, and its good neighbor: the same with the one fault mended.

    Where `field` is given, every detail of the refusal is about it, or about a part of it.
    """

    name: str
    bad: Ask
    status: int
    code: str
    good: Ask
    field: str = ""


def document(fields: Mapping[str, str]) -> bytes:
    """A JSON object whose values are given as JSON texts."""
    return ("{" + ", ".join(f'"{name}": {text}' for name, text in fields.items()) + "}").encode()


STUDENT = {"name": '"Ada"', "email": '"ada<n>@example.org"'}
COURSE = {"title": '"Algebra"'}
TERM = {
    "code": '"T<n>"',
    "name": '"Autumn"',
    "starts_on": '"2026-09-01"',
    "ends_on": '"2026-12-18"',
    "time_zone": '"Europe/Berlin"',
}
WANTED = {"course_ids": "[<open>]"}
PLAN = {"term_id": "<season>", "course_ids": "[<planned>]"}
RESULT = {"status": '"completed"', "passed": "true"}

CREATE_STUDENT = Ask("POST", "/students", document(STUDENT))
CHANGE_STUDENT = Ask("PATCH", "/students/<student>", document({"name": '"Ada"'}))
DELETE_STUDENT = Ask("DELETE", "/students/<free>")
CREATE_TERM = Ask("POST", "/terms", document(TERM))
CHANGE_TERM = Ask("PATCH", "/terms/<term>", document({"name": '"Autumn"'}))
DELETE_TERM = Ask("DELETE", "/terms/<free_term>")
CREATE_COURSE = Ask("POST", "/courses", document(COURSE))
CHANGE_COURSE = Ask("PATCH", "/courses/<course>", document(COURSE))
DELETE_COURSE = Ask("DELETE", "/courses/<course>")
ENROLL = Ask("POST", "/students/<student>/courses", document(WANTED))
SCHEDULE = Ask("PUT", "/students/<student>/courses", document(PLAN))
COMPLETE = Ask("PATCH", "/students/<student>/courses/<held>", document(RESULT))
DROP = Ask("DELETE", "/students/<student>/courses/<held>")

WITH_BODY = (
    *(CREATE_STUDENT, CHANGE_STUDENT, CREATE_TERM, CHANGE_TERM, CREATE_COURSE, CHANGE_COURSE),
    *(ENROLL, SCHEDULE, COMPLETE),
)
ACTS = (ENROLL, SCHEDULE, COMPLETE, DROP)
USING_UP = (DELETE_STUDENT, DELETE_TERM, DELETE_COURSE, COMPLETE, DROP)
"""What can be done to the records that it names only once."""
WRITES = (*WITH_BODY, DELETE_STUDENT, DELETE_TERM, DELETE_COURSE, DROP)

_LEAST = {
    CREATE_STUDENT: STUDENT,
    CREATE_TERM: TERM,
    CREATE_COURSE: COURSE,
    ENROLL: WANTED,
    SCHEDULE: PLAN,
    COMPLETE: RESULT,
}
"""What a body must say in any case."""


def label(ask: Ask) -> str:
    """The route of a request, as the names of rows begin."""
    return f"{ask.method} {ask.target}"


def in_turns(asks: tuple[Ask, ...], values: Iterable[T]) -> Iterator[tuple[Ask, T]]:
    """Every value once, with one request after the other."""
    return zip(cycle(asks), values, strict=False)


def bad_body(good: Ask, what: str, body: bytes, status: int, code: str) -> BadInput:
    """A row whose fault is in the body."""
    return BadInput(f"{label(good)}: {what}", replace(good, body=body), status, code, good)


def bad_field(ask: Ask, field: str, bad: str, good: str, what: str = "") -> BadInput:
    """A row with one bad field (E004); both values are JSON texts."""
    return bad_fields(ask, field, {field: bad}, {field: good}, what or bad)


def bad_fields(
    ask: Ask, field: str, bad: Mapping[str, str], good: Mapping[str, str], what: str
) -> BadInput:
    """A row with a fault (E004) that the details put down to one field, or part of one."""
    least = _LEAST.get(ask, {})
    return BadInput(
        f"{label(ask)}: {field} is {what}",
        replace(ask, body=document({**least, **bad})),
        422,
        "E004",
        replace(ask, body=document({**least, **good})),
        field,
    )


def without(ask: Ask, field: str) -> BadInput:
    """A row without a field that must be there (E004)."""
    body = document({name: text for name, text in _LEAST[ask].items() if name != field})
    return replace(bad_body(ask, f"no {field}", body, 422, "E004"), field=field)
