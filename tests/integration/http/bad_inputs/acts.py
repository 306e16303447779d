"""What acts on enrollments may say beside the courses: overrides, notes, terms and grades."""

from tests.integration.http.bad_inputs.asks import (
    COMPLETE,
    ENROLL,
    PLAN,
    RESULT,
    SCHEDULE,
    BadInput,
    bad_body,
    bad_field,
    bad_fields,
    document,
    in_turns,
    without,
)

CAPS = "\U0001f393" * 20
ASKING = (ENROLL, SCHEDULE)
NOTE = {"note": '"Agreed."'}
LEAVE = {"override": '["E025"]'}
NOT_TRUTHS = ("1", "0", '"true"', "null", "[]")
NOT_CODES = (
    *('"E025"', "true", '{"E025": true}', "[null]", "[25]", '[["E025"]]'),
    *('["E020"]', '["E027"]', '["e025"]', '["E025 "]', '["E025", "E001"]', '["E025", "E025"]'),
)
NOT_NOTES = {
    **{text: text for text in ("null", "1", "true", '""', '" "', r'"\n"', '"\u3000"')},
    "with NUL": r'"A\u0000"',
    "with a line separator": '"A\u2028B"',
    "with half a surrogate": r'"\ud800"',
    "of 1,001": f'"{"x" * 1_001}"',
}
NOT_TERMS = ("true", '"1"', "1.0", "[]", "0", "-1", "2147483648")
NOT_IDS = ("[]", "null", "[0]", "[true]", "[7, 7]", "<planned>")
NOT_RESULTS = {
    "status": (
        *('"enrolled"', '"withdrawn"', '"Completed"', '"completed "', '""'),
        *("null", "true", '["completed"]'),
    ),
    "passed": ("1", "0", '"true"', "null", "[]"),
    "grade": (
        *('""', '" "', '" A"', '"A "', r'"A\u0000"', r'"A\n"', "1", "true"),
        f'"{"x" * 21}"',
    ),
}


def _overrides() -> list[BadInput]:
    """Codes and notes that are none, in turns to enroll and to set a schedule."""
    good = LEAVE | {"note": f'"{"x" * 1_000}"'}
    codes = [
        bad_fields(ask, "override", NOTE | {"override": bad}, good, bad)
        for ask, bad in in_turns(ASKING, NOT_CODES)
    ]
    notes = [
        bad_fields(ask, "note", LEAVE | {"note": bad}, good, what)
        for ask, (what, bad) in in_turns(ASKING, NOT_NOTES.items())
    ]
    return [*codes, *notes]


def _pairs() -> list[BadInput]:
    """Overrides and notes of which one is there without the other."""
    alone = {
        "not there beside an override": LEAVE,
        "there without an override": NOTE,
        "there beside an empty override": NOTE | {"override": "[]"},
        "there beside an override of null": NOTE | {"override": "null"},
    }
    return [
        bad_fields(ask, "note", bad, LEAVE | NOTE, what)
        for ask in ASKING
        for what, bad in alone.items()
    ]


def _results() -> list[BadInput]:
    good = RESULT | {"grade": '"B+"'}
    return [
        bad_field(COMPLETE, field, bad, good[field])
        for field, values in NOT_RESULTS.items()
        for bad in values
    ]


ROWS = [
    *(bad_field(ask, "waitlist", bad, "true") for ask, bad in in_turns(ASKING, NOT_TRUTHS)),
    *_overrides(),
    *_pairs(),
    *(without(SCHEDULE, field) for field in PLAN),
    *(bad_fields(SCHEDULE, "term_id", {"term_id": bad}, {}, bad) for bad in NOT_TERMS),
    *(bad_field(SCHEDULE, "course_ids", bad, "[<planned>]") for bad in NOT_IDS),
    bad_fields(
        SCHEDULE,
        "course_ids",
        {"course_ids": "[<planned>, <held>]"},
        {"term_id": "null", "course_ids": "[<open>, <held>]"},
        "of this term and of none",
    ),
    bad_fields(
        SCHEDULE,
        "course_ids",
        {"term_id": "null"},
        {"term_id": "null", "course_ids": "[<held>]"},
        "of a term where none is named",
    ),
    bad_body(
        SCHEDULE, "an unknown course", document(PLAN | {"course_ids": "[2147483647]"}), 404, "E001"
    ),
    bad_body(SCHEDULE, "an unknown term", document(PLAN | {"term_id": "2147483647"}), 404, "E012"),
    *(without(COMPLETE, field) for field in RESULT),
    *_results(),
    bad_field(COMPLETE, "grade", f'"x{CAPS}"', f'"{CAPS}"', "of 21 characters"),
    bad_field(COMPLETE, "passed", '"false"', "false"),
    bad_field(COMPLETE, "grade", '"\u2029"', "null", "a paragraph separator"),
]
