"""Keyset paging: a page begins after a key, so rows that come and go move no other row."""

from typing import Any

from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import KeyedColumnElement

from src.controllers import AnySelect
from src.controllers.statements import Statement, given
from src.values import Page

Key = InstrumentedAttribute[Any] | KeyedColumnElement[Any]


class PagedStatement(Statement):
    """A statement that reads a page of its rows, in the order of a key above zero.

    The key is a place, which the statement selects as `place`, or an id, which it
    selects as `id`.
    """

    def __init__(self, statement: AnySelect, key: Key) -> None:
        self._name = "place" if key.key == "place" else "id"
        page = statement.where(key > given("after", key.type)).order_by(key).limit(given("rows"))
        super().__init__(page)

    def page(self, *, limit: int, after: int | None, **values: Any) -> Page:
        """The first `limit` rows whose key is above `after`.

        One row more is read than shown, which tells whether there is a next page.
        """
        rows = self.all(after=after or 0, rows=limit + 1, **values)
        more = len(rows) > limit
        next_after = getattr(rows[limit - 1], self._name) if more else None
        return Page(rows=rows[:limit], next_after=next_after)
