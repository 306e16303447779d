"""Import the rows of a table that are matched by their code: terms and courses."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Insert, Select, Table, Update, bindparam, insert, select, update

from src.controllers.transfer.events import LAST_EVENT, RowEvents
from src.controllers.transfer.results import Fault, NumberedRow, Tally
from src.controllers.transfer.tables import COURSES, NOW, as_list, listed
from src.extensions import clock, db

Values: TypeAlias = Mapping[str, Any]
Written: TypeAlias = tuple[Values, list[str]]
"""A whole row, and the columns in which it differs from what is stored."""
Judge: TypeAlias = Callable[[Values], Iterator[tuple[str, str]]]
"""Which fields of a row, merged with what is stored, do not go with the others, and why."""


@dataclass(frozen=True, slots=True)
class CodedTable:
    """A table, and the statements that find and write its rows.

    `blank` has what a new row has where its file says nothing: every column that an
    import writes, and what the judging looks at beside them.
    """

    noun: str
    columns: tuple[str, ...]
    blank: Values
    find: Select[*tuple[Any, ...]]
    insert: Insert
    update: Update
    events: RowEvents
    instants: tuple[str, ...]


def coded_table(
    table: Table, events: RowEvents, *, noun: str, blank: Values, beside: Values
) -> CodedTable:
    """The statements for a table with the columns `blank`; those `beside` are only read."""
    codes = listed("codes")
    read = (table.c[name] for name in ("id", *blank, *beside))
    written: dict[str, Any] = {name: bindparam(name) for name in blank}
    # Courses keep the instant of their last event.
    stamps = {"last_event_at": LAST_EVENT} if table is COURSES else {}
    instants = ("created_at", "updated_at", *stamps)
    return CodedTable(
        noun=noun,
        columns=tuple(blank),
        blank={**blank, **beside},
        find=select(*read).join_from(codes, table, table.c.code == codes.c.value),
        insert=insert(table),
        update=update(table)
        .where(table.c.id == bindparam("row_id"))
        .values(written | stamps | {"updated_at": NOW, "version": table.c.version + 1}),
        events=events,
        instants=instants,
    )


def import_coded(
    table: CodedTable, *, rows: Sequence[NumberedRow], seen: dict[str, int], judge: Judge
) -> Tally:
    """Create and change rows; their fields are columns of the table.

    `seen` belongs to the file: the line on which each code stood. It grows.
    """
    tally = Tally()
    known = _find(table, {row.fields["code"] for row in rows})
    new, changed = list[Written](), list[Written]()
    for line, fields in rows:
        code = fields["code"]
        if first := seen.get(code):
            reason = f"The same {table.noun} stands on line {first} too."
            tally.faults.append(Fault(line, "code", reason))
            continue
        seen[code] = line
        stored = known.get(code)
        differing = _differing(stored, fields) if stored else []
        if stored and not differing:
            tally.unchanged += 1
            continue
        merged = {**(stored or table.blank), **fields}
        if faults := [Fault.of_field(line, *each) for each in judge(merged)]:
            tally.faults.extend(faults)
        else:
            (changed if stored else new).append((merged, differing))
    _write(table, new, changed)
    tally.created, tally.changed = len(new), len(changed)
    return tally


def _find(table: CodedTable, codes: set[str]) -> dict[str, Values]:
    """The rows that have these codes."""
    rows = db.session.execute(table.find, {"codes": as_list(sorted(codes))}).mappings()
    return {row["code"]: dict(row) for row in rows}


def _differing(stored: Values, fields: Values) -> list[str]:
    """In which columns a row says anything new; an empty cell says the same as an empty text."""
    return [
        name for name in fields if (None if stored[name] == "" else stored[name]) != fields[name]
    ]


def _write(table: CodedTable, new: Sequence[Written], changed: Sequence[Written]) -> None:
    now = clock.now()
    if changed:
        changes = [
            {**{name: row[name] for name in table.columns}, "row_id": row["id"], "now": now}
            for row, _ in changed
        ]
        db.session.execute(table.update, changes)
        table.events.record_updated([(row["id"], names) for row, names in changed], now)
    if new:
        common = dict.fromkeys(table.instants, now) | {"version": 1}
        rows = [{**{name: row[name] for name in table.columns}, **common} for row, _ in new]
        db.session.execute(table.insert, rows)
        table.events.record_created([row["code"] for row, _ in new], now)
