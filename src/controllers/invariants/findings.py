"""What was found against one invariant."""

from collections.abc import Callable, Mapping

from sqlalchemy import text

from src.controllers import AnyRow
from src.extensions import db

CASES_MAX = 100
BATCH_ROWS = 1000


class Finding:
    """The cases against an invariant: a sentence for each of the first, and how many there are."""

    def __init__(self, invariant: str) -> None:
        self.invariant = invariant
        self.cases: list[str] = []
        self.count = 0

    def add(self, case: str) -> None:
        """Count a case."""
        self.count += 1
        if self.count <= CASES_MAX:
            self.cases.append(case)


def ask(
    invariant: str,
    sql: str,
    parameters: Mapping[str, str] | None = None,
    *,
    say: Callable[[AnyRow], str] = lambda row: str(row[0]),
) -> Finding:
    """What a statement finds; `say` makes a sentence of a row, which is one as a rule."""
    finding = Finding(invariant)
    streamed = {"yield_per": BATCH_ROWS}
    with db.session.execute(text(sql), parameters, execution_options=streamed) as rows:
        for row in rows:
            finding.add(say(row))
    return finding
