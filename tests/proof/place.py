"""Where a proof runs: fresh databases of one kind."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.databases import TEMPLATE, Databases


@dataclass(slots=True)
class Place:
    """Makes databases on one backend, "sqlite" or "postgresql".

    `name` tells the databases of one process from those of another; `say` tells how far
    a long proof is.
    """

    backend: str
    databases: Databases
    folder: Path
    name: str
    say: Callable[[str], None] = lambda _line: None
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _made: list[str] = field(default_factory=list)

    def fresh(self) -> str:
        """The URL of another migrated database without rows."""
        name = f"proof_{self.name}_{next(self._numbers)}"
        if self.backend == "sqlite":
            shutil.copy(self.databases.sqlite_template, self.folder / f"{name}.db")
            return f"sqlite:///{self.folder / name}.db"
        self._made.append(name)
        return self.databases.create(name, TEMPLATE)

    def clear(self) -> None:
        """Drop the databases that were made so far; SQLite's go with their folder."""
        while self._made:
            self.databases.drop(self._made.pop())
