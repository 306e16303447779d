"""Keyset paging: a page begins after a key, so rows that come and go move no other row."""

from typing import Any

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import KeyedColumnElement

from src.controllers import AnySelect
from src.controllers.documents import joined
from src.controllers.statements import ROWS, Statement, given
from src.values import Page

Key = InstrumentedAttribute[Any] | KeyedColumnElement[Any]


class PagedStatement(Statement):
    """A statement that reads a page of its rows, in the order of a key above zero.

    The key is an id, which the statement selects as `id`.
    """

    def __init__(self, statement: AnySelect, key: Key) -> None:
        super().__init__(_page(statement, key))

    def page(self, *, limit: int, after: int | None, **values: Any) -> Page:
        """The first `limit` rows whose key is above `after`.

        One row more is read than shown, which tells whether there is a next page.
        """
        rows = self.all(after=after or 0, rows=limit + 1, **values)
        more = len(rows) > limit
        return Page(rows=rows[:limit], next_after=rows[limit - 1].id if more else None)


class PagedDocuments(Statement):
    """Like `PagedStatement`, for a statement that selects a key and a `document`.

    The page comes as one row, since the driver lets go of the interpreter for each that it
    fetches: the documents, one in a line, as none has a line break, and their keys.
    """

    def __init__(self, statement: AnySelect, key: Key) -> None:
        each = _page(statement, key).subquery()
        own_key = each.c[0]
        documents = joined(each.c.document, own_key, separator="\n")
        keys = joined(cast(own_key, Text), own_key, separator="\n")
        columns = documents.label("documents"), keys.label("keys")
        super().__init__(select(*columns).select_from(each))

    def page(self, *, limit: int, after: int | None, **values: Any) -> Page:
        """The first `limit` documents whose key is above `after`."""
        row = self.first(after=after or 0, rows=limit + 1, **values)
        documents = row.documents.split("\n") if row.documents else []
        next_after = None
        if len(documents) > limit:
            next_after = int(row.keys.split("\n")[limit - 1])
        return Page(rows=documents[:limit], next_after=next_after)


def _page(statement: AnySelect, key: Key) -> AnySelect:
    return statement.where(key > given("after", key.type)).order_by(key).limit(ROWS)
