"""`make mutants [ONLY=word]`: take each guard away in turn and name the test that notices.

Every guard is removed in a copy of the project, where the tests that should notice run
until the first failure. A guard that no test misses fails the whole run.
"""

import os
import queue
import re
import shlex
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
TIME_LIMIT_SECONDS = 180
UNNOTICED = "NOT NOTICED"
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


def verdict(guard: Guard, tree: Path) -> str:
    """The test that fails without the guard, or `UNNOTICED` and why."""
    try:
        before = guard.remove(tree)
    except LookupError as error:
        return f"{UNNOTICED}: {error}"
    try:
        done = _test(shlex.split(guard.tests), tree)
    except subprocess.TimeoutExpired:
        return f"{UNNOTICED}: the tests came to no end"
    finally:
        (tree / guard.file).write_text(before)
    if done.returncode == 0:
        return f"{UNNOTICED}: all tests pass"
    found = _FAILED.search(done.stdout)
    # Tests that cannot run prove nothing.
    if done.returncode != 1 or not found:
        return f"{UNNOTICED}: pytest ended with {done.returncode}\n{done.stdout[-2000:]}"
    return found[1]


def _test(arguments: list[str], tree: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, *arguments],
        cwd=tree,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=TIME_LIMIT_SECONDS,
    )


def main(only: str) -> int:
    """Try every guard whose name has `only` in it; the exit code."""
    chosen = [guard for guard in GUARDS if only in guard.name]
    noticed = 0
    with copies() as free, ThreadPoolExecutor(COPIES) as pool:

        def run(guard: Guard) -> str:
            tree = free.get()
            try:
                return verdict(guard, tree)
            finally:
                free.put(tree)

        for number, (guard, told) in enumerate(zip(chosen, pool.map(run, chosen), strict=True), 1):
            click.echo(f"[{number}/{len(chosen)}] {guard.name}: {told}")
            noticed += not told.startswith(UNNOTICED)
    click.echo(f"{noticed} of {len(chosen)} guards are noticed when they are gone")
    return 0 if chosen and noticed == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main(os.environ.get("ONLY", "")))
