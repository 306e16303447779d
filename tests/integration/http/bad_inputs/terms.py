"""Terms: days, instants, zones and limits that are none, or that are out of order."""

from tests.integration.http.bad_inputs.asks import (
    CHANGE_TERM,
    CREATE_TERM,
    TERM,
    BadInput,
    bad_field,
    bad_fields,
    in_turns,
    without,
)

BOTH = (CREATE_TERM, CHANGE_TERM)
# Every good value goes with every other: the term that is changed keeps them all.
GOOD = {
    **TERM,
    "registration_opens_at": '"2026-06-01T08:00:00Z"',
    "registration_closes_at": '"2026-09-15T08:00:00.123+02:00"',
    "drop_deadline_at": "null",
    "max_credits": "30",
}
WRONG_TYPES = {
    "code": ("true", "1", "null"),
    "name": ("null", "1.5"),
    "starts_on": ("20260901", "null", "true"),
    "ends_on": ("20261218", "null"),
    "time_zone": ("null", "2", '["Europe/Berlin"]'),
    "registration_opens_at": ("1780000000", "true", "{}"),
    "registration_closes_at": ("0", "[]"),
    "drop_deadline_at": ("false", '["2026-10-01T00:00:00Z"]'),
    "max_credits": ('"30"', "true"),
}
NO_DAYS = (
    *("2026-02-30", "2027-02-29", "2026-13-01", "2026-9-1", "20260901", "2026-W36-2", ""),
    *("2026-09-01T00:00:00Z", "2026-09-01 ", r"2026-09-01\n", "\uff12026-09-01"),
    *("0001-01-01", "0000-01-01", "10000-01-01"),
)
NO_ZONES = (
    *("europe/berlin", "Europe/Berlin ", "Europe", "Mars/Olympus", "", "+02:00", "CEST"),
    *("localtime", "Factory", "../zoneinfo/UTC", r"UTC\u0000", "x" * 65),
)
# Instants that are none, and their neighbors.
NO_INSTANTS = {
    "2026-06-01T08:00:00": "2026-06-01T08:00:00Z",
    "2026-06-01 08:00:00Z": "2026-06-01T08:00:00-00:00",
    "2026-06-01T08:00:00z": "2026-06-01T08:00:00+00:00",
    "2026-06-01T08:00:00.1234Z": "2026-06-01T08:00:00.123Z",
    "2026-06-01T08:00:00,5Z": "2026-06-01T08:00:00.5Z",
    "2026-06-01T08:00Z": "2026-06-01T08:00:00Z",
    "2026-06-01T24:00:00Z": "2026-06-01T23:59:59Z",
    "2026-06-01T08:00:60Z": "2026-06-01T08:00:59Z",
    "2026-06-01T08:00:00+0200": "2026-06-01T08:00:00+02:00",
    "2026-06-01T08:00:00+24:00": "2026-06-01T08:00:00+23:59",
    "2026-06-01T08:00:00+01:60": "2026-06-01T08:00:00+01:59",
    "2026-06-01": "2026-06-01T00:00:00Z",
    "": "2026-06-01T08:00:00Z",
    r"2026-06-01T08:00:00Z\n": "2026-06-01T08:00:00Z",
    "2026-06-01T08:00:00\uff3a": "2026-06-01T08:00:00Z",
    "0001-01-01T00:00:00+14:00": "1900-01-01T00:00:00Z",
    "1899-12-31T23:59:59.999Z": "1900-01-01T00:00:00.000Z",
    "2200-01-01T00:00:00Z": "2199-12-31T23:59:59.999Z",
    "2199-12-31T23:59:59-00:01": "2199-12-31T23:59:59+00:01",
    "9999-12-31T23:59:59-14:00": "2199-12-31T09:59:59-14:00",
}
NO_LIMITS = ("-0.01", "1000", "0.001", "1e400")
NO_CODES = {
    "empty": "",
    "with NUL": r"T\u0000",
    "with a line break": r"T\n1",
    "blank at the start": " T",
    "of 51": "x" * 51,
}


def _each(values: dict[str, tuple[str, ...]]) -> list[BadInput]:
    """The values of each field, in turns to create a term and to change one."""
    return [
        bad_field(ask, field, bad, GOOD[field])
        for field, bads in values.items()
        for ask, bad in in_turns(BOTH, bads)
    ]


def _texts() -> list[BadInput]:
    days = {"starts_on": tuple(f'"{text}"' for text in NO_DAYS)}
    zones = {"time_zone": tuple(f'"{text}"' for text in NO_ZONES)}
    return [*_each(days), *_each(zones), *_each({"max_credits": NO_LIMITS})]


def _instants() -> list[BadInput]:
    return [
        bad_field(ask, "drop_deadline_at", f'"{bad}"', f'"{good}"')
        for ask, (bad, good) in in_turns(BOTH, NO_INSTANTS.items())
    ]


def _codes() -> list[BadInput]:
    return [
        bad_field(ask, "code", f'"{text}"', '"T<n>"', what)
        for ask, (what, text) in in_turns(BOTH, NO_CODES.items())
    ]


def _days(field: str, bad: tuple[str, str], good: tuple[str, str]) -> BadInput:
    """A row whose first and last day do not go together."""
    bad_days, good_days = (
        {"starts_on": f'"{first}"', "ends_on": f'"{last}"'} for first, last in (bad, good)
    )
    return bad_fields(CREATE_TERM, field, bad_days, good_days, f"{bad[0]} to {bad[1]}")


def _window(closes: str, good: str) -> BadInput:
    """A row whose registration closes before it opens, or with it."""
    field, opens = "registration_closes_at", {"registration_opens_at": '"2026-06-01T08:00:00Z"'}
    bad = opens | {field: f'"{closes}"'}
    return bad_fields(CREATE_TERM, field, bad, opens | {field: f'"{good}"'}, closes)


ROWS = [
    *(without(CREATE_TERM, field) for field in TERM),
    *_each(WRONG_TYPES),
    *_texts(),
    *_instants(),
    *_codes(),
    bad_field(CREATE_TERM, "name", f'"{"x" * 201}"', f'"{"x" * 200}"', "of 201"),
    bad_field(CHANGE_TERM, "name", '""', '"A"'),
    _days("ends_on", ("2026-09-01", "2026-08-31"), ("2026-09-01", "2026-09-01")),
    _days("ends_on", ("2026-09-01", "2029-09-06"), ("2026-09-01", "2029-09-05")),
    _days("starts_on", ("1899-12-31", "1900-06-30"), ("1900-01-01", "1900-06-30")),
    _days("ends_on", ("2199-06-01", "2200-01-01"), ("2199-06-01", "2199-12-31")),
    _days("starts_on", ("2100-02-29", "2100-06-30"), ("2096-02-29", "2096-06-30")),
    _window("2026-06-01T10:00:00+02:00", "2026-06-01T10:00:00.001+02:00"),
    _window("2026-06-01T09:59:59+02:00", "2026-06-01T07:59:59-00:01"),
    bad_field(CHANGE_TERM, "ends_on", '"2026-08-31"', '"2026-12-18"'),
]
