"""`make bench`: how fast this service is, beside what one would have used instead."""

import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import click

from benchmarks import desk, machine
from benchmarks.databases import FOLDER, Databases, SqliteDatabases, postgres
from benchmarks.growth import measure_growth
from benchmarks.importing import measure_importing
from benchmarks.load import require_wrk
from benchmarks.memory import measure_memory
from benchmarks.plots import draw
from benchmarks.report import print_report, put_table
from benchmarks.results import Results
from benchmarks.rounds import FULL, QUICK
from benchmarks.service import ROOT
from benchmarks.start import measure_start
from benchmarks.targets import shortcomings

RESULTS = ROOT / "benchmarks" / "results.json"


@click.command()
@click.option("--quick", is_flag=True, help="What can be had in a few minutes, on SQLite.")
@click.option("--strict", is_flag=True, help="Fail where a target is missed or not measured.")
def main(*, quick: bool, strict: bool) -> None:
    """Measure, print, and keep what was found."""
    if quick and strict:
        raise click.UsageError("STRICT=1 judges every row, and QUICK=1 leaves some out.")
    require_wrk()
    begun = time.monotonic()
    FOLDER.mkdir(parents=True, exist_ok=True)
    results = Results()
    with tempfile.TemporaryDirectory(dir=FOLDER, prefix="run-") as folder:
        results.machine = machine.describe(Path(folder))
        click.echo("\n".join(f"{name:12} {value}" for name, value in results.machine.items()))
        _measure(results, Path(folder), quick=quick)
    print_report(results)
    click.echo(f"{(time.monotonic() - begun) / 60:.1f} minutes")
    if strict and (found := shortcomings(results)):
        raise click.ClickException("\n".join(["Not what was promised:", *found]))


def _measure(results: Results, folder: Path, *, quick: bool) -> None:
    chosen = desk.programs(results)
    with ExitStack() as stack:
        kinds: list[Databases] = [SqliteDatabases(folder)]
        if not quick:
            kinds.append(stack.enter_context(postgres()))
        measure_start(results, kinds[0])
        for databases in kinds:
            desk.measure(results, chosen, databases, folder, QUICK if quick else FULL)
            _keep(results)
            if not quick:
                for measure in (measure_growth, measure_importing, measure_memory):
                    measure(results, databases, folder)
                    _keep(results)


def _keep(results: Results) -> None:
    """Keep what was found so far, so that a run that is stopped has not been in vain."""
    results.write(RESULTS)
    put_table(ROOT / "README.md", results)
    draw(results, ROOT / "docs")


if __name__ == "__main__":
    main()
