"""Lists of ids that cannot be, and ids of nothing."""

from dataclasses import replace

from tests.integration.http.bad_inputs.asks import (
    CHANGE_TERM,
    COMPLETE,
    DELETE_TERM,
    DROP,
    ENROLL,
    SCHEDULE,
    Ask,
    BadInput,
    bad_body,
    bad_field,
)

ONE = "[<open>]"
BAD_IDS = {
    "0": "0",
    "-0": "-0",
    "-1": "-1",
    "2^31": "2147483648",
    "2^63": "9223372036854775808",
    "2^64 + 1": "18446744073709551617",
    "5,000 digits": "1" * 5_000,
    "minus and 5,000 digits": "-" + "1" * 5_000,
    "1E0": "1E0",
    "1.0000000000000000001": "1.0000000000000000001",
}
# Enrollments of which something does not exist, or they themselves.
UNKNOWN = {
    "/students/2147483647/courses/<held>": "E002",
    "/students/<student>/courses/2147483647": "E001",
    "/students/<free>/courses/<held>": "E011",
}


def _ids(*texts: str) -> bytes:
    return f'{{"course_ids": [{", ".join(texts)}]}}'.encode()


def _unknown(ask: Ask, target: str, code: str) -> BadInput:
    return BadInput(f"{ask.method} {target}", replace(ask, target=target), 404, code, ask)


ROWS = [
    *(
        bad_field(ENROLL, "course_ids", f"[{text}]", ONE, f"a list with {what}")
        for what, text in BAD_IDS.items()
    ),
    bad_field(ENROLL, "course_ids", "[<open>, 0]", "[<open>, <held>]", "good, then 0"),
    bad_field(ENROLL, "course_ids", "[]", ONE, "empty"),
    bad_field(ENROLL, "course_ids", "[7, 7]", ONE, "one id twice"),
    bad_field(ENROLL, "course_ids", "[7, 8, 9, 7, 8]", ONE, "two ids twice"),
    bad_body(ENROLL, "101 ids", _ids(*map(str, range(1, 102))), 422, "E004"),
    bad_body(ENROLL, "20,000 ids", _ids(*(["1"] * 20_000)), 422, "E004"),
    bad_body(ENROLL, "the id in the wrong field", b'{"course_id": [<open>]}', 422, "E004"),
    bad_body(ENROLL, "an unknown course", _ids("2147483647"), 404, "E001"),
    bad_body(ENROLL, "one unknown course of two", _ids("<open>", "2147483647"), 404, "E001"),
    bad_body(
        ENROLL, "100 unknown courses", _ids(*map(str, range(2**31 - 100, 2**31))), 404, "E001"
    ),
    _unknown(ENROLL, "/students/2147483647/courses", "E002"),
    _unknown(SCHEDULE, "/students/2147483647/courses", "E002"),
    _unknown(CHANGE_TERM, "/terms/2147483647", "E012"),
    _unknown(DELETE_TERM, "/terms/2147483647", "E012"),
    *(_unknown(act, target, code) for act in (COMPLETE, DROP) for target, code in UNKNOWN.items()),
]
