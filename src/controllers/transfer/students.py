"""Import students: matched by external id, then by e-mail."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Text, bindparam, insert, literal_column, select, update

from src.controllers.transfer.events import RowEvents
from src.controllers.transfer.results import Fault, NumberedRow, Tally
from src.controllers.transfer.said import Lines
from src.controllers.transfer.tables import NOW, STUDENTS, as_list, listed, recorded
from src.extensions import clock, db
from src.models import email_key

FIELDS = ("name", "given_name", "family_name", "email", "external_id")

_external_ids = listed("external_ids")
_email_keys = listed("email_keys")
_columns = [STUDENTS.c[name] for name in ("id", "email_key", *FIELDS)]
BY_EXTERNAL_ID = select(*_columns).join_from(
    _external_ids, STUDENTS, STUDENTS.c.external_id == _external_ids.c.value
)
BY_EMAIL = select(*_columns).join_from(
    _email_keys, STUDENTS, STUDENTS.c.email_key == _email_keys.c.value
)
_new = recorded("students", email_key=Text(), **dict.fromkeys(FIELDS, Text()))
INSERT = (
    insert(STUDENTS)
    .from_select(
        [*_new.c.keys(), "created_at", "updated_at", "version"],
        select(*_new.c, NOW, NOW, literal_column("1")),
    )
    .returning(STUDENTS.c.email_key, STUDENTS.c.id)
)
EVENTS = RowEvents("student", STUDENTS.c.email_key, at=NOW, student_id=STUDENTS.c.id)
UPDATE = (
    update(STUDENTS)
    .where(STUDENTS.c.id == bindparam("row_id"))
    .values(
        {name: bindparam(name) for name in ("email_key", "updated_at", *FIELDS)}
        | {"version": STUDENTS.c.version + 1}
    )
)


def import_students(*, rows: Sequence[NumberedRow], seen: Lines) -> Tally:
    """Create and change students, in the order of the rows.

    `seen` belongs to the file: where each student stood. It grows.
    """
    batch = _Batch(rows, seen)
    for row in rows:
        batch.apply(row)
    batch.write()
    return batch.tally


@dataclass(slots=True)
class _Record:
    """A student as the rows so far leave it; `id` is 0 until it is written."""

    id: int
    key: str
    fields: dict[str, Any]
    line: int | None = None
    changed: list[str] = field(default_factory=list)


class _Batch:
    def __init__(self, rows: Sequence[NumberedRow], seen: Lines) -> None:
        self.tally = Tally()
        self._seen = seen
        self._by_external_id: dict[str, _Record] = {}
        self._by_key: dict[str, _Record] = {}
        self._touched: list[_Record] = []
        self._new: list[_Record] = []
        self._changed: list[_Record] = []
        self._load(rows)

    def _load(self, rows: Sequence[NumberedRow]) -> None:
        """Find everyone whom a row may mean."""
        given = (row.fields.get("external_id") for row in rows)
        external_ids = {external_id for external_id in given if external_id}
        keys = {email_key(row.fields["email"]) for row in rows}
        found = {
            row.id: row
            for statement, values in (
                (BY_EXTERNAL_ID, {"external_ids": as_list(sorted(external_ids))}),
                (BY_EMAIL, {"email_keys": as_list(sorted(keys))}),
            )
            for row in db.session.execute(statement, values)
        }
        for row in found.values():
            fields = {name: getattr(row, name) for name in FIELDS}
            self._index(_Record(row.id, row.email_key, fields, self._seen.of(row.id)))

    def _index(self, record: _Record) -> None:
        self._by_key[record.key] = record
        if record.fields["external_id"] is not None:
            self._by_external_id[record.fields["external_id"]] = record

    def apply(self, row: NumberedRow) -> None:
        """Create, change or leave the student of a row, or say why not."""
        key = email_key(row.fields["email"])
        named = self._by_external_id.get(row.fields.get("external_id", ""))
        mailed = self._by_key.get(key)
        if fault := _fault(row, named, mailed):
            self.tally.faults.append(fault)
        elif record := named or mailed:
            self._update(record, key, row)
        else:
            self._create(key, row)

    def _create(self, key: str, row: NumberedRow) -> None:
        record = _Record(0, key, dict.fromkeys(FIELDS) | dict(row.fields), row.line)
        self._index(record)
        self._new.append(record)
        self.tally.created += 1

    def _update(self, record: _Record, key: str, row: NumberedRow) -> None:
        record.line = row.line
        self._touched.append(record)
        record.changed = [n for n, value in row.fields.items() if record.fields[n] != value]
        if not record.changed:
            self.tally.unchanged += 1
            return
        # What the student was known by is free for the rows that follow.
        del self._by_key[record.key]
        self._by_external_id.pop(record.fields["external_id"], None)
        record.fields.update(row.fields)
        record.key = key
        self._index(record)
        self._changed.append(record)
        self.tally.changed += 1

    def write(self) -> None:
        """Write what changed first: it may free what a new student is known by."""
        now = clock.now()
        if self._changed:
            common = {"updated_at": now}
            changes = [
                {"row_id": each.id, "email_key": each.key, **each.fields, **common}
                for each in self._changed
            ]
            db.session.execute(UPDATE, changes)
            EVENTS.record_updated([(each.id, each.changed) for each in self._changed], now)
        if self._new:
            self._create_new(now)
        for each in (*self._touched, *self._new):
            self._seen.note(each.id, each.line or 0)

    def _create_new(self, now: datetime) -> None:
        rows = [(each.key, *map(each.fields.get, FIELDS)) for each in self._new]
        created = db.session.execute(INSERT, {"students": as_list(rows), "now": now})
        for key, row_id in created:
            self._by_key[key].id = row_id
        EVENTS.record_created([each.key for each in self._new], now)


def _fault(row: NumberedRow, named: _Record | None, mailed: _Record | None) -> Fault | None:
    """Why a row cannot mean whom its external id and its e-mail name."""
    if named and mailed and named is not mailed:
        return Fault(row.line, "email", f"The e-mail is that of another student, {_name(mailed)}.")
    record = named or mailed
    if record and record.line:
        column = "external_id" if named else "email"
        return Fault(row.line, column, f"The same student stands on line {record.line} too.")
    external_id = row.fields.get("external_id")
    if mailed and not named and external_id and mailed.fields["external_id"] is not None:
        reason = f"The student with this e-mail, {_name(mailed)}, has another external id."
        return Fault(row.line, "external_id", reason)
    return None


def _name(record: _Record) -> str:
    return f"on line {record.line}" if record.line else f"id {record.id}"
