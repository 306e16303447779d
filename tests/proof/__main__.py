"""`make prove [ONLY=kind] [ON=sqlite]`: every proof at full size, on both databases."""

import sys
import tempfile
import time
from pathlib import Path

import click

from tests.databases import Databases, running
from tests.proof import page
from tests.proof.kinds import KINDS, Kind
from tests.proof.place import Place
from tests.proof.result import Result

BACKENDS = ("sqlite", "postgresql")


@click.command()
@click.option("--only", default="", help="The one proof to run; all of them if empty.")
@click.option("--on", default="", help="The one database to run on; both if empty.")
def main(only: str, on: str) -> None:
    """Run the proofs, print what was done, and write docs/proof.md."""
    kinds = [kind for kind in KINDS if only in ("", kind.name)]
    backends = [backend for backend in BACKENDS if on in ("", backend)]
    if not kinds or not backends:
        names = ", ".join(kind.name for kind in KINDS)
        raise click.ClickException(f"There is no such proof. These are there: {names}.")
    with running() as databases:
        failed = [
            f"{kind.name} on {backend}"
            for kind in kinds
            for backend in backends
            if not _holds(kind, backend, databases)
        ]
    click.echo(f"FAILED: {', '.join(failed)}" if failed else "==> everything holds")
    sys.exit(bool(failed))


def _holds(kind: Kind, backend: str, databases: Databases) -> bool:
    """Run one proof, and print what was done; whether it held."""
    click.echo(f"==> {kind.name} on {backend}: {kind.shows}")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="desk-proof-") as folder:
        place = Place(backend, databases, Path(folder), kind.name, say=_say)
        try:
            result = kind.prove(place)
        except AssertionError as error:
            click.echo(f"    FAILED: {error}")
            return False
        finally:
            place.clear()
    seconds = time.monotonic() - started
    _print(result, seconds)
    page.keep(kind, backend, result, seconds)
    return True


def _say(line: str) -> None:
    click.echo(f"    {line}")


def _print(result: Result, seconds: float) -> None:
    if result.seeds:
        _say(f"seeds: {', '.join(map(str, result.seeds))}")
    for act, counts in sorted(result.acts.items()):
        _say(
            f"{act:24} attempted {counts.attempted:8,}  succeeded {counts.succeeded:8,}"
            f"  refused {counts.refused:8,}"
        )
    for figure, value in result.figures.items():
        _say(f"{figure}: {value}")
    _say(f"{seconds:.0f} s")


if __name__ == "__main__":
    main()
