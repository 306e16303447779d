"""Bodies that are not JSON in UTF-8, or that nobody should have to follow."""

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle

from tests.integration.http.bad_inputs.asks import (
    CHANGE_COURSE,
    CREATE_COURSE,
    CREATE_STUDENT,
    ENROLL,
    WITH_BODY,
    Ask,
    BadInput,
    bad_body,
    document,
)

# What is done to a good body to spoil it.
SPOILERS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _good: b"",
    "blank": lambda _good: b" \r\n\t",
    "cut short": lambda good: good[:-1],
    "with a comma at the end": lambda good: good[:-1] + b",}",
    "with a letter after it": lambda good: good + b"x",
    "with NUL after it": lambda good: good + b"\x00",
    "twice": lambda good: good + good,
    "in single quotes": lambda good: good.replace(b'"', b"'"),
    "without quotes": lambda good: good.replace(b'"', b""),
    "with a comment": lambda good: b"/* */" + good,
    "with a byte order mark": lambda good: b"\xef\xbb\xbf" + good,
    "in UTF-16": lambda good: good.decode().encode("utf-16"),
    "in UTF-16 without a mark": lambda good: good.decode().encode("utf-16-le"),
    "in UTF-32": lambda good: good.decode().encode("utf-32-be"),
    "with equals signs": lambda good: good.replace(b":", b"="),
    "with a no-break space": lambda good: b"\xc2\xa0" + good,
    "in parentheses": lambda good: b"(" + good + b")",
    "in the form of a form": lambda _good: b"name=Ada&email=ada",
    "in XML": lambda _good: b"<name>Ada</name>",
}
# Bytes in the middle of a name that are no text.
BAD_BYTES = {
    "0xFF": b"\xff",
    "a lone continuation byte": b"\x80",
    "a cut sequence": b"\xc3",
    "an overlong NUL": b"\xc0\x80",
    "an encoded surrogate": b"\xed\xa0\x80",
    "beyond Unicode": b"\xf4\x90\x80\x80",
    "Latin-1": "é".encode("latin-1"),
    "a bare newline": b"\n",
    "a bare NUL": b"\x00",
    "a bare tab": b"\t",
    "an unknown escape": rb"\x41",
    "an escape of two digits": rb"\u00",
    "a bare quote": b'"',
}
NO_NUMBERS = (
    *("NaN", "Infinity", "-Infinity", "nan", "01", "+1", ".5", "5.", "1e", "0x10", "1_000"),
    *("--1", "1,5", "undefined", "None", "True", "\u0661"),
)
DEEP = 30_000


def _spoiled() -> list[BadInput]:
    """Every kind for two routes, in turns, so that each route has many."""
    routes = cycle(WITH_BODY)
    return [
        bad_body(ask, what, spoil(ask.body or b""), 400, "E003")
        for what, spoil in SPOILERS.items()
        for ask in (next(routes), next(routes))
    ]


def _number(text: str) -> BadInput:
    good = replace(CHANGE_COURSE, body=document({"credits": "1"}))
    return bad_body(good, f"credits are {text}", document({"credits": text}), 400, "E003")


def _deep(good: Ask, what: str, value: bytes) -> BadInput:
    body = (good.body or b"")[:-1] + b', "x": ' + value + b"}"
    return bad_body(good, f"nested {DEEP} levels deep, {what}", body, 400, "E003")


ROWS = [
    *_spoiled(),
    *(
        bad_body(CREATE_COURSE, what, b'{"title": "A%bz"}' % found, 400, "E003")
        for what, found in BAD_BYTES.items()
    ),
    *(_number(text) for text in NO_NUMBERS),
    *(_deep(ask, "in lists", b"[" * DEEP + b"]" * DEEP) for ask in WITH_BODY),
    _deep(CREATE_STUDENT, "in lists without an end", b"[" * DEEP),
    _deep(CREATE_COURSE, "in objects", b'{"":' * 10_000 + b"1" + b"}" * 10_000),
    bad_body(ENROLL, "nested lists alone", b"[" * DEEP + b"]" * DEEP, 400, "E003"),
    *(
        bad_body(ask, "every key twice", body[:-1] + b", " + body[1:], 400, "E003")
        for ask in WITH_BODY
        if (body := ask.body)
    ),
    bad_body(ENROLL, "a key twice, far in", b'{"course_ids": [{"a": 1, "a": 2}]}', 400, "E003"),
    bad_body(
        CREATE_COURSE,
        "a key twice, once escaped",
        rb'{"title": "A", "t\u0069tle": "B"}',
        400,
        "E003",
    ),
    bad_body(ENROLL, "NaN for an id", b'{"course_ids": [NaN]}', 400, "E003"),
]
