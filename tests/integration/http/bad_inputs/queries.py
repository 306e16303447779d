"""Parameters that are not known, that stand twice, and values that they may not have."""

from dataclasses import replace

from tests.integration.http.bad_inputs.asks import ACTS, WRITES, Ask, BadInput, label

# What follows the question mark, and what may.
QUERIES = {
    "x=1": "",
    "x": "",
    "dry_run=true&dry_run=true": "",
    "x=%FF": "",
    "%ED%A0%80=1": "",
    "limit=5": "&",
}
DRY_RUNS = {
    "dry_run=1": "dry_run=true",
    "dry_run": "dry_run=false",
    "dry_run=True": "dry_run=%74rue",
    "dry_run=false&dry_run=true": "dry_run=false",
}
# Of each list, queries that are refused and one that is not.
READS = {
    "/students/<student>/courses": (
        *("status=", "status=active", "status=Enrolled", "status=enrolled,"),
        *("status=enrolled&status=dropped", "limit=5", "dry_run=true"),
        "status=enrolled,completed",
    ),
    "/students/<student>/courses/<held>": ("status=enrolled", "dry_run=false", ""),
    "/courses/<course>/students": (
        *("status=", "status=all", "status=dropped;completed", "limit=201", "after=0"),
        *("as_of=", "as_of=now", "as_of=2026-09-01", "as_of=2026-09-01T00:00:00"),
        *("as_of=2026-09-01T00:00:00+02:00", "as_of=2026-09-31T00:00:00Z"),
        *("as_of=2199-01-01T00:00:00Z", "as_of=2026-09-01T00:00:00.0001Z"),
        "status=waitlisted,dropped&limit=200",
    ),
    "/courses/<course>/changes": (
        *("from=", "to=yesterday", "from=2199-01-01T00:00:00Z", "to=2199-01-01T00:00:00Z"),
        *("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "since=2026-01-01T00:00:00Z"),
        *("limit=201", "after=0", "after=10000000000", "as_of=2026-01-01T00:00:00Z"),
        "from=2026-01-01T00:00:00Z&to=2026-01-01T02:00:00%2B02:00&after=9999999999",
    ),
    "/courses/<course>/demand": ("limit=5", "as_of=2026-01-01T00:00:00Z", ""),
    "/students/<student>/history": (
        *("limit=0", "after=-1", "after=10000000000", "from=2026-01-01T00:00:00Z"),
        "limit=200&after=9999999999",
    ),
    "/courses/<course>/waitlist": (
        *("status=waitlisted", "limit=0", "limit=201", "after=-1", "after=2147483648"),
        "limit=200&after=1",
    ),
    "/courses": (
        *("term=0", "term=1.0", "term=2147483648", "term=", "term_id=<term>"),
        *("has_open_seats=1", "has_open_seats", "catalog_code="),
        "term=<term>&has_open_seats=true",
    ),
    "/terms": ("code=", "code=%00", "name=Autumn", "limit=201", "code=T"),
    "/terms/<term>": ("code=T", ""),
}


def _query(ask: Ask, bad: str, good: str) -> BadInput:
    return BadInput(
        f"{label(ask)}: ?{bad}",
        replace(ask, target=f"{ask.target}?{bad}"),
        422,
        "E004",
        replace(ask, target=f"{ask.target}?{good}"),
    )


def _reads() -> list[BadInput]:
    return [
        _query(Ask("GET", target), bad, good)
        for target, (*bads, good) in READS.items()
        for bad in bads
    ]


def _unknown(target: str, code: str, good: str) -> BadInput:
    return BadInput(f"GET {target}", Ask("GET", target), 404, code, Ask("GET", good))


ROWS = [
    *(_query(ask, bad, good) for ask in WRITES for bad, good in QUERIES.items()),
    *(_query(ask, bad, good) for ask in ACTS for bad, good in DRY_RUNS.items()),
    *(_query(ask, "dry_run=true", "") for ask in WRITES if ask not in ACTS),
    *_reads(),
    _unknown("/courses?term=2147483647", "E012", "/courses?term=<term>"),
    _unknown("/terms/2147483647", "E012", "/terms/<term>"),
    _unknown("/courses/2147483647/changes", "E001", "/courses/<course>/changes"),
    _unknown("/courses/2147483647/demand", "E001", "/courses/<course>/demand"),
    _unknown("/students/2147483647/history", "E002", "/students/<student>/history"),
    _unknown("/courses/2147483647/waitlist", "E001", "/courses/<course>/waitlist"),
    _unknown("/students/<free>/courses/<held>", "E011", "/students/<student>/courses/<held>"),
]
