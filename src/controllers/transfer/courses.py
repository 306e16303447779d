"""Import courses: matched by code."""

from collections.abc import Iterator, Mapping, Sequence

from src.controllers.transfer.coded import Values, coded_table, import_coded
from src.controllers.transfer.events import RowEvents
from src.controllers.transfer.results import NumberedRow, Tally
from src.controllers.transfer.tables import COURSES
from src.models import Course, Term, hundredths

_TEXTS = ("code", "catalog_code", "title", "description")
_NUMBERS = ("credits_hundredths", "term_id", "capacity", "waitlist_capacity")
_BLANK = dict.fromkeys((*_TEXTS, *_NUMBERS)) | {"meetings": (), "prerequisites": ()}
_EVENTS = RowEvents(
    "course",
    COURSES.c.code,
    at=COURSES.c.last_event_at,
    course_id=COURSES.c.id,
    term_id=COURSES.c.term_id,
)
_TABLE = coded_table(COURSES, _EVENTS, noun="course", blank=_BLANK, beside={"enrolled_count": 0})
# The id of a term that does not exist.
_UNKNOWN = 0


def import_courses(
    *, rows: Sequence[NumberedRow], seen: dict[str, int], terms: Mapping[str, Term]
) -> Tally:
    """Create and change courses; `terms` is what `terms_by_code` gave.

    `seen` belongs to the file: the line on which each code stood. It grows.
    """
    by_id = {term.id: term for term in terms.values()}

    def judge(row: Values) -> Iterator[tuple[str, str]]:
        return _judge(row, by_id)

    columns = [NumberedRow(line, _columns(fields, terms)) for line, fields in rows]
    return import_coded(_TABLE, rows=columns, seen=seen, judge=judge)


def _columns(fields: Values, terms: Mapping[str, Term]) -> Values:
    """A row's fields as columns: credits are whole hundredths, and a term is its id."""
    columns = dict(fields)
    if "credits" in columns:
        columns["credits_hundredths"] = hundredths(columns.pop("credits"))
    if "term_code" in columns:
        columns["term_id"] = _term_id(columns.pop("term_code"), terms)
    return columns


def _term_id(code: str | None, terms: Mapping[str, Term]) -> int | None:
    if code is None:
        return None
    return terms[code].id if code in terms else _UNKNOWN


def _judge(row: Values, terms: Mapping[int, Term]) -> Iterator[tuple[str, str]]:
    taken, capacity = row["enrolled_count"], row["capacity"]
    if capacity is not None and capacity < taken:
        yield "capacity", f"A capacity of {capacity} is below the {taken} seats that are taken."
    if row["term_id"] == _UNKNOWN:
        yield "term_code", "No term has this code."
    else:
        columns = {name: row[name] for name in _BLANK if name != "term_id"}
        yield from Course(term=terms.get(row["term_id"]), **columns).faults()
