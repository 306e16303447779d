"""Paths that name nothing, and methods that a resource does not have."""

from dataclasses import replace

from tests.integration.http.bad_inputs.asks import (
    CHANGE_COURSE,
    CHANGE_STUDENT,
    CHANGE_TERM,
    COMPLETE,
    CREATE_COURSE,
    CREATE_STUDENT,
    CREATE_TERM,
    DELETE_COURSE,
    DELETE_STUDENT,
    DELETE_TERM,
    DROP,
    ENROLL,
    SCHEDULE,
    Ask,
    BadInput,
    label,
)

# What stands in an id's place.
BAD_IDS = (
    *("0", "00", "01", "0{}", "-1", "+1", "1.0", "1e0", "abc", "{}a", "0x1", "1_0", "null"),
    *("%D9%A1", "%EF%BC%91", "%C2%B2", "2147483648", "4294967297", "9999999999"),
    *("1" * 11, "1" * 1_000, "{}%0A", "%20{}", "{}%20", "{}%00", "{}%2F", "%2F{}", "{}%2F{}"),
    *("{}/", "/{}", "{}.json", "{};v=1", "%FF", "{}%3F", "..", "*"),
)
PLACES = (
    (CHANGE_STUDENT, "<student>"),
    (DELETE_STUDENT, "<free>"),
    (CHANGE_COURSE, "<course>"),
    (DELETE_COURSE, "<course>"),
    (DELETE_TERM, "<free_term>"),
    (ENROLL, "<student>"),
    (DROP, "<student>"),
    (DROP, "<held>"),
)
# Where the place is read as in one above, a few will do.
A_FEW = ("0", "01", "%EF%BC%91", "2147483648", "{}%0A", "{}/")
ALIKE = (
    (CHANGE_TERM, "<term>"),
    (SCHEDULE, "<student>"),
    (COMPLETE, "<student>"),
    (COMPLETE, "<held>"),
)
OTHER_PATHS = (
    (CREATE_STUDENT, "/students/"),
    (CREATE_STUDENT, "/Students"),
    (CREATE_STUDENT, "/students%2F"),
    (CREATE_STUDENT, "/students%00"),
    (CREATE_TERM, "/terms/"),
    (CREATE_TERM, "/term"),
    (CREATE_TERM, "/Terms"),
    (CREATE_COURSE, "/courses/"),
    (CREATE_COURSE, "/courses//"),
    (CREATE_COURSE, "/api/courses"),
    (CREATE_COURSE, "/./courses"),
    (ENROLL, "/students/<student>/courses/"),
    (ENROLL, "/students/<student>/course"),
    (SCHEDULE, "/students/<student>/courses%2F"),
    (COMPLETE, "/courses/<held>/students/<student>"),
)
WRONG_METHODS = (
    *((CREATE_STUDENT, method) for method in ("PUT", "PATCH", "DELETE", "TRACE", "FROBNICATE")),
    *((CHANGE_STUDENT, method) for method in ("PUT", "POST", "TRACE", "CONNECT", "FROBNICATE")),
    *((DELETE_STUDENT, method) for method in ("PUT", "POST", "PROPFIND", "X")),
    *((CREATE_COURSE, method) for method in ("PUT", "PATCH", "DELETE", "LOCK")),
    *((CHANGE_COURSE, method) for method in ("PUT", "POST", "MERGE", "UNKNOWN-METHOD")),
    *((DELETE_COURSE, method) for method in ("PUT", "POST")),
    *((CREATE_TERM, method) for method in ("PUT", "PATCH", "DELETE", "QUERY")),
    *((CHANGE_TERM, method) for method in ("PUT", "POST")),
    *((DELETE_TERM, method) for method in ("PUT", "POST", "PROPFIND")),
    *((ENROLL, method) for method in ("PATCH", "DELETE", "LINK")),
    *((SCHEDULE, method) for method in ("PATCH", "DELETE")),
    *((COMPLETE, method) for method in ("PUT", "POST")),
    *((DROP, method) for method in ("PUT", "POST", "SUBSCRIBE", "UNLINK")),
)


def _bad_ids() -> list[BadInput]:
    return [
        _at(ask, ask.target.replace(place, bad.replace("{}", place)))
        for places, ids in ((PLACES, BAD_IDS), (ALIKE, A_FEW))
        for ask, place in places
        for bad in ids
        if not (ask is DROP and place == "<held>" and bad == "..")
    ]


def _at(ask: Ask, target: str) -> BadInput:
    name = target if len(target) < 80 else f"{target[:40]}... of {len(target)}"
    return BadInput(f"{ask.method} {name}", replace(ask, target=target), 404, "E005", ask)


def _wrong_method(ask: Ask, method: str) -> BadInput:
    return BadInput(
        f"{label(ask)}: sent as {method}", replace(ask, method=method), 405, "E006", ask
    )


ROWS = [
    *_bad_ids(),
    *(_at(ask, target) for ask, target in OTHER_PATHS),
    *(_wrong_method(ask, method) for ask, method in WRONG_METHODS),
]
