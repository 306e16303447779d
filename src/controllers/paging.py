"""Keyset paging: a page begins after a key, so rows that come and go move no other row."""

from typing import Any

from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import KeyedColumnElement

from src.controllers import AnySelect
from src.extensions import db
from src.values import Page


def fetch_page(
    statement: AnySelect,
    key: InstrumentedAttribute[Any] | KeyedColumnElement[Any],
    *,
    limit: int,
    after: int | None,
) -> Page:
    """The first `limit` rows of a statement whose key is above `after`, in its order.

    The key is a place, which the statement selects as `place`, or an id, which it
    selects as `id`. One row more is read than shown, which tells whether there is a
    next page.
    """
    if after is not None:
        statement = statement.where(key > after)
    rows = db.session.execute(statement.order_by(key).limit(limit + 1)).all()
    more = len(rows) > limit
    name = "place" if key.key == "place" else "id"
    return Page(rows=rows[:limit], next_after=getattr(rows[limit - 1], name) if more else None)
