"""What a proof did: acts by kind, figures, and the seeds to do it again."""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class Counts:
    """How often an act was attempted, and how it was answered."""

    attempted: int = 0
    succeeded: int = 0
    refused: int = 0

    def add(self, *, succeeded: bool) -> None:
        """Count one attempt that was answered: it was done, or refused by a rule."""
        self.attempted += 1
        self.succeeded += succeeded
        self.refused += not succeeded

    def merge(self, other: "Counts") -> None:
        """Count another's attempts too."""
        self.attempted += other.attempted
        self.succeeded += other.succeeded
        self.refused += other.refused


@dataclass(slots=True)
class Result:
    """The outcome of a proof on one database; it raised AssertionError if it failed.

    `acts` are by the kind of act, `figures` by a sentence's worth of name.
    """

    seeds: list[int] = field(default_factory=list)
    acts: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    figures: dict[str, int | str] = field(default_factory=dict)

    def require(self, name: str, found: int, at_least: int) -> None:
        """Keep a figure. Raises AssertionError where it is below the floor of the size."""
        self.figures[name] = found
        assert found >= at_least, f"{name}: {found}, and {at_least} are the least"
