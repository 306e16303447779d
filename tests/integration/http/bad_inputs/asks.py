"""The rows of the table, and the bytes that they stand for.

A target or a body names records by tokens, which are filled in when a row is sent:
<student> is enrolled in <held> and perhaps in <open>, <free> in nothing, nobody in
<course>, and <n> is a number of twelve digits that was never used before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

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
    """A request that is refused, and its good neighbor: the same with the one fault mended."""

    name: str
    bad: Ask
    status: int
    code: str
    good: Ask


def document(fields: Mapping[str, str]) -> bytes:
    """A JSON object whose values are given as JSON texts."""
    return ("{" + ", ".join(f'"{name}": {text}' for name, text in fields.items()) + "}").encode()


STUDENT = {"name": '"Ada"', "email": '"ada<n>@example.org"'}
COURSE = {"title": '"Algebra"'}

CREATE_STUDENT = Ask("POST", "/students", document(STUDENT))
CHANGE_STUDENT = Ask("PATCH", "/students/<student>", document({"name": '"Ada"'}))
DELETE_STUDENT = Ask("DELETE", "/students/<free>")
CREATE_COURSE = Ask("POST", "/courses", document(COURSE))
CHANGE_COURSE = Ask("PATCH", "/courses/<course>", document(COURSE))
DELETE_COURSE = Ask("DELETE", "/courses/<course>")
ENROLL = Ask("POST", "/students/<student>/courses", document({"course_ids": "[<open>]"}))
DROP = Ask("DELETE", "/students/<student>/courses/<held>")

WITH_BODY = (CREATE_STUDENT, CHANGE_STUDENT, CREATE_COURSE, CHANGE_COURSE, ENROLL)
WRITES = (*WITH_BODY, DELETE_STUDENT, DELETE_COURSE, DROP)


def label(ask: Ask) -> str:
    """The route of a request, as the names of rows begin."""
    return f"{ask.method} {ask.target}"


def bad_body(good: Ask, what: str, body: bytes, status: int, code: str) -> BadInput:
    """A row whose fault is in the body."""
    return BadInput(f"{label(good)}: {what}", replace(good, body=body), status, code, good)


def bad_field(ask: Ask, field: str, bad: str, good: str, what: str = "") -> BadInput:
    """A row with one bad field (E004); both values are JSON texts."""
    base = STUDENT if ask is CREATE_STUDENT else COURSE if ask is CREATE_COURSE else {}
    return BadInput(
        f"{label(ask)}: {field} is {what or bad}",
        replace(ask, body=document(base | {field: bad})),
        422,
        "E004",
        replace(ask, body=document(base | {field: good})),
    )
