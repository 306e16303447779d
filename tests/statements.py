"""Counting SQL statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


class Statement(str):
    """A statement, and the parameters that it was executed with."""

    __slots__ = ("parameters",)
    parameters: Any


class Statements(list[Statement]):
    """What was executed, BEGIN and PRAGMA left out."""

    def add(self, _conn: Any, _cursor: Any, text: str, parameters: Any, *_rest: Any) -> None:
        """Listen to `before_cursor_execute`."""
        if not text.startswith(("BEGIN", "PRAGMA")):
            statement = Statement(text)
            statement.parameters = parameters
            self.append(statement)


@contextmanager
def recording(engine: Engine) -> Iterator[Statements]:
    """The statements that an engine executes within the block."""
    statements = Statements()
    event.listen(engine, "before_cursor_execute", statements.add)
    yield statements
    event.remove(engine, "before_cursor_execute", statements.add)
