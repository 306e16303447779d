"""Leaving demand uncounted where calls of the database are stepped through, or made to fail."""

from collections.abc import Iterable

from flask import Flask

from src.values import Attempt


class Uncounted:
    """A tally that counts nothing: its writer would come in between at any moment."""

    def count(self, attempts: Iterable[Attempt]) -> None:
        """Let the attempts go."""


def leave_uncounted(app: Flask) -> None:
    """Count no refusals of an application."""
    app.extensions["tally"] = Uncounted()
