"""Recording events, in the transaction of what they tell of.

An act comes from somewhere: who acted, and which request it was. `work` knows, and says
so when a transaction begins.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, insert

from src.controllers.connections import notes
from src.controllers.statements import Statement, given
from src.models import Base, Course, Student, Term, dump_json
from src.values import NO_ORIGIN, Cause, Origin

EVENTS: Table = Base.metadata.tables["events"]
_ORIGIN = "origin"
_BLANK = dict.fromkeys(set(EVENTS.c.keys()) - {"id"})
_INSERT = Statement(
    insert(EVENTS).inline().values({name: given(name, EVENTS.c[name].type) for name in _BLANK})
)


def begin(origin: Origin) -> None:
    """Say where the acts of this transaction come from."""
    notes()[_ORIGIN] = origin


def origin_columns() -> dict[str, str | None]:
    """Actor and request id of this transaction's events, by column."""
    origin: Origin = notes().get(_ORIGIN, NO_ORIGIN)
    return {"actor": origin.actor, "request_id": origin.request_id}


def record(events: Sequence[dict[str, Any]]) -> None:
    """Add events, in their order, in one statement; columns not given are null."""
    if events:
        common = _BLANK | origin_columns()
        _INSERT.run([common | event for event in events])


def event_of_row(
    row: Student | Course | Term,
    verb: str,
    now: datetime,
    cause: Cause,
    changed: Collection[str] = (),
) -> dict[str, Any]:
    """The event of a row that has its id and is "created", "updated" or "deleted" now.

    `changed` are the names of its fields.
    """
    noun = type(row).__name__.lower()
    event = {"type": f"{noun}.{verb}", "at": now, f"{noun}_id": row.id, "cause": cause}
    if noun == "course":
        course = cast(Course, row)
        event |= {"at": course.next_instant(now), "term_id": course.term_id}
    if changed:
        event["changed"] = dump_json(sorted(changed))
    return event
