"""`make mutants [ONLY=word]`: take each guard away in turn and name the test that notices.

Every guard is removed in a copy of the project, where the tests that should notice run
until the first failure. A guard that no test misses fails the whole run.
"""

import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import click

from src.config import ROOT
from tests.mutants.guard import Guard
from tests.mutants.guards import GUARDS

COPIES = 2
TIME_LIMIT_SECONDS = 300
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+::.+?)(?: - .*)?$", re.MULTILINE)


@contextmanager
def copies() -> Iterator["queue.Queue[Path]"]:
    """Copies of the project as it stands, for tests to run in."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = [name for name in names.splitlines() if (ROOT / name).exists()]
    free: queue.Queue[Path] = queue.Queue()
    with tempfile.TemporaryDirectory(prefix="desk-mutants-") as folder:
        for number in range(COPIES):
            tree = Path(folder, str(number), ROOT.name)
            for name in files:
                (tree / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, tree / name)
            free.put(tree)
        yield free


def noticed_by(guard: Guard, tree: Path) -> str | None:
    """The test that fails without the guard, None if all pass.

    Raises RuntimeError or subprocess.TimeoutExpired if the tests could not run to an
    end, which proves nothing.
    """
    before = guard.remove(tree)
    try:
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
        done = subprocess.run(
            [*command, *guard.tests.split()],
            cwd=tree,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=TIME_LIMIT_SECONDS,
        )
    finally:
        (tree / guard.file).write_text(before)
    found = _FAILED.search(done.stdout)
    if done.returncode == 1 and found:
        return found[1]
    if done.returncode == 0:
        return None
    raise RuntimeError(f"{guard.name}: pytest ended with {done.returncode}\n{done.stdout[-2000:]}")


def main(only: str) -> int:
    """Try every guard whose name has `only` in it; the exit code."""
    chosen = [guard for guard in GUARDS if only in guard.name]
    unnoticed = []
    with copies() as free, ThreadPoolExecutor(COPIES) as pool:

        def run(guard: Guard) -> str | None:
            tree = free.get()
            try:
                return noticed_by(guard, tree)
            finally:
                free.put(tree)

        for number, (guard, test) in enumerate(zip(chosen, pool.map(run, chosen), strict=True), 1):
            click.echo(f"[{number}/{len(chosen)}] {guard.name}: {test or 'NOT NOTICED'}")
            if test is None:
                unnoticed.append(guard.name)
    click.echo(
        f"{len(chosen) - len(unnoticed)} of {len(chosen)} guards are noticed when they are gone"
    )
    return 1 if unnoticed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(os.environ.get("ONLY", "")))
