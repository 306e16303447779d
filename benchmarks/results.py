"""What was found: rows of loads, figures by round, and why something is missing."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

NOT_MEASURED = "not measured"


@dataclass(slots=True)
class Row:
    """A program under one workload; `void` says why it does not count."""

    backend: str
    workload: str
    program: str
    loads: list[dict[str, Any]] = field(default_factory=list)
    void: str | None = None

    @property
    def rate(self) -> float:
        """Median answers per second."""
        return self.of("rate")

    def of(self, key: str) -> float:
        """The median of what was found under a key."""
        return float(median(load[key] for load in self.loads))


@dataclass(slots=True)
class Results:
    """Everything of one run. A figure is kept round by round and read as its median."""

    machine: dict[str, Any] = field(default_factory=dict)
    programs: dict[str, dict[str, Any]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    figures: dict[str, list[float]] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)

    def row(self, backend: str, workload: str, program: str) -> Row | None:
        """The row of a program, or None where it was not measured."""
        wanted = (backend, workload, program)
        found = (row for row in self.rows if (row.backend, row.workload, row.program) == wanted)
        return next(found, None)

    def value(self, key: str) -> float | None:
        """The median of a figure, or None where there is none."""
        return median(self.figures[key]) if self.figures.get(key) else None

    def compare(self, key: str, ours: Sequence[float], theirs: Sequence[float]) -> None:
        """Keep the ratio of each round, or say that one had nothing to compare with."""
        if not all(theirs):
            self.reasons[key] = "void: a round without an answer"
            return
        self.figures[key] = [mine / its for mine, its in zip(ours, theirs, strict=True)]

    def write(self, path: Path) -> None:
        """Keep it as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n")


def read_results(path: Path) -> Results:
    """What an earlier run kept; empty where there was none."""
    if not path.exists():
        return Results()
    kept = json.loads(path.read_text())
    rows = [Row(**row) for row in kept.pop("rows")]
    return Results(rows=rows, **kept)
