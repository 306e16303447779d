"""Import courses: matched by code."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from src.controllers.transfer.results import Fault, NumberedRow, Tally
from src.controllers.transfer.tables import COURSES, as_list, listed
from src.extensions import db
from src.models import hundredths, utc_now

COLUMNS = ("code", "catalog_code", "title", "description", "credits_hundredths")

_codes = listed("codes")
BY_CODE = select(COURSES.c.id, *(COURSES.c[name] for name in COLUMNS)).join_from(
    _codes, COURSES, COURSES.c.code == _codes.c.value
)
INSERT = insert(COURSES)
UPDATE = (
    update(COURSES)
    .where(COURSES.c.id == bindparam("row_id"))
    .values(
        {name: bindparam(name) for name in ("updated_at", *COLUMNS)}
        | {"version": COURSES.c.version + 1}
    )
)


def import_courses(*, rows: Sequence[NumberedRow], seen: dict[str, int]) -> Tally:
    """Create and change courses.

    `seen` belongs to the file: the line on which each code stood. It grows.
    """
    tally = Tally()
    known = _find({row.fields["code"] for row in rows})
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for row in rows:
        code = row.fields["code"]
        if first := seen.get(code):
            reason = f"The same course stands on line {first} too."
            tally.faults.append(Fault(row.line, "code", reason))
            continue
        seen[code] = row.line
        values = _values(row.fields)
        if code not in known:
            new.append(dict.fromkeys(COLUMNS) | values)
        elif _differs(known[code], values):
            changed.append(known[code] | values)
        else:
            tally.unchanged += 1
    _write(new, changed)
    tally.created, tally.changed = len(new), len(changed)
    return tally


def _find(codes: set[str]) -> dict[str, dict[str, Any]]:
    """The courses that have these codes, as columns to write back."""
    rows = db.session.execute(BY_CODE, {"codes": as_list(sorted(codes))})
    return {
        row.code: {"row_id": row.id, **{name: getattr(row, name) for name in COLUMNS}}
        for row in rows
    }


def _values(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A row's fields as columns: credits are kept as whole hundredths."""
    values = dict(fields)
    if "credits" in values:
        values["credits_hundredths"] = hundredths(values.pop("credits"))
    return values


def _differs(stored: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Whether a row says anything new; an empty cell says the same as an empty text."""
    return any((None if stored[name] == "" else stored[name]) != values[name] for name in values)


def _write(new: list[dict[str, Any]], changed: list[dict[str, Any]]) -> None:
    now = utc_now()
    if changed:
        db.session.execute(UPDATE, [{**each, "updated_at": now} for each in changed])
    if new:
        common = {"version": 1, "created_at": now, "updated_at": now}
        db.session.execute(INSERT, [{**each, **common} for each in new])
