"""A guard, and how to take it away."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Guard:
    """One guard of the service.

    Taking it away replaces `guard` by `without`, which stands in `file` exactly once;
    `tests` is what pytest is told to run, and one of it must fail.
    """

    name: str
    file: str
    guard: str
    without: str
    tests: str

    def remove(self, tree: Path) -> str:
        """Take the guard away in a copy of the project; returns the file's text before."""
        path = tree / self.file
        text = path.read_text()
        if text.count(self.guard) != 1:
            raise LookupError(f"{self.name}: the guard stands {text.count(self.guard)} times")
        path.write_text(text.replace(self.guard, self.without))
        return text
