"""What else a course may say since there are terms: its term, its seats, what it builds on."""

from dataclasses import replace

from tests.integration.http.bad_inputs.asks import (
    CHANGE_COURSE,
    COURSE,
    CREATE_COURSE,
    BadInput,
    bad_body,
    bad_field,
    bad_fields,
    document,
    in_turns,
)

BOTH = (CREATE_COURSE, CHANGE_COURSE)
# Bad values of numbers, and good ones.
NUMBERS = {
    "term_id": {
        **dict.fromkeys(("true", '"1"', "1.0", "{}", "0", "-1"), "<term>"),
        "2147483648": "null",
        "[<term>]": "<term>",
    },
    "capacity": {
        **dict.fromkeys(("true", '"1"', "1.0", "1e3", "[]"), "1"),
        "-1": "0",
        "-0.0": "-0",
        "1000001": "1000000",
        '""': "null",
    },
    "waitlist_capacity": {
        **dict.fromkeys(("false", '"0"'), "0"),
        "-1": "0",
        "1000001": "1000000",
        "9223372036854775808": "null",
    },
}
COUNTED = ("enrolled_count", "open_seats", "waitlist_count", "last_place")
NOT_LISTS = ("null", "{}", '"MATH-1"', "true")
NOT_PREREQUISITES = ("null", "[]", "1", '"MATH-1"')
BAD_VALUES = {
    "catalog_code": ("null", "1", '""', '" A"', r'"A\u0000"', f'"{"x" * 51}"'),
    "concurrent": ("null", "1", "0", '"true"', "[]"),
    "grade": ('"B"',),
    "code": ('"A"',),
}


def _prerequisite(**fields: str) -> str:
    """The JSON text of a prerequisite."""
    return document({"catalog_code": f'"{"x" * 50}"'} | fields).decode()


def _numbers() -> list[BadInput]:
    """The values of each field, in turns to create a course and to change one."""
    return [
        bad_field(ask, field, bad, good)
        for field, values in NUMBERS.items()
        for ask, (bad, good) in in_turns(BOTH, values.items())
    ]


def _parts() -> list[BadInput]:
    """Prerequisites of which one is bad, in turns to create a course and to change one."""
    good = {"prerequisites": f"[{_prerequisite()}]"}
    return [
        bad_fields(
            ask,
            f"prerequisites.0.{field}",
            {"prerequisites": f"[{_prerequisite(**{field: bad})}]"},
            good,
            bad[:20],
        )
        for field, values in BAD_VALUES.items()
        for ask, bad in in_turns(BOTH, values)
    ]


def _twice(first: str, second: str, what: str) -> BadInput:
    other = _prerequisite(catalog_code='"B"')
    bad, good = (f"[{first}, {each}]" for each in (second, other))
    return bad_field(CREATE_COURSE, "prerequisites", bad, good, what)


ONE, TWO = _prerequisite(), _prerequisite(concurrent="true")
KEYED = '{"catalog_code": "A", "concurrent": false, "concurrent": true}'

ROWS = [
    *_numbers(),
    *(
        bad_body(ask, f"an unknown field {name}", document(COURSE | {name: "0"}), 422, "E004")
        for name in COUNTED
        for ask in BOTH
    ),
    *(bad_field(CREATE_COURSE, "prerequisites", bad, "[]") for bad in NOT_LISTS),
    *(
        bad_field(CHANGE_COURSE, "prerequisites", f"[{bad}]", f"[{ONE}]")
        for bad in NOT_PREREQUISITES
    ),
    bad_field(
        CHANGE_COURSE, "prerequisites", '[{"concurrent": true}]', f"[{TWO}]", "without a code"
    ),
    *_parts(),
    _twice(ONE, ONE, "one code twice"),
    _twice(ONE, TWO, "one code twice, once concurrent"),
    bad_body(
        CHANGE_COURSE,
        "a key twice in a prerequisite",
        b'{"prerequisites": [%b]}' % KEYED.encode(),
        400,
        "E003",
    ),
    *(
        bad_body(
            replace(ask, body=document(COURSE | {"term_id": "<term>"})),
            "an unknown term",
            document(COURSE | {"term_id": "2147483647"}),
            404,
            "E012",
        )
        for ask in BOTH
    ),
]
