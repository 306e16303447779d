"""`make promises`: run the command of every row of docs/promises.md.

A row fails if its command fails, is missing, or skips a test.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import click

from src.config import ROOT

_ROW = re.compile(r"^\| (?P<promise>.+?) \| *(?:`(?P<command>[^`]+)`)?[^|]*\|$", re.MULTILINE)
_HEADINGS = {"Promise", "---"}
_PYTEST_FOUND_NOTHING = (4, 5)


@dataclass(frozen=True)
class Promise:
    """A sentence and the shell command that shows it, empty if there is none."""

    sentence: str
    command: str


def promises(text: str) -> Iterator[Promise]:
    """The rows of the tables of a page, in order."""
    for row in _ROW.finditer(text):
        if row["promise"] not in _HEADINGS:
            # A pipe in a table is written with a backslash.
            yield Promise(row["promise"], (row["command"] or "").replace("\\|", "|"))


def verdict(promise: Promise) -> str:
    """Run a promise's command: "holds", "failing", "missing" or "skipped"."""
    if not promise.command:
        return "missing"
    path = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", promise.command],
        cwd=ROOT,
        env=os.environ | {"PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        click.echo(done.stdout)
        return "missing" if done.returncode in _PYTEST_FOUND_NOTHING else "failing"
    return "skipped" if re.search(r"\b[1-9]\d* skipped\b", done.stdout) else "holds"


def main() -> int:
    """Run every row, a line for each; the exit code."""
    rows = list(promises((ROOT / "docs" / "promises.md").read_text()))
    verdicts = []
    for number, promise in enumerate(rows, start=1):
        click.echo(f"[{number}/{len(rows)}] {promise.sentence}\n    {promise.command}")
        started = time.monotonic()
        verdicts.append(verdict(promise))
        click.echo(f"    {verdicts[-1]} ({time.monotonic() - started:.1f} s)")
    kept = verdicts.count("holds")
    click.echo(f"{kept} of {len(rows)} promises hold")
    return 0 if rows and kept == len(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
