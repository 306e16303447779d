"""The table of bad inputs: rows by theme, each with the good neighbor that is accepted."""

from tests.integration.http.bad_inputs import (
    acts,
    course_ids,
    envelopes,
    field_types,
    field_values,
    meetings,
    paths,
    queries,
    seats,
    terms,
    unreadable,
)
from tests.integration.http.bad_inputs.asks import WRITES, Ask, BadInput

THEMES = (
    *(field_types, field_values, terms, seats, meetings, course_ids, acts),
    *(unreadable, envelopes, paths, queries),
)
TABLE: list[BadInput] = [row for theme in THEMES for row in theme.ROWS]

__all__ = ["TABLE", "WRITES", "Ask", "BadInput"]
