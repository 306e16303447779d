"""Counting SQL statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask

from tests.taps import tapped


class Statement(str):
    """A statement, and the parameters that it was executed with."""

    __slots__ = ("parameters",)
    parameters: Any


class Statements(list[Statement]):
    """What was executed, BEGIN and PRAGMA left out."""

    def add(self, _cursor: Any, text: str, parameters: Any) -> None:
        """Listen to the driver."""
        if not text.startswith(("BEGIN", "PRAGMA")):
            statement = Statement(text)
            statement.parameters = parameters
            self.append(statement)


@contextmanager
def recording(app: Flask) -> Iterator[Statements]:
    """The statements that an application executes within the block."""
    statements = Statements()
    with tapped(app, statements.add):
        yield statements
