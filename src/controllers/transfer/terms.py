"""Import terms: matched by code."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from src.controllers.transfer.coded import Values, coded_table, import_coded
from src.controllers.transfer.events import RowEvents
from src.controllers.transfer.results import NumberedRow, Tally
from src.controllers.transfer.tables import NOW, TERMS
from src.extensions import db
from src.models import Term, hundredths

COLUMNS = (
    *("code", "name", "starts_on", "ends_on", "time_zone"),
    *("registration_opens_at", "registration_closes_at", "drop_deadline_at"),
    "max_credits_hundredths",
)
_EVENTS = RowEvents("term", TERMS.c.code, at=NOW, term_id=TERMS.c.id)
_TABLE = coded_table(TERMS, _EVENTS, noun="term", blank=dict.fromkeys(COLUMNS), beside={})


def import_terms(*, rows: Sequence[NumberedRow], seen: dict[str, int]) -> Tally:
    """Create and change terms.

    `seen` belongs to the file: the line on which each code stood. It grows.
    """
    columns = [NumberedRow(line, _columns(fields)) for line, fields in rows]
    return import_coded(_TABLE, rows=columns, seen=seen, judge=_judge)


def terms_by_code() -> dict[str, Term]:
    """Every term that a course can name."""
    return {term.code: term for term in db.session.scalars(select(Term))}


def _columns(fields: Values) -> Values:
    """A row's fields as columns: credits are kept as whole hundredths."""
    columns = dict(fields)
    if "max_credits" in columns:
        columns["max_credits_hundredths"] = hundredths(columns.pop("max_credits"))
    return columns


def _judge(row: Values) -> Iterator[tuple[str, str]]:
    return Term(**{name: row[name] for name in COLUMNS}).faults()
