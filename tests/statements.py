"""Counting SQL statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


class Statements(list[str]):
    """What was executed, BEGIN and PRAGMA left out."""

    def add(self, _conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        """Listen to `before_cursor_execute`."""
        if not statement.startswith(("BEGIN", "PRAGMA")):
            self.append(statement)


@contextmanager
def recording(engine: Engine) -> Iterator[Statements]:
    """The statements that an engine executes within the block."""
    statements = Statements()
    event.listen(engine, "before_cursor_execute", statements.add)
    yield statements
    event.remove(engine, "before_cursor_execute", statements.add)
