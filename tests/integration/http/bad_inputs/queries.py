"""Parameters where none are taken."""

from dataclasses import replace

from tests.integration.http.bad_inputs.asks import WRITES, BadInput, label

# What follows the question mark, and what may.
QUERIES = {
    "x=1": "",
    "x": "",
    "dry_run=true&dry_run=true": "",
    "x=%FF": "",
    "%ED%A0%80=1": "",
    "limit=5": "&",
}

ROWS = [
    BadInput(
        f"{label(ask)}: ?{bad}",
        replace(ask, target=f"{ask.target}?{bad}"),
        422,
        "E004",
        replace(ask, target=f"{ask.target}?{good}"),
    )
    for ask in WRITES
    for bad, good in QUERIES.items()
]
