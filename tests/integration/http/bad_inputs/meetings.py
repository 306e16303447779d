"""Meetings of courses: what is wrong far in, said where it is."""

from collections.abc import Mapping
from dataclasses import replace

from tests.integration.http.bad_inputs.asks import (
    CHANGE_COURSE,
    COURSE,
    CREATE_COURSE,
    Ask,
    BadInput,
    bad_body,
    bad_field,
    bad_fields,
    document,
    in_turns,
)

BOTH = (CREATE_COURSE, CHANGE_COURSE)
MEETING = {"weekday": "1", "starts_at": '"09:00"', "ends_at": '"10:30"'}
GOOD = {
    **MEETING,
    "location": '"Room 1"',
    "starts_on": '"2026-09-07"',
    "ends_on": '"2026-12-01"',
}
ONE = document(MEETING).decode()
NOT_LISTS = ("null", "{}", '"Monday"', "1")
NOT_MEETINGS = ("null", "[]", "1", '"Monday"', "true")
BAD_VALUES = {
    "weekday": ("0", "8", "true", "1.0", '"1"', "null", "9223372036854775808"),
    "starts_at": (
        *('"24:00"', '"9:00"', '"09:60"', '"09:00:00"', '"0900"', '""', '"09:00 "'),
        *('"09:00Z"', '"-9:00"', r'"09:00\n"', '"\uff10\uff19:00"', '"\u0660\u0669:00"'),
        *("900", "null", "true", "{}"),
    ),
    "ends_at": ('"24:00"', '"08:59"', "1030", "null"),
    "location": ('""', '" "', '" A"', r'"A\u0000"', r'"A\nB"', "1", "true"),
    "starts_on": ('"2026-02-30"', '"2026-9-7"', "20260907", '"0001-01-01"', '"2200-01-01"'),
    "ends_on": ('"2026-09-06"', '"2026-12-01T00:00:00Z"', "true", '"\uff12026-12-01"'),
}
LIMITS = (
    ("ends_at", "meetings.1.ends_at", '"09:00"', '"09:01"'),
    ("location", "meetings.1.location", f'"{"é" * 201}"', f'"{"é" * 200}"'),
    ("ends_on", "meetings.1", '"2029-09-06"', '"2029-09-05"'),
)
UNKNOWN = ("room", "id", "Weekday")


def _second(meeting: Mapping[str, str]) -> dict[str, str]:
    """A course's fields with a good meeting and, behind it, this one."""
    return {"term_id": "<term>", "meetings": f"[{ONE}, {document(meeting).decode()}]"}


def _bad(ask: Ask, field: str, meeting: Mapping[str, str], what: str) -> BadInput:
    return bad_fields(ask, f"meetings.1.{field}", _second(meeting), _second(GOOD), what)


def _values() -> list[BadInput]:
    """The values of each field, in turns to create a course and to change one."""
    return [
        _bad(ask, field, GOOD | {field: bad}, bad)
        for field, bads in BAD_VALUES.items()
        for ask, bad in in_turns(BOTH, bads)
    ]


def _fields() -> list[BadInput]:
    """Fields that are not there, and fields that should not be."""
    lacking = [
        _bad(ask, name, {each: GOOD[each] for each in GOOD if each != name}, "not there")
        for ask, name in in_turns(BOTH, MEETING)
    ]
    unknown = [
        _bad(ask, name, GOOD | {name: "1"}, "not known") for ask, name in in_turns(BOTH, UNKNOWN)
    ]
    return [*lacking, *unknown]


def _limits() -> list[BadInput]:
    """What goes beyond a limit by the least that it can."""
    first = MEETING | {"starts_on": '"2026-09-01"'}
    return [
        bad_fields(
            ask,
            place,
            _second(first | {field: bad}),
            _second(first | {field: good}),
            f"beyond the limit of {field}",
        )
        for ask, (field, place, bad, good) in in_turns(BOTH, LIMITS)
    ]


def _without_term() -> list[BadInput]:
    one = {"meetings": f"[{ONE}]"}
    good = one | {"term_id": "<term>"}
    return [
        bad_fields(CREATE_COURSE, "meetings", one, good, "there without a term"),
        bad_fields(CHANGE_COURSE, "meetings", one | {"term_id": "null"}, good, "left by the term"),
    ]


def _unreadable(what: str, meeting: str) -> BadInput:
    """A row of what is no JSON inside a meeting."""
    bad, good = (
        document(COURSE | {"term_id": "<term>", "meetings": f"[{each}]"}) for each in (meeting, ONE)
    )
    return bad_body(replace(CREATE_COURSE, body=good), what, bad, 400, "E003")


ROWS = [
    *(bad_field(CREATE_COURSE, "meetings", bad, "[]") for bad in NOT_LISTS),
    *(bad_field(CHANGE_COURSE, "meetings", f"[{bad}]", "[]") for bad in NOT_MEETINGS),
    *_values(),
    *_fields(),
    *_limits(),
    *_without_term(),
    _unreadable("a key twice in a meeting", '{"weekday": 1, "weekday": 1}'),
    _unreadable("a key twice in a meeting, once escaped", r'{"weekday": 1, "week\u0064ay": 2}'),
    _unreadable("a weekday of NaN", '{"weekday": NaN}'),
    _unreadable("a weekday of 01", '{"weekday": 01}'),
]
