"""Sizes, content types and encodings."""

from dataclasses import replace

from tests.integration.http.bad_inputs.asks import WITH_BODY, BadInput, label

LIMIT = 65_536
BAD_HEADERS = {
    "no content type": (),
    "an empty content type": (b"Content-Type:",),
    "text": (b"Content-Type: text/plain",),
    "a form": (b"Content-Type: application/x-www-form-urlencoded",),
    "XML": (b"Content-Type: application/xml",),
    "JSON in Latin-1": (b"Content-Type: application/json; charset=iso-8859-1",),
    "JSON in UTF-16": (b'Content-Type: application/json; charset="utf-16"',),
    "JSON lines": (b"Content-Type: application/jsonl",),
    "JSON compressed": (b"Content-Type: application/json", b"Content-Encoding: gzip"),
    "JSON in brotli": (b"Content-Type: application/json", b"Content-Encoding: br"),
}
GOOD_HEADERS = {
    "JSON compressed": (b"Content-Type: application/json", b"Content-Encoding: identity"),
    "JSON in UTF-16": (b'Content-Type: application/json; charset="UTF-8"',),
    "text": (b"CONTENT-TYPE: Application/JSON",),
    "XML": (b"Content-Type: application/merge-patch+json",),
}


def _sizes() -> list[BadInput]:
    """One byte too many, and exactly enough; with and without a length given."""
    return [
        BadInput(
            f"{label(ask)}: {LIMIT} bytes and {more}{', chunked' if chunked else ''}",
            replace(ask, size=LIMIT + more, chunked=chunked),
            413,
            "E008",
            replace(ask, size=LIMIT, chunked=chunked),
        )
        for ask in WITH_BODY
        for more, chunked in ((1, False), (1, True), (LIMIT, True))
    ]


def _headers() -> list[BadInput]:
    return [
        BadInput(
            f"{label(ask)}: {what}",
            replace(ask, headers=headers),
            415,
            "E007",
            replace(ask, headers=GOOD_HEADERS.get(what, ask.headers)),
        )
        for ask in WITH_BODY
        for what, headers in BAD_HEADERS.items()
    ]


ROWS = [*_sizes(), *_headers()]
